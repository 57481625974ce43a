"""The heads that are compared with ours, and on what: a data set, its first so many examples, a batch size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks import TASKS, Task


@dataclass(frozen=True)
class Case:
    """`bertune` is its name of the task, and `deviation` that of the head's weights where logits are compared.

    The deviation is such that logits differ from input to input by about 1. It must be large under the pooler of
    all-MiniLM-L6-v2, which is nearly zero.
    """

    data_set: str
    examples: int
    batch_size: int
    bertune: str
    task_length: int = 128
    deviation: float = 1.0

    def task(self, data: Path) -> Task:
        return TASKS[self.data_set](data)


# 600 pairs in batches of 16 make 37 batches and a short one, so that 50 steps go from one epoch into the next.
CASES = {
    "text": Case("SST-2", 10_000, 32, "text-classification"),
    "pairs": Case("MRPC", 600, 16, "text-pair-classification"),
    "regression": Case("STS-B", 800, 16, "sentence-similarity"),
    "multi-label": Case("entity-types", 1600, 32, "multi-label-classification"),
    "tokens": Case("CoNLL-2003", 1600, 32, "token-classification", deviation=0.1),
    "answers": Case("SQuAD-2.0-dev", 800, 8, "question-answering", task_length=384, deviation=0.1),
}
