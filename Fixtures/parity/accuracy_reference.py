"""Fine-tunes with torch and transformers on the tasks of tasks.py and appends the validation scores to a file.

    python Fixtures/parity/accuracy_reference.py --model DIR --data DATA --tasks MRPC CoLA --output results.jsonl \\
        [--seeds 1 2 3] [--epochs 3] [--threads 1]

The recipe: a new head (drawn after `set_seed(seed)`), batches of 32 (16 for MRPC and RTE) padded to their longest,
at most 128 tokens, AdamW with learning rate 5e-5, linear with 10 % warm-up, weight decay 0.01 without biases and
LayerNorm, clipping at 1, the dropout that the model's configuration says, the order of the seed. It is a plain loop
(plain_training.py). The scores are those of the weights after each epoch; the last are the ones to quote.

Appends a JSON line for each task and seed: `task`, `seed`, `epochs` (the scores after each), `train_examples`,
`validation_examples`, `steps`, `loss` (the mean of each epoch), `cpu_seconds` (training), `evaluation_cpu_seconds`,
`wall_seconds` (all) and the versions. A task and seed that the file already holds are passed over, so that
an interrupted queue can be started again.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from features import TARGETS, Feature, batch
from plain_training import LEARNING_RATE, Optimization, epoch_batches
from tasks import TASKS, Task
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase, set_seed

EVALUATION_BATCH_SIZE = 64


def main() -> None:
    parser = argparse.ArgumentParser(description="Append the validation scores of torch, by task and seed.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="holds glue, conll2003, ud_english_ewt, korean")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, required=True, help="any but SQuAD")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--max-steps", type=int, help="stop each epoch after so many steps, to try the script")
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    for name in arguments.tasks:
        task = TASKS[name](arguments.data)
        for seed in arguments.seeds:
            if is_done(arguments.output, name, seed):
                continue
            line = {"task": name, "seed": seed, "model": arguments.model.name} | run(arguments, task, seed, tokenizer)
            with arguments.output.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def is_done(path: Path, task: str, seed: int) -> bool:
    if not path.exists():
        return False
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return any(line["task"] == task and line["seed"] == seed for line in lines)


def run(arguments: argparse.Namespace, task: Task, seed: int, tokenizer: PreTrainedTokenizerBase) -> dict[str, Any]:
    started = time.perf_counter()
    set_seed(seed)  # before the head is drawn
    model = task.model(arguments.model)
    features = task.features(task.train, tokenizer)
    validation = task.features(task.validation, tokenizer)
    steps_in_epoch = math.ceil(len(features) / task.batch_size)
    optimization = Optimization(model, steps_in_epoch * arguments.epochs)
    training, evaluation = 0.0, 0.0
    losses: list[float] = []
    scores: list[dict[str, float]] = []
    for epoch in range(arguments.epochs):
        start = time.process_time()
        model.train()
        total = 0.0
        for rows in list(epoch_batches(len(features), task.batch_size, seed, epoch))[: arguments.max_steps]:
            loss = model(**batch([features[row] for row in rows], tokenizer)).loss
            optimization.step(loss)
            total += loss.item()
        trained = time.process_time()
        scores.append(task.scores(predict(model, validation, tokenizer), validation))
        training += trained - start
        evaluation += time.process_time() - trained
        losses.append(total / steps_in_epoch)
        print(f"seed {seed} epoch {epoch + 1}: {scores[-1]}, {training:.0f} CPU s", flush=True)
    return {
        "epochs": scores,
        "loss": losses,
        "train_examples": len(features),
        "validation_examples": len(validation),
        "batch_size": task.batch_size,
        "learning_rate": LEARNING_RATE,
        "steps": steps_in_epoch * arguments.epochs,
        "cpu_seconds": round(training, 1),
        "evaluation_cpu_seconds": round(evaluation, 1),
        "wall_seconds": round(time.perf_counter() - started, 1),
        "threads": arguments.threads,
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
    }


@torch.no_grad()
def predict(
    model: PreTrainedModel, features: list[Feature], tokenizer: PreTrainedTokenizerBase
) -> list[np.ndarray]:
    """The logits of each example without its padding, computed shortest first."""
    model.eval()
    order = sorted(range(len(features)), key=lambda row: len(features[row]["input_ids"]))
    logits: dict[int, np.ndarray] = {}
    for start in range(0, len(order), EVALUATION_BATCH_SIZE):
        rows = order[start : start + EVALUATION_BATCH_SIZE]
        inputs = batch([features[row] for row in rows], tokenizer)
        for row, output in zip(rows, model(**{k: v for k, v in inputs.items() if k not in TARGETS}).logits):
            logits[row] = output[: len(features[row]["input_ids"])].numpy() if output.dim() == 2 else output.numpy()
    return [logits[row] for row in range(len(features))]


if __name__ == "__main__":
    main()
