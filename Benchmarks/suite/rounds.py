"""Interleaved rounds, and what is told of them."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .processes import Cost

Rounds = dict[str, list[Cost]]


def interleave(name: str, contestants: Mapping[str, Callable[[], Cost]], rounds: int) -> Rounds:
    """Runs each contestant once a round, in an order that moves on, so that a slow spell strikes all of them."""
    order = list(contestants)
    costs: Rounds = {contestant: [] for contestant in order}
    for number in range(rounds):
        shift = number % len(order)
        for contestant in order[shift:] + order[:shift]:
            costs[contestant].append(contestants[contestant]())
        shown = ", ".join(f"{key} {seconds(values[-1].wall)}" for key, values in costs.items())
        print(f"{name}, round {number + 1} of {rounds}: {shown}", file=sys.stderr, flush=True)
    return costs


def faster(costs: Rounds, *names: str) -> str:
    """The contestant with the smaller median: of one peer's several ways, the best counts."""
    return min(names, key=lambda name: statistics.median(cost.wall for cost in costs[name]))


@dataclass
class Row:
    """One comparison, or one figure of ours, with its target."""

    work: str
    peer: str
    unit: str
    ours: list[float]
    theirs: list[float] = field(default_factory=list)
    target: float | None = None
    at_least: bool = True
    inverse: bool = False
    """Whether the ratio is ours / theirs, as for memory."""
    cpu: list[float] = field(default_factory=list)
    """The ratio of processor times, round by round; of a figure of ours alone, the processor time."""
    table: str = ""
    """The table that it belongs to, if not its section's."""

    @property
    def values(self) -> list[float]:
        """What is held against the target: ratios within their rounds, or the figures themselves."""
        if not self.theirs:
            return self.ours
        pairs = zip(self.ours, self.theirs, strict=True)
        return [ours / theirs if self.inverse else theirs / ours for ours, theirs in pairs]

    @property
    def is_met(self) -> bool | None:
        """Whether the median reaches the target, unrounded."""
        if self.target is None:
            return None
        median = statistics.median(self.values)
        return median >= self.target if self.at_least else median <= self.target


def compared(
    work: str, peer: str, ours: list[Cost], theirs: list[Cost], target: float | None = None, **changes: Any
) -> Row:
    """A row of times, with the ratio of processor times beside."""
    cpu = [their.cpu / our.cpu for our, their in zip(ours, theirs, strict=True) if our.cpu > 0]
    return Row(
        work, peer, "s", [cost.wall for cost in ours], [cost.wall for cost in theirs], target, cpu=cpu, **changes
    )


def memory(work: str, peer: str, ours: list[Cost], theirs: list[Cost]) -> Row:
    """A row of peak memory, for the table of memory."""
    peaks = [[cost.peak / 1e6 for cost in costs] for costs in (ours, theirs)]
    return Row(work, peer, "MB", *peaks, target=0.6, at_least=False, inverse=True, table="memory")


@dataclass
class Result:
    """What a section found."""

    rows: list[Row] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    """Tables of another form: `title`, `header` and `lines`."""
    notes: list[str] = field(default_factory=list)
    """How it was measured, and what was left out and why."""
    raw: dict[str, Any] = field(default_factory=dict)
    """Every measurement of every round."""

    def keep(self, name: str, costs: Rounds) -> None:
        """Keeps all rounds of a comparison."""
        self.raw[name] = {key: [asdict(cost) for cost in values] for key, values in costs.items()}


def seconds(value: float) -> str:
    """A time with three digits that mean something."""
    if value < 1e-3:
        return f"{value * 1e6:.0f} µs"
    if value < 1:
        return f"{value * 1e3:.3g} ms" if value < 0.1 else f"{value * 1e3:.0f} ms"
    return f"{value:.3g} s" if value < 100 else f"{value:.0f} s"
