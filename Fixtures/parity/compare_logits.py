"""Compares logits that `bertune predict --logits` wrote with those of minilm_reference.py.

    python Fixtures/parity/compare_logits.py REFERENCE.jsonl OURS.jsonl [--tolerance 1e-5]

Both hold a line for each text, in the same order, with the numbers under `logits` (`--key` names another key for
ours). Exits with 1 where a difference exceeds the tolerance or a line is missing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare logits line by line.")
    parser.add_argument("reference", type=Path)
    parser.add_argument("ours", type=Path)
    parser.add_argument("--key", default="logits", help="where our lines hold the numbers")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    arguments = parser.parse_args()

    reference, ours = read_lines(arguments.reference), read_lines(arguments.ours)
    if len(reference) != len(ours):
        raise SystemExit(f"{arguments.ours}: {len(ours)} lines, but the reference has {len(reference)}")
    numbers = [line[arguments.key] for line in ours]
    against_single = differences([line["logits"] for line in reference], numbers)
    against_double = differences([line["logits64"] for line in reference], numbers)
    torch_error = differences([line["logits64"] for line in reference], [line["logits"] for line in reference])
    print(f"{len(ours)} lines")
    print(f"largest difference from float32 torch: {worst(against_single)}")
    print(f"largest difference from float64 torch: {worst(against_double)}")
    print(f"torch's own, float32 from float64:     {worst(torch_error)}")
    if max(against_single) > arguments.tolerance:
        raise SystemExit(f"a difference exceeds {arguments.tolerance:g}")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


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
