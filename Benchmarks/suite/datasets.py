"""Data that both sides read: the first examples of each set, as JSON Lines, CoNLL columns or SQuAD's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from .processes import worker
from .settings import Settings, Unavailable

SENTENCE_SETS = ("SST-2", "CoLA", "MRPC", "RTE")


def sentence_file(settings: Settings, name: str, count: int | None, split: str = "train") -> Path:
    """A file of `sentence`, or `sentence1` and `sentence2`, and `label`."""
    source = settings.data_file(f"glue/{name}/{split}.tsv")
    target = settings.work / f"{name}.{split}.{count or 'all'}.jsonl"
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in islice(rows(name, source), count))
    target.write_text("".join(lines), encoding="utf-8")
    return target


def rows(name: str, path: Path) -> Iterator[dict[str, str]]:
    """GLUE's rows: tabs, and quotes that are text."""
    lines = [line for line in path.read_text(encoding="utf-8-sig").split("\n") if line]
    if name == "CoLA":  # no header: source, label, star, sentence
        for line in lines:
            fields = line.split("\t")
            yield {"sentence": fields[3], "label": fields[1]}
        return
    header = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(header, line.split("\t"), strict=True))
        if name == "MRPC":
            row = {"sentence1": row["#1 String"], "sentence2": row["#2 String"], "label": row.get("Quality", "0")}
        row.pop("index", None)
        row.setdefault("label", "0")  # GLUE keeps the labels of its test sets
        yield row


def tagged_file(settings: Settings, count: int | None, split: str = "train") -> Path:
    """CoNLL-2003's first sentences: a word and its tag a line."""
    source = settings.data_file(f"conll2003/{split}.txt")
    target = settings.work / f"CoNLL-2003.{split}.{count or 'all'}.conll"
    sentences = (block for block in source.read_text(encoding="utf-8").split("\n\n") if block.strip())
    sentences = (block for block in sentences if not block.strip().startswith("-DOCSTART-"))
    blocks = []
    for block in islice(sentences, count):
        words = [line.split() for line in block.strip().split("\n")]
        blocks.append("".join(f"{word[0]} {word[-1]}\n" for word in words))
    target.write_text("\n".join(blocks), encoding="utf-8")
    return target


def question_file(settings: Settings, count: int) -> Path:
    """SQuAD 1.1's first questions, in SQuAD's form."""
    names = ("squad/train-v1.1.json", "squad/reconstructed/train-v1.1.rebuilt.json")
    found = [name for name in names if settings.data is not None and (settings.data / name).exists()]
    if not found:
        raise Unavailable(f"neither {' nor '.join(names)} is in the folder of --data")
    target = settings.work / f"squad.{count}.json"
    worker(settings, "first_questions", settings.data_file(found[0]), target, "--count", count)
    return target


def text_of_megabytes(settings: Settings, megabytes: float) -> Path:
    """JSON Lines of real text: the sentences of SST-2 and the contexts of SQuAD, repeated up to a size."""
    lines = []
    try:
        questions = json.loads(question_file(settings, 8000).read_text(encoding="utf-8"))
        lines += [paragraph["context"] for article in questions["data"] for paragraph in article["paragraphs"]]
    except Unavailable:
        pass
    lines += [row["sentence"] for row in rows("SST-2", settings.data_file("glue/SST-2/train.tsv"))]
    target = settings.work / "texts.jsonl"
    written, limit = 0, int(megabytes * 1e6)
    with target.open("w", encoding="utf-8") as file:
        while written < limit:
            for line in lines:
                file.write(json.dumps({"text": line}, ensure_ascii=False) + "\n")
                written += len(line.encode("utf-8"))
                if written >= limit:
                    break
    return target
