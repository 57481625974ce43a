"""The differentiable operations of the encoder, at ragged sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from reference import Recorder, Tensors, generator, normal
from torch import Tensor

LAYER_NORM_EPSILON = 1e-12

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "none": lambda x: x,
    "gelu": F.gelu,
    "gelu_new": lambda x: F.gelu(x, approximate="tanh"),
    "relu": F.relu,
    "silu": F.silu,
    "tanh": torch.tanh,
}


def record_all(recorder: Recorder) -> None:
    record_linear(recorder)
    record_activation_tails(recorder)
    record_residual_layer_norm(recorder)
    record_embeddings(recorder)
    record_attention(recorder)
    record_gather(recorder)


# MARK: Linear


def linear_with(activation: str) -> Callable[[Tensors], Tensor]:
    apply = ACTIVATIONS[activation]
    return lambda t: apply(F.linear(t["input"], t["weight"], t["bias"]))


def record_linear(recorder: Recorder) -> None:
    sizes = {f"linear.{activation}": (23, 33, 19, activation) for activation in ACTIVATIONS}
    sizes["linear.oneRow"] = (1, 5, 3, "none")
    sizes["linear.large"] = (57, 40, 67, "gelu")
    for case, (rows, input_size, output_size, activation) in sizes.items():
        random = generator(case)
        inputs = {
            "input": normal(random, rows, input_size),
            "weight": normal(random, output_size, input_size, scale=input_size**-0.5),
            "bias": normal(random, output_size, scale=0.5),
        }
        recorder.record(case, linear_with(activation), inputs, activation=activation)


def record_activation_tails(recorder: Recorder) -> None:
    """Activations of -12 … 12 through an identity matrix: where approximations of erf and tanh go wrong."""
    for activation in ACTIVATIONS:
        inputs = {
            "input": np.linspace(-12, 12, 12 * 16, dtype=np.float32).reshape(12, 16),
            "weight": np.eye(16, dtype=np.float32),
            "bias": np.zeros(16, dtype=np.float32),
        }
        recorder.record(f"linear.tails.{activation}", linear_with(activation), inputs, activation=activation)


# MARK: LayerNorm and embeddings


def record_residual_layer_norm(recorder: Recorder) -> None:
    def operation(t: Tensors) -> Tensor:
        total = t["input"] + t["residual"]
        return F.layer_norm(total, total.shape[-1:], t["weight"], t["bias"], LAYER_NORM_EPSILON)

    for case, rows, size in (("oneRow", 1, 5), ("small", 7, 33), ("large", 57, 24)):
        random = generator(f"residualLayerNorm.{case}")
        inputs = {
            "input": normal(random, rows, size),
            "residual": normal(random, rows, size, scale=2) + np.float32(0.5),
            "weight": normal(random, size, scale=0.3) + np.float32(1),
            "bias": normal(random, size, scale=0.3),
        }
        recorder.record(f"residualLayerNorm.{case}", operation, inputs, epsilon=LAYER_NORM_EPSILON)


def record_embeddings(recorder: Recorder) -> None:
    """The sum of three table rows per token; token 0 is the padding token, so its row gets no gradient."""
    case, size, vocabulary, lengths = "embeddings", 24, 29, [1, 7, 16]
    random = generator(case)
    token_ids = random.integers(0, vocabulary, sum(lengths))
    token_ids[[3, 9]] = 0
    type_ids = random.integers(0, 2, sum(lengths))
    position_ids = np.concatenate([np.arange(length) for length in lengths])

    def operation(t: Tensors) -> Tensor:
        words = F.embedding(torch.tensor(token_ids), t["word"], padding_idx=0)
        positions = F.embedding(torch.tensor(position_ids), t["position"])
        types = F.embedding(torch.tensor(type_ids), t["type"])
        return F.layer_norm(words + types + positions, (size,), t["weight"], t["bias"], LAYER_NORM_EPSILON)

    inputs = {
        "word": normal(random, vocabulary, size),
        "position": normal(random, 20, size),
        "type": normal(random, 2, size),
        "weight": normal(random, size, scale=0.3) + np.float32(1),
        "bias": normal(random, size, scale=0.3),
    }
    recorder.record(
        case, operation, inputs,
        epsilon=LAYER_NORM_EPSILON, paddingIndex=0, sequenceOffsets=offsets(lengths),
        tokenIDs=token_ids.tolist(), typeIDs=type_ids.tolist(), positionIDs=position_ids.tolist(),
    )  # fmt: skip


# MARK: Attention


def offsets(lengths: Sequence[int]) -> list[int]:
    return [0, *np.cumsum(lengths).tolist()]


def packed_attention(lengths: Sequence[int], heads: int, first_row_only: bool) -> Callable[[Tensors], Tensor]:
    """Self-attention within each sequence of packed rows q | k | v; no row sees another sequence."""

    def attend(rows: Tensor) -> Tensor:
        query, key, value = (
            part.unflatten(-1, (heads, -1)).transpose(0, 1)[None] for part in rows.chunk(3, dim=-1)
        )  # each [1, heads, tokens, head size]
        query = query[:, :, :1] if first_row_only else query
        context = F.scaled_dot_product_attention(query, key, value)
        return context[0].transpose(0, 1).flatten(1)  # [queries, hidden]

    return lambda t: torch.cat([attend(rows) for rows in t["qkv"].split(list(lengths))])


def record_attention(recorder: Recorder) -> None:
    ragged = [1, 7, 16, 33]
    variants = (("heads3", ragged, 3, 8), ("heads2", ragged, 2, 32), ("long", [65, 130], 1, 8))
    for name, lengths, heads, head_size in variants:
        case = f"attention.{name}"
        # Scores then have a standard deviation of about 2.2: neither uniform attention nor a hard maximum.
        inputs = {"qkv": normal(generator(case), sum(lengths), 3 * heads * head_size, scale=1.5)}
        parameters = {"heads": heads, "headSize": head_size, "sequenceOffsets": offsets(lengths)}
        recorder.record(case, packed_attention(lengths, heads, False), inputs, **parameters)
        # The same qkv rows, stored once under the name of the case above.
        first_row = packed_attention(lengths, heads, True)
        recorder.record(f"{case}.firstRow", first_row, inputs, stored_inputs=False, **parameters)


def record_gather(recorder: Recorder) -> None:
    indices = [0, 1, 8, 24, 8, 56]  # Row 8 is taken twice, so its gradient is a sum.
    inputs = {"input": normal(generator("gather"), 57, 24)}
    recorder.record("gather", lambda t: t["input"][torch.tensor(indices)], inputs, rowIndices=indices)
