"""Dynamic int8: beside ONNX Runtime's, beside our own fp32, and what it costs in accuracy."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..datasets import sentence_file, tagged_file
from ..models import Model, answering, models
from ..processes import bertune
from ..rounds import Result, Row, compared, faster, interleave
from ..settings import Settings, Unavailable
from .throughput import texts

KINDS = {"ort int8": "int8", "ort int8-fused": "int8-fused"}
OURS = ("--precision", "int8")
ONNX_TARGET, OWN_TARGET, LOSS_TARGET = 1.0, 1.6, 0.5


def run(settings: Settings) -> Result:
    described = subprocess.run([settings.bertune, "benchmark", "--help"], capture_output=True, text=True).stdout
    if "--precision" not in described:
        raise Unavailable("this bertune has no `benchmark --precision`")
    result = Result()
    sets = texts(settings, result)
    for model in models(settings):
        repetitions = 20 if settings.smoke else 300
        compare(settings, result, model, "one sentence of 16 tokens", "latency", ("--length", 16), repetitions)
        for name, data in sets:
            options = ("--input", data, "--batch-size", 32)
            repetitions = 1 if settings.smoke else min(3, settings.repetitions)
            compare(settings, result, model, name, "throughput", options, repetitions)
    accuracy(settings, result)
    result.notes.append(
        "ONNX Runtime: `quantize_dynamic`, weights per channel, of the exported graph and of the fused one; the faster "
        "counts. Points lost are those of fp32 less those of int8."
    )
    return result


def compare(
    settings: Settings,
    result: Result,
    model: Model,
    name: str,
    workload: str,
    options: tuple[object, ...],
    repetitions: int,
) -> None:
    options += ("--repetitions", repetitions)
    contestants = answering(settings, model, workload, options, KINDS)
    contestants["int8"] = answering(settings, model, workload, (*options, *OURS), {})["bertune"]
    costs = interleave(f"int8, {model.name}, {name}", contestants, settings.rounds)
    title = f"{model.name}, {name}"
    result.keep(title, costs)
    peer = faster(costs, *KINDS)
    shown = f"ONNX Runtime {peer.split(' ')[1]}"
    result.rows.append(compared(title, shown, costs["int8"], costs[peer], ONNX_TARGET))
    result.rows.append(compared(title, "our fp32", costs["int8"], costs["bertune"], OWN_TARGET))


def accuracy(settings: Settings, result: Result) -> None:
    """Points lost on SST-2 and CoNLL-2003, where trained models are named."""
    for name, model, metric in (
        ("SST-2 dev, accuracy", settings.sst2_model, "accuracy"),
        ("CoNLL-2003 valid, F1", settings.conll_model, "f1"),
    ):
        if model is None:
            result.notes.append(f"{name} is left out: no trained model is named")
            continue
        try:
            data = sentence_file(settings, "SST-2", None, "dev") if metric == "accuracy" else valid(settings)
        except Unavailable as reason:
            result.notes.append(f"{name} is left out: {reason}")
            continue
        figures = [
            bertune(settings, "evaluate", model, "--data", data, "--precision", precision)[1][metric] * 100
            for precision in ("float32", "int8")
        ]
        result.raw[name] = figures
        work = f"points lost: {name} ({figures[0]:.2f} to {figures[1]:.2f})"
        lost = [figures[0] - figures[1]]
        result.rows.append(Row(work, "our fp32", "points", lost, target=LOSS_TARGET, at_least=False))


def valid(settings: Settings) -> Path:
    return tagged_file(settings, None, "valid")
