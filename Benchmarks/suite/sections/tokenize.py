"""Tokenizing 20 MB of text, on one thread and on all, beside Hugging Face tokenizers."""

from __future__ import annotations

import sys

from ..datasets import text_of_megabytes
from ..processes import Cost, worker
from ..rounds import Result, compared
from ..settings import Settings

TARGET = 5.0


def run(settings: Settings) -> Result:
    result = Result()
    model = settings.pretrained()
    megabytes = 0.5 if settings.smoke else 20
    text = text_of_megabytes(settings, megabytes)
    for threads in sorted({1, settings.threads}):
        costs: dict[str, list[Cost]] = {"ours": [], "theirs": []}
        for number in range(settings.rounds):
            options = ("--bertune", settings.bertune, "--model", model, "--text", text)
            _, told = worker(settings, "tokenizing", *options, threads=threads)
            for name, values in costs.items():
                values.append(Cost(*told[name]))
            print(f"tokenize, {threads} threads, round {number + 1}: {told}", file=sys.stderr, flush=True)
        work = f"{megabytes} MB, {threads} thread{'s' if threads > 1 else ''}"
        result.keep(work, costs)
        result.rows.append(compared(work, "tokenizers, encode_batch", costs["ours"], costs["theirs"], TARGET))
    result.notes.append(
        "Ours is the whole command, from the start of the process to its file of ids, tokens and offsets as JSON; "
        "theirs is the library's function in a process that has begun, its results thrown away."
    )
    return result
