"""Compares logits that `bertune predict --logits` wrote with those of minilm_reference.py or head_reference.py.

    python Fixtures/parity/compare_logits.py REFERENCE.jsonl OURS.jsonl [--tolerance 1e-5]

Both hold a line for each input, in the same order, with the numbers under `logits` (`--key` names another key for
ours): one for each class, or a list of such lists for words and for tokens. Exits with 1 where a difference exceeds
the tolerance or a line is missing.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare logits line by line.")
    parser.add_argument("reference", type=Path)
    parser.add_argument("ours", type=Path)
    parser.add_argument("--key", default="logits", help="where our lines hold the numbers")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    arguments = parser.parse_args()

    comparison = compare(read_lines(arguments.reference), read_lines(arguments.ours), arguments.key)
    print(f"{len(comparison.against_single)} lines")
    print(f"largest difference from float32 torch: {worst(comparison.against_single)}")
    print(f"largest difference from float64 torch: {worst(comparison.against_double)}")
    print(f"torch's own, float32 from float64:     {worst(comparison.torch_error)}")
    if max(comparison.against_single) > arguments.tolerance:
        raise SystemExit(f"a difference exceeds {arguments.tolerance:g}")


@dataclass(frozen=True)
class Comparison:
    """The largest difference on each line."""

    against_single: list[float]
    against_double: list[float]
    torch_error: list[float]


def compare(reference: list[Line], ours: list[Line], key: str = "logits") -> Comparison:
    if len(reference) != len(ours):
        raise SystemExit(f"{len(ours)} lines, but the reference has {len(reference)}")
    lines = [matched(theirs, line, key) for theirs, line in zip(reference, ours)]
    numbers, single, double = ([line[part] for line in lines] for part in range(3))
    return Comparison(differences(single, numbers), differences(double, numbers), differences(double, single))


def matched(theirs: Line, ours: Line, key: str) -> tuple[list[float], list[float], list[float]]:
    """Our numbers, and the reference's in both precisions.

    Answers are told as `candidates` with the logits of their first and last tokens, which the reference's `places`
    (a range of characters for each token of the context) find; one without a place is that of [CLS].
    """
    if "places" not in theirs:
        return flat(ours[key]), flat(theirs["logits"]), flat(theirs["logits64"])
    starts = {place[0]: token for token, place in enumerate(theirs["places"]) if place}
    ends = {place[1]: token for token, place in enumerate(theirs["places"]) if place}
    numbers: list[float] = []
    rows: list[tuple[int, int]] = []
    for candidate in ours["candidates"]:
        numbers += [candidate["startLogit"], candidate["endLogit"]]
        has_place = "start" in candidate
        rows.append((0, starts[candidate["start"]] if has_place else 0))
        rows.append((1, ends[candidate["end"]] if has_place else 0))
    single, double = ([theirs[name][row][token] for row, token in rows] for name in ("logits", "logits64"))
    return numbers, single, double


def read_lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def flat(values: Any) -> list[float]:
    """The numbers of lists within lists, one after the other."""
    return [number for value in values for number in flat(value)] if isinstance(values, list) else [values]


def differences(first: list[list[float]], second: list[list[float]]) -> list[float]:
    """The largest difference on each line; infinity where a line has another number of logits or a NaN."""
    return [difference(a, b) for a, b in zip(first, second)]


def difference(first: list[float], second: list[float]) -> float:
    if len(first) != len(second) or any(x != x for x in first + second):
        return float("inf")
    return max(abs(x - y) for x, y in zip(first, second))


def worst(values: list[float]) -> str:
    largest = max(values)
    return f"{largest:.3e} (line {values.index(largest) + 1})"


if __name__ == "__main__":
    main()
