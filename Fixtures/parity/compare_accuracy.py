"""Fine-tunes with bertune on the tasks of tasks.py, and sets the scores beside those of accuracy_reference.py.

    python Fixtures/parity/compare_accuracy.py --bertune .build/release/bertune --model DIR --data DATA \\
        --tasks MRPC CoLA --work FOLDER [--reference results.jsonl] [--seeds 1 2 3] [--threads 1]

Data, recipe and epochs are those of accuracy_reference.py; the weights after the last epoch are measured. A run folder
for each task and seed is kept in FOLDER; one that is there already is not trained again, so that an interrupted queue
can be started again. Prints a table: for each score mean and sample standard deviation over the seeds, ours and,
where the file has them, the reference's, and the processor time of a run.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tasks import TASKS, Task

RECIPE = """\
epochs: 3
learningRate: 5e-5
warmupRatio: 0.1
weightDecay: 0.01
maximumLength: 128
keepsBestModel: false
earlyStoppingPatience: null
"""

# The scores to quote: bertune's name of each, and the reference's.
SCORES = {
    "SST-2": {"accuracy": "accuracy"},
    "MRPC": {"accuracy": "accuracy", "f1": "f1"},
    "CoLA": {"matthewsCorrelation": "matthews"},
    "RTE": {"accuracy": "accuracy"},
    "STS-B": {"pearson": "pearson", "spearman": "spearman"},
    "NSMC": {"accuracy": "accuracy"},
    "CoNLL-2003": {"f1": "span_f1"},
    "EWT": {"accuracy": "accuracy"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare bertune's validation scores with the reference's.")
    parser.add_argument("--bertune", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="holds glue, conll2003, ud_english_ewt, korean")
    parser.add_argument("--tasks", nargs="+", choices=SCORES, required=True)
    parser.add_argument("--work", type=Path, required=True, help="a folder for data files and run folders")
    parser.add_argument("--reference", type=Path, help="what accuracy_reference.py wrote")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    reference = read_reference(arguments.reference)
    for name in arguments.tasks:
        runs = [run(arguments, name, seed) for seed in arguments.seeds]
        seconds = statistics.mean(run["cpu_seconds"] for run in runs)
        for ours, theirs in SCORES[name].items():
            others = [line["epochs"][-1][theirs] for line in reference if line["task"] == name]
            row = [name, ours, spread(run[ours] for run in runs), spread(others), f"{seconds:.0f} s"]
            print(" | ".join(row), flush=True)


def run(arguments: argparse.Namespace, name: str, seed: int) -> dict[str, float]:
    """The scores after the last epoch, and the processor time of the whole command."""
    folder = arguments.work / f"{name}-{seed}"
    record = arguments.work / f"{name}-{seed}.json"
    if not record.exists():
        task = TASKS[name](arguments.data)
        start = processor_time()
        subprocess.run(command(arguments, task, name, seed, folder), check=True, stdout=subprocess.DEVNULL)
        scores = last_evaluation(folder / "metrics.jsonl") | {"cpu_seconds": processor_time() - start}
        record.write_text(json.dumps(scores), encoding="utf-8")
    return json.loads(record.read_text(encoding="utf-8"))


def command(arguments: argparse.Namespace, task: Task, name: str, seed: int, folder: Path) -> list[str]:
    files = {part: arguments.work / f"{name}.{part}.{task.suffix}" for part in ("train", "validation")}
    if not files["train"].exists():
        task.write(files["validation"], task.validation)
        task.write(files["train"], task.train)
    options = {
        "--recipe": arguments.work / "recipe.yaml",
        "--batch-size": task.batch_size,
        "--model": arguments.model,
        "--train": files["train"],
        "--validation": files["validation"],
        "--seed": seed,
        "--threads": arguments.threads,
        "--output": folder,
    }
    words = [str(word) for option in options.items() for word in option]
    return [str(arguments.bertune), "train", "--quiet", "--overwrite", *words]


def last_evaluation(path: Path) -> dict[str, float]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line["evaluation"] for line in lines if "evaluation" in line][-1]


def processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def read_reference(path: Path | None) -> list[dict]:
    if path is None or not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def spread(values: Iterable[float]) -> str:
    values = list(values)
    if len(values) < 2:
        return f"{values[0]:.4f}" if values else "not measured"
    return f"{statistics.mean(values):.4f} ± {statistics.stdev(values):.4f}"


if __name__ == "__main__":
    main()
