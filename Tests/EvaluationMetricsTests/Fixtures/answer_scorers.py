"""The scorers of SQuAD 1.1 and KorQuAD 1.0, written anew from what the official scripts do.

No package has them. `squad1` takes its normalisation from transformers' copy of the SQuAD scripts.
"""

import string
from collections import Counter

from transformers.data.metrics.squad_metrics import normalize_answer

KOREAN_BRACKETS = str.maketrans({mark: " " for mark in "'\"\u300a\u300b<>\u3008\u3009()\u2018\u2019"})
NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def korean_words(text):
    return text.translate(KOREAN_BRACKETS).lower().translate(NO_PUNCTUATION).split()


def shared_f1(prediction, reference):
    shared = (Counter(prediction) & Counter(reference)).total()
    if shared == 0:
        return 0
    precision, recall = shared / len(prediction), shared / len(reference)
    return 2 * precision * recall / (precision + recall)


def mean_of_best(questions, words, units):
    """Exact match and F1 in percent of (true answers, prediction); a missing prediction is None and scores 0."""
    exact = f1 = 0
    for references, prediction in questions:
        if prediction is None:
            continue
        predicted = words(prediction)
        exact += max(predicted == words(reference) for reference in references)
        f1 += max(shared_f1(units(predicted), units(words(reference))) for reference in references)
    return {"exact_match": 100.0 * exact / len(questions), "f1": 100.0 * f1 / len(questions)}


def squad1(questions):
    return mean_of_best(questions, lambda text: normalize_answer(text).split(), list)


def korquad(questions):
    return mean_of_best(questions, korean_words, "".join)
