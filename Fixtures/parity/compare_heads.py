"""Trains and predicts with bertune on every case of head_reference.py and prints how far it is from transformers.

    python Fixtures/parity/compare_heads.py --bertune .build/release/bertune --parity PARITY --output RUNS \\
        [--cases pairs tokens ...] [--threads 2]

For each case it runs `bertune train` from PARITY/CASE/start over the steps that training_reference.py wrote, and
`bertune predict --logits` with PARITY/CASE/model on PARITY/CASE/inputs.*, and prints a row of a table: the largest
absolute difference of a logit, the largest relative ones of loss, gradient norm and learning rate over all steps,
the largest absolute one of a weight at the end, and beside them what torch's float32 differs from its float64. Exits
with 1 if a logit differs by more than 1e-5 or a loss by more than 1e-5 of itself.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

import compare_logits
import compare_training
from cases import CASES

HEADER = ["case", "logits", "torch", "loss", "torch", "gradient norm", "torch", "learning rate", "weights"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare every head with transformers.")
    parser.add_argument("--bertune", type=Path, required=True)
    parser.add_argument("--parity", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    print_row(HEADER)
    print_row(["---"] * len(HEADER))
    exceeded = False
    for name in arguments.cases:
        logits, torch_logits = logit_differences(arguments, name)
        steps = step_differences(arguments, name)
        exceeded = exceeded or logits > 1e-5 or steps[0] > 1e-5
        print_row([name, *(f"{value:.1e}" for value in (logits, torch_logits, *steps))])
    if exceeded:
        raise SystemExit("a difference exceeds 1e-5")


def print_row(cells: list[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def run(arguments: argparse.Namespace, *words: str | Path | int | float) -> None:
    command = [str(word) for word in (arguments.bertune, *words, "--threads", arguments.threads)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{result.stderr}")


def only_file(folder: Path, stem: str) -> Path:
    return next(path for path in folder.iterdir() if path.stem == stem and path.is_file())


def logit_differences(arguments: argparse.Namespace, name: str) -> tuple[float, float]:
    """How far ours are from torch's float32, and that from its float64."""
    folder, output = arguments.parity / name, arguments.output / f"{name}.logits.jsonl"
    arguments.output.mkdir(parents=True, exist_ok=True)
    predict = ["predict", folder / "model", "--input", only_file(folder, "inputs"), "--logits", "--output", output]
    # An answer is told with the logits of its two ends alone, so as many candidates as there are.
    run(arguments, *predict, *(["--top-k", 20] if name == "answers" else []))
    comparison = compare_logits.compare(
        compare_logits.read_lines(folder / "logits.jsonl"), compare_logits.read_lines(output)
    )
    return max(comparison.against_single), max(comparison.torch_error)


def step_differences(arguments: argparse.Namespace, name: str) -> list[float]:
    case, folder, output = CASES[name], arguments.parity / name, arguments.output / name
    theirs = compare_training.read_lines(folder / "steps.jsonl")
    run(
        arguments,
        *("train", "--task", case.bertune, "--model", folder / "start", "--train", only_file(folder, "train")),
        *("--output", output, "--overwrite", "--quiet", "--max-steps", len(theirs), "--batch-size", case.batch_size),
        *("--max-length", case.task_length, "--learning-rate", 5e-5, "--seed", 42, "--dropout", 0),
        *("--batch-order", "reference", "--logging-steps", 1, "--evaluate-every", "never"),
    )
    theirs, ours = compare_training.steps(folder, output)
    differences = []
    for their_field, our_field in compare_training.FIELDS.items():
        differences.append(compare_training.largest(ours, theirs, our_field, their_field))
        if their_field + "64" in theirs[0]:
            differences.append(compare_training.largest(theirs, theirs, their_field, their_field + "64"))
    return [*differences, compare_training.weight_difference(folder / "final", output)[0]]


if __name__ == "__main__":
    main()
