"""The examples that the references are made of, and their files: GLUE's tables, CoNLL's columns, SQuAD's JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Text:
    """One or two texts with a target: the number of a class, a score, or a 0 or 1 for each label."""

    first: str
    second: str | None
    target: int | float | list[float]


@dataclass(frozen=True)
class Sentence:
    """Words with the tag of each."""

    words: list[str]
    tags: list[str]


@dataclass(frozen=True)
class Question:
    """A question on a context; `answers` are texts with their places, none if the context holds no answer."""

    name: str
    question: str
    context: str
    answers: list[tuple[str, int]]


# MARK: Reading


def read_table(path: Path, header: bool = True) -> list[dict[str, str]]:
    """A tab-separated table in which a quote is a character like any other; columns without names are `0`, `1`..."""
    lines = [line for line in path.read_text(encoding="utf-8-sig").split("\n") if line]
    rows = [line.removesuffix("\r").split("\t") for line in lines]
    names = rows.pop(0) if header else [str(number) for number in range(len(rows[0]))]
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_columns(path: Path, limit: int | None = None) -> list[Sentence]:
    """CoNLL-2003: a word a line, its tag in the last column, blank lines between sentences."""
    sentences: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.split("\n") if line]
        if rows and rows[0][0] != "-DOCSTART-":
            sentences.append(Sentence([row[0] for row in rows], [row[-1] for row in rows]))
    return sentences[:limit]


def read_universal_parts_of_speech(path: Path, limit: int | None = None) -> list[Sentence]:
    """CoNLL-U: the words with whole numbers and their UPOS, without ranges (`1-2`) and empty words (`1.1`)."""
    sentences: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            sentences.append(Sentence([row[1] for row in rows], [row[3] for row in rows]))
    return sentences[:limit]


def read_paragraphs(path: Path) -> list[list[Question]]:
    """SQuAD, version 1.1 or 2.0: the questions of each paragraph."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [
        [
            Question(
                entry["id"],
                entry["question"],
                paragraph["context"],
                [(answer["text"], answer["answer_start"]) for answer in entry["answers"]],
            )
            for entry in paragraph["qas"]
        ]
        for article in articles
        for paragraph in article["paragraphs"]
    ]


def read_questions(path: Path, limit: int | None = None) -> list[Question]:
    return [question for paragraph in read_paragraphs(path) for question in paragraph][:limit]


# MARK: Writing, in the formats that bertune reads


def write_texts(path: Path, texts: Sequence[Text], labels: Sequence[str], target: str) -> None:
    """JSON Lines; the column `target` holds the label, the score, or the list of labels."""
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            first = {"text": text.first} if text.second is None else {"sentence1": text.first, "sentence2": text.second}
            file.write(json.dumps(first | {target: written(text.target, labels)}, ensure_ascii=False) + "\n")


def written(target: int | float | list[float], labels: Sequence[str]) -> str | float | list[str]:
    if isinstance(target, list):
        return [label for label, is_set in zip(labels, target, strict=True) if is_set]
    return labels[target] if isinstance(target, int) else target


def write_columns(path: Path, sentences: Sequence[Sentence]) -> None:
    blocks = ("".join(f"{word} {tag}\n" for word, tag in zip(s.words, s.tags, strict=True)) for s in sentences)
    path.write_text("\n".join(blocks), encoding="utf-8")


def write_questions(path: Path, questions: Sequence[Question]) -> None:
    """SQuAD 2.0's JSON, a paragraph for each question."""
    paragraphs = [
        {
            "context": question.context,
            "qas": [
                {
                    "id": question.name,
                    "question": question.question,
                    "is_impossible": not question.answers,
                    "answers": [{"text": text, "answer_start": start} for text, start in question.answers],
                }
            ],
        }
        for question in questions
    ]
    data = {"version": "v2.0", "data": [{"title": "parity", "paragraphs": paragraphs}]}
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
