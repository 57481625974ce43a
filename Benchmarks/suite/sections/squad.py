"""One epoch on questions: features of 384 tokens with a stride of 128, batches of 12."""

from __future__ import annotations

from ..datasets import question_file
from ..rounds import Result
from ..settings import Settings
from .epochs import Epoch, measure, note

TARGETS = {"max": 2.5, "longest": 2.0}


def run(settings: Settings) -> Result:
    result = Result()
    epoch = Epoch(
        "SQuAD 1.1",
        "questions",
        question_file(settings, settings.examples),
        TARGETS,
        max_length=384,
        batch_size=12,
        ours=("--doc-stride", 128),
    )
    measure(settings, result, settings.pretrained(), epoch)
    result.notes.append(note(settings))
    return result
