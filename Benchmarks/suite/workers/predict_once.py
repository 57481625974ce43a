"""Answers one sentence as a user's script does: the imports, the model, the answer."""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    torch.set_num_threads(arguments.threads)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = AutoModelForSequenceClassification.from_pretrained(arguments.model).eval()
    with torch.inference_mode():
        logits = model(**tokenizer(arguments.text, return_tensors="pt")).logits
    print(json.dumps({"label": int(logits.argmax())}))


if __name__ == "__main__":
    main()
