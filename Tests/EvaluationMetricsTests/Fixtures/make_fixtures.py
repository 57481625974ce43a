"""Writes metrics.json: figures of scikit-learn and scipy for lists of predictions, to compare ours with.

Run as `python make_fixtures.py`; needs numpy, scipy and scikit-learn. The seed is fixed.
"""

import json
import pathlib
import warnings

import numpy as np
import scipy.stats
import sklearn.metrics as metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(20)


def classification(name, class_count, references, predictions):
    labels = list(range(class_count))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        references, predictions, labels=labels, zero_division=0
    )
    f1_score = lambda average: float(metrics.f1_score(references, predictions, average=average, zero_division=0))
    expected = {
        "accuracy": float(metrics.accuracy_score(references, predictions)),
        "macroF1": f1_score("macro"),
        "microF1": f1_score("micro"),
        "weightedF1": f1_score("weighted"),
        "macroPrecision": float(metrics.precision_score(references, predictions, average="macro", zero_division=0)),
        "macroRecall": float(metrics.recall_score(references, predictions, average="macro", zero_division=0)),
        "matthewsCorrelation": float(metrics.matthews_corrcoef(references, predictions)),
        "balancedAccuracy": float(metrics.balanced_accuracy_score(references, predictions)),
    }
    if class_count == 2:
        expected["f1"] = float(metrics.f1_score(references, predictions, pos_label=1, zero_division=0))
    return {
        "name": name,
        "classCount": class_count,
        "references": list(map(int, references)),
        "predictions": list(map(int, predictions)),
        "values": expected,
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": [int(count) for count in support],
        "confusion": metrics.confusion_matrix(references, predictions, labels=labels).flatten().tolist(),
    }


def noisy(class_count, count, right):
    references = random.integers(0, class_count, count)
    guesses = random.integers(0, class_count, count)
    return references, np.where(random.random(count) < right, references, guesses)


def classifications():
    cases = [classification(f"{c} classes, {n} examples", c, *noisy(c, n, r)) for c, n, r in
             [(2, 50, 0.7), (2, 333, 0.1), (3, 100, 0.5), (5, 7, 0.5), (10, 400, 0.9), (20, 30, 0.3)]]
    skewed = (random.random(200) < 0.03).astype(int)
    cases += [
        classification("rare class", 2, skewed, np.where(random.random(200) < 0.05, 1 - skewed, skewed)),
        classification("always right", 3, [0, 1, 2, 1], [0, 1, 2, 1]),
        classification("always wrong", 2, [0, 1, 0, 1], [1, 0, 1, 0]),
        classification("one class predicted", 2, [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]),
        classification("other class predicted", 2, [0, 1, 0, 1, 1], [0, 0, 0, 0, 0]),
        classification("one class true", 2, [0, 0, 0], [0, 1, 0]),
        classification("one class true and predicted", 2, [0, 0, 0], [0, 0, 0]),
        classification("a class neither true nor predicted", 4, [0, 1, 3, 1], [0, 3, 3, 1]),
        classification("a class predicted but never true", 3, [0, 1, 0, 1], [0, 2, 0, 1]),
        classification("one example", 3, [2], [1]),
    ]
    return cases


def regressions():
    x = random.normal(size=60)
    lists = [
        ("noisy", x, x * 0.8 + random.normal(size=60) * 0.3),
        ("unrelated", random.normal(size=40), random.normal(size=40)),
        ("ties", random.integers(0, 6, 80).astype(float), random.integers(0, 4, 80).astype(float)),
        ("scores", np.round(random.random(50) * 5, 1), random.random(50) * 5),
        ("exact", np.array([1.0, 2.0, 3.5]), np.array([2.0, 4.0, 7.0])),
        ("opposite", np.array([1.0, 2.0, 3.5]), np.array([-2.0, -4.0, -7.0])),
        ("monotone", np.arange(10.0), np.exp(np.arange(10.0))),
        ("large offset", 1e6 + x, 1e6 + x + random.normal(size=60)),
    ]
    return [
        {
            "name": name,
            "predictions": a.tolist(),
            "references": b.tolist(),
            "meanSquaredError": float(metrics.mean_squared_error(b, a)),
            "pearson": float(scipy.stats.pearsonr(a, b).statistic),
            "spearman": float(scipy.stats.spearmanr(a, b).statistic),
            "meanAbsoluteError": float(metrics.mean_absolute_error(b, a)),
            "r2": float(metrics.r2_score(b, a)),
        }
        for name, a, b in lists
    ]


def random_classifications(count):
    """Small random cases, their classes written as one digit each; constant lists and absent classes occur."""
    cases = []
    for index in range(count):
        class_count = int(random.integers(2, 6))
        size = int(random.integers(1, 25))
        references, predictions = noisy(class_count, size, random.random())
        if index % 5 == 1:
            predictions = np.full(size, random.integers(0, class_count))
        if index % 5 == 2:
            references = np.full(size, random.integers(0, class_count))
        values = classification("", class_count, references, predictions)["values"]
        cases.append({
            "classCount": class_count,
            "references": "".join(map(str, references)),
            "predictions": "".join(map(str, predictions)),
            "values": list(values.values()),
        })
    return cases


def random_regressions(count):
    """Small random cases with ties; null where scipy says NaN."""
    cases = []
    for index in range(count):
        size = int(random.integers(2, 12))
        predictions = np.round(random.random(size) * 5, int(random.integers(0, 3)))
        references = np.round(np.clip(predictions + random.normal(size=size) * 2, 0, 5), int(random.integers(0, 3)))
        if index % 8 == 3:
            predictions = np.full(size, 2.5)
        if index % 8 == 5:
            references = np.full(size, 1.0)
        if index % 24 == 5:
            predictions = references
        cases.append({
            "predictions": predictions.tolist(),
            "references": references.tolist(),
            "values": regression_values(predictions, references),
        })
    return cases


def regression_values(predictions, references):
    values = [
        metrics.mean_squared_error(references, predictions),
        scipy.stats.pearsonr(predictions, references).statistic,
        scipy.stats.spearmanr(predictions, references).statistic,
        metrics.mean_absolute_error(references, predictions),
        metrics.r2_score(references, predictions),
    ]
    return [None if np.isnan(value) else float(value) for value in values]


def main():
    document = {
        "classification": classifications(),
        "regression": regressions(),
        "randomClassification": random_classifications(105),
        "randomRegression": random_regressions(105),
    }
    path = pathlib.Path(__file__).parent / "metrics.json"
    path.write_text(json.dumps(document, indent=None, separators=(",", ":")).replace('},{"', '},\n{"') + "\n")


if __name__ == "__main__":
    main()
