"""Writes entities.json: random taggings, many of them malformed, and what seqeval and conlleval say of them.

Run as `python make_entity_fixtures.py`; needs seqeval 1.2.2 and the package conlleval 0.2, a Python edition of the
CoNLL-2000 script. The seed is fixed.

`lenient` are seqeval's default figures, `iob2` and `iobes` those of its strict mode, each as
[precision, recall, f1] for micro, macro and weighted averages; null where seqeval refuses a tag. `types` are the
lenient [correct, predicted, true] by type. `conlleval` are its counts [correct, predicted, true]; null where a tag
has no hyphen or the prefix `.`, on which it and seqeval disagree. Sentences are separated by a bar.
"""

import json
import pathlib
import random
import warnings

import conlleval
from seqeval.metrics import accuracy_score
from seqeval.metrics.sequence_labeling import get_entities, precision_recall_fscore_support
from seqeval.metrics.v1 import precision_recall_fscore_support as strict_scores
from seqeval.scheme import IOB2, IOBES

warnings.filterwarnings("ignore")
random.seed(3)
TYPES = ["PER", "LOC", "X-Y", "a"]


def tag(prefixes):
    prefix = random.choice(prefixes)
    return "O" if prefix == "O" else f"{prefix}-{random.choice(TYPES[:random.randint(1, 4)])}"


def odd_tag():
    return random.choice(["O", "B", "I", "E", "S", "PER", "NOUN", "X", "OTHER", ".-PER", "B-", "B--PER", "I-PER-",
                          "BPER", "U-PER", "I-PER", "B-PER", "O-PER", "I-LOC"])


def well_formed(length, scheme):
    tags = []
    while len(tags) < length:
        if random.random() < 0.4:
            tags.append("O")
            continue
        kind, size = random.choice(TYPES), random.randint(1, 3)
        if scheme == "iob2":
            tags += [f"B-{kind}"] + [f"I-{kind}"] * (size - 1)
        elif size == 1:
            tags.append(f"S-{kind}")
        else:
            tags += [f"B-{kind}"] + [f"I-{kind}"] * (size - 2) + [f"E-{kind}"]
    return tags[:length]


def perturbed(tags, make_tag, rate):
    return [make_tag() if random.random() < rate else old for old in tags]


def tagging(family):
    lengths = [random.randint(1, 6) for _ in range(random.choice([1, 1, 2]))]
    make_tag = {
        "iob": lambda: tag("BIIO"), "iobes": lambda: tag("BIESO"), "good iob2": lambda: tag("BIO"),
        "good iobes": lambda: tag("BIESO"), "odd": odd_tag,
    }[family]
    references = [
        well_formed(length, family.split()[1]) if family.startswith("good") else [make_tag() for _ in range(length)]
        for length in lengths
    ]
    return references, [perturbed(tags, make_tag, random.choice([0.1, 0.3, 1])) for tags in references]


def averages(score, *arguments, **keywords):
    try:
        result = []
        for average in ("micro", "macro", "weighted"):
            scores = score(*arguments, average=average, zero_division=0, **keywords)[:3]
            # No entity anywhere: a mean over no type, which numpy calls NaN.
            result.append([0 if value != value or value == 0 else float(value) for value in scores])
        return result
    except (ValueError, KeyError):
        return None


def counts_by_type(references, predictions):
    true, predicted = set(get_entities(references)), set(get_entities(predictions))
    types = sorted({entity[0] for entity in true | predicted})
    count = lambda entities, kind: sum(entity[0] == kind for entity in entities)
    return [[kind, count(true & predicted, kind), count(predicted, kind), count(true, kind)] for kind in types]


def conlleval_counts(references, predictions):
    tags = [tag for sentence in references + predictions for tag in sentence]
    if not all("-" in tag or tag in "BIESO" for tag in tags) or any(tag.startswith(".") for tag in tags):
        return None
    lines = []
    for sentence in zip(references, predictions):
        lines += [f"word {true} {predicted}" for true, predicted in zip(*sentence)] + [""]
    stats = conlleval.evaluate(lines)["overall"]["chunks"]["stats"]
    return [stats["correct"], stats["pred"], stats["gold"]]


def case(family):
    references, predictions = tagging(family)
    text = lambda sentences: "|".join(" ".join(tags) for tags in sentences)
    return {
        "references": text(references),
        "predictions": text(predictions),
        "lenient": averages(precision_recall_fscore_support, references, predictions),
        "types": counts_by_type(references, predictions),
        "iob2": averages(strict_scores, references, predictions, scheme=IOB2),
        "iobes": averages(strict_scores, references, predictions, scheme=IOBES),
        "accuracy": accuracy_score(references, predictions),
        "conlleval": conlleval_counts(references, predictions),
    }


def main():
    families = ["iob", "iob", "iobes", "good iob2", "good iobes", "odd"]
    cases = [case(families[index % len(families)]) for index in range(510)]
    path = pathlib.Path(__file__).parent / "entities.json"
    path.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
