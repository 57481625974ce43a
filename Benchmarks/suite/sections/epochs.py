"""One epoch on real data: `bertune train` and transformers' Trainer as whole processes, and the epoch alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..datasets import SENTENCE_SETS, sentence_file, tagged_file
from ..processes import Cost, bertune, worker
from ..rounds import Result, Rounds, compared, interleave, memory
from ..settings import Settings, Unavailable

PADDINGS = {"max": "padded to {length}", "longest": "padded to the longest", "grouped": "grouped by length"}
SHORT = {"max": 9.0, "longest": 2.5, "grouped": 1.4}
LONG = {"max": 3.0, "longest": 2.0, "grouped": 1.4}


@dataclass(frozen=True)
class Epoch:
    """One data set and what is asked of it."""

    name: str
    task: str
    data: Path
    targets: dict[str, float]
    max_length: int = 128
    batch_size: int = 32
    ours: tuple[object, ...] = ()


def run(settings: Settings) -> Result:
    result = Result()
    model = settings.pretrained()
    for name in (*SENTENCE_SETS, "CoNLL-2003"):
        try:
            if name == "CoNLL-2003":
                epoch = Epoch(name, "tags", tagged_file(settings, settings.examples), LONG)
            else:
                data = sentence_file(settings, name, settings.examples)
                epoch = Epoch(name, "text", data, SHORT if name in ("SST-2", "CoLA") else LONG)
        except Unavailable as reason:
            result.notes.append(f"{name} is left out: {reason}")
            continue
        measure(settings, result, model, epoch)
    result.notes.append(note(settings))
    return result


def note(settings: Settings) -> str:
    return (
        f"The first {settings.examples} examples of each set at most, one epoch, no evaluation. \"Epoch alone\" is "
        "what both programs say of their training loop, without imports, reading and tokenizing; the targets are held "
        "against it. \"Whole process\" is what a user waits for, as the kernel counts it."
    )


def measure(settings: Settings, result: Result, model: Path, epoch: Epoch) -> None:
    """Runs bertune and the three ways to pad in turn, and adds the rows."""
    contestants: dict[str, Callable[[], Cost]] = {"bertune": partial(ours, settings, model, epoch)}
    for padding in epoch.targets:
        contestants[padding] = partial(theirs, settings, model, epoch, padding)
    costs = interleave(epoch.name, contestants, settings.rounds)
    result.keep(epoch.name, costs)
    add_rows(result, epoch, costs)


def add_rows(result: Result, epoch: Epoch, costs: Rounds) -> None:
    for padding, target in epoch.targets.items():
        peer = "transformers, " + PADDINGS[padding].format(length=epoch.max_length)
        alone = [[replace(cost, wall=cost.inner, cpu=0.0) for cost in costs[name]] for name in ("bertune", padding)]
        result.rows.append(compared(f"{epoch.name}, epoch alone", peer, *alone, target))
        result.rows.append(compared(f"{epoch.name}, whole process", peer, costs["bertune"], costs[padding]))
        result.rows.append(memory(f"training run, {epoch.name}", peer, costs["bertune"], costs[padding]))


def ours(settings: Settings, model: Path, epoch: Epoch) -> Cost:
    output = settings.work / "run"
    options = ("--epochs", 1, "--learning-rate", "5e-5", "--seed", 42, "--overwrite", "--quiet", *epoch.ours)
    cost, result = bertune(
        settings, "train", "--model", model, "--train", epoch.data, "--output", output,
        "--max-length", epoch.max_length, "--batch-size", epoch.batch_size, *options,
    )
    return replace(cost, inner=result["seconds"])


def theirs(settings: Settings, model: Path, epoch: Epoch, padding: str) -> Cost:
    cost, result = worker(
        settings, "train_epoch", "--task", epoch.task, "--model", model, "--train", epoch.data,
        "--output", settings.work / "peer-run", "--padding", padding, "--max-length", epoch.max_length,
        "--batch-size", epoch.batch_size,
    )
    return replace(cost, inner=result["seconds"])
