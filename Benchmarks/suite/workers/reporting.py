"""What all workers share: timing, and the one line they print."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any


def timed(work: Callable[[], object], warm_ups: int, repetitions: int) -> dict[str, Any]:
    """Times some work as `bertune benchmark` does, in milliseconds."""
    for _ in range(warm_ups):
        work()
    wall, processor = [], []
    for _ in range(repetitions):
        times = (time.perf_counter(), time.process_time())
        work()
        wall.append((time.perf_counter() - times[0]) * 1e3)
        processor.append((time.process_time() - times[1]) * 1e3)
    return {"wallMilliseconds": sample(wall), "processorMilliseconds": sample(processor)}


def sample(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": statistics.median(ordered),
        "min": ordered[0],
        "max": ordered[-1],
        "p99": ordered[(len(ordered) * 99 + 99) // 100 - 1],
        "count": len(ordered),
    }


def peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tell(result: dict[str, Any]) -> None:
    print(json.dumps(result | {"peakBytes": peak_bytes()}), flush=True)
