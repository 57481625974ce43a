"""Features for transformers' trainer: texts and pairs, tagged words, questions; prepared as its example scripts do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch.utils.data import Dataset
from transformers import PreTrainedTokenizerBase

Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Features(Dataset[dict[str, Any]]):
    """Rows by column, and the names of the labels."""

    columns: Columns
    label_names: list[str]

    def __len__(self) -> int:
        return len(self.columns["input_ids"])

    def __getitem__(self, index: int) -> dict[str, Any]:
        return {name: values[index] for name, values in self.columns.items()}


def text_features(path: Path, tokenizer: PreTrainedTokenizerBase, length: int, pads: bool) -> Features:
    """As run_glue.py."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = sorted({row["label"] for row in rows})
    first = [row.get("sentence", row.get("sentence1")) for row in rows]
    second = [row["sentence2"] for row in rows] if "sentence2" in rows[0] else None
    encoded = tokenizer(first, second, truncation=True, max_length=length, padding="max_length" if pads else False)
    return Features(dict(encoded) | {"labels": [names.index(row["label"]) for row in rows]}, names)


def tag_features(path: Path, tokenizer: PreTrainedTokenizerBase, length: int, pads: bool) -> Features:
    """As run_ner.py: the first piece of a word has its tag."""
    blocks = [block for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    sentences = [[line.split() for line in block.strip().split("\n")] for block in blocks]
    names = sorted({word[-1] for sentence in sentences for word in sentence})
    encoded = tokenizer(
        [[word[0] for word in sentence] for sentence in sentences],
        is_split_into_words=True,
        truncation=True,
        max_length=length,
        padding="max_length" if pads else False,
    )
    labels = []
    for index, sentence in enumerate(sentences):
        previous, row = None, []
        for word in encoded.word_ids(index):
            row.append(-100 if word is None or word == previous else names.index(sentence[word][-1]))
            previous = word
        labels.append(row)
    return Features(dict(encoded) | {"labels": labels}, names)


def question_features(
    path: Path, tokenizer: PreTrainedTokenizerBase, length: int, stride: int, pads: bool
) -> Features:
    """As run_qa.py: windows of long contexts, the answer's tokens where a window holds it and else `[CLS]`."""
    document = json.loads(path.read_text(encoding="utf-8"))
    paragraphs = [paragraph for article in document["data"] for paragraph in article["paragraphs"]]
    pairs = [(question, paragraph["context"]) for paragraph in paragraphs for question in paragraph["qas"]]
    encoded = tokenizer(
        [question["question"].lstrip() for question, _ in pairs],
        [context for _, context in pairs],
        truncation="only_second",
        max_length=length,
        stride=stride,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        padding="max_length" if pads else False,
    )
    starts, ends = [], []
    for window, (offsets, example) in enumerate(
        zip(encoded.pop("offset_mapping"), encoded.pop("overflow_to_sample_mapping"), strict=True)
    ):
        answer = pairs[example][0]["answers"][0]
        begin, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
        sequence = encoded.sequence_ids(window)
        context = [index for index, part in enumerate(sequence) if part == 1]
        inside = bool(context) and offsets[context[0]][0] <= begin and offsets[context[-1]][1] >= end
        covering = [index for index in context if offsets[index][0] < end and offsets[index][1] > begin]
        starts.append(covering[0] if inside and covering else 0)
        ends.append(covering[-1] if inside and covering else 0)
    return Features(dict(encoded) | {"start_positions": starts, "end_positions": ends}, [])
