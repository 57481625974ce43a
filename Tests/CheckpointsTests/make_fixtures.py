"""Writes the files in Fixtures with PyTorch and safetensors themselves, and what they hold as JSON.

Run with torch 2.13 and safetensors 0.8: python make_fixtures.py
"""

import collections
import json
import pathlib
import shutil

import torch
from safetensors.torch import save_file

FOLDER = pathlib.Path(__file__).parent / "Fixtures"
SPECIAL = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-05, 5.96e-08, float("inf"), float("-inf"), 1 / 3]


def tensors():
    torch.manual_seed(0)
    base = torch.randn(4, 6)
    return collections.OrderedDict(
        [
            ("float32", torch.tensor(SPECIAL)),
            ("float16", torch.tensor(SPECIAL).to(torch.float16)),
            ("bfloat16", torch.tensor(SPECIAL).to(torch.bfloat16)),
            ("float64", torch.tensor(SPECIAL, dtype=torch.float64)),
            ("number", torch.tensor(3.5)),
            ("empty", torch.zeros(0, 3)),
            ("matrix", base),
            ("int64", torch.arange(-3, 3)),
            ("bool", torch.tensor([True, False])),
        ]
    )


def described(state):
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64"}
    names |= {torch.int64: "I64", torch.bool: "BOOL"}
    return {
        name: {
            "type": names[tensor.dtype],
            "shape": list(tensor.shape),
            # Hexadecimal, as JSON has no infinities.
            "values": [float(value).hex() for value in tensor.detach().to(torch.float64).flatten()],
        }
        for name, tensor in state.items()
    }


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    expected = {}

    plain = tensors()
    save_file(plain, FOLDER / "plain.safetensors", metadata={"format": "pt"})
    expected["plain.safetensors"] = described(plain)

    state = tensors()
    base = state["matrix"]
    state["transposed"] = base.t()
    state["column"] = base[:, 2]
    state["lower rows"] = base[2:]
    state["every second"] = base[::2, 1::2]
    state["same"] = base
    state["한국어"] = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    state._metadata = collections.OrderedDict([("", {"version": 1})])
    torch.save(state, FOLDER / "archive.bin")
    torch.save(state, FOLDER / "stream.bin", _use_new_zipfile_serialization=False)
    expected["archive.bin"] = expected["stream.bin"] = described(state)

    # What a file written by BERTune must be, byte for byte.
    floats = torch.tensor([0.1, -0.0, 1e-8, 3.3895e38, 70000.0, 1.00390625])
    written = {
        "b": floats.reshape(2, 3),
        "a": torch.tensor(0.5),
        "half": floats.to(torch.float16),
        "brain": floats.to(torch.bfloat16),
        "double": floats.to(torch.float64),
        "é": torch.zeros(0),
    }
    save_file(written, FOLDER / "written.safetensors", metadata={"format": "pt"})

    for suffix, save in [("safetensors", save_file), ("bin", torch.save)]:
        stem = "model" if suffix == "safetensors" else "pytorch_model"
        folder = FOLDER / f"sharded-{suffix}"
        folder.mkdir()
        shards = {
            f"{stem}-00001-of-00002.{suffix}": {"x": torch.tensor([1.0, 2.0])},
            f"{stem}-00002-of-00002.{suffix}": {"y": torch.tensor([3.0]), "z": torch.tensor([[4.0]])},
        }
        for name, shard in shards.items():
            save(shard, folder / name)
        weight_map = {tensor: name for name, shard in shards.items() for tensor in shard}
        index = {"metadata": {"total_size": 16}, "weight_map": weight_map}
        (folder / f"{stem}.{suffix}.index.json").write_text(json.dumps(index, indent=2))

    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n")


main()
