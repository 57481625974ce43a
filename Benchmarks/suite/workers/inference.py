"""Times a peer's answers: one sequence of random tokens at a time, or the texts of a file in batches.

Texts are tokenized and padded to the longest of their batch beforehand; neither is timed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .reporting import tell, timed

Batch = dict[str, np.ndarray]


def main() -> None:
    arguments = parsed_arguments()
    batches = text_batches(arguments) if arguments.input is not None else [random_batch(arguments.length)]
    answer = onnx_model(arguments) if arguments.onnx is not None else torch_model(arguments, batches)

    def work() -> None:
        for index, batch in enumerate(batches):
            answer(index, batch)

    warm_ups = 10 if arguments.input is None else 1
    tell(timed(work, warm_ups, arguments.repetitions))


def random_batch(length: int) -> Batch:
    ids = np.random.default_rng(42).integers(1, 30000, (1, length), dtype=np.int64)
    return {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}


def text_batches(arguments: argparse.Namespace) -> list[Batch]:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    rows = [json.loads(line) for line in arguments.input.read_text(encoding="utf-8").splitlines()]
    batches = []
    for start in range(0, len(rows), arguments.batch_size):
        part = rows[start : start + arguments.batch_size]
        first = [row.get("sentence", row.get("sentence1")) for row in part]
        second = [row["sentence2"] for row in part] if "sentence2" in part[0] else None
        encoded = tokenizer(first, second, truncation=True, max_length=512, padding="longest", return_tensors="np")
        batches.append({name: value.astype(np.int64) for name, value in encoded.items()})
    return batches


def onnx_model(arguments: argparse.Namespace) -> Callable[[int, Batch], object]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(arguments.onnx), options, providers=["CPUExecutionProvider"])
    return lambda _, batch: session.run(None, batch)


def torch_model(arguments: argparse.Namespace, batches: list[Batch]) -> Callable[[int, Batch], object]:
    import torch
    from transformers import AutoModelForSequenceClassification

    torch.set_num_threads(arguments.threads)
    model = AutoModelForSequenceClassification.from_pretrained(arguments.model, attn_implementation=arguments.attention)
    model.eval()
    tensors = [{name: torch.from_numpy(value) for name, value in batch.items()} for batch in batches]

    def answer(index: int, _: Batch) -> object:
        with torch.inference_mode():
            return model(**tensors[index]).logits.numpy()

    return answer


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the folder, whose tokenizer reads texts")
    parser.add_argument("--onnx", type=Path, help="the file for ONNX Runtime; without it PyTorch answers")
    parser.add_argument("--attention", choices=("sdpa", "eager"), default="sdpa")
    parser.add_argument("--length", type=int, default=16)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
