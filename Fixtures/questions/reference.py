"""Question answering as the published scripts do it: features, positions, and n-best lists.

Written from a description of `run_qa.py` and its `postprocess_qa_predictions` (transformers 4.57), and of Google's
`run_squad.py` for windows that are a number of tokens apart.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from transformers import BertTokenizerFast


@dataclass(frozen=True)
class Question:
    id: str
    question: str
    context: str
    texts: list[str]
    starts: list[int]


@dataclass
class Feature:
    example: int
    ids: list[int]
    types: list[int]
    first: int  # of the context's tokens
    offsets: list[tuple[int, int]]  # of the context's tokens
    start: int = 0
    end: int = 0
    overruns: bool = False  # the reference's start lies behind the context: its search passes the last token


def read_squad(path: Path) -> list[Question]:
    questions = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                answers = qa["answers"]
                questions.append(
                    Question(
                        qa["id"], qa["question"], paragraph["context"], [a["text"] for a in answers],
                        [a["answer_start"] for a in answers],
                    )
                )  # fmt: skip
    return questions


# MARK: Features


def overlap_features(
    tokenizer: BertTokenizerFast, questions: list[Question], length: int, shared: int
) -> list[Feature]:
    """`run_qa.py`: neighbouring windows share `shared` tokens."""
    features = []
    for begin in range(0, len(questions), 1000):
        batch = questions[begin : begin + 1000]
        encoded = tokenizer(
            [q.question.lstrip() for q in batch], [q.context for q in batch], truncation="only_second",
            max_length=length, stride=shared, return_overflowing_tokens=True, return_offsets_mapping=True,
        )  # fmt: skip
        for index, example in enumerate(encoded["overflow_to_sample_mapping"]):
            encoding = encoded.encodings[index]
            # Each of these is made anew whenever it is asked for.
            ids, offsets, sequences = encoding.ids, encoding.offsets, encoding.sequence_ids
            tokens = [n for n, s in enumerate(sequences) if s == 1]
            first = tokens[0] if tokens else ids.index(tokenizer.sep_token_id) + 1
            feature = Feature(begin + example, ids, encoding.type_ids, first, [offsets[n] for n in tokens])
            set_positions(feature, batch[example], offsets, sequences)
            features.append(feature)
    return features


def set_positions(
    feature: Feature, question: Question, offsets: list[tuple[int, int]], sequences: list[int | None]
) -> None:
    """The search of `run_qa.py`, step by step, on the unpadded tokens."""
    if not question.starts or 1 not in sequences:
        return
    start_char = question.starts[0]
    end_char = start_char + len(question.texts[0])
    start = sequences.index(1)
    end = len(sequences) - 1
    while sequences[end] != 1:
        end -= 1
    if not (offsets[start][0] <= start_char and offsets[end][1] >= end_char):
        return
    last = end
    while start < len(offsets) and offsets[start][0] <= start_char:
        start += 1
    while offsets[end][1] >= end_char:
        end -= 1
    feature.overruns = start - 1 > last
    feature.start, feature.end = start - 1, end + 1


def step_features(tokenizer: BertTokenizerFast, questions: list[Question], length: int, step: int) -> list[Feature]:
    """`run_squad.py`: a window begins `step` tokens after the one before; questions are cut to 64 tokens."""
    features = []
    cls, sep = tokenizer.cls_token_id, tokenizer.sep_token_id
    for index, question in enumerate(questions):
        asked = tokenizer(question.question, add_special_tokens=False)["input_ids"][:64]
        text = tokenizer(question.context, add_special_tokens=False, return_offsets_mapping=True)
        ids, offsets = text["input_ids"], text["offset_mapping"]
        room = length - len(asked) - 3
        begin = 0
        while begin < len(ids) or begin == 0:
            size = min(len(ids) - begin, room)
            window = slice(begin, begin + size)
            features.append(
                Feature(
                    index, [cls, *asked, sep, *ids[window], sep], [0] * (len(asked) + 2) + [1] * (size + 1),
                    len(asked) + 2, offsets[window],
                )
            )  # fmt: skip
            if begin + size == len(ids):
                break
            begin += min(size, step)
    return features


def write_features(features: list[Feature], file: BinaryIO) -> None:
    """Little-endian 32-bit integers: example, tokens, first, context tokens, start, end, overruns; then the lists."""
    for f in features:
        numbers = [f.example, len(f.ids), f.first, len(f.offsets), f.start, f.end, int(f.overruns), *f.ids, *f.types]
        numbers += [n for pair in f.offsets for n in pair]
        file.write(struct.pack(f"<{len(numbers)}i", *numbers))


# MARK: Decoding


@dataclass(frozen=True)
class Decoding:
    n_best: int = 20
    max_answer_length: int = 30
    allows_no_answer: bool = False
    threshold: float = 0.0
    # Ties by earlier start, then shorter, instead of as argsort and the order of the search leave them.
    orders_ties: bool = False


@dataclass
class Answers:
    predictions: dict[str, str] = field(default_factory=dict)
    n_best: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    odds: dict[str, float] = field(default_factory=dict)


def decode(questions: list[Question], features: list[Feature], logits: list[np.ndarray], rule: Decoding) -> Answers:
    """`logits`: for each feature a float32 array `[tokens, 2]`."""
    windows: dict[int, list[int]] = {}
    for index, feature in enumerate(features):
        windows.setdefault(feature.example, []).append(index)
    answers = Answers()
    for number, question in enumerate(questions):
        spans: list[dict[str, Any]] = []
        null: dict[str, Any] | None = None
        for index in windows.get(number, []):
            start, end = logits[index][:, 0], logits[index][:, 1]
            if null is None or null["score"] > start[0] + end[0]:
                null = span((0, 0), start[0], end[0])
            spans += window_spans(features[index], start, end, rule)
        if rule.allows_no_answer and null is not None:
            spans.append(null)
        if rule.orders_ties:
            spans.sort(key=lambda s: (-s["score"], s["offsets"]))
        else:
            spans.sort(key=lambda s: s["score"], reverse=True)
        kept = spans[: rule.n_best]
        if rule.allows_no_answer and null is not None and all(s["offsets"] != (0, 0) for s in kept):
            kept.append(null)
        for s in kept:
            s["text"] = question.context[slice(*s["offsets"])]
        if not kept or (len(kept) == 1 and kept[0]["text"] == ""):
            kept.insert(0, {"text": "empty", "start_logit": 0.0, "end_logit": 0.0, "score": 0.0})
        choose(answers, question, kept, null, rule)
    return answers


def span(offsets: tuple[int, int], start: np.float32, end: np.float32) -> dict[str, Any]:
    return {"offsets": offsets, "score": start + end, "start_logit": start, "end_logit": end}


def window_spans(feature: Feature, start: np.ndarray, end: np.ndarray, rule: Decoding) -> list[dict[str, Any]]:
    def best(scores: np.ndarray) -> list[int]:
        if rule.orders_ties:
            return np.argsort(-scores, kind="stable")[: rule.n_best].tolist()
        return np.argsort(scores)[-1 : -rule.n_best - 1 : -1].tolist()

    context = range(feature.first, feature.first + len(feature.offsets))
    return [
        span((feature.offsets[s - feature.first][0], feature.offsets[e - feature.first][1]), start[s], end[e])
        for s in best(start) if s in context
        for e in best(end) if e in context and s <= e < s + rule.max_answer_length
    ]  # fmt: skip


def choose(
    answers: Answers, question: Question, kept: list[dict[str, Any]], null: dict[str, Any] | None, rule: Decoding
) -> None:
    scores = np.array([s["score"] for s in kept], dtype=np.float64)
    weights = np.exp(scores - scores.max())
    for s, probability in zip(kept, weights / weights.sum()):
        s["probability"] = float(probability)
    best = next((s for s in kept if s["text"]), kept[0])
    answers.predictions[question.id] = kept[0]["text"]
    if rule.allows_no_answer and null is not None:
        odds = null["score"] - best["start_logit"] - best["end_logit"]
        answers.odds[question.id] = float(odds)
        answers.predictions[question.id] = "" if odds > rule.threshold else best["text"]
    answers.n_best[question.id] = [
        {
            "text": s["text"], "probability": s["probability"], "start_logit": float(s["start_logit"]),
            "end_logit": float(s["end_logit"]),
        }
        for s in kept
    ]  # fmt: skip
