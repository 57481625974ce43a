"""Runs contestants as processes and says what they took."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .settings import Settings


@dataclass(frozen=True)
class Cost:
    """What some work took: seconds by the clock and of all processors, and the bytes of the process at its largest."""

    wall: float
    cpu: float
    peak: int = 0
    p99: float = 0.0
    """Of many repetitions, the time that 99 of 100 do not exceed; else 0."""
    inner: float = 0.0
    """Of a whole process, the part without start-up, as the program says; else 0."""


def whole_process(command: Sequence[str | Path], environment: dict[str, str]) -> tuple[Cost, str]:
    """Runs a command to its end: what the kernel counts for that process, and its standard output."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], env=environment, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # wait4 took it; Popen must not wait again
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", errors="replace"))
    if process.returncode != 0:
        words = shlex.join(str(word) for word in command)
        raise SystemExit(f"{words}\nended with status {process.returncode}:\n{texts[1][-3000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit), texts[0]


def last_json(output: str) -> dict[str, Any]:
    """The last line of a program's output, which is an object."""
    lines = [line for line in output.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"no line of JSON in: {output[-500:]}")
    result: dict[str, Any] = json.loads(lines[-1])
    return result


def worker(
    settings: Settings, name: str, *arguments: object, threads: int | None = None
) -> tuple[Cost, dict[str, Any]]:
    """Runs one of `suite/workers`: what its process took, and what it printed."""
    count = threads or settings.threads
    command = [sys.executable, "-m", f"suite.workers.{name}", *map(str, arguments), "--threads", str(count)]
    environment = settings.environment(count) | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    cost, output = whole_process(command, environment)
    return cost, last_json(output)


def bertune(settings: Settings, *arguments: object, threads: int | None = None) -> tuple[Cost, dict[str, Any]]:
    """Runs a command of bertune that understands `--threads` and `--json`."""
    count = threads or settings.threads
    command = [settings.bertune, *map(str, arguments), "--threads", str(count), "--json"]
    cost, output = whole_process(command, settings.environment(count))
    return cost, last_json(output)


def cost_of(result: dict[str, Any]) -> Cost:
    """The cost in the words in which `bertune benchmark` and the workers tell it, in milliseconds."""
    wall, processor = result["wallMilliseconds"], result["processorMilliseconds"]
    return Cost(wall["median"] * 1e-3, processor["median"] * 1e-3, result.get("peakBytes", 0), wall["p99"] * 1e-3)


def bertune_benchmark(settings: Settings, *arguments: object, threads: int | None = None) -> Cost:
    """What `bertune benchmark` measured."""
    return cost_of(bertune(settings, "benchmark", *arguments, threads=threads)[1])


def worker_benchmark(settings: Settings, name: str, *arguments: object, threads: int | None = None) -> Cost:
    """What a worker measured."""
    return cost_of(worker(settings, name, *arguments, threads=threads)[1])
