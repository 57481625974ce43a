"""Fine-tunes with transformers' Trainer for one epoch and prints what it took, as one line of JSON.

    python Benchmarks/transformers_train.py --model DIR --train FILE.tsv --output DIR \\
        --padding max128|longest|grouped [--max-examples N] [--threads 2]

Three ways to pad: every text to 128 tokens (what the example scripts do unless told otherwise), to the longest of
its batch, or the same with batches grouped by length. The file is GLUE's TSV: a header, no quoting, a column
`label`, and `sentence`, `sentence1` and `sentence2`, or `question` and `sentence`. The folder written at the end
is one that transformers loads. The line says `train_seconds`, `wall_seconds` and `cpu_seconds` of the whole
process, `peak_bytes`, `tokens` (real ones) and `loss` (the mean of the epoch). compare.py runs this.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START = time.perf_counter()  # before the imports that take seconds: they are part of what a user waits for

import torch  # noqa: E402
from torch.utils.data import Dataset  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainingArguments,
    set_seed,
)

MAX_LENGTH = 128
TEXT_COLUMNS = [("sentence1", "sentence2"), ("question", "sentence"), ("sentence",)]


@dataclass(frozen=True)
class Table:
    first: list[str]
    second: list[str] | None
    labels: list[int]
    label_names: list[str]


class Features(Dataset[dict[str, Any]]):
    def __init__(self, table: Table, tokenizer: PreTrainedTokenizerBase, padding: str) -> None:
        self.labels = table.labels
        self.columns = tokenizer(
            table.first,
            table.second,
            truncation=True,
            max_length=MAX_LENGTH,
            padding="max_length" if padding == "max128" else False,
        )

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return {key: rows[index] for key, rows in self.columns.items()} | {"labels": self.labels[index]}

    def token_count(self) -> int:
        return sum(sum(mask) for mask in self.columns["attention_mask"])


def main() -> None:
    arguments = parsed_arguments()
    torch.set_num_threads(arguments.threads)
    set_seed(arguments.seed)
    table = read_table(arguments.train, arguments.max_examples)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    features = Features(table, tokenizer, arguments.padding)
    trainer = make_trainer(arguments, table, tokenizer, features)
    start = time.perf_counter()
    outcome = trainer.train()
    train_seconds = time.perf_counter() - start
    trainer.save_model(str(arguments.output))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "padding": arguments.padding,
        "train_seconds": train_seconds,
        "wall_seconds": time.perf_counter() - START,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * 1024,
        "tokens": features.token_count(),
        "loss": outcome.training_loss,
    }
    print(json.dumps(report))


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fine-tune with transformers and print what it took.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--padding", choices=("max128", "longest", "grouped"), required=True)
    parser.add_argument("--max-examples", type=int, default=None, help="the first so many; all unless given")
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=5e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=42)
    return parser.parse_args()


def read_table(path: Path, limit: int | None) -> Table:
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:] if line][:limit]
    columns = next((names for names in TEXT_COLUMNS if set(names) <= set(header)), None)
    if columns is None or "label" not in header:
        raise SystemExit(f"{path}:1: needs a column `label` and one of {TEXT_COLUMNS}, but has {header}")
    names = sorted({row["label"] for row in rows})
    texts = [[row[column] for row in rows] for column in columns]
    labels = [names.index(row["label"]) for row in rows]
    return Table(texts[0], texts[1] if len(texts) > 1 else None, labels, names)


def make_trainer(
    arguments: argparse.Namespace, table: Table, tokenizer: PreTrainedTokenizerBase, features: Features
) -> Trainer:
    model = AutoModelForSequenceClassification.from_pretrained(
        arguments.model,
        id2label=dict(enumerate(table.label_names)),
        label2id={name: index for index, name in enumerate(table.label_names)},
        ignore_mismatched_sizes=True,
    )
    settings = TrainingArguments(
        output_dir=str(arguments.output),
        num_train_epochs=1,
        per_device_train_batch_size=arguments.batch_size,
        learning_rate=arguments.learning_rate,
        group_by_length=arguments.padding == "grouped",
        seed=arguments.seed,
        save_strategy="no",
        logging_strategy="no",
        report_to=[],
        disable_tqdm=True,
        use_cpu=True,
    )
    trainer = Trainer(
        model=model,
        args=settings,
        train_dataset=features,
        data_collator=DataCollatorWithPadding(tokenizer),
        processing_class=tokenizer,
    )
    trainer.remove_callback(PrinterCallback)  # The last line of the output is ours alone.
    return trainer


if __name__ == "__main__":
    main()
