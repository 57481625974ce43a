"""Runs bertune and its three transformers peers in turn on the same data and prints a Markdown table of ratios.

    python Benchmarks/compare.py --bertune .build/release/bertune --model DIR --train FILE.tsv \\
        [--examples 2048] [--rounds 3] [--threads 2] [--json FILE]

`Benchmarks/run` sets up what this needs and is the usual way to start it. Each contestant is a whole process (load,
tokenize, one epoch, save), measured from outside: wall time, user + system CPU time and peak resident memory as the
kernel counts them for that process. All train on one file with the first `--examples` lines of `--train`. A round
runs each contestant once, in an order that moves on by one from round to round; a ratio is formed within its round,
so that a slow spell of the machine strikes both sides, and given as minimum / median / maximum over the rounds.
Above 1 means that bertune needs less. A first, tiny round that isn't counted fills the caches and shows at once
whether everything runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

PEER_SCRIPT = Path(__file__).with_name("transformers_train.py")
PADDINGS = {
    "max128": "transformers, padded to 128",
    "longest": "transformers, padded to the longest",
    "grouped": "transformers, grouped by length",
}
OURS = "bertune"
TRIAL_EXAMPLES = 64


@dataclass(frozen=True)
class Measurement:
    """What one whole process took."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


Round = dict[str, Measurement]

QUANTITIES = {"wall": "wall_seconds", "CPU": "cpu_seconds", "peak memory": "peak_bytes"}


def main() -> None:
    arguments = parsed_arguments()
    with tempfile.TemporaryDirectory(prefix="bertune-benchmark-") as name:
        folder = Path(name)
        trial, data = folder / "trial.tsv", folder / "train.tsv"
        copy_lines(arguments.train, trial, TRIAL_EXAMPLES)
        count = copy_lines(arguments.train, data, arguments.examples)
        run_round(arguments, trial, folder, first=0)
        rounds: list[Round] = []
        for number in range(arguments.rounds):
            rounds.append(run_round(arguments, data, folder, first=number))
            print(progress(number, rounds[-1]), file=sys.stderr, flush=True)
    print(conditions(arguments, count))
    print(absolute_table(rounds))
    print(ratio_table(rounds))
    if arguments.json is not None:
        write_json(arguments.json, rounds)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description="Measure bertune against transformers.")
    parser.add_argument("--bertune", type=Path, required=True, help="the executable; Benchmarks/run builds it")
    parser.add_argument("--bertune-options", default="", help="more options for `bertune train`, as one string")
    parser.add_argument("--model", type=Path, required=True, help="the pretrained folder that all start from")
    parser.add_argument("--train", type=Path, required=True, help="a GLUE file with a header")
    parser.add_argument("--examples", type=int, default=2048)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--learning-rate", default="5e-5")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--peers", nargs="+", choices=PADDINGS, default=list(PADDINGS))
    parser.add_argument("--json", type=Path, default=None, help="write every measurement to this file")
    return parser.parse_args()


def copy_lines(source: Path, target: Path, examples: int) -> int:
    """Copies the header and the first examples; returns how many there were."""
    lines = [line for line in source.read_bytes().split(b"\n") if line][: examples + 1]
    target.write_bytes(b"\n".join(lines) + b"\n")
    return len(lines) - 1


# MARK: Running


def run_round(arguments: argparse.Namespace, data: Path, folder: Path, first: int) -> Round:
    contestants = [OURS, *arguments.peers]
    shift = first % len(contestants)
    measurements: Round = {}
    for contestant in contestants[shift:] + contestants[:shift]:
        with tempfile.TemporaryDirectory(dir=folder) as output:
            command = command_of(arguments, contestant, data, Path(output) / "run")
            measurements[contestant] = measure(command, environment(arguments.threads), folder / "log.txt")
    return measurements


def command_of(arguments: argparse.Namespace, contestant: str, data: Path, output: Path) -> list[str]:
    shared = {
        "--model": arguments.model,
        "--train": data,
        "--output": output,
        "--batch-size": arguments.batch_size,
        "--learning-rate": arguments.learning_rate,
        "--threads": arguments.threads,
        "--seed": arguments.seed,
    }
    options = [text for option, value in shared.items() for text in (option, str(value))]
    if contestant == OURS:
        extra = shlex.split(arguments.bertune_options)
        return [str(arguments.bertune), "train", *options, "--epochs", "1", *extra]
    return [sys.executable, str(PEER_SCRIPT), *options, "--padding", contestant]


def environment(threads: int) -> dict[str, str]:
    """Holds every library that starts threads of its own to the same number."""
    names = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    return os.environ | {name: str(threads) for name in names} | {"HF_HUB_OFFLINE": "1"}


def measure(command: list[str], environment: dict[str, str], log: Path) -> Measurement:
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # wait4 took it; Popen must not wait again
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise SystemExit(f"{shlex.join(command)}\nended with status {process.returncode}:\n{tail}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measurement(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


# MARK: Reports


def conditions(arguments: argparse.Namespace, count: int) -> str:
    return (
        f"{count} examples of {arguments.train.name}, model {arguments.model.name}, batch {arguments.batch_size}, "
        f"1 epoch, {arguments.threads} threads, {arguments.rounds} rounds; {processor()}, {os.cpu_count()} cores; "
        f"torch {version('torch')}, transformers {version('transformers')}\n"
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().split("\n")
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def progress(number: int, measurements: Round) -> str:
    parts = [f"{name} {m.wall_seconds:.1f} s" for name, m in measurements.items()]
    return f"round {number + 1}: " + ", ".join(parts)


def absolute_table(rounds: list[Round]) -> str:
    lines = ["| median of rounds | wall (s) | CPU (s) | peak memory (MB) |", "|---|---:|---:|---:|"]
    for contestant in ordered(rounds):
        wall, cpu, peak = (medians(rounds, contestant, field) for field in QUANTITIES.values())
        lines.append(f"| {title(contestant)} | {wall:.1f} | {cpu:.1f} | {peak / 1e6:.0f} |")
    return "\n".join(lines) + "\n"


def ratio_table(rounds: list[Round]) -> str:
    lines = ["| times what bertune needs (min / median / max) | " + " | ".join(QUANTITIES) + " |", "|---|---|---|---|"]
    for peer in ordered(rounds)[1:]:
        cells = [spread(ratios(rounds, peer, field)) for field in QUANTITIES.values()]
        lines.append(f"| {title(peer)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ordered(rounds: list[Round]) -> list[str]:
    """bertune first, then its peers from the most padding to the least."""
    return [OURS, *(peer for peer in PADDINGS if peer in rounds[0])]


def title(contestant: str) -> str:
    return PADDINGS.get(contestant, contestant)


def medians(rounds: list[Round], contestant: str, field: str) -> float:
    return statistics.median(getattr(measurements[contestant], field) for measurements in rounds)


def ratios(rounds: list[Round], peer: str, field: str) -> list[float]:
    return [getattr(measurements[peer], field) / getattr(measurements[OURS], field) for measurements in rounds]


def spread(values: list[float]) -> str:
    return f"{min(values):.2f} / **{statistics.median(values):.2f}** / {max(values):.2f}"


def write_json(path: Path, rounds: list[Round]) -> None:
    lines = [{name: asdict(measurement) for name, measurement in measurements.items()} for measurements in rounds]
    path.write_text(json.dumps(lines, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
