"""Training steps at equal tokens, beside PyTorch and beside bare matrix products of OpenBLAS."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..processes import Cost, bertune, bertune_benchmark, cost_of, worker_benchmark
from ..rounds import Result, compared, faster, interleave, memory
from ..settings import REPOSITORY, Settings, Unavailable

TARGET, SHARE_TARGET = 1.35, 0.9


@dataclass(frozen=True)
class Shape:
    """A network and a batch."""

    name: str
    network: tuple[object, ...]
    batch_size: int
    length: int

    @property
    def batch(self) -> tuple[object, ...]:
        return (*self.network, "--batch-size", self.batch_size, "--length", self.length)

    @property
    def title(self) -> str:
        return f"{self.name}, {self.batch_size}x{self.length}"


def run(settings: Settings) -> Result:
    return measured(settings, shapes(settings))


def shapes(settings: Settings) -> list[Shape]:
    """The shapes of this section: MiniLM, and four layers of BERT-base's width."""
    if settings.smoke:
        return [Shape("width 128, 2 layers", ("--hidden-size", 128, "--layers", 2), 4, 32)]
    small = [] if settings.model is None else [Shape("MiniLM", ("--model", settings.pretrained()), 16, 128)]
    return small + wide(layers=4)


def wide(layers: int) -> list[Shape]:
    """BERT-base's width, with long sequences and with short ones."""
    network = ("--hidden-size", 768, "--layers", layers)
    return [Shape(f"width 768, {layers} layers", network, *batch) for batch in ((16, 128), (32, 32))]


def measured(settings: Settings, shapes: list[Shape]) -> Result:
    """Measures steps of some shapes, for the table of steps."""
    result = Result()
    try:
        program: Path | None = openblas_program(settings)
    except Unavailable as reason:
        program = None
        result.notes.append(f"no share of OpenBLAS's rate: {reason}")
    for shape in shapes:
        measure(settings, result, shape, "every-token", program)
        measure(settings, result, shape, "first-token", None)
    result.notes.append(
        "Every step: forward, backward, clipping at norm 1, AdamW (PyTorch's fused one), dropout 0.1, random tokens, "
        "no padding; of PyTorch's attention the faster of `sdpa` and `eager`. A score per token, so that both sides "
        "compute all of the last layer; with `[CLS]` bertune computes that row alone."
    )
    result.notes.append(
        "OpenBLAS: its time for the matrix products of that step's linear layers and nothing else, over the time of "
        "our whole step; 1 would be a step that costs nothing but OpenBLAS's products."
    )
    return result


def measure(settings: Settings, result: Result, shape: Shape, head: str, program: Path | None) -> None:
    options = (*shape.batch, "--head", head, "--repetitions", settings.repetitions)

    def step(threads: int) -> Cost:
        return bertune_benchmark(settings, "training-step", *options, threads=threads)

    contestants: dict[str, Callable[[], Cost]] = {"bertune": partial(step, settings.threads)}
    for attention in ("sdpa", "eager"):
        contestants[attention] = partial(
            worker_benchmark, settings, "training_step", *options, "--attention", attention
        )
    if program is not None:
        products = product_list(settings, shape)
        for threads in sorted({1, settings.threads}):
            contestants[f"openblas-{threads}"] = partial(openblas, settings, program, products, threads)
        if settings.threads > 1:
            contestants["bertune-1"] = partial(step, 1)
            contestants["own products"] = partial(
                bertune_benchmark, settings, "products", *shape.batch, "--repetitions", settings.repetitions
            )
    title = shape.title + (", `[CLS]` head" if head == "first-token" else "")
    costs = interleave(title, contestants, settings.rounds)
    result.keep(title, costs)
    peer = faster(costs, "sdpa", "eager")
    target = TARGET if head == "every-token" else None
    result.rows.append(compared(title, f"PyTorch, {peer}", costs["bertune"], costs[peer], target, table="steps"))
    leanest = min(("sdpa", "eager"), key=lambda name: statistics.median(cost.peak for cost in costs[name]))
    result.rows.append(memory(f"training step, {title}", f"PyTorch, {leanest}", costs["bertune"], costs[leanest]))
    for threads in sorted({1, settings.threads}):
        if f"openblas-{threads}" in costs:
            ours = costs["bertune" if threads == settings.threads else "bertune-1"]
            work = f"{title}, {threads} thread{'s' if threads > 1 else ''}"
            theirs = costs[f"openblas-{threads}"]
            result.rows.append(compared(work, "OpenBLAS, products alone", ours, theirs, SHARE_TARGET, table="steps"))
    if "own products" in costs:
        work = f"{title}, {settings.threads} threads"
        own = costs["own products"]
        result.rows.append(compared(work, "our products alone", costs["bertune"], own, table="steps"))


def product_list(settings: Settings, shape: Shape) -> str:
    """The matrix products of one step, as the program of `matrix_products.c` reads them."""
    options = (*shape.batch, "--head", "every-token", "--repetitions", 1)
    products: list[dict[str, Any]] = bertune(settings, "benchmark", "training-step", *options)[1]["products"]
    fields = ("purpose", "rows", "columns", "depth", "count")
    return "".join(" ".join(str(product[field]) for field in fields) + "\n" for product in products)


def openblas_program(settings: Settings) -> Path:
    """Compiles `matrix_products.c`."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if compiler is None:
        raise Unavailable("there is no C compiler")
    program = settings.work / "matrix_products"
    kernels = REPOSITORY / "Sources" / "CKernels"
    sources = [REPOSITORY / "Benchmarks" / "matrix_products.c", *sorted(kernels.glob("*.c"))]
    command = [compiler, "-O2", "-I", kernels / "include", *sources, "-lopenblas", "-lm", "-o", program]
    compiled = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if compiled.returncode != 0:
        raise Unavailable(f"matrix_products.c doesn't compile (is libopenblas-dev installed?): {compiled.stderr[:200]}")
    return program


def openblas(settings: Settings, program: Path, products: str, threads: int) -> Cost:
    """What OpenBLAS takes for all products of a step."""
    words = [str(program), "--list", str(settings.repetitions), str(threads)]
    environment = settings.environment(threads)
    done = subprocess.run(words, input=products, capture_output=True, text=True, check=True, env=environment)
    rounds = [[float(value) * 1e3 for value in line.split()] for line in done.stdout.splitlines()]
    wall, processor = (statistics.median(values) for values in zip(*rounds, strict=True))
    return cost_of(
        {"wallMilliseconds": {"median": wall, "p99": wall}, "processorMilliseconds": {"median": processor}}
    )
