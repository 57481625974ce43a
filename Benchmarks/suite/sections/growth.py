"""How our cost grows with tokens, length, layers, width and examples, beside what the mathematics asks for."""

from __future__ import annotations

import statistics
from typing import Any

from ..datasets import sentence_file
from ..processes import bertune
from ..rounds import Result, seconds
from ..settings import Settings, Unavailable

Options = tuple[object, ...]


def run(settings: Settings) -> Result:
    result = Result()
    top = 10 if settings.smoke else 15
    tokens = [2**power for power in range(8, top + 1)]
    lengths = [16, 32, 64, 128, 256, 512][: 3 if settings.smoke else None]
    layers = [1, 2, 4, 6, 12][: 3 if settings.smoke else None]
    widths = [128, 256, 384, 512, 768, 1024][: 2 if settings.smoke else None]
    batch: Options = ("--batch-size", 16, "--length", 128)
    mini: Options = ("--hidden-size", 384, "--attention-heads", 12, "--layers", 2 if settings.smoke else 6)
    grow(
        settings, result, "tokens of a batch, of 128 each",
        {str(count): (*mini, "--batch-size", count // 128, "--length", 128) for count in tokens},
    )
    grow(
        settings, result, "tokens of a sequence, 2048 in a batch",
        {str(length): (*mini, "--batch-size", 2048 // length, "--length", length) for length in lengths},
    )
    grow(
        settings, result, "layers of width 384",
        {str(count): ("--hidden-size", 384, "--attention-heads", 12, "--layers", count, *batch) for count in layers},
    )
    grow(
        settings, result, "width, 4 layers",
        {str(width): ("--hidden-size", width, "--layers", 4, *batch) for width in widths},
    )
    try:
        grow_examples(settings, result)
    except Unavailable as reason:
        result.notes.append(f"nothing on the number of examples: {reason}")
    result.notes.append(
        "Operations are the multiplications and additions of linear layers and attention that one training step "
        "computes. Where time per operation rises down a table, something grows faster than the mathematics."
    )
    return result


def grow(settings: Settings, result: Result, name: str, shapes: dict[str, Options]) -> None:
    """A table of training steps; every shape runs in each round."""
    rounds: list[dict[str, dict[str, Any]]] = []
    for _ in range(settings.rounds):
        rounds.append({key: step(settings, options) for key, options in shapes.items()})
    result.raw[name] = rounds
    lines = []
    for key in shapes:
        measured = [values[key] for values in rounds]
        wall, processor = (
            statistics.median(value[kind]["median"] for value in measured) * 1e-3
            for kind in ("wallMilliseconds", "processorMilliseconds")
        )
        operations = measured[0]["productOperations"] + measured[0]["attentionOperations"]
        peak = statistics.median(value["peakBytes"] for value in measured)
        rates = [f"{time / operations * 1e12:.2f}" for time in (wall, processor)]
        lines.append([key, seconds(wall), f"{operations * 1e-9:.1f}", *rates, f"{peak / 1e6:.0f}"])
    header = [name, "a step", "10⁹ operations", "ps per operation", "ps of processors", "peak memory (MB)"]
    result.tables.append({"title": f"By {name}", "header": header, "lines": lines})


def step(settings: Settings, options: Options) -> dict[str, Any]:
    words = ("benchmark", "training-step", *options, "--repetitions", settings.repetitions)
    return bertune(settings, *words)[1]


def grow_examples(settings: Settings, result: Result) -> None:
    """Whole processes of one epoch, by the number of examples."""
    model = settings.pretrained()
    lines = []
    for count in (64, 128) if settings.smoke else (1000, 2000, 4000, 8000):
        data = sentence_file(settings, "SST-2", count)
        costs = []
        for _ in range(settings.rounds):
            output = settings.work / "growth-run"
            options = ("--epochs", 1, "--batch-size", 32, "--max-length", 128, "--overwrite", "--quiet")
            cost, _ = bertune(settings, "train", "--model", model, "--train", data, "--output", output, *options)
            costs.append(cost)
        wall = statistics.median(cost.wall for cost in costs)
        peak = statistics.median(cost.peak for cost in costs)
        processor = statistics.median(cost.cpu for cost in costs) / count
        lines.append([str(count), seconds(wall), seconds(wall / count), seconds(processor), f"{peak / 1e6:.0f}"])
    header = ["examples of SST-2", "the process, one epoch", "an example", "processor time of one", "peak memory (MB)"]
    result.tables.append({"title": "By number of examples", "header": header, "lines": lines})
