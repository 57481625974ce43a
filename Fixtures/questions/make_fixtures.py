"""Writes the small fixtures of question answering that are committed.

    python Fixtures/questions/make_fixtures.py

`Tests/TextDataTests/Fixtures/questions.json`: made-up questions and contexts over the vocabulary of
`Tests/BERTTests/Fixtures/bert`, and the features of the published scripts. `Tests/PredictionTests/Fixtures/answers.json`:
the same questions with random logits, and the answers of the published decoding.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
from reference import Answers, Decoding, Feature, Question, decode, overlap_features, step_features
from transformers import BertTokenizerFast

TESTS = Path(__file__).resolve().parents[2] / "Tests"
WORDS = (
    "the film was good bad never dull story actor plot scene music great slow funny sad unhappy naïve Café river "
    "city 中文 hearts loves watching, endless. (best) worst! \"cold\" playfully restarted 2013 word1 zzz it's re-do"
).split()


def main() -> None:
    tokenizer = BertTokenizerFast(str(TESTS / "BERTTests/Fixtures/bert/vocab.txt"), do_lower_case=True)
    questions = made_up_questions(30)
    cases = []
    for convention, length, stride in [("overlap", 32, 8), ("overlap", 40, 3), ("overlap", 96, 0), ("step", 32, 7)]:
        make = overlap_features if convention == "overlap" else step_features
        features = make(tokenizer, questions, length, stride)
        cases.append(
            {"convention": convention, "length": length, "stride": stride, "features": [row(f) for f in features]}
        )
    write(TESTS / "TextDataTests/Fixtures/questions.json", {"questions": [asdict(q) for q in questions], "cases": cases})

    features = overlap_features(tokenizer, questions, 32, 8)
    generator = np.random.default_rng(5)
    # Multiples of 1/8, which text holds exactly and which are often equal.
    logits = [np.round(generator.normal(0, 3, (len(f.ids), 2)) * 8).astype(np.float32) / 8 for f in features]
    rules = [
        Decoding(orders_ties=True), Decoding(orders_ties=True, allows_no_answer=True),
        Decoding(orders_ties=True, allows_no_answer=True, threshold=2, n_best=4, max_answer_length=3),
        Decoding(orders_ties=True, n_best=1, max_answer_length=1),
    ]  # fmt: skip
    write(
        TESTS / "PredictionTests/Fixtures/answers.json",
        {
            "questions": [asdict(q) for q in questions],
            "length": 32,
            "overlap": 8,
            "logits": [rows.flatten().tolist() for rows in logits],
            "cases": [asdict(rule) | described(decode(questions, features, logits, rule)) for rule in rules],
        },
    )


def made_up_questions(count: int) -> list[Question]:
    generator = random.Random(11)
    questions = []
    for number in range(count):
        words = generator.choices(WORDS, k=generator.choice([0, 1, 5, 12, 30, 60]))
        context = generator.choice(["", " "]) + "".join(w + generator.choice([" ", " ", " ", "  ", "\n"]) for w in words)
        asked = generator.choice(["", "  "]) + " ".join(generator.choices(WORDS, k=generator.randint(0, 5))) + "?"
        texts, starts = [], []
        if words and generator.random() < 0.8:
            start = generator.randrange(len(context))
            text = context[start : start + generator.randint(1, 25)]
            texts, starts = [text], [start]
        questions.append(Question(f"q{number}", asked, context, texts, starts))
    return questions


def row(feature: Feature) -> dict[str, object]:
    return asdict(feature) | {"offsets": [list(pair) for pair in feature.offsets]}


def described(answers: Answers) -> dict[str, object]:
    return {"predictions": answers.predictions, "nbest": answers.n_best, "odds": answers.odds}


def write(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
