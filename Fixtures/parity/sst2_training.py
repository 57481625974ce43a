"""What the two SST-2 references share: the data set and the recipe, in transformers' own terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from texts import LabelledText
from torch.utils.data import Dataset
from transformers import DataCollatorWithPadding, PreTrainedTokenizerBase, TrainingArguments

BATCH_SIZE = 32
LEARNING_RATE = 5e-5
WARMUP_RATIO = 0.1
WEIGHT_DECAY = 0.01
MAX_GRADIENT_NORM = 1.0
MAX_LENGTH = 128


class EncodedTexts(Dataset[dict[str, Any]]):
    """The texts as features; `row` is the place in the file, so that the order of a run can be written down."""

    def __init__(self, texts: list[LabelledText], tokenizer: PreTrainedTokenizerBase) -> None:
        self.features = tokenizer([t.text for t in texts], truncation=True, max_length=MAX_LENGTH)
        self.labels = [t.label for t in texts]

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, row: int) -> dict[str, Any]:
        return {key: values[row] for key, values in self.features.items()} | {"labels": self.labels[row], "row": row}


class RecordingCollator:
    """Pads to the longest of the batch, and keeps the rows of every batch it made."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.pad = DataCollatorWithPadding(tokenizer)
        self.batches: list[list[int]] = []

    def __call__(self, examples: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
        self.batches.append([example["row"] for example in examples])
        return self.pad([{k: v for k, v in example.items() if k != "row"} for example in examples])


def training_arguments(folder: Path, **changes: Any) -> TrainingArguments:
    settings: dict[str, Any] = {
        "output_dir": str(folder),
        "per_device_train_batch_size": BATCH_SIZE,
        "per_device_eval_batch_size": 64,
        "learning_rate": LEARNING_RATE,
        "warmup_ratio": WARMUP_RATIO,
        "lr_scheduler_type": "linear",
        "weight_decay": WEIGHT_DECAY,
        "max_grad_norm": MAX_GRADIENT_NORM,
        "logging_nan_inf_filter": False,
        "save_strategy": "no",
        "report_to": [],
        "disable_tqdm": True,
        "use_cpu": True,
        "remove_unused_columns": False,
    }
    return TrainingArguments(**(settings | changes))
