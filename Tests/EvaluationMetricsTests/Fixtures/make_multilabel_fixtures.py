"""Writes multilabel.json: figures of scikit-learn for sets of labels, rankings and thresholds.

Run as `python make_multilabel_fixtures.py`; needs numpy and scikit-learn. The seed is fixed. Rows are written as
one digit a label. `values` stand in the order of `NAMES`; `thresholds` are [threshold, f1] for each label, found by
trying every candidate.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn.metrics as metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(7)
NAMES = ["microF1", "macroF1", "samplesF1", "weightedF1", "microPrecision", "microRecall", "macroPrecision",
         "macroRecall", "subsetAccuracy", "hammingLoss"]


def values(references, predictions):
    def average(score, kind):
        return float(score(references, predictions, average=kind, zero_division=0))

    return [
        average(metrics.f1_score, "micro"), average(metrics.f1_score, "macro"), average(metrics.f1_score, "samples"),
        average(metrics.f1_score, "weighted"), average(metrics.precision_score, "micro"),
        average(metrics.recall_score, "micro"), average(metrics.precision_score, "macro"),
        average(metrics.recall_score, "macro"), float(metrics.accuracy_score(references, predictions)),
        float(metrics.hamming_loss(references, predictions)),
    ]


def best_threshold(references, scores):
    distinct = sorted(set(scores))
    candidates = [0.5, distinct[0]] + [low + (high - low) / 2 for low, high in zip(distinct, distinct[1:])]
    scored = [(metrics.f1_score(references, scores >= candidate, zero_division=0), candidate) for candidate in candidates]
    highest = max(score for score, _ in scored)
    nearest = min((abs(candidate - 0.5), candidate) for score, candidate in scored if score == highest)
    return [float(nearest[1]), float(highest)]


def number(value):
    return None if np.isnan(value) else float(value)


def case(index):
    label_count, size = int(random.integers(2, 5)), int(random.integers(2, 16))
    references = (random.random((size, label_count)) < random.choice([0.1, 0.4, 0.7])).astype(int)
    scores = np.round(np.clip(references * 0.3 + random.random((size, label_count)) * 0.7, 0, 1), int(random.integers(1, 3)))
    if index % 9 == 4:
        scores = np.full((size, label_count), 0.25)
    predictions = (scores >= 0.5).astype(int)
    rows = lambda table: ["".join(map(str, row)) for row in table]
    return {
        "references": rows(references),
        "predictions": rows(predictions),
        "scores": scores.tolist(),
        "values": values(references, predictions),
        "areas": [number(metrics.roc_auc_score(references[:, i], scores[:, i])) for i in range(label_count)],
        "precisions": [number(metrics.average_precision_score(references[:, i], scores[:, i])) for i in range(label_count)],
        "thresholds": [best_threshold(references[:, i], scores[:, i]) for i in range(label_count)],
    }


def main():
    path = pathlib.Path(__file__).parent / "multilabel.json"
    cases = [json.dumps(case(index), separators=(",", ":")) for index in range(48)]
    path.write_text("[\n" + ",\n".join(cases) + "\n]\n")


if __name__ == "__main__":
    main()
