"""The training loop of transformers' Trainer written out, as far as the references need it.

Nothing of the Trainer is used; `training_reference.py --check` shows that both take the same steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn
from transformers import get_linear_schedule_with_warmup

LEARNING_RATE = 5e-5
WARMUP_RATIO = 0.1
WEIGHT_DECAY = 0.01
MAX_GRADIENT_NORM = 1.0


class Optimization:
    """AdamW (fused, as the Trainer has it) with a linear schedule and clipping."""

    def __init__(self, model: nn.Module, total_steps: int) -> None:
        self.model = model
        self.optimizer = torch.optim.AdamW(parameter_groups(model), lr=LEARNING_RATE, fused=True)
        warmup = math.ceil(total_steps * WARMUP_RATIO)
        self.schedule = get_linear_schedule_with_warmup(self.optimizer, warmup, total_steps)

    def step(self, loss: torch.Tensor) -> tuple[float, float]:
        """One step; returns the gradient norm before clipping and the rate of this step."""
        loss.backward()
        norm = float(nn.utils.clip_grad_norm_(self.model.parameters(), MAX_GRADIENT_NORM))
        rate = self.schedule.get_last_lr()[0]
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        return norm, rate


def parameter_groups(model: nn.Module) -> list[dict[str, Any]]:
    """Biases and LayerNorm parameters are not decayed."""
    named = list(model.named_parameters())
    decayed = [p for name, p in named if not name.endswith("bias") and "LayerNorm" not in name]
    others = [p for name, p in named if name.endswith("bias") or "LayerNorm" in name]
    return [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]


def epoch_batches(count: int, batch_size: int, seed: int, epoch: int) -> Iterator[list[int]]:
    """Epoch e goes through torch.randperm of a generator seeded with seed + e; the last batch may be short."""
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed + epoch)).tolist()
    for start in range(0, count, batch_size):
        yield order[start : start + batch_size]
