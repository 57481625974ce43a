"""Makes the fixtures of FineTuningTests: values of torch and transformers that BERTune must repeat.

Run with torch 2.13 and transformers 4.57.1: python make_fixtures.py
"""

import json
import math
import pathlib
import zlib

import torch
from transformers import (
    get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup,
)

FOLDER = pathlib.Path(__file__).parent


def permutation(count, seed, epoch):
    generator = torch.Generator()
    generator.manual_seed(seed + epoch)
    return torch.randperm(count, generator=generator).tolist()


def batch_orders():
    """Short orders in full; of long ones the ends and a checksum of all numbers as little-endian 32-bit words."""
    rows = []
    for count, seed, epoch in [
        (1, 42, 0), (2, 42, 0), (7, 0, 0), (10, 42, 0), (10, 42, 1), (10, 42, 2), (33, 7, 5), (625, 42, 0),
        (67349, 42, 0), (67349, 42, 2), (67349, 4294967295, 0), (67349, 4294967295, 1),
    ]:
        order = permutation(count, seed, epoch)
        packed = b"".join(number.to_bytes(4, "little") for number in order)
        row = {"count": count, "seed": seed, "epoch": epoch, "crc32": zlib.crc32(packed)}
        row["order"] = order if count <= 33 else order[:8]
        rows.append(row)
    return rows


def schedules():

    rows = []
    for kind in ["linear", "constant", "cosine"]:
        for total, warmup, peak in [(10, 3, 1.0), (10, 0, 2e-5), (7, 7, 5e-5), (5, 9, 1.0), (1, 0, 1.0), (50, 5, 2e-5)]:
            parameter = torch.nn.Parameter(torch.zeros(1))
            optimizer = torch.optim.SGD([parameter], lr=peak)
            if kind == "linear":
                scheduler = get_linear_schedule_with_warmup(optimizer, warmup, total)
            elif kind == "cosine":
                scheduler = get_cosine_schedule_with_warmup(optimizer, warmup, total)
            else:
                scheduler = get_constant_schedule_with_warmup(optimizer, warmup)
            rates = []
            for _ in range(total):
                rates.append(scheduler.get_last_lr()[0])
                optimizer.step()
                scheduler.step()
            rows.append({"kind": kind, "totalSteps": total, "warmupSteps": warmup, "peak": peak, "rates": rates})
    return rows


