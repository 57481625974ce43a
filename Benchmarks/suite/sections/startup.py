"""The start of a process: help, and one answer from nothing."""

from __future__ import annotations

import statistics
from dataclasses import replace

from ..models import models
from ..processes import Cost, bertune, whole_process, worker
from ..rounds import Result, Row, compared, interleave
from ..settings import Settings, Unavailable

HELP_TARGET, PREDICT_TARGET = 0.020, 20.0
TEXT = "This film is a charming and often affecting journey."


def run(settings: Settings) -> Result:
    result = Result()

    def help_text() -> Cost:
        costs = [whole_process([settings.bertune, "--help"], settings.environment())[0] for _ in range(10)]
        return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))

    costs = interleave("startup, help", {"help": help_text}, settings.rounds)
    result.keep("help", costs)
    walls, cpus = [cost.wall for cost in costs["help"]], [cost.cpu for cost in costs["help"]]
    result.rows.append(Row("`bertune --help`", "", "s", walls, target=HELP_TARGET, at_least=False, cpu=cpus))
    try:
        model = models(replace(settings, smoke=True))[0]
    except Unavailable as reason:
        result.notes.append(f"no answer from nothing: {reason}")
        return result
    contestants = {
        "bertune": lambda: bertune(settings, "predict", model.folder, TEXT)[0],
        "transformers": lambda: worker(settings, "predict_once", "--model", model.folder, "--text", TEXT)[0],
    }
    costs = interleave("startup, predict", contestants, settings.rounds)
    result.keep("predict", costs)
    work, peer = "`predict` of one sentence, MiniLM", "a transformers script"
    result.rows.append(compared(work, peer, costs["bertune"], costs["transformers"], PREDICT_TARGET))
    result.notes.append("Whole processes; the files are in the page cache, since both sides have run before.")
    return result
