"""One tiny BERT in every form of file that a fine-tuner meets, and what each must compute."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import torch
from reference import Array, float32_array, write_arrays, write_json
from safetensors.torch import load_file, save_file
from small_bert import configuration, examples, fill, packed, padded, tokenizer
from torch import Tensor
from transformers import BertConfig, BertForPreTraining, BertForSequenceClassification

StateDict = dict[str, Tensor]

BATCH = [0, 2, 5]


def write_formats(folder: Path) -> None:
    legacy = folder / "pytorch-legacy/pytorch_model.bin"
    kept = legacy.read_bytes() if legacy.exists() else None
    shutil.rmtree(folder, ignore_errors=True)
    model = tiny_bert()
    write_safetensors_formats(folder, model)
    write_pickle_formats(folder, model)
    write_legacy(legacy, model, kept)
    write_half_precisions(folder, model)
    write_transformers_5(folder, model)
    write_expected(folder, model)


def tiny_configuration() -> BertConfig:
    return configuration(
        hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=12,
        hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.1,
    )  # fmt: skip


def tiny_bert() -> BertForSequenceClassification:
    model = BertForSequenceClassification(tiny_configuration()).eval()
    fill(model, "formats")
    return model


def pretraining(model: BertForSequenceClassification) -> BertForPreTraining:
    whole = BertForPreTraining(tiny_configuration()).eval()
    fill(whole, "formats.pretraining")
    whole.bert.load_state_dict(model.bert.state_dict())
    return whole


def old_names(state: StateDict) -> StateDict:
    def renamed(name: str) -> str:
        return re.sub(r"LayerNorm\.bias$", "LayerNorm.beta", re.sub(r"LayerNorm\.weight$", "LayerNorm.gamma", name))

    return {renamed(name): value for name, value in state.items()}


# MARK: The folders


def write_safetensors_formats(folder: Path, model: BertForSequenceClassification) -> None:
    model.save_pretrained(folder / "safetensors")
    model.save_pretrained(folder / "sharded", max_shard_size="5KB")
    model.bert.save_pretrained(folder / "no-prefix")
    pretraining(model).save_pretrained(folder / "pretraining")
    write_config(folder / "gamma-beta", torch_dtype_configuration(model))
    write_safetensors(folder / "gamma-beta", old_names(dict(model.state_dict())))


def write_pickle_formats(folder: Path, model: BertForSequenceClassification) -> None:
    write_config(folder / "pytorch-zip", torch_dtype_configuration(model))
    torch.save(model.state_dict(), folder / "pytorch-zip/pytorch_model.bin")
    # A pretraining file of the old kind: a tied decoder on shared storage, and a buffer of integers.
    whole = pretraining(model)
    state = old_names(dict(whole.state_dict()))
    state["bert.embeddings.position_ids"] = torch.arange(40)[None]
    state["cls.predictions.decoder.weight"] = state["bert.embeddings.word_embeddings.weight"]
    state["cls.predictions.decoder.bias"] = state["cls.predictions.bias"]
    settings = torch_dtype_configuration(model) | {"architectures": ["BertForPreTraining"]}
    write_config(folder / "pretraining-old", settings)
    torch.save(state, folder / "pretraining-old/pytorch_model.bin")


def write_legacy(path: Path, model: BertForSequenceClassification, kept: bytes | None) -> None:
    """The form before torch 1.6. It holds memory addresses, so a file that has the values already is kept."""
    write_config(path.parent, torch_dtype_configuration(model))
    if kept is not None:
        path.write_bytes(kept)
        state = torch.load(path, weights_only=True)
        if all(torch.equal(state[name], value) for name, value in model.state_dict().items()):
            return
    torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)


def write_half_precisions(folder: Path, model: BertForSequenceClassification) -> None:
    for name, dtype in (("float16", torch.float16), ("bfloat16", torch.bfloat16)):
        half = BertForSequenceClassification(tiny_configuration())
        half.load_state_dict(model.state_dict())
        half.to(dtype).save_pretrained(folder / name)


def write_transformers_5(folder: Path, model: BertForSequenceClassification) -> None:
    """What 5.23.0 writes: a tokenizer.json without vocab.txt, and a configuration with other keys."""
    target = folder / "transformers-5"
    model.save_pretrained(target)
    settings = json.loads((target / "config.json").read_text())
    settings |= {"add_cross_attention": False, "bos_token_id": None, "eos_token_id": None, "is_decoder": False}
    settings |= {"tie_word_embeddings": True, "transformers_version": "5.23.0"}
    write_config(target, settings)
    tokenizer().save_pretrained(target)
    for name in ("vocab.txt", "special_tokens_map.json"):
        (target / name).unlink()
    path = target / "tokenizer_config.json"
    tokenizer_settings = json.loads(path.read_text())
    del tokenizer_settings["added_tokens_decoder"], tokenizer_settings["extra_special_tokens"]
    tokenizer_settings |= {"backend": "tokenizers", "is_local": True, "local_files_only": False}
    path.write_text(json.dumps(tokenizer_settings, indent=2, sort_keys=True) + "\n")


# MARK: Files


def torch_dtype_configuration(model: BertForSequenceClassification) -> dict[str, object]:
    """The configuration as older versions wrote it, with `torch_dtype` where newer ones say `dtype`."""
    settings: dict[str, object] = model.config.to_diff_dict()
    settings.pop("dtype", None)
    return settings | {
        "architectures": ["BertForSequenceClassification"],
        "gradient_checkpointing": False,
        "torch_dtype": "float32",
        "transformers_version": "4.28.1",
    }


def write_config(folder: Path, settings: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(settings, indent=2, sort_keys=True) + "\n")


def write_safetensors(folder: Path, state: StateDict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


def write_expected(folder: Path, model: BertForSequenceClassification) -> None:
    """In float64, from the weights as each file holds them: halves are exact once they are read."""
    batch = [examples()[index] for index in BATCH]
    arrays: dict[str, Array] = {}
    for name in ("safetensors", "float16", "bfloat16"):
        state = load_file(folder / name / "model.safetensors")
        wide = BertForSequenceClassification(tiny_configuration()).double().eval()
        wide.load_state_dict({key: value.double() for key, value in state.items()})
        inputs = padded(batch)
        encoded = wide.bert(**inputs)
        arrays[f"{name}.lastHiddenState"] = float32_array(packed(encoded.last_hidden_state, inputs["attention_mask"]))
        arrays[f"{name}.pooled"] = float32_array(encoded.pooler_output)
        arrays[f"{name}.logits"] = float32_array(wide(**inputs).logits)
    write_arrays(folder / "expected.safetensors", arrays)
    write_json(folder / "expected.json", {"batch": [example.description() for example in batch]})
