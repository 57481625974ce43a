"""What the fixture scripts share: seeded arrays, paired float64/float32 runs, and the files they end in.

The rule behind every fixture: inputs are float32 values; the expected values come from a float64 run of torch
on exactly those inputs and are rounded to float32 only when stored; beside them stands the largest absolute
error that torch's own float32 run makes. A test then asks for at most twice that error (with a floor of a few
ulp of the largest expected value) instead of for a guessed epsilon.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor

Array = np.ndarray
Tensors = dict[str, Tensor]


def generator(name: str, seed: int = 42) -> np.random.Generator:
    """A random stream of its own for each case, so that adding a case changes no other."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def normal(random: np.random.Generator, *shape: int, scale: float = 1.0) -> Array:
    return (random.standard_normal(shape) * scale).astype(np.float32)


def largest_error(values: Tensor, reference: Tensor) -> float:
    return float((values.double() - reference).abs().max())


def float32_array(values: Tensor) -> Array:
    """The values as a float32 array; a scalar becomes an array of shape [1]."""
    array = values.detach().double().numpy().astype(np.float32)
    return np.ascontiguousarray(array.reshape(array.shape or (1,)))


@dataclass
class Recorder:
    """Collects the arrays of all cases and what describes them."""

    arrays: dict[str, Array] = field(default_factory=dict)
    cases: dict[str, dict[str, object]] = field(default_factory=dict)

    def record(
        self,
        case: str,
        operation: Callable[[Tensors], Tensor],
        inputs: dict[str, Array],
        constants: dict[str, Array] | None = None,
        stored_inputs: bool = True,
        **parameters: object,
    ) -> None:
        """Runs `operation` in both precisions, forward and backward, and stores what came out.

        `inputs` receive gradients and `constants` do not. The upstream gradient is random, except that a
        scalar (a loss) is differentiated as it is.
        """
        constants = constants or {}
        upstream: Array | None = None
        runs: dict[torch.dtype, Tensors] = {}
        for dtype in (torch.float64, torch.float32):
            leaves = {k: torch.tensor(v, dtype=dtype, requires_grad=True) for k, v in inputs.items()}
            fixed = {k: torch.tensor(v, dtype=dtype) for k, v in constants.items()}
            output = operation(leaves | fixed)
            if output.dim() > 0 and upstream is None:
                upstream = normal(generator(case + ".upstream"), *output.shape)
            output.backward(None if upstream is None else torch.tensor(upstream, dtype=dtype))
            gradients = {f"gradient.{k}": v.grad for k, v in leaves.items() if v.grad is not None}
            runs[dtype] = {"output": output.detach()} | gradients
        if stored_inputs:
            self.arrays |= {f"{case}.{k}": v for k, v in (inputs | constants).items()}
        if upstream is not None:
            self.arrays[f"{case}.upstream"] = upstream
        reference, rounded = runs[torch.float64], runs[torch.float32]
        self.arrays |= {f"{case}.{k}": float32_array(v) for k, v in reference.items()}
        errors = {k: largest_error(rounded[k], v) for k, v in reference.items()}
        self.cases[case] = parameters | {"torchError": errors}


def write_arrays(path: Path, arrays: dict[str, Array]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: np.ascontiguousarray(v) for k, v in arrays.items()}, path)


def write_json(path: Path, value: object) -> None:
    """Writes JSON with one line per innermost list, so that a changed value shows as one changed line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(formatted(value) + "\n", encoding="utf-8")


def formatted(value: object, indent: str = "") -> str:
    inner = indent + "  "
    if isinstance(value, dict) and value:
        members = [f"{inner}{json.dumps(k)}: {formatted(v, inner)}" for k, v in value.items()]
        return "{\n" + ",\n".join(members) + "\n" + indent + "}"
    if isinstance(value, list) and any(isinstance(element, (list, dict)) for element in value):
        return "[\n" + ",\n".join(inner + formatted(element, inner) for element in value) + "\n" + indent + "]"
    return json.dumps(value, ensure_ascii=False)


def deterministic() -> None:
    torch.manual_seed(42)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
