"""Tokenizing 20 MB of text, on one thread and on all, beside Hugging Face tokenizers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..datasets import text_of_megabytes
from ..processes import Cost, bertune_benchmark, whole_process, worker_benchmark
from ..rounds import Result, compared, interleave
from ..settings import Settings

TARGET = 5.0


def run(settings: Settings) -> Result:
    result = Result()
    megabytes = 0.5 if settings.smoke else 20
    options = ("--model", settings.pretrained(), "--input", text_of_megabytes(settings, megabytes), "--repetitions", 1)
    for threads in sorted({1, settings.threads}):

        def whole_command(threads: int = threads) -> Cost:
            command = [settings.bertune, "tokenize", *options[:4], "--output", settings.work / "tokens.jsonl"]
            return whole_process([*command, "--threads", str(threads)], settings.environment(threads))[0]

        contestants: dict[str, Callable[[], Cost]] = {
            "bertune": partial(bertune_benchmark, settings, "tokenizing", *options, threads=threads),
            "whole command": whole_command,
            "tokenizers": partial(worker_benchmark, settings, "tokenizing", *options, threads=threads),
        }
        work = f"{megabytes} MB, {threads} thread{'s' if threads > 1 else ''}"
        costs = interleave(f"tokenize, {work}", contestants, settings.rounds)
        result.keep(work, costs)
        ours, theirs = costs["bertune"], costs["tokenizers"]
        result.rows.append(compared(work, "tokenizers, encode_batch", ours, theirs, TARGET))
        whole = f"{work}, `bertune tokenize`"
        result.rows.append(compared(whole, "tokenizers, encode_batch", costs["whole command"], theirs))
    result.notes.append(
        "Texts in memory become ids, tokens and offsets in memory; `bertune tokenize` is a whole process, which reads "
        "a file and writes all of that as JSON."
    )
    return result
