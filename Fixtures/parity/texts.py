"""Reads the data that the parity scripts share: GLUE's unquoted TSV and SQuAD's JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LabelledText:
    text: str
    label: int


def read_tsv(path: Path) -> list[dict[str, str]]:
    """A table with a header and without quoting: a quote is a character like any other."""
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:] if line]


def read_sst2(path: Path, limit: int | None = None) -> list[LabelledText]:
    return [LabelledText(row["sentence"], int(row["label"])) for row in read_tsv(path)[:limit]]


def read_squad(path: Path) -> list[tuple[str, str]]:
    """Pairs of question and context, one question for each context."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    return [(paragraph["qas"][0]["question"], paragraph["context"]) for paragraph in paragraphs]
