"""The loss functions, with torch's meaning of class weights, ignored targets and label smoothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from reference import Array, Recorder, Tensors, generator, normal
from torch import Tensor

IGNORED = -100


def record_all(recorder: Recorder) -> None:
    record_cross_entropy(recorder)
    record_binary_cross_entropy(recorder)
    record_mean_squared_error(recorder)
    record_span_loss(recorder)


# MARK: Cross-entropy


def cross_entropy(targets: list[int], smoothing: float) -> Callable[[Tensors], Tensor]:
    return lambda t: F.cross_entropy(
        t["logits"], torch.tensor(targets), weight=t.get("classWeights"), ignore_index=IGNORED,
        label_smoothing=smoothing,
    )  # fmt: skip


def record_cross_entropy(recorder: Recorder) -> None:
    weights = np.array([0.5, 2.0, 1.0, 0.25, 3.0], dtype=np.float32)
    variants: dict[str, tuple[float, bool, bool]] = {  # smoothing, class weights, ignored targets
        "plain": (0.0, False, False),
        "ignored": (0.0, False, True),
        "weights": (0.0, True, True),
        "smoothing": (0.1, False, True),
        "weightsAndSmoothing": (0.1, True, True),
    }
    for name, (smoothing, weighted, ignoring) in variants.items():
        random = generator(f"crossEntropy.{name}")
        targets: list[int] = random.integers(0, 5, 13).tolist()
        if ignoring:
            targets[0] = targets[4] = targets[12] = IGNORED
        constants = {"classWeights": weights} if weighted else {}
        record_one_cross_entropy(recorder, name, normal(random, 13, 5, scale=2), targets, constants, smoothing)
    random = generator("crossEntropy.extreme")
    logits = normal(random, 6, 33, scale=40)  # exp() of these overflows unless the row's maximum goes first
    record_one_cross_entropy(recorder, "extreme", logits, random.integers(0, 33, 6).tolist(), {}, 0.0)
    record_one_cross_entropy(recorder, "oneRow", normal(random, 1, 2), [1], {}, 0.0)


def record_one_cross_entropy(
    recorder: Recorder,
    name: str,
    logits: Array,
    targets: list[int],
    constants: dict[str, Array],
    smoothing: float,
) -> None:
    recorder.record(
        f"crossEntropy.{name}", cross_entropy(targets, smoothing), {"logits": logits}, constants,
        targets=targets, ignoreIndex=IGNORED, labelSmoothing=smoothing,
    )  # fmt: skip


# MARK: The others


def record_binary_cross_entropy(recorder: Recorder) -> None:
    def operation(t: Tensors) -> Tensor:
        return F.binary_cross_entropy_with_logits(t["logits"], t["targets"], pos_weight=t.get("positiveWeights"))

    positive_weights = np.array([0.5, 2.0, 1.0, 10.0, 3.0], dtype=np.float32)
    for name, extra in (("plain", {}), ("positiveWeights", {"positiveWeights": positive_weights})):
        random = generator(f"binaryCrossEntropy.{name}")
        logits = normal(random, 7, 5, scale=3)
        logits[0, :2] = [90, -90]  # where log(1 + exp(x)) overflows if written as it stands
        targets = random.integers(0, 2, (7, 5)).astype(np.float32)
        recorder.record(f"binaryCrossEntropy.{name}", operation, {"logits": logits}, {"targets": targets} | extra)


def record_mean_squared_error(recorder: Recorder) -> None:
    random = generator("meanSquaredError")
    recorder.record(
        "meanSquaredError",
        lambda t: F.mse_loss(t["predictions"], t["targets"]),
        {"predictions": normal(random, 13)},
        {"targets": normal(random, 13, scale=2)},
    )


def record_span_loss(recorder: Recorder) -> None:
    """Half the sum of two cross-entropies over the rows of each sequence: where an answer starts and ends.

    A target outside its sequence is ignored in its own mean, as transformers does with clamped positions.
    """
    lengths, starts, ends = [1, 7, 16, 33], [0, 2, 16, 30], [0, 5, 15, 33]

    def cross_entropy_of(column: Tensor, targets: list[int]) -> Tensor:
        rows = list(zip(column.split(lengths), targets))
        kept = [F.cross_entropy(row[None], torch.tensor([y])) for row, y in rows if y < len(row)]
        return torch.stack(kept).mean()

    def operation(t: Tensors) -> Tensor:
        start, end = t["logits"].unbind(dim=-1)
        return (cross_entropy_of(start, starts) + cross_entropy_of(end, ends)) / 2

    recorder.record(
        "spanLoss", operation, {"logits": normal(generator("spanLoss"), 57, 2, scale=2)},
        sequenceOffsets=[0, *np.cumsum(lengths).tolist()], startPositions=starts, endPositions=ends,
    )  # fmt: skip
