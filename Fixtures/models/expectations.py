"""What the reduced BERT computes: hidden states, logits, losses, gradients, and ten steps of training."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from reference import Array, float32_array, largest_error
from small_bert import Example, configuration, examples, labels, packed, padded, small_bert
from torch import Tensor
from transformers import BertForSequenceClassification, get_linear_schedule_with_warmup
from transformers.trainer_pt_utils import get_parameter_names

BATCH = [0, 1, 2, 4, 5]
"""The examples of the ragged batch; the longest fills every position."""

TRAINING_BATCHES = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [3, 0, 11, 5], [1, 8, 4], [9, 2, 7, 6]]
TRAINING_BATCHES += [[10, 4, 0, 2], [5, 11, 1, 9], [6, 3, 8], [7, 10, 5, 0]]
LEARNING_RATE, WARMUP_STEPS, WEIGHT_DECAY, MAX_GRADIENT_NORM = 2e-3, 3, 0.01, 1.0


@dataclass
class Expectations:
    arrays: dict[str, Array] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)

    def add(self, run: Callable[[torch.dtype], dict[str, Tensor]]) -> dict[str, float]:
        """Stores the float64 run's tensors; returns the largest error of the float32 run for each."""
        reference, rounded = run(torch.float64), run(torch.float32)
        self.arrays |= {name: float32_array(value) for name, value in reference.items()}
        return {name: largest_error(rounded[name].detach(), value.detach()) for name, value in reference.items()}


def expectations() -> Expectations:
    result = Expectations()
    model, all_examples = small_bert(), examples()
    batch = [all_examples[index] for index in BATCH]
    result.values["examples"] = [example.description() for example in all_examples]
    result.values["batch"] = BATCH
    result.values["loss"] = float(batch_run(model, batch, torch.float64)["loss"].detach())
    result.values["torchError"] = result.add(lambda dtype: batch_run(model, batch, dtype))
    for activation in ("gelu_new", "gelu_pytorch_tanh", "relu", "silu"):
        errors = result.add(lambda dtype: activation_run(model, activation, batch, dtype))
        result.values["torchError"] |= errors
    result.values["training"] = training(result, model, all_examples)
    return result


def batch_run(model: BertForSequenceClassification, batch: list[Example], dtype: torch.dtype) -> dict[str, Tensor]:
    model = copy.deepcopy(model).to(dtype)
    inputs = padded(batch)
    mask = inputs["attention_mask"]
    encoded = model.bert(**inputs, output_hidden_states=True)
    logits = model.classifier(encoded.pooler_output)
    loss = torch.nn.functional.cross_entropy(logits, labels(batch))
    loss.backward()
    tensors = {f"hiddenStates.{n}": packed(states, mask) for n, states in enumerate(encoded.hidden_states)}
    tensors |= {"pooled": encoded.pooler_output, "logits": logits, "loss": loss}
    assert torch.equal(logits, model(**inputs).logits)
    return tensors | {f"gradient.{name}": parameter.grad for name, parameter in model.named_parameters()}


def activation_run(
    model: BertForSequenceClassification, activation: str, batch: list[Example], dtype: torch.dtype
) -> dict[str, Tensor]:
    variant = BertForSequenceClassification(configuration(hidden_act=activation)).eval()
    variant.load_state_dict(model.state_dict())
    return {f"{activation}.logits": variant.to(dtype)(**padded(batch)).logits}


# MARK: Training


@dataclass
class TrainingRun:
    model: BertForSequenceClassification
    losses: list[float] = field(default_factory=list)
    gradient_norms: list[float] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)


def training(
    result: Expectations, model: BertForSequenceClassification, all_examples: list[Example]
) -> dict[str, object]:
    reference, rounded = (train(model, all_examples, dtype) for dtype in (torch.float64, torch.float32))
    weights = dict(rounded.model.named_parameters())
    errors: dict[str, float] = {}
    for name, value in reference.model.named_parameters():
        result.arrays[f"trained.{name}"] = float32_array(value)
        errors[f"trained.{name}"] = largest_error(weights[name].detach(), value.detach())
    return {
        "batches": TRAINING_BATCHES,
        "learningRate": LEARNING_RATE,
        "warmupSteps": WARMUP_STEPS,
        "weightDecay": WEIGHT_DECAY,
        "maxGradientNorm": MAX_GRADIENT_NORM,
        "decayed": decayed_names(model),
        "losses": reference.losses,
        "gradientNorms": reference.gradient_norms,
        "learningRates": reference.learning_rates,
        "torchError": errors
        | {
            "losses": differences(reference.losses, rounded.losses),
            "gradientNorms": differences(reference.gradient_norms, rounded.gradient_norms),
        },
    }


def train(model: BertForSequenceClassification, all_examples: list[Example], dtype: torch.dtype) -> TrainingRun:
    run = TrainingRun(copy.deepcopy(model).to(dtype).train())
    decayed = set(decayed_names(model))
    named = list(run.model.named_parameters())
    groups = [
        {"params": [p for name, p in named if name in decayed], "weight_decay": WEIGHT_DECAY},
        {"params": [p for name, p in named if name not in decayed], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE)
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP_STEPS, len(TRAINING_BATCHES))
    for indices in TRAINING_BATCHES:
        batch = [all_examples[index] for index in indices]
        loss = run.model(**padded(batch), labels=labels(batch)).loss
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(run.model.parameters(), MAX_GRADIENT_NORM)
        run.losses.append(float(loss.detach()))
        run.gradient_norms.append(float(norm))
        run.learning_rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    return run


def decayed_names(model: BertForSequenceClassification) -> list[str]:
    """The names that transformers' Trainer decays: all but biases and LayerNorm."""
    forbidden = [r"bias", r"layernorm", r"rmsnorm", r"(?:^|\.)norm(?:$|\.)", r"_norm(?:$|\.)"]
    return get_parameter_names(model, [torch.nn.LayerNorm], forbidden)


def differences(first: list[float], second: list[float]) -> list[float]:
    return [abs(a - b) for a, b in zip(first, second)]
