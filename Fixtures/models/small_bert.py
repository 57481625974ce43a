"""The reduced BERTs of the fixtures: their configuration, weights, tokenizer and examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from reference import generator, normal
from torch import Tensor, nn
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
LABELS = ["negative", "neutral", "positive"]


def configuration(**changes: object) -> BertConfig:
    """The model of the numeric fixtures; `changes` make the still smaller one of the file formats."""
    settings: dict[str, object] = {
        "vocab_size": len(VOCABULARY.read_text(encoding="utf-8").split()),
        "hidden_size": 32,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": 40,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "id2label": dict(enumerate(LABELS)),
        "label2id": {label: index for index, label in enumerate(LABELS)},
    }
    return BertConfig(**(settings | changes))


def fill(model: nn.Module, stream: str) -> None:
    """Gives every parameter values of its own, large enough that a wrong sign, order or transpose shows."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(torch.from_numpy(values_of(name, parameter, generator(f"{stream}.{name}"))))


def values_of(name: str, parameter: Tensor, random: np.random.Generator) -> np.ndarray:
    if "LayerNorm.weight" in name:
        return normal(random, *parameter.shape, scale=0.2) + np.float32(1)
    if parameter.dim() == 1:
        return normal(random, *parameter.shape, scale=0.1)
    scale = 0.5 if "embeddings" in name else parameter.shape[1] ** -0.5
    return normal(random, *parameter.shape, scale=scale)


def small_bert() -> BertForSequenceClassification:
    model = BertForSequenceClassification(configuration()).eval()
    fill(model, "bert")
    return model


def tokenizer() -> BertTokenizerFast:
    return BertTokenizerFast(str(VOCABULARY), model_max_length=40)


# MARK: Examples


@dataclass(frozen=True)
class Example:
    text: str
    pair: str | None
    label: int
    input_ids: list[int]
    token_type_ids: list[int]

    def description(self) -> dict[str, object]:
        return {
            "text": self.text,
            "pair": self.pair,
            "label": self.label,
            "inputIDs": self.input_ids,
            "tokenTypeIDs": self.token_type_ids,
        }


TEXTS: list[tuple[str, str | None, int]] = [
    ("The movie was great!", None, 2),
    ("", None, 1),
    ("a dull, slow story", "it is never too funny", 0),
    ("Warmest music, best scenes: love it.", None, 2),
    ("this actor plays the worst role of this life, and the city feels cold and sad; " * 3, None, 0),
    ("Unbright naïve café", "中文 ?", 1),
    ("the plot", "the end (almost)", 1),
    ("hated", None, 0),
    ("it's not that bad, but not very good", None, 1),
    ("a heartless film", "watching this is working for the time being", 0),
    ("River 12", None, 1),
    ("lovely, playful, funniest!", "always a great film to be watched with love and heart, never sadness", 2),
]
"""Lengths from 2 tokens (no text at all) to the 40 positions that the model has (the fifth, truncated)."""


def examples() -> list[Example]:
    encode = tokenizer()
    result: list[Example] = []
    for text, pair, label in TEXTS:
        encoding = encode(text, pair, truncation=True)
        result.append(Example(text, pair, label, encoding["input_ids"], encoding["token_type_ids"]))
    return result


def padded(batch: list[Example]) -> dict[str, Tensor]:
    """The batch as transformers wants it: rows padded to the longest, and a mask."""
    longest = max(len(example.input_ids) for example in batch)

    def rows(lists: list[list[int]]) -> Tensor:
        return torch.tensor([values + [0] * (longest - len(values)) for values in lists])

    return {
        "input_ids": rows([example.input_ids for example in batch]),
        "token_type_ids": rows([example.token_type_ids for example in batch]),
        "attention_mask": rows([[1] * len(example.input_ids) for example in batch]),
    }


def labels(batch: list[Example]) -> Tensor:
    return torch.tensor([example.label for example in batch])


def packed(values: Tensor, mask: Tensor) -> Tensor:
    """The rows of real tokens, one sequence after another: [batch, longest, …] becomes [tokens, …]."""
    return values[mask.bool()]
