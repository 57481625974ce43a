"""Times PyTorch's training step on random tokens: forward, backward, clipping, fused AdamW, dropout 0.1."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from transformers import AutoConfig, BertConfig, BertForSequenceClassification, BertForTokenClassification

from .reporting import tell, timed


def main() -> None:
    arguments = parsed_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(42)
    config = configuration(arguments)
    every_token = arguments.head == "every-token"
    config.num_labels = 9 if every_token else 2
    model = (BertForTokenClassification if every_token else BertForSequenceClassification)(config)
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5, weight_decay=0.01, fused=True)
    shape = (arguments.batch_size, arguments.length)
    inputs = {
        "input_ids": torch.randint(1, config.vocab_size, shape),
        "labels": torch.randint(0, config.num_labels, shape if every_token else shape[:1]),
    }

    def step() -> None:
        model(**inputs).loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    tell(timed(step, warm_ups=2, repetitions=arguments.repetitions))


def configuration(arguments: argparse.Namespace) -> BertConfig:
    if arguments.model is not None:
        config = AutoConfig.from_pretrained(arguments.model)
    else:
        config = BertConfig(
            hidden_size=arguments.hidden_size,
            num_hidden_layers=arguments.layers,
            num_attention_heads=arguments.hidden_size // 64,
            intermediate_size=4 * arguments.hidden_size,
        )
    config._attn_implementation = arguments.attention
    return config


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--hidden-size", type=int, default=768)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--length", type=int, required=True)
    parser.add_argument("--head", choices=("every-token", "first-token"), required=True)
    parser.add_argument("--attention", choices=("sdpa", "eager"), required=True)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
