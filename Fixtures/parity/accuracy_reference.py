"""Fine-tunes with transformers on the first lines of SST-2 and prints the accuracy on its development set.

    python Fixtures/parity/accuracy_reference.py --model DIR --data GLUE/SST-2 [--examples 10000] \\
        [--epochs 3] [--seeds 1 2 3] [--threads 2] > accuracy.jsonl

The recipe: a new head, batches of 32 padded to their longest, at most 128 tokens, learning rate 5e-5, linear with
10 % warm-up, weight decay 0.01, clipping at 1, the dropout that the model's configuration says, order by seed.
Prints a JSON line for each seed: `seed`, `accuracy`, `correct`, `total`, `train_seconds`. With the defaults and a
model of 6 layers x 384 each seed takes about 20 minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from sst2_training import EncodedTexts, RecordingCollator, training_arguments
from texts import read_sst2
from transformers import AutoTokenizer, BertForSequenceClassification, PrinterCallback, Trainer, set_seed


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the accuracy of transformers on SST-2, by seed.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="holds train.tsv and dev.tsv")
    parser.add_argument("--examples", type=int, default=10_000, help="the first so many lines of train.tsv")
    parser.add_argument("--validation-examples", type=int, default=None, help="all of dev.tsv unless given")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    train = EncodedTexts(read_sst2(arguments.data / "train.tsv", arguments.examples), tokenizer)
    validation = EncodedTexts(read_sst2(arguments.data / "dev.tsv", arguments.validation_examples), tokenizer)
    for seed in arguments.seeds:
        with tempfile.TemporaryDirectory() as folder:
            trainer = make_trainer(arguments, Path(folder), seed, train, RecordingCollator(tokenizer))
            print(json.dumps(run(trainer, seed, validation)), flush=True)


def make_trainer(
    arguments: argparse.Namespace, folder: Path, seed: int, train: EncodedTexts, collator: RecordingCollator
) -> Trainer:
    set_seed(seed)  # before the head is drawn
    trainer = Trainer(
        model=BertForSequenceClassification.from_pretrained(arguments.model, num_labels=2),
        args=training_arguments(folder, num_train_epochs=arguments.epochs, seed=seed, logging_strategy="no"),
        train_dataset=train,
        data_collator=collator,
    )
    trainer.remove_callback(PrinterCallback)  # Nothing but our lines goes to the standard output.
    return trainer


def run(trainer: Trainer, seed: int, validation: EncodedTexts) -> dict[str, float | int]:
    start = time.perf_counter()
    trainer.train()
    seconds = time.perf_counter() - start
    predicted = np.argmax(trainer.predict(validation).predictions, axis=-1)
    correct = int((predicted == np.array(validation.labels)).sum())
    return {
        "seed": seed,
        "accuracy": correct / len(validation),
        "correct": correct,
        "total": len(validation),
        "train_seconds": round(seconds, 1),
    }


if __name__ == "__main__":
    main()
