"""Trains with transformers' real Trainer at dropout 0 and writes every step at full precision.

    python Fixtures/parity/training_reference.py --data DATA --parity PARITY --case pairs [--max-steps 50] \\
        [--seed 42] [--threads 2] [--check] [--double]

PARITY/CASE is the folder that head_reference.py made; training starts from its `start/`. The recipe: batches of the
case's size padded to their longest, at most 128 tokens (384 for questions, in windows), learning rate 5e-5, linear
with 10 % warm-up, weight decay 0.01, clipping at 1, AdamW. `--check` runs the same steps in a plain loop as well
and prints how far the two are apart; `--double` runs that loop in float64, which says how far float32 may be off. On
two cores the 50 steps take one to three minutes, all three runs six to fifteen.

PARITY/CASE then holds `steps.jsonl`, with a line for each step (`step` from 1, `loss`, `grad_norm` before clipping,
`learning_rate`, `rows` (the examples, or windows, of the batch, counted from 0); with `--double` also `loss64` and
`grad_norm64`), and `final/`, the model after the last step.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
from cases import CASES
from features import Feature, batch
from plain_training import (
    LEARNING_RATE,
    MAX_GRADIENT_NORM,
    WARMUP_RATIO,
    WEIGHT_DECAY,
    Optimization,
    epoch_batches,
)
from tasks import Task
from torch import Tensor
from transformers import AutoTokenizer, PreTrainedTokenizerBase, Trainer, TrainingArguments


@dataclass
class Steps:
    losses: list[float] = field(default_factory=list)
    gradient_norms: list[float] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)


class RecordingTrainer(Trainer):
    """The Trainer as it is, but that keeps losses before they are rounded for the log."""

    def __init__(self, task: Task, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.task = task
        self.steps = Steps()

    def compute_loss(self, model: Any, inputs: dict[str, Tensor], *arguments: Any, **named: Any) -> Tensor:
        return self.task.loss(model, inputs)

    def training_step(self, *arguments: Any, **named: Any) -> Tensor:
        loss = super().training_step(*arguments, **named)
        self.steps.losses.append(float(loss))
        return loss

    def log(self, logs: dict[str, float], *arguments: Any, **named: Any) -> None:
        super().log(logs, *arguments, **named)
        if "grad_norm" in logs:
            self.steps.gradient_norms.append(float(logs["grad_norm"]))
            self.steps.learning_rates.append(float(logs["learning_rate"]))


class RecordingCollator:
    """Makes batches, and keeps the rows of every one it made."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.tokenizer = tokenizer
        self.batches: list[list[int]] = []

    def __call__(self, features: list[Feature]) -> dict[str, Tensor]:
        self.batches.append([feature["row"] for feature in features])
        return batch([{k: v for k, v in feature.items() if k != "row"} for feature in features], self.tokenizer)


def main() -> None:
    arguments = parsed_arguments()
    torch.set_num_threads(arguments.threads)
    case, folder = CASES[arguments.case], arguments.parity / arguments.case
    tokenizer = AutoTokenizer.from_pretrained(folder / "start")
    task = case.task(arguments.data)
    features = task.features(task.train[: case.examples], tokenizer)
    rows = list(islice(all_batches(len(features), case.batch_size, arguments.seed), arguments.max_steps))
    steps = train(arguments, task, features, tokenizer)
    write(folder / "steps.jsonl", steps, None)
    if arguments.check:
        compare("plain float32 loop", steps, plain_loop(task, folder, features, rows, tokenizer, torch.float32))
    if arguments.double:
        double = plain_loop(task, folder, features, rows, tokenizer, torch.float64)
        compare("plain float64 loop", steps, double)
        write(folder / "steps.jsonl", steps, double)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the steps of transformers' Trainer.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parity", type=Path, required=True, help="the folder of head_reference.py")
    parser.add_argument("--case", choices=CASES, required=True)
    parser.add_argument("--max-steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="compare with a plain loop")
    parser.add_argument("--double", action="store_true", help="run a plain loop in float64 as well")
    return parser.parse_args()


def train(
    arguments: argparse.Namespace, task: Task, features: list[Feature], tokenizer: PreTrainedTokenizerBase
) -> Steps:
    folder, collator = arguments.parity / arguments.case, RecordingCollator(tokenizer)
    with tempfile.TemporaryDirectory() as scratch:
        trainer = RecordingTrainer(
            task,
            model=task.model(folder / "start"),
            args=training_arguments(arguments, scratch),
            train_dataset=[feature | {"row": row} for row, feature in enumerate(features)],
            data_collator=collator,
        )
        trainer.train()
    trainer.model.save_pretrained(folder / "final")
    tokenizer.save_pretrained(folder / "final")
    trainer.steps.rows = collator.batches[: arguments.max_steps]  # the loader looks one batch ahead
    return trainer.steps


def training_arguments(arguments: argparse.Namespace, scratch: str) -> TrainingArguments:
    return TrainingArguments(
        output_dir=scratch,
        max_steps=arguments.max_steps,
        seed=arguments.seed,
        per_device_train_batch_size=CASES[arguments.case].batch_size,
        learning_rate=LEARNING_RATE,
        warmup_ratio=WARMUP_RATIO,
        lr_scheduler_type="linear",
        weight_decay=WEIGHT_DECAY,
        max_grad_norm=MAX_GRADIENT_NORM,
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
        use_cpu=True,
        remove_unused_columns=False,
    )


# MARK: The plain loop


def plain_loop(
    task: Task,
    folder: Path,
    features: list[Feature],
    batches: list[list[int]],
    tokenizer: PreTrainedTokenizerBase,
    dtype: torch.dtype,
) -> Steps:
    """The Trainer's semantics written out; nothing of the Trainer is used."""
    steps = Steps(rows=batches)
    model = task.model(folder / "start").to(dtype).train()
    optimization = Optimization(model, len(batches))
    for rows in batches:
        inputs = batch([features[row] for row in rows], tokenizer)
        loss = task.loss(model, {k: v.to(dtype) if v.is_floating_point() else v for k, v in inputs.items()})
        norm, rate = optimization.step(loss)
        steps.losses.append(float(loss.detach()))
        steps.gradient_norms.append(norm)
        steps.learning_rates.append(rate)
    return steps


def all_batches(feature_count: int, batch_size: int, seed: int) -> Any:
    for epoch in count():
        yield from epoch_batches(feature_count, batch_size, seed, epoch)


# MARK: Reports


def compare(name: str, first: Steps, second: Steps) -> None:
    def relative(a: list[float], b: list[float]) -> float:
        return max(abs(x - y) / max(abs(y), 1e-12) for x, y in zip(a, b, strict=True))

    print(
        f"Trainer against {name}: same order {first.rows == second.rows}, largest relative difference of "
        f"loss {relative(first.losses, second.losses):.2e}, "
        f"gradient norm {relative(first.gradient_norms, second.gradient_norms):.2e}, "
        f"learning rate {relative(first.learning_rates, second.learning_rates):.2e}",
        flush=True,
    )


def write(path: Path, steps: Steps, double: Steps | None) -> None:
    with path.open("w", encoding="utf-8") as file:
        for index, loss in enumerate(steps.losses):
            line: dict[str, Any] = {
                "step": index + 1,
                "loss": loss,
                "grad_norm": steps.gradient_norms[index],
                "learning_rate": steps.learning_rates[index],
                "rows": steps.rows[index],
            }
            if double is not None:
                line |= {"loss64": double.losses[index], "grad_norm64": double.gradient_norms[index]}
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
