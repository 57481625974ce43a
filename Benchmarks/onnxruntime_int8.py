"""Times the forward pass of ONNX Runtime and of BERTune, in 32 and in 8 bits, on the same token ids.

    pip install torch==2.13.0 transformers==4.57.1 onnx==1.23.2 onnxruntime==1.32.0
    swift build -c release --package-path Benchmarks/ForwardPass
    python Benchmarks/onnxruntime_int8.py --model DIR --texts FILE.tsv --work DIR [--threads 1] [--rounds 3]

The model is a fine-tuned sequence classifier; `--model base` makes a BERT-base of random weights. It is exported and
quantised by `quantize_dynamic(per_channel=True, weight_type=QInt8)`; with `--fuse` its attention, layer normalisations
and GELU are fused first by ONNX Runtime's own optimizer for transformers. The texts are the first 512 of the file's
first column. Three loads: the first text of 16 tokens alone, batches of 32 in the file's order, and batches of 32 by
length. ONNX Runtime pads to the longest of the batch; BERTune needs no padding. A round runs each contestant once, in a
process of its own. Printed are medians over the rounds: milliseconds of processor time for all batches, and the median
and 99th percentile of wall time for one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

FORWARD_PASS = Path(__file__).parent / "ForwardPass/.build/release/forward-pass"


def export(model_name: str, work: Path, fuse: bool) -> str:
    """Writes fp32.onnx and int8.onnx to the folder, and says where the weights are."""
    import torch
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    if model_name == "base":
        model = BertForSequenceClassification(BertConfig(num_labels=2, attn_implementation="eager"))
        model_name = str(work / "base")
        model.save_pretrained(model_name)
    else:
        model = BertForSequenceClassification.from_pretrained(model_name, attn_implementation="eager")

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model.eval()

        def forward(self, input_ids, attention_mask, token_type_ids):
            return self.model(input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits

    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.ones(2, 16, dtype=torch.long)
    exact = work / "fp32.onnx"
    torch.onnx.export(
        Logits(),
        (ids, ids, torch.zeros_like(ids)),
        str(exact),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names},
        opset_version=17,
        dynamo=False,
    )
    if fuse:
        from onnxruntime.transformers.optimizer import optimize_model

        config = model.config
        optimize_model(
            str(exact), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=1
        ).save_model_to_file(str(exact))
    quantize_dynamic(
        exact,
        work / "int8.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # its shapes can't be inferred through fused nodes
    )
    return model_name


def write_batches(tokenizer_folder: str, texts: Path, work: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)
    lines = texts.read_text(encoding="utf-8").splitlines()[1:513]
    ids = [tokenizer(line.split("\t")[0], truncation=True, max_length=512)["input_ids"] for line in lines]
    by_length = sorted(ids, key=len)
    cut = lambda rows: [rows[i : i + 32] for i in range(0, len(rows), 32)]
    loads = {"one": [[next(row for row in ids if len(row) == 16)]], "ragged": cut(ids), "sorted": cut(by_length)}
    for name, batches in loads.items():
        (work / f"{name}.json").write_text(json.dumps(batches))


def time_onnxruntime(model: Path, batches: Path, threads: int, repetitions: int) -> None:
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    feeds = []
    for batch in json.loads(batches.read_text()):
        ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feeds.append({"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
    for feed in feeds:
        session.run(None, feed)
    seconds, processor = [], time.process_time()
    for _ in range(repetitions):
        for feed in feeds:
            start = time.perf_counter()
            session.run(None, feed)
            seconds.append(time.perf_counter() - start)
    used = (time.process_time() - processor) / repetitions
    seconds.sort()
    middle, ninety_ninth = seconds[len(seconds) // 2], seconds[len(seconds) * 99 // 100]
    print(json.dumps({"cpu": used, "median": middle, "p99": ninety_ninth, "least": seconds[0]}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--tokenizer", help="a folder; the model's own by default")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fuse", action="store_true")
    parser.add_argument("--loads", nargs="+", default=["one", "ragged", "sorted"])
    arguments = parser.parse_args()
    work = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    weights = export(arguments.model, work, arguments.fuse)
    write_batches(arguments.tokenizer or weights, arguments.texts, work)
    this = [sys.executable, __file__, "--time-onnxruntime"]
    for load in arguments.loads:
        batches, repetitions = str(work / f"{load}.json"), "100" if load == "one" else "1"
        rest = [batches, str(arguments.threads), repetitions]
        contestants = {
            "BERTune float32": [str(FORWARD_PASS), weights, *rest, "float32"],
            "BERTune int8": [str(FORWARD_PASS), weights, *rest, "int8"],
            "ONNX Runtime fp32": [*this, str(work / "fp32.onnx"), *rest],
            "ONNX Runtime int8": [*this, str(work / "int8.onnx"), *rest],
        }
        results: dict[str, list[dict[str, float]]] = {name: [] for name in contestants}
        for _ in range(arguments.rounds):
            for name, command in contestants.items():
                results[name].append(json.loads(subprocess.check_output(command, text=True)))
        for name, rounds in results.items():
            figures = {key: statistics.median(line[key] for line in rounds) * 1e3 for key in ("cpu", "median", "p99")}
            print(f"{load:7} {name:18}" + "".join(f"  {key} {value:8.2f} ms" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--time-onnxruntime"]:
        time_onnxruntime(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    else:
        main()
