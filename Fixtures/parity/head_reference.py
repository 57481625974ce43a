"""Writes, for every head, what training and logits are compared on, and the logits of transformers.

    python Fixtures/parity/head_reference.py --model DIR --data DATA --output PARITY [--cases pairs tokens ...]

`--model` is a folder of all-MiniLM-L6-v2 and `--data` what tasks.py reads. For each case of cases.py the folder
PARITY/CASE then holds
- `train.jsonl`, `.conll` or `.json`: the training examples, in a format that bertune reads;
- `start/`: the model under transformers' own new head, all dropouts 0, where training_reference.py starts;
- `model/`: the model under a head of larger weights, for logits;
- `inputs.*`: 100 examples of the validation set, none longer than 512 tokens (384 for questions);
- `logits.jsonl`: a line for each, with `inputIDs`, `tokenTypeIDs`, `logits` (float32) and `logits64` (float64): a
  number for each class; for tags a list of them for the first piece of each word; for answers the starts of all
  tokens, then the ends, and `places`: where each token of the context stands in it, in characters, null for others.

Inputs run one by one, unpadded. A few minutes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from cases import CASES, Case
from features import IGNORED_LABEL, TARGETS, Feature, question_places
from tasks import Task
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

SEED = 42
INPUT_COUNT = 100
NO_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write what every head is compared on, and its logits.")
    for name in ("model", "data", "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    for name in arguments.cases:
        case, folder = CASES[name], arguments.output / name
        task = case.task(arguments.data)
        folder.mkdir(parents=True, exist_ok=True)
        task.write(folder / f"train.{task.suffix}", task.train[: case.examples])
        save(folder / "start", with_head(task, arguments.model, **NO_DROPOUT), tokenizer)
        model = with_head(task, arguments.model, case)
        save(folder / "model", model, tokenizer)
        inputs, features = choose_inputs(task, tokenizer)
        task.write(folder / f"inputs.{task.suffix}", inputs)
        places = [question_places(question, tokenizer) for question in inputs] if name == "answers" else None
        print(f"{name}: {write_logits(folder / 'logits.jsonl', model, features, places)}", flush=True)


def with_head(task: Task, folder: Path, case: Case | None = None, **settings: Any) -> PreTrainedModel:
    """The encoder under a seeded new head: transformers' own, or one with the case's standard deviation."""
    torch.manual_seed(SEED)
    model = task.model(folder, **settings).eval()
    if case is not None:
        head = model.qa_outputs if hasattr(model, "qa_outputs") else model.classifier
        torch.nn.init.normal_(head.weight, std=case.deviation)
        torch.nn.init.normal_(head.bias)
    return model


def save(folder: Path, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def choose_inputs(task: Task, tokenizer: PreTrainedTokenizerBase) -> tuple[Sequence[Any], list[Feature]]:
    """Examples that fit into one window, and their features."""
    shuffled = random.Random(SEED).sample(list(task.validation), 2 * INPUT_COUNT)
    pairs = [(example, task.features([example], tokenizer, length=task.longest)) for example in shuffled]
    fitting = [(example, features[0]) for example, features in pairs if is_whole(features, task.longest)]
    chosen = fitting[:INPUT_COUNT]
    return [example for example, _ in chosen], [feature for _, feature in chosen]


def is_whole(features: list[Feature], length: int) -> bool:
    return len(features) == 1 and len(features[0]["input_ids"]) < length


# MARK: Logits


def write_logits(path: Path, model: PreTrainedModel, features: list[Feature], places: list[Any] | None) -> str:
    """Writes the lines and describes what was found."""
    single = [logits(model.float(), feature) for feature in features]
    double = [logits(model.double(), feature) for feature in features]
    with path.open("w", encoding="utf-8") as file:
        for index, (feature, one, reference) in enumerate(zip(features, single, double, strict=True)):
            line = {
                "inputIDs": feature["input_ids"],
                "tokenTypeIDs": feature["token_type_ids"],
                "logits": one.tolist(),
                "logits64": reference.tolist(),
            }
            file.write(json.dumps(line | ({"places": places[index]} if places else {})) + "\n")
    error = max(float((a - b).abs().max()) for a, b in zip(single, double))
    spread = float(torch.cat([values.flatten() for values in double]).std())
    return f"{len(features)} inputs, logits of standard deviation {spread:.2f}, torch's float32 error {error:.2e}"


@torch.no_grad()
def logits(model: PreTrainedModel, feature: Feature) -> torch.Tensor:
    output = model(**{key: torch.tensor([value]) for key, value in feature.items() if key not in TARGETS})
    if "start_logits" in output:
        return torch.stack([output.start_logits[0], output.end_logits[0]])
    values = output.logits[0]
    return values[torch.tensor(feature["labels"]) != IGNORED_LABEL] if values.dim() == 2 else values


if __name__ == "__main__":
    main()
