"""Loads a run folder in transformers and compares its logits with those of `bertune predict --logits`.

    bertune predict RUN --logits < texts.txt > ours.jsonl
    python Fixtures/parity/compare_saved_folder.py RUN texts.txt ours.jsonl

`texts.txt` holds a text a line. Works with transformers 4.57 and 5.x. Exits with 1 if the folder lacks a weight, has
one too many, names another label, or a logit differs by more than 1e-5.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare a run folder's logits with ours.")
    parser.add_argument("run", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("ours", type=Path)
    arguments = parser.parse_args()

    model, info = AutoModelForSequenceClassification.from_pretrained(arguments.run, output_loading_info=True)
    faults = {key: value for key, value in info.items() if value}
    if faults:
        raise SystemExit(f"loading says: {faults}")
    tokenizer = AutoTokenizer.from_pretrained(arguments.run)
    texts = arguments.texts.read_text().splitlines()
    ours = [json.loads(line) for line in arguments.ours.read_text().splitlines()]
    largest = 0.0
    model.eval()
    with torch.no_grad():
        for text, line in zip(texts, ours, strict=True):
            logits = model(**tokenizer(text, return_tensors="pt", truncation=True)).logits[0]
            if model.config.id2label[int(logits.argmax())] != line["label"]:
                raise SystemExit(f"another label for: {text}")
            largest = max(largest, float((logits - torch.tensor(line["logits"])).abs().max()))
    print(f"transformers {transformers.__version__}: {len(texts)} texts, logits within {largest:.2g}")
    if largest > 1e-5:
        raise SystemExit("a difference exceeds 1e-5")


if __name__ == "__main__":
    main()
