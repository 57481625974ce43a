"""Loads a run folder in transformers and compares its logits with those of `bertune predict --logits`.

    bertune predict RUN --input INPUTS --logits --output ours.jsonl [--top-k 20, for answers]
    python Fixtures/parity/compare_saved_folder.py RUN INPUTS ours.jsonl

INPUTS holds, as the run's head asks, a text a line (`.txt`), texts or pairs as JSON Lines, sentences as CoNLL columns
or questions as SQuAD JSON, all short enough for one window; head_reference.py writes such files. Works with
transformers 4.57 and 5.x. Exits with 1 if the folder lacks a weight, has one too many, names another label, or a logit
differs by more than 1e-5.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
import transformers
from compare_logits import difference, matched
from examples import Text, read_columns, read_questions
from features import IGNORED_LABEL, TARGETS, Feature, question_features, question_places, tagged_feature, text_feature
from transformers import (
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
    PreTrainedModel,
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare a run folder's logits with ours.")
    parser.add_argument("run", type=Path)
    parser.add_argument("inputs", type=Path)
    parser.add_argument("ours", type=Path)
    arguments = parser.parse_args()

    architecture = json.loads((arguments.run / "config.json").read_text())["architectures"][0]
    loader, features_of, logits_of = HEADS[architecture]
    model, info = loader.from_pretrained(arguments.run, output_loading_info=True)
    faults = {key: value for key, value in info.items() if value}
    if faults:
        raise SystemExit(f"loading says: {faults}")
    model.eval()
    features = list(features_of(arguments.inputs, AutoTokenizer.from_pretrained(arguments.run)))
    ours = [json.loads(line) for line in arguments.ours.read_text(encoding="utf-8").split("\n") if line]
    largest = 0.0
    with torch.no_grad():
        for feature, line in zip(features, ours, strict=True):
            inputs = {k: torch.tensor([v]) for k, v in feature.items() if k not in (*TARGETS, "places")}
            logits = logits_of(model(**inputs), feature)
            theirs = feature | {"logits": logits.tolist(), "logits64": logits.tolist()}
            numbers, expected, _ = matched(theirs, line, "logits")
            largest = max(largest, difference(numbers, expected))
            if "label" in line and is_single_label(model) and best_label(model, logits) != line["label"]:
                raise SystemExit(f"another label for: {line}")
    print(f"transformers {transformers.__version__}, {architecture}: {len(ours)} inputs, logits within {largest:.2g}")
    if not largest <= 1e-5:
        raise SystemExit("a difference exceeds 1e-5")


def is_single_label(model: PreTrainedModel) -> bool:
    return model.config.problem_type in (None, "single_label_classification") and model.config.num_labels > 1


def best_label(model: PreTrainedModel, logits: torch.Tensor) -> str:
    return model.config.id2label[int(logits.argmax())]


# MARK: What each head reads and writes


def text_features(path: Path, tokenizer: Any) -> Iterator[Feature]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        entry = json.loads(line) if path.suffix == ".jsonl" else {"text": line}
        text = Text(entry.get("text", entry.get("sentence1")), entry.get("sentence2"), 0)
        yield text_feature(text, tokenizer, length=512)


def tag_features(path: Path, tokenizer: Any) -> Iterator[Feature]:
    for sentence in read_columns(path):
        yield tagged_feature(sentence, dict.fromkeys(sentence.tags, 0), tokenizer, length=512)


def answer_features(path: Path, tokenizer: Any) -> Iterator[Feature]:
    for question in read_questions(path):
        (feature,) = question_features(question, tokenizer)
        yield feature | {"places": question_places(question, tokenizer)}


def text_logits(output: Any, feature: Feature) -> torch.Tensor:
    return output.logits[0]


def tag_logits(output: Any, feature: Feature) -> torch.Tensor:
    return output.logits[0][torch.tensor(feature["labels"]) != IGNORED_LABEL]


def answer_logits(output: Any, feature: Feature) -> torch.Tensor:
    return torch.stack([output.start_logits[0], output.end_logits[0]])


Head = tuple[Any, Callable[[Path, Any], Iterator[Feature]], Callable[[Any, Feature], torch.Tensor]]

HEADS: dict[str, Head] = {
    "BertForSequenceClassification": (AutoModelForSequenceClassification, text_features, text_logits),
    "BertForTokenClassification": (AutoModelForTokenClassification, tag_features, tag_logits),
    "BertForQuestionAnswering": (AutoModelForQuestionAnswering, answer_features, answer_logits),
}


if __name__ == "__main__":
    main()