def plans():
    """The arithmetic of transformers 4.57.1's Trainer.set_initial_training_values and get_warmup_steps."""
    rows = []
    for examples, batch, accumulation, epochs, ratio in [
        (1, 16, 1, 3.0, 0.1), (16, 16, 1, 3.0, 0.1), (17, 16, 1, 3.0, 0.1), (100, 8, 4, 3.0, 0.06),
        (100, 8, 5, 2.5, 0.1), (67349, 32, 1, 3.0, 0.1), (67349, 32, 2, 0.1, 0.1), (3, 1, 8, 1.0, 1.0),
        (10, 2, 1, 0.3, 0.0), (300, 1, 1, 0.1, 0.1),
    ]:
        batches = math.ceil(examples / batch)
        per_epoch = max(batches // accumulation + int(batches % accumulation > 0), 1)
        total = math.ceil(epochs * per_epoch)
        rows.append({
            "examples": examples, "batchSize": batch, "accumulation": accumulation, "epochs": epochs,
            "warmupRatio": ratio, "batchesPerEpoch": batches, "stepsPerEpoch": per_epoch, "totalSteps": total,
            "warmupSteps": math.ceil(total * ratio),
        })
    return rows


def adamw_groups():
    """Six steps of torch.optim.AdamW in double precision over a BERT of four layers of one matrix and one bias each.

    The groups are written here from the documentation's table, with nothing of BERTune's code in between: a rate for
    each part, weight decay on matrices alone, frozen parts without a gradient, one norm over the rest for clipping.
    """
    shapes = {
        "bert.embeddings.word_embeddings.weight": [7, 3],
        "bert.embeddings.LayerNorm.weight": [3],
        "bert.embeddings.LayerNorm.bias": [3],
    }
    for layer in range(4):
        shapes[f"bert.encoder.layer.{layer}.output.dense.weight"] = [3, 3]
        shapes[f"bert.encoder.layer.{layer}.output.dense.bias"] = [3]
    shapes |= {
        "bert.pooler.dense.weight": [3, 3], "bert.pooler.dense.bias": [3],
        "classifier.weight": [2, 3], "classifier.bias": [2],
    }
    base, decay = 2e-3, 0.01
    part = {name: "embeddings" if "embeddings" in name else name.split(".")[3] if "layer" in name else "head"
            for name in shapes}
    cases = {
        "layerDecay": {"recipe": {"layerDecay": 0.8},
                       "rates": {"head": base, "3": base * 0.8, "2": base * 0.8**2, "1": base * 0.8**3,
                                 "0": base * 0.8**4, "embeddings": base * 0.8**5}},
        "headRate": {"recipe": {"layerDecay": 0.5, "headLearningRate": 1e-2},
                     "rates": {"head": 1e-2, "3": base * 0.5, "2": base * 0.25, "1": base * 0.125,
                               "0": base * 0.0625, "embeddings": base * 0.03125}},
        "groups": {"recipe": {"learningRates": {"embeddings": 1e-3, "lowerLayers": 3e-3, "head": 5e-3}},
                   "rates": {"head": 5e-3, "3": base, "2": base, "1": 3e-3, "0": 3e-3, "embeddings": 1e-3}},
        "frozen": {"recipe": {"freezesEmbeddings": True, "frozenLayers": 2},
                   "rates": {"head": base, "3": base, "2": base}},
        "frozenMiddle": {"recipe": {"frozenLayers": 1, "layerDecay": 0.9},
                         "rates": {"head": base, "3": base * 0.9, "2": base * 0.9**2, "1": base * 0.9**3,
                                   "embeddings": base * 0.9**5}},
    }
    rows = []
    for name, case in cases.items():
        random = torch.Generator().manual_seed(len(rows))
        initial = {n: torch.randn(s, generator=random).float() for n, s in shapes.items()}
        gradients = [{n: torch.randn(s, generator=random).float() for n, s in shapes.items()} for _ in range(6)]
        parameters = {n: torch.nn.Parameter(v.double()) for n, v in initial.items()}
        groups = [
            {"params": [parameters[n]], "lr": case["rates"][part[n]],
             "weight_decay": 0.0 if n.endswith(".bias") or "LayerNorm" in n else decay}
            for n in shapes if part[n] in case["rates"]
        ]
        trained = [group["params"][0] for group in groups]
        optimizer = torch.optim.AdamW(groups, lr=base)
        scheduler = get_cosine_schedule_with_warmup(optimizer, 2, 6)
        norms, steps = [], []
        for gradient in gradients:
            for n, parameter in parameters.items():
                if part[n] in case["rates"]:
                    parameter.grad = gradient[n].double()
            norms.append(torch.nn.utils.clip_grad_norm_(trained, 1.0).item())
            optimizer.step()
            scheduler.step()
            steps.append({n: parameter.flatten().tolist() for n, parameter in parameters.items()})
        rows.append({
            "name": name, "recipe": case["recipe"], "learningRate": base, "weightDecay": decay, "shapes": shapes,
            "initial": {n: v.flatten().tolist() for n, v in initial.items()},
            "gradients": [{n: v.flatten().tolist() for n, v in g.items()} for g in gradients],
            "norms": norms, "after": steps[-1], "afterTwo": steps[1],
        })
    return rows


for name, rows in [
    ("batch-orders", batch_orders()), ("schedules", schedules()), ("plans", plans()),
    ("adamw-groups", adamw_groups()),
]:
    text = "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"
    (FOLDER / f"{name}.json").write_text(text)
