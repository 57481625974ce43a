"""Makes the reference values of the tensor operations, the optimizer, the schedule and the batch order.

    python Fixtures/operations/make_fixtures.py [--output Tests/TensorsTests/Fixtures]

Needs torch 2.13, numpy and safetensors. Takes a few seconds and always writes the same expected values; the
`torchError` figures depend a little on the processor that torch runs on. README.md in the output folder says
what is in the files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import losses
import operations
import optimization
from reference import Recorder, deterministic, write_arrays, write_json

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the fixtures of the operations.")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "Tests/TensorsTests/Fixtures")
    output: Path = parser.parse_args().output

    deterministic()
    recorder = Recorder()
    operations.record_all(recorder)
    losses.record_all(recorder)
    optimizer_cases = optimization.record_adamw(recorder)

    write_arrays(output / "operations.safetensors", recorder.arrays)
    write_json(
        output / "operations.json",
        {
            "cases": recorder.cases,
            "adamW": optimizer_cases,
            "linearSchedules": optimization.linear_schedules(),
            "permutations": optimization.permutations(),
        },
    )


if __name__ == "__main__":
    main()
