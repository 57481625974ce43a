"""How much faster training is on all threads than on one."""

from __future__ import annotations

from functools import partial

from ..processes import bertune_benchmark, worker_benchmark
from ..rounds import Result, compared, interleave
from ..settings import Settings, Unavailable
from .steps import shapes

TARGET_OF_TWO = 1.85


def run(settings: Settings) -> Result:
    if settings.threads < 2:
        raise Unavailable("--threads is 1")
    result = Result()
    for shape in shapes(settings):
        options = (*shape.batch, "--head", "every-token", "--repetitions", settings.repetitions)
        contestants = {}
        for threads in (1, settings.threads):
            contestants[f"bertune-{threads}"] = partial(
                bertune_benchmark, settings, "training-step", *options, threads=threads
            )
            contestants[f"torch-{threads}"] = partial(
                worker_benchmark, settings, "training_step", *options, "--attention", "sdpa", threads=threads
            )
        costs = interleave(f"scaling, {shape.title}", contestants, settings.rounds)
        result.keep(shape.title, costs)
        target = TARGET_OF_TWO if settings.threads == 2 else None
        for name, of_name, goal in (("bertune", "ours", target), ("torch", "PyTorch, sdpa", None)):
            many, one = costs[f"{name}-{settings.threads}"], costs[f"{name}-1"]
            result.rows.append(compared(f"{shape.title}, {of_name}", f"{of_name} on 1 thread", many, one, goal))
    result.notes.append(f"\"Ours\" is the step on {settings.threads} threads, \"theirs\" the same program's on 1.")
    return result
