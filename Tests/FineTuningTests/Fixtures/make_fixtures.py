"""Makes the fixtures of FineTuningTests: values of torch and transformers that BERTune must repeat.

Run with torch 2.13 and transformers 4.57.1: python make_fixtures.py
"""

import json
import math
import pathlib
import zlib

import torch
from transformers import get_constant_schedule_with_warmup, get_linear_schedule_with_warmup

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
    for kind in ["linear", "constant"]:
        for total, warmup, peak in [(10, 3, 1.0), (10, 0, 2e-5), (7, 7, 5e-5), (5, 9, 1.0), (1, 0, 1.0), (50, 5, 2e-5)]:
            parameter = torch.nn.Parameter(torch.zeros(1))
            optimizer = torch.optim.SGD([parameter], lr=peak)
            if kind == "linear":
                scheduler = get_linear_schedule_with_warmup(optimizer, warmup, total)
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


for name, rows in [("batch-orders", batch_orders()), ("schedules", schedules()), ("plans", plans())]:
    text = "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"
    (FOLDER / f"{name}.json").write_text(text)
