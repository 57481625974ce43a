"""Compares a run of `bertune train --batch-order reference --dropout 0` with what training_reference.py wrote.

    python Fixtures/parity/compare_training.py REFERENCE RUN

REFERENCE holds `steps.jsonl` and `final/`; RUN is our run folder, trained on the same file from the same start with
`--logging-steps 1`. Prints the largest relative differences of loss, gradient norm and learning rate over all steps
and the largest absolute difference of a weight at the end, without those that no loss depends on. Exits with 1
beyond 1e-4 (steps) or 1e-5 (weights).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

Line = dict[str, Any]

FIELDS = {"loss": "loss", "grad_norm": "gradientNorm", "learning_rate": "learningRate"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare training step by step.")
    parser.add_argument("reference", type=Path)
    parser.add_argument("run", type=Path)
    arguments = parser.parse_args()

    theirs, ours = steps(arguments.reference, arguments.run)
    print(f"{len(ours)} steps")
    worst = 0.0
    for their_field, our_field in FIELDS.items():
        difference = largest(ours, theirs, our_field, their_field)
        worst = max(worst, difference)
        print(f"{our_field}: within {difference:.2g} (relative)")
    weights, name = weight_difference(arguments.reference / "final", arguments.run)
    print(f"weights: within {weights:.2g} ({name})")
    if worst > 1e-4 or weights > 1e-5:
        raise SystemExit("a difference exceeds its bound")


def steps(reference: Path, run: Path) -> tuple[list[Line], list[Line]]:
    theirs = read_lines(reference / "steps.jsonl")
    ours = [line for line in read_lines(run / "metrics.jsonl") if "learningRate" in line]
    if [line["step"] for line in ours] != [line["step"] for line in theirs]:
        raise SystemExit(f"{run}: {len(ours)} logged steps, but the reference has {len(theirs)}")
    return theirs, ours


def largest(ours: list[Line], theirs: list[Line], our_field: str, their_field: str) -> float:
    """The largest relative difference over all steps."""
    return max(relative(a[our_field], b[their_field]) for a, b in zip(ours, theirs, strict=True))


def read_lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def relative(ours: float, theirs: float) -> float:
    return 0.0 if ours == theirs else abs(ours - theirs) / abs(theirs)


def weight_difference(reference: Path, run: Path) -> tuple[float, str]:
    """The largest absolute difference of a weight that has a gradient, and the weight's name."""
    theirs, ours = load_file(reference / "model.safetensors"), load_file(run / "model.safetensors")
    if theirs.keys() != ours.keys():
        raise SystemExit(f"the weights differ in name: {sorted(theirs.keys() ^ ours.keys())}")
    names = theirs.keys() - without_gradient(theirs.keys())
    return max((float(np.abs(ours[name] - theirs[name]).max()), name) for name in names)


def without_gradient(names: Iterable[str]) -> set[str]:
    """Weights that change no loss, because softmax ignores a constant: Adam moves them by rounding noise alone.

    These are the biases of the keys; and where the softmax goes over tokens, the bias of the head and of the last
    layer's normalisation, which every token has in common.
    """
    known = set(names)
    zero = {name for name in known if name.endswith("attention.self.key.bias")}
    if "qa_outputs.bias" in known:
        last = max(int(name.split(".")[3]) for name in known if name.startswith("bert.encoder.layer."))
        zero |= {"qa_outputs.bias", f"bert.encoder.layer.{last}.output.LayerNorm.bias"}
    return zero


if __name__ == "__main__":
    main()
