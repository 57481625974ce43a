"""AdamW with clipping, the linear schedule with warm-up, and the order of the batches."""

from __future__ import annotations

import numpy as np
import torch
from reference import Array, Recorder, float32_array, generator, largest_error, normal
from torch import Tensor
from transformers import get_linear_schedule_with_warmup

STEPS = 5
DECAYED, NOT_DECAYED = 60, 41
"""The flat vector is two parameters, one in each of the usual groups: the first decays, the second never."""

# MARK: AdamW


def record_adamw(recorder: Recorder) -> dict[str, object]:
    """Five steps over a flat vector of 101 values, for two weight decays, with and without clipping."""
    cases: dict[str, object] = {}
    for weight_decay in (0.0, 0.01):
        for clipping in (None, 1.0):
            name = f"adamW.decay{weight_decay:g}" + (".clipped" if clipping else "")
            learning_rates = [1e-3, 2e-2, 1e-2, 5e-3, 5e-5]
            cases[name] = record_one_adamw(recorder, name, learning_rates, weight_decay, clipping)
    return cases


def record_one_adamw(
    recorder: Recorder, name: str, learning_rates: list[float], weight_decay: float, clipping: float | None
) -> dict[str, object]:
    random = generator(name)
    initial = normal(random, DECAYED + NOT_DECAYED)
    # Norms of about 0.3, 1, 3, 10 and 30: clipping leaves the first as it is and bites at the last.
    scales = np.array([0.03, 0.1, 0.3, 1, 3], dtype=np.float32)[:, None]
    gradients = normal(random, STEPS, DECAYED + NOT_DECAYED) * scales
    gradients[:, 7] = 0  # An embedding row that no batch touches looks like this.
    arguments = (initial, gradients, learning_rates, weight_decay, clipping)
    reference, rounded = (run_adamw(dtype, *arguments) for dtype in (torch.float64, torch.float32))
    recorder.arrays |= {f"{name}.initial": initial, f"{name}.gradients": gradients}
    recorder.arrays |= {f"{name}.{k}": float32_array(v) for k, v in reference.items()}
    return {
        "learningRates": learning_rates,
        "weightDecay": weight_decay,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "maxGradientNorm": clipping,
        "decayedCount": DECAYED,
        "gradientNorms": reference["norms"].tolist(),
        "torchError": {k: largest_error(rounded[k], v) for k, v in reference.items()},
    }


def run_adamw(
    dtype: torch.dtype,
    initial: Array,
    gradients: Array,
    learning_rates: list[float],
    weight_decay: float,
    clipping: float | None,
) -> dict[str, Tensor]:
    parts = [torch.tensor(part, dtype=dtype, requires_grad=True) for part in np.split(initial, [DECAYED])]
    groups = [{"params": [parts[0]]}, {"params": [parts[1]], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, weight_decay=weight_decay)
    parameters, norms = [], []
    for gradient, learning_rate in zip(gradients, learning_rates):
        for part, values in zip(parts, np.split(gradient, [DECAYED])):
            part.grad = torch.tensor(values, dtype=dtype)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate
        norms.append(torch.nn.utils.clip_grad_norm_(parts, clipping or float("inf")))
        optimizer.step()
        parameters.append(torch.cat(parts).detach().clone())
    state = [optimizer.state[part] for part in parts]
    return {
        "parameters": torch.stack(parameters),
        "norms": torch.stack(norms),
        "firstMoments": torch.cat([s["exp_avg"] for s in state]),
        "secondMoments": torch.cat([s["exp_avg_sq"] for s in state]),
    }


# MARK: Schedule and order


def linear_schedules() -> list[dict[str, object]]:
    """The factor on the learning rate for each step, from transformers' own schedule."""
    tables: list[dict[str, object]] = []
    for warmup, total in ((3, 10), (0, 7), (5, 50), (4, 4)):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule = get_linear_schedule_with_warmup(optimizer, warmup, total)
        factors: list[float] = []
        for _ in range(total):
            factors.append(schedule.get_last_lr()[0])
            optimizer.step()
            schedule.step()
        tables.append({"warmupSteps": warmup, "totalSteps": total, "factors": factors})
    return tables


def permutations() -> list[dict[str, object]]:
    """torch.randperm of a generator seeded as accelerate's SeedableRandomSampler does: seed + epoch."""
    tables: list[dict[str, object]] = []
    for count in (1, 2, 10, 100, 1000):
        for seed in range(42, 46):
            order: list[int] = torch.randperm(count, generator=torch.Generator().manual_seed(seed)).tolist()
            assert order == fisher_yates(count, seed), "randperm no longer is the shuffle that README.md describes"
            tables.append({"seed": seed, "count": count, "permutation": order})
    return tables


def fisher_yates(count: int, seed: int) -> list[int]:
    """What torch.randperm does: 32-bit MT19937 from `init_genrand(seed)` and a forward Fisher-Yates shuffle."""
    twister = np.random.RandomState(seed)
    order = list(range(count))
    for index in range(count - 1):
        other = index + int(twister.randint(0, 2**32, dtype=np.uint32)) % (count - index)
        order[index], order[other] = order[other], order[index]
    return order
