"""The other task heads on the same encoder: logits, loss, and the gradients that a head brings with it.

Each sequence runs alone, without padding: transformers' question-answering loss counts padding positions in
its softmax, which is no part of the task.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from expectations import BATCH, Expectations
from small_bert import Example, configuration, examples, fill, small_bert
from torch import Tensor
from transformers import (
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    BertPreTrainedModel,
)

TOKEN_LABELS = 5
ENCODER_GRADIENT = "bert.encoder.layer.2.output.dense.weight"


@dataclass(frozen=True)
class Head:
    name: str
    model: type[BertPreTrainedModel]
    label_count: int
    layer: str
    loss: Callable[[list[Tensor]], Tensor]
    targets: dict[str, object]


def record_heads(result: Expectations) -> None:
    batch = [examples()[index] for index in BATCH]
    descriptions: dict[str, object] = {}
    for head in heads(batch):
        reference = build(head)
        parameters = reference.state_dict()
        result.arrays |= {f"{head.name}.{n}": parameters[f"{head.layer}.{n}"].numpy() for n in ("weight", "bias")}
        errors = result.add(lambda dtype: run(head, batch, dtype))
        descriptions[head.name] = head.targets | {"torchError": errors}
    result.values["heads"] = descriptions


def heads(batch: list[Example]) -> list[Head]:
    lengths = [len(example.input_ids) for example in batch]
    # Specials are ignored, and so is every third token, as later pieces of a word would be.
    tags = [[-100 if n in (0, size - 1) or n % 3 == 2 else n % TOKEN_LABELS for n in range(size)] for size in lengths]
    starts, ends = [1, 0, 3, 12, 0], [3, 0, 6, 30, 0]
    scores = [0.5, -1.0, 2.0, 3.5, 0.0]
    choices = [[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    return [
        Head(
            "tokenClassification", BertForTokenClassification, TOKEN_LABELS, "classifier",
            lambda rows: F.cross_entropy(torch.cat(rows), torch.tensor(sum(tags, []))), {"targets": tags},
        ),
        Head(
            "questionAnswering", BertForQuestionAnswering, 2, "qa_outputs",
            lambda rows: (ends_loss(rows, 0, starts) + ends_loss(rows, 1, ends)) / 2,
            {"startPositions": starts, "endPositions": ends},
        ),
        Head(
            "regression", BertForSequenceClassification, 1, "classifier",
            lambda rows: F.mse_loss(torch.cat(rows)[:, 0], torch.tensor(scores, dtype=rows[0].dtype)),
            {"targets": scores},
        ),
        Head(
            "multiLabel", BertForSequenceClassification, 3, "classifier",
            lambda rows: F.binary_cross_entropy_with_logits(
                torch.cat(rows), torch.tensor(choices, dtype=rows[0].dtype)
            ),
            {"targets": choices},
        ),
    ]  # fmt: skip


def ends_loss(rows: list[Tensor], column: int, positions: list[int]) -> Tensor:
    losses = [F.cross_entropy(row[:, column][None], torch.tensor([y])) for row, y in zip(rows, positions)]
    return torch.stack(losses).mean()


def build(head: Head) -> BertPreTrainedModel:
    names = {index: f"LABEL_{index}" for index in range(head.label_count)}
    settings = configuration(id2label=names, label2id={name: index for index, name in names.items()})
    model = head.model(settings).eval()
    fill(model, f"heads.{head.name}")
    model.bert.load_state_dict(small_bert().bert.state_dict(), strict=False)
    return model


def run(head: Head, batch: list[Example], dtype: torch.dtype) -> dict[str, Tensor]:
    model = build(head).to(dtype)
    rows = [logits_of(model, example) for example in batch]
    loss = head.loss(rows)
    loss.backward()
    gradients = {name: parameter.grad for name, parameter in model.named_parameters()}
    return {
        f"{head.name}.logits": torch.cat(rows),
        f"{head.name}.loss": loss,
        f"{head.name}.gradient.weight": gradients[f"{head.layer}.weight"],
        f"{head.name}.gradient.bias": gradients[f"{head.layer}.bias"],
        f"{head.name}.gradient.{ENCODER_GRADIENT}": gradients[ENCODER_GRADIENT],
    }


def logits_of(model: BertPreTrainedModel, example: Example) -> Tensor:
    """One sequence's logits as rows: [tokens, labels] for the heads over tokens, [1, labels] for the others."""
    output = model(input_ids=torch.tensor([example.input_ids]), token_type_ids=torch.tensor([example.token_type_ids]))
    if isinstance(model, BertForQuestionAnswering):
        return torch.stack([output.start_logits[0], output.end_logits[0]], dim=-1)
    return output.logits[0] if isinstance(model, BertForTokenClassification) else output.logits
