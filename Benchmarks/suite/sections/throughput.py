"""Real texts in the order of their file, 32 at a time, beside ONNX Runtime and PyTorch padded to the longest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..datasets import sentence_file
from ..models import Model, answering, models
from ..processes import worker_benchmark
from ..rounds import Result, compared, faster, interleave
from ..settings import Settings, Unavailable
from .latency import KINDS

TARGET = 1.5
SETS = (("SST-2", "dev"), ("MRPC", "test"))


def run(settings: Settings) -> Result:
    result = Result()
    for name, data in texts(settings, result):
        for model in models(settings):
            measure(settings, result, model, name, data)
    result.notes.append(
        "Forward passes alone: both sides tokenize, and the peers pad each batch to its longest text, beforehand. "
        "bertune pads nothing."
    )
    return result


def texts(settings: Settings, result: Result) -> list[tuple[str, Path]]:
    """The files that are there; a smoke test takes a few lines of each."""
    count = 64 if settings.smoke else settings.examples
    found = []
    for name, split in SETS:
        try:
            found.append((f"{name} {split}", sentence_file(settings, name, count, split)))
        except Unavailable as reason:
            result.notes.append(f"{name} is left out: {reason}")
    if not found:
        raise Unavailable("there are no texts to answer")
    return found


def measure(settings: Settings, result: Result, model: Model, name: str, data: Path) -> None:
    repetitions = 1 if settings.smoke else min(3, settings.repetitions)
    options = ("--input", data, "--batch-size", 32, "--repetitions", repetitions)
    contestants = answering(settings, model, "throughput", options, KINDS)
    for attention in ("sdpa", "eager"):
        contestants[f"torch {attention}"] = partial(
            worker_benchmark, settings, "inference", "--model", model.folder, "--attention", attention, *options
        )
    costs = interleave(f"throughput, {model.name}, {name}", contestants, settings.rounds)
    result.keep(f"{model.name}, {name}", costs)
    onnx, torch = faster(costs, *KINDS), faster(costs, "torch sdpa", "torch eager")
    for title, peer in (("ONNX Runtime", onnx), ("PyTorch", torch)):
        shown = f"{title} ({peer.split(' ')[1]})" if " " in peer else title
        result.rows.append(compared(f"{model.name}, {name}", shown, costs["bertune"], costs[peer], TARGET))
