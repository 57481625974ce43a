"""The tasks that the references are made for: their data, their features, their heads and their scores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from examples import (
    Question,
    Sentence,
    Text,
    read_columns,
    read_questions,
    read_table,
    read_universal_parts_of_speech,
    write_columns,
    write_questions,
    write_texts,
)
from features import Feature, question_features, tagged_feature, text_feature
from scores import Scores, class_scores, label_set_scores, regression_scores, tag_scores
from transformers import (
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

Inputs = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Task(ABC):
    """A data set with its head."""

    model_class: ClassVar[type[PreTrainedModel]]
    suffix: ClassVar[str]
    longest: ClassVar[int] = 512

    labels: list[str]
    train: Sequence[Any]
    validation: Sequence[Any]
    batch_size: int

    def model(self, folder: Path, **settings: Any) -> PreTrainedModel:
        """The model under this task's head, in float32; weights that the folder lacks come from torch's generator."""
        names = dict(enumerate(self.labels))
        if names:
            settings |= {"id2label": names, "label2id": {name: number for number, name in names.items()}}
        return self.model_class.from_pretrained(folder, dtype=torch.float32, **settings)

    def loss(self, model: PreTrainedModel, inputs: Inputs) -> torch.Tensor:
        return model(**inputs).loss

    @abstractmethod
    def features(self, examples: Sequence[Any], tokenizer: PreTrainedTokenizerBase, length: int) -> list[Feature]: ...

    @abstractmethod
    def scores(self, logits: Sequence[np.ndarray], features: Sequence[Feature]) -> Scores:
        """The scores of the validation set from its logits, an array for each example without padding."""

    @abstractmethod
    def write(self, path: Path, examples: Sequence[Any]) -> None:
        """Writes examples in a format that bertune reads."""


@dataclass(frozen=True)
class TextTask(Task):
    model_class = BertForSequenceClassification
    suffix = "jsonl"

    train: Sequence[Text]
    validation: Sequence[Text]
    batch_size: int = 32
    problem: str = "single_label_classification"

    def model(self, folder: Path, **settings: Any) -> PreTrainedModel:
        return super().model(folder, problem_type=self.problem, **settings)

    def features(
        self, examples: Sequence[Text], tokenizer: PreTrainedTokenizerBase, length: int = 128
    ) -> list[Feature]:
        return [text_feature(text, tokenizer, length) for text in examples]

    def scores(self, logits: Sequence[np.ndarray], features: Sequence[Feature]) -> Scores:
        match self.problem:
            case "regression":
                return regression_scores(logits, self.validation)
            case "multi_label_classification":
                return label_set_scores(logits, self.validation)
            case _:
                return class_scores(logits, self.validation, len(self.labels))

    def write(self, path: Path, examples: Sequence[Text]) -> None:
        columns = {"regression": "score", "multi_label_classification": "labels"}
        write_texts(path, examples, self.labels, columns.get(self.problem, "label"))


@dataclass(frozen=True)
class TagTask(Task):
    model_class = BertForTokenClassification
    suffix = "conll"

    train: Sequence[Sentence]
    validation: Sequence[Sentence]
    batch_size: int = 32
    has_spans: bool = True

    def features(
        self, examples: Sequence[Sentence], tokenizer: PreTrainedTokenizerBase, length: int = 128
    ) -> list[Feature]:
        numbers = {label: number for number, label in enumerate(self.labels)}
        return [tagged_feature(sentence, numbers, tokenizer, length) for sentence in examples]

    def scores(self, logits: Sequence[np.ndarray], features: Sequence[Feature]) -> Scores:
        return tag_scores(logits, features, self.validation, self.labels, self.has_spans)

    def write(self, path: Path, examples: Sequence[Sentence]) -> None:
        write_columns(path, examples)


@dataclass(frozen=True)
class AnswerTask(Task):
    """A feature is a window here; an order of features is one of windows.

    transformers' loss takes the places of padding for places where an answer could be, so that it depends on how
    long the others of the batch are. The reference is its loss without padding: each window on its own.
    """

    model_class = BertForQuestionAnswering
    suffix = "json"
    longest = 384

    train: Sequence[Question]
    validation: Sequence[Question]
    batch_size: int = 8

    def features(
        self, examples: Sequence[Question], tokenizer: PreTrainedTokenizerBase, length: int = 384
    ) -> list[Feature]:
        return [window for question in examples for window in question_features(question, tokenizer, length)]

    def loss(self, model: PreTrainedModel, inputs: Inputs) -> torch.Tensor:
        places = ("start_positions", "end_positions")
        losses = []
        for row, length in enumerate(inputs["attention_mask"].sum(dim=-1).tolist()):
            window = {k: v[row : row + 1] if k in places else v[row : row + 1, :length] for k, v in inputs.items()}
            losses.append(model(**window).loss)
        return torch.stack(losses).mean()

    def scores(self, logits: Sequence[np.ndarray], features: Sequence[Feature]) -> Scores:
        raise NotImplementedError("answers are scored from texts, by SQuAD's own scripts")

    def write(self, path: Path, examples: Sequence[Question]) -> None:
        write_questions(path, examples)


# MARK: The data sets


def sst2(data: Path) -> Task:
    def read(name: str, limit: int | None) -> list[Text]:
        rows = read_table(data / "glue/SST-2" / name)[:limit]
        return [Text(row["sentence"], None, int(row["label"])) for row in rows]

    return TextTask(["0", "1"], read("train.tsv", 10_000), read("dev.tsv", None))


def mrpc(data: Path) -> Task:
    def read(name: str) -> list[Text]:
        rows = read_table(data / "glue/MRPC" / name)
        return [Text(row["#1 String"], row["#2 String"], int(row["Quality"])) for row in rows]

    return TextTask(["0", "1"], read("train.tsv"), read("dev.tsv"), batch_size=16)


def cola(data: Path) -> Task:
    def read(name: str) -> list[Text]:
        return [Text(row["3"], None, int(row["1"])) for row in read_table(data / "glue/CoLA" / name, header=False)]

    return TextTask(["0", "1"], read("train.tsv"), read("dev.tsv"))


def rte(data: Path) -> Task:
    labels = ["entailment", "not_entailment"]

    def read(name: str) -> list[Text]:
        rows = read_table(data / "glue/RTE" / name)
        return [Text(row["sentence1"], row["sentence2"], labels.index(row["label"])) for row in rows]

    return TextTask(labels, read("train.tsv"), read("dev.tsv"), batch_size=16)


def stsb(data: Path) -> Task:
    def read(name: str) -> list[Text]:
        rows = read_table(data / "glue/STS-B" / name)
        return [Text(row["sentence1"], row["sentence2"], float(row["score"])) for row in rows]

    return TextTask(["score"], read("train.tsv"), read("dev.tsv"), problem="regression")


def nsmc(data: Path) -> Task:
    def read(name: str) -> list[Text]:
        rows = read_table(data / "korean/nsmc" / name)[:5000]
        return [Text(row["document"], None, int(row["label"])) for row in rows]

    return TextTask(["0", "1"], read("ratings_train.first5000.txt"), read("ratings_test.txt"))


def conll2003(data: Path) -> Task:
    train, validation = read_columns(data / "conll2003/train.txt", 5000), read_columns(data / "conll2003/valid.txt")
    return TagTask(tag_names(train), train, validation)


def entity_types(data: Path) -> Task:
    """Which types of entities the sentences of CoNLL-2003 name: a multi-label task of four labels."""
    labels = ["LOC", "MISC", "ORG", "PER"]

    def read(name: str, limit: int | None) -> list[Text]:
        sentences = read_columns(data / "conll2003" / name, limit)
        types = [{tag[2:] for tag in sentence.tags} for sentence in sentences]
        targets = [[float(label in present) for label in labels] for present in types]
        return [Text(" ".join(s.words), None, target) for s, target in zip(sentences, targets)]

    problem = "multi_label_classification"
    return TextTask(labels, read("train.txt", 5000), read("valid.txt", None), problem=problem)


def ewt(data: Path) -> Task:
    folder = data / "ud_english_ewt"
    train = read_universal_parts_of_speech(folder / "en_ewt-ud-train.conllu", 2000)
    validation = read_universal_parts_of_speech(folder / "en_ewt-ud-dev.conllu")
    return TagTask(tag_names(train), train, validation, has_spans=False)


def squad2(data: Path) -> Task:
    questions = read_questions(data / "squad/reconstructed/dev-v2.0.rebuilt.json")
    return AnswerTask([], questions, questions)


def tag_names(sentences: list[Sentence]) -> list[str]:
    return sorted({tag for sentence in sentences for tag in sentence.tags})


TASKS: dict[str, Callable[[Path], Task]] = {
    "SST-2": sst2,
    "MRPC": mrpc,
    "CoLA": cola,
    "RTE": rte,
    "STS-B": stsb,
    "NSMC": nsmc,
    "CoNLL-2003": conll2003,
    "entity-types": entity_types,
    "EWT": ewt,
    "SQuAD-2.0-dev": squad2,
}
