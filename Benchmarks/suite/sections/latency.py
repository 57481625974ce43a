"""One sentence of 16 tokens at a time, beside ONNX Runtime and PyTorch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ..models import Model, answering, models
from ..processes import worker_benchmark
from ..rounds import Result, compared, faster, interleave
from ..settings import Settings

ONNX_TARGET, TORCH_TARGET = 1.15, 2.0
KINDS = {"ort": "onnx", "ort fused": "fused"}


def run(settings: Settings) -> Result:
    result = Result()
    for model in models(settings):
        measure(settings, result, model)
    result.notes.append(
        "Forward passes of random tokens with a head for two classes; tokenizing is in nobody's time. ONNX Runtime "
        "runs torch.onnx's export with its own graph optimisations, and that graph fused by onnxruntime.transformers; "
        "PyTorch with `sdpa` and with `eager`. The faster of each pair counts. 99 %: the time that 99 of 100 answers "
        "do not exceed."
    )
    return result


def measure(settings: Settings, result: Result, model: Model) -> None:
    options = ("--length", 16, "--repetitions", 20 if settings.smoke else 300)
    contestants = answering(settings, model, "latency", options, KINDS)
    for attention in ("sdpa", "eager"):
        contestants[f"torch {attention}"] = partial(
            worker_benchmark, settings, "inference", "--model", model.folder, "--attention", attention, *options
        )
    costs = interleave(f"latency, {model.name}", contestants, settings.rounds)
    result.keep(model.name, costs)
    peers = {"ONNX Runtime": (faster(costs, *KINDS), ONNX_TARGET)}
    peers["PyTorch"] = (faster(costs, "torch sdpa", "torch eager"), TORCH_TARGET)
    for title, (peer, target) in peers.items():
        ours, theirs = costs["bertune"], costs[peer]
        name = f"{title} ({peer.split(' ')[1]})" if " " in peer else title
        result.rows.append(compared(f"{model.name}, median", name, ours, theirs, target))
        slow = [[replace(cost, wall=cost.p99, cpu=0.0) for cost in costs] for costs in (ours, theirs)]
        result.rows.append(compared(f"{model.name}, 99 %", name, *slow, target))
