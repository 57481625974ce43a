"""Runs the sections that are asked for, keeps their results and writes the tables.

    python -m suite --bertune PATH --model DIR --data DIR [--only steps,latency]

`Benchmarks/run` sets up what this needs and is the usual way to start it.
"""

from __future__ import annotations

import importlib
import sys

from . import report
from .machine import conditions
from .settings import Settings, Unavailable, parse_settings


def main() -> None:
    settings, only_renders = parse_settings()
    measured = [] if only_renders else [name for name in settings.sections if measure(settings, name)]
    texts = report.rendered(report.load(settings.results))
    if only_renders:
        measured = list(settings.sections)
    if {"steps", "steps12", "epochs", "squad"} & set(measured):
        measured.append("memory")  # which comes with their runs
    for name in [table for table in report.TABLES if table in measured and table in texts]:
        print(f"## {name}\n\n{texts[name]}")
    if settings.document is not None:
        for table in report.write(settings.document, texts):
            print(f"{settings.document}: has no markers for {table}", file=sys.stderr)


def measure(settings: Settings, name: str) -> bool:
    """Measures a section and keeps the result; says why where it can't."""
    head = conditions(settings)
    print(f"== {name}: {head}", file=sys.stderr, flush=True)
    try:
        result = importlib.import_module(f".sections.{name}", __package__).run(settings)
    except Unavailable as reason:
        print(f"{name} is left out: {reason}", file=sys.stderr, flush=True)
        return False
    report.save(settings.results, name, result, head)
    return True


if __name__ == "__main__":
    main()
