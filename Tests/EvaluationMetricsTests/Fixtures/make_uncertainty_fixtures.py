"""Writes uncertainty.json: intervals by scipy's bootstrap, temperatures by scipy's minimisation, calibration by NumPy.

    python make_uncertainty_fixtures.py > uncertainty.json
"""

import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from scipy.stats import bootstrap
from sklearn.metrics import f1_score


def calibration(seed, labels, sharpness):
    random = np.random.default_rng(seed)
    references = random.integers(0, labels, 300)
    logits = random.normal(size=(300, labels)) + 1.5 * np.eye(labels)[references]
    logits = (logits * sharpness).astype(np.float32)
    wide = logits.astype(np.float64)

    def loss(temperature):
        return -log_softmax(wide / temperature, axis=1)[np.arange(300), references].mean()

    best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10})
    probabilities = softmax(wide, axis=1)
    confidences, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == references
    edges = np.linspace(0, 1, 16)
    gaps = []
    for low, high in zip(edges, edges[1:]):
        inside = (confidences > low) & (confidences <= high)
        if inside.any():
            gaps.append((inside.mean(), abs(right[inside].mean() - confidences[inside].mean())))
    return dict(
        logits=[[float(value) for value in row] for row in logits],
        references=references.tolist(),
        temperature=float(best.x),
        expectedCalibrationError=float(sum(share * gap for share, gap in gaps)),
        maximumCalibrationError=float(max(gap for _, gap in gaps)),
    )


def intervals(seed, count, rightness):
    random = np.random.default_rng(seed)
    references = random.integers(0, 2, count)
    predictions = np.where(random.random(count) < rightness, references, 1 - references)
    found = {}
    for name, figure in (
        ("accuracy", lambda left, right: float((left == right).mean())),
        ("macroF1", lambda left, right: f1_score(right, left, average="macro")),
    ):
        result = bootstrap(
            (predictions, references), figure, paired=True, vectorized=False, method="percentile",
            n_resamples=20000 if name == "accuracy" else 4000, random_state=np.random.default_rng(1),
        )
        interval = result.confidence_interval
        found[name] = [float(interval.low), float(interval.high)]
    return dict(predictions=predictions.tolist(), references=references.tolist(), intervals=found)


print(json.dumps(dict(
    calibration=[calibration(1, 2, 1), calibration(2, 5, 3), calibration(3, 3, 0.4)],
    intervals=[intervals(4, 200, 0.8), intervals(5, 60, 0.95)],
)))
