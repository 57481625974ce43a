"""The scores of a validation set: GLUE's for texts, those of run_ner (seqeval) and words tagged rightly for tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from examples import Sentence, Text
from features import IGNORED_LABEL, Feature
from scipy.stats import pearsonr, spearmanr
from seqeval.metrics import f1_score as span_f1_score
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef

Scores = dict[str, float]


def class_scores(logits: Sequence[np.ndarray], texts: Sequence[Text], class_count: int) -> Scores:
    predicted, targets = np.stack(logits).argmax(axis=-1), np.array([text.target for text in texts])
    scores = {"accuracy": float(accuracy_score(targets, predicted))}
    if class_count == 2:
        scores["f1"] = float(f1_score(targets, predicted))
        scores["matthews"] = float(matthews_corrcoef(targets, predicted))
    return scores


def regression_scores(logits: Sequence[np.ndarray], texts: Sequence[Text]) -> Scores:
    values, targets = np.stack(logits)[:, 0].astype(np.float64), np.array([text.target for text in texts])
    return {
        "pearson": float(pearsonr(values, targets).statistic),
        "spearman": float(spearmanr(values, targets).statistic),
        "mse": float(np.mean((values - targets) ** 2)),
    }


def label_set_scores(logits: Sequence[np.ndarray], texts: Sequence[Text]) -> Scores:
    """A label is given where its probability is above a half."""
    predicted, targets = np.stack(logits) > 0, np.array([text.target for text in texts]) > 0.5
    return {
        "micro_f1": float(f1_score(targets, predicted, average="micro")),
        "macro_f1": float(f1_score(targets, predicted, average="macro")),
        "subset_accuracy": float((targets == predicted).all(axis=-1).mean()),
    }


def tag_scores(
    logits: Sequence[np.ndarray],
    features: Sequence[Feature],
    sentences: Sequence[Sentence],
    tags: Sequence[str],
    has_spans: bool,
) -> Scores:
    """Words that were cut off for length count as tagged `O`, or as wrong where there is no such tag."""
    expected, predicted, cut = [], [], 0
    for sentence, feature, rows in zip(sentences, features, logits, strict=True):
        kept = [row for row, label in zip(rows, feature["labels"], strict=True) if label != IGNORED_LABEL]
        missing = len(sentence.tags) - len(kept)
        predicted.append([tags[int(row.argmax())] for row in kept] + ["O"] * missing)
        expected.append(sentence.tags)
        cut += missing
    pairs = [pair for e, p in zip(expected, predicted) for pair in zip(e, p, strict=True)]
    scores = {"accuracy": sum(e == p for e, p in pairs) / len(pairs), "words_cut": cut}
    if has_spans:
        scores["span_f1"] = float(span_f1_score(expected, predicted))
    return scores
