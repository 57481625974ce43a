"""Trains with transformers' real Trainer at dropout 0 and writes every step at full precision.

    python Fixtures/parity/training_reference.py --model PARITY/training-start --train SST-2/train.tsv \\
        --output DIR [--max-steps 50] [--seed 42] [--threads 2] [--check] [--double]

`--model` is the folder that minilm_reference.py made. The recipe: batches of 32 padded to their longest, at most
128 tokens, learning rate 5e-5, linear with 10 % warm-up, weight decay 0.01, clipping at 1, AdamW. `--check` runs
the same steps in a plain loop as well and prints how far the two are apart; `--double` runs that loop in float64,
which says how far float32 may be off. On two cores the 50 steps take about a minute, all three runs six.

The output folder then holds `steps.jsonl`, with a line for each step (`step` from 1, `loss`, `grad_norm` before
clipping, `learning_rate`, `rows` (the examples of the batch, counted from 0 without the header); with `--double`
also `loss64` and `grad_norm64`), and `final/`, the model after the last step.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from sst2_training import (
    BATCH_SIZE,
    LEARNING_RATE,
    MAX_GRADIENT_NORM,
    WARMUP_RATIO,
    WEIGHT_DECAY,
    EncodedTexts,
    RecordingCollator,
    training_arguments,
)
from texts import read_sst2
from torch import Tensor, nn
from transformers import (
    AutoTokenizer,
    BertForSequenceClassification,
    PreTrainedTokenizerBase,
    Trainer,
    get_linear_schedule_with_warmup,
)


@dataclass
class Steps:
    losses: list[float] = field(default_factory=list)
    gradient_norms: list[float] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)


class RecordingTrainer(Trainer):
    """The Trainer as it is, but that keeps losses before they are rounded for the log."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.steps = Steps()

    def training_step(self, *arguments: Any, **named: Any) -> Tensor:
        loss = super().training_step(*arguments, **named)
        self.steps.losses.append(float(loss))
        return loss

    def log(self, logs: dict[str, float], *arguments: Any, **named: Any) -> None:
        super().log(logs, *arguments, **named)
        if "grad_norm" in logs:
            self.steps.gradient_norms.append(float(logs["grad_norm"]))
            self.steps.learning_rates.append(float(logs["learning_rate"]))


def main() -> None:
    arguments = parsed_arguments()
    torch.set_num_threads(arguments.threads)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    data = EncodedTexts(read_sst2(arguments.train), tokenizer)
    steps = train(arguments, data, tokenizer)
    double: Steps | None = None
    if arguments.check:
        compare("plain float32 loop", steps, plain_loop(arguments, data, tokenizer, torch.float32))
    if arguments.double:
        double = plain_loop(arguments, data, tokenizer, torch.float64)
        compare("plain float64 loop", steps, double)
    write(arguments.output / "steps.jsonl", steps, double)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the steps of transformers' Trainer on SST-2.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--max-steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="compare with a plain loop")
    parser.add_argument("--double", action="store_true", help="run a plain loop in float64 as well")
    return parser.parse_args()


def train(arguments: argparse.Namespace, data: EncodedTexts, tokenizer: PreTrainedTokenizerBase) -> Steps:
    collator = RecordingCollator(tokenizer)
    trainer = RecordingTrainer(
        model=BertForSequenceClassification.from_pretrained(arguments.model),
        args=training_arguments(
            arguments.output / "trainer", max_steps=arguments.max_steps, seed=arguments.seed, logging_steps=1
        ),
        train_dataset=data,
        data_collator=collator,
    )
    trainer.train()
    trainer.model.save_pretrained(arguments.output / "final")
    tokenizer.save_pretrained(arguments.output / "final")
    trainer.steps.rows = collator.batches[: arguments.max_steps]  # the loader looks one batch ahead
    return trainer.steps


# MARK: The plain loop


def plain_loop(
    arguments: argparse.Namespace, data: EncodedTexts, tokenizer: PreTrainedTokenizerBase, dtype: torch.dtype
) -> Steps:
    """The Trainer's semantics written out; nothing of the Trainer is used."""
    steps, pad = Steps(), RecordingCollator(tokenizer)
    model = BertForSequenceClassification.from_pretrained(arguments.model).to(dtype).train()
    optimizer = torch.optim.AdamW(parameter_groups(model), lr=LEARNING_RATE)
    warmup = math.ceil(arguments.max_steps * WARMUP_RATIO)
    schedule = get_linear_schedule_with_warmup(optimizer, warmup, arguments.max_steps)
    for rows in batches(len(data), arguments.seed, arguments.max_steps):
        loss = model(**pad([data[row] for row in rows])).loss
        loss.backward()
        steps.losses.append(float(loss.detach()))
        steps.gradient_norms.append(float(nn.utils.clip_grad_norm_(model.parameters(), MAX_GRADIENT_NORM)))
        steps.learning_rates.append(schedule.get_last_lr()[0])
        steps.rows.append(rows)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    return steps


def parameter_groups(model: nn.Module) -> list[dict[str, Any]]:
    named = list(model.named_parameters())
    decayed = [p for name, p in named if not name.endswith("bias") and "LayerNorm" not in name]
    others = [p for name, p in named if name.endswith("bias") or "LayerNorm" in name]
    return [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]


def batches(count: int, seed: int, steps: int) -> list[list[int]]:
    """Epoch e goes through torch.randperm of a generator seeded with seed + e; the last batch may be short."""
    result: list[list[int]] = []
    epoch = 0
    while len(result) < steps:
        order = torch.randperm(count, generator=torch.Generator().manual_seed(seed + epoch)).tolist()
        result += [order[start : start + BATCH_SIZE] for start in range(0, count, BATCH_SIZE)]
        epoch += 1
    return result[:steps]


# MARK: Reports


def compare(name: str, first: Steps, second: Steps) -> None:
    def relative(a: list[float], b: list[float]) -> float:
        return max(abs(x - y) / max(abs(y), 1e-12) for x, y in zip(a, b, strict=True))

    print(
        f"Trainer against {name}: same order {first.rows == second.rows}, largest relative difference of "
        f"loss {relative(first.losses, second.losses):.2e}, "
        f"gradient norm {relative(first.gradient_norms, second.gradient_norms):.2e}, "
        f"learning rate {relative(first.learning_rates, second.learning_rates):.2e}"
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
