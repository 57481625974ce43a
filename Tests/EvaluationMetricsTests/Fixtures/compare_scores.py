"""Compares `bertune score` with the Python scorers on real data, every question and sentence of it.

Run as `python compare_scores.py BERTUNE DATA`, where BERTUNE is the built program and DATA the folder of shared
data; needs transformers 4.57.1, seqeval and scikit-learn. The predictions are the references, perturbed with a
fixed seed. Prints the largest difference for each set.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings
from types import SimpleNamespace

import scipy.stats
from answer_scorers import korquad, squad1
from seqeval.metrics import accuracy_score
from seqeval.metrics.sequence_labeling import precision_recall_fscore_support
from seqeval.metrics.v1 import precision_recall_fscore_support as strict_scores
from seqeval.scheme import IOB2
from sklearn.metrics import matthews_corrcoef
from transformers.data.metrics.squad_metrics import squad_evaluate

warnings.filterwarnings("ignore")
random.seed(5)
program, data = sys.argv[1], pathlib.Path(sys.argv[2])
folder = pathlib.Path(tempfile.mkdtemp())


def bertune(*arguments):
    process = subprocess.run([program, "score", "--json", *map(str, arguments)], capture_output=True, text=True)
    if process.returncode:
        sys.exit(process.stderr)
    return json.loads(process.stdout)


def report(name, ours, expected):
    assert set(expected) <= set(ours), (sorted(expected), sorted(ours))
    worst = max(abs(ours[key] - value) for key, value in expected.items())
    shown = ", ".join(f"{key} {ours[key]:.6g}" for key in list(expected)[:3])
    print(f"{name}: {len(expected)} figures, largest difference {worst:.1e} ({shown})")


def write(name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def perturbed(text, context):
    words = text.split()
    choice = random.random()
    if choice < 0.35:
        return text
    if choice < 0.5:
        return "The " + text.upper() + "."
    if choice < 0.65 and len(words) > 1:
        return " ".join(words[1:])
    if choice < 0.75:
        return ""
    start = random.randrange(max(1, len(context) - 40))
    return context[start:start + random.randint(1, 40)]


def questions(path):
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"]:
                texts = [answer["text"] for answer in question["answers"]]
                yield question["id"], texts, perturbed(random.choice(texts or [""]), paragraph["context"])


def compare_answers():
    for name, path, scorer in [
        ("squad", data / "squad/reconstructed/dev-v1.1.rebuilt.json", squad1),
        ("korquad", data / "korean/korquad1/KorQuAD_v1.0_dev.json", korquad),
    ]:
        asked = list(questions(path))
        predictions = write("predictions.json", json.dumps({key: answer for key, _, answer in asked}))
        ours = bertune("--metric", name, "--predictions", predictions, "--references", path)
        report(f"{path.name}, {len(asked)} questions", ours, scorer([(texts, answer) for _, texts, answer in asked]))

    path = data / "squad/reconstructed/dev-v2.0.rebuilt.json"
    asked = list(questions(path))
    scores = {key: round(random.gauss(0 if texts else 1, 2), 2) for key, texts, _ in random.sample(asked, len(asked))}
    predictions = write("predictions.json", json.dumps({key: answer for key, _, answer in asked}))
    odds = write("null_odds.json", json.dumps(scores))
    ours = bertune("--metric", "squad2", "--predictions", predictions, "--references", path, "--na-probs", odds,
                   "--na-prob-thresh", "0.5")
    examples = [SimpleNamespace(qas_id=key, answers=[{"text": text} for text in texts]) for key, texts, _ in asked]
    expected = squad_evaluate(examples, {key: answer for key, _, answer in asked}, scores, 0.5)
    report(f"{path.name}, {len(asked)} questions", ours, expected)


def compare_entities():
    sentences = [[]]
    for line in (data / "conll2003/valid.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("-DOCSTART-"):
            sentences[-1].append(line.split()[-1])
        elif sentences[-1]:
            sentences.append([])
    references = [tags for tags in sentences if tags]
    known = sorted({tag for tags in references for tag in tags})
    predictions = [[random.choice(known) if random.random() < 0.1 else tag for tag in tags] for tags in references]
    lines = ["".join(f"w {true} {guess}\n" for true, guess in zip(*pair)) for pair in zip(references, predictions)]
    path = write("tagged.conll", "\n".join(lines))
    for scheme, score, options in [
        ("lenient", precision_recall_fscore_support, {}), ("iob2", strict_scores, {"scheme": IOB2}),
    ]:
        expected = {"accuracy": accuracy_score(references, predictions)}
        for average, prefix in [("micro", ""), ("macro", "macro"), ("weighted", "weighted")]:
            figures = score(references, predictions, average=average, zero_division=0, **options)
            for figure, value in zip(["precision", "recall", "f1"], figures):
                expected[prefix + figure[0].upper() + figure[1:] if prefix else figure] = float(value)
        ours = bertune("--metric", "entities", "--predictions", path, "--scheme", scheme)
        report(f"CoNLL-2003 validation, {scheme}, {len(references)} sentences", ours, expected)


def compare_glue():
    rows = [line.split("\t") for line in (data / "glue/CoLA/dev.tsv").read_text(encoding="utf-8").splitlines()]
    labels = [int(row[1]) for row in rows]
    guesses = [label if random.random() < 0.8 else 1 - label for label in labels]
    path = write("CoLA.tsv", "index\tprediction\n" + "".join(f"{i}\t{guess}\n" for i, guess in enumerate(guesses)))
    ours = bertune("--metric", "glue:cola", "--predictions", path, "--references", data / "glue/CoLA/dev.tsv",
                   "--reference-column", "2")
    report(f"CoLA, {len(rows)} sentences", ours, {"matthewsCorrelation": matthews_corrcoef(labels, guesses)})

    header, *lines = (data / "glue/STS-B/dev.tsv").read_text(encoding="utf-8").splitlines()
    column = header.split("\t").index("score")
    scores = [float(line.split("\t")[column]) for line in lines]
    guesses = [round(min(5, max(0, score + random.gauss(0, 1))), 1) for score in scores]
    path = write("STS-B.tsv", "index\tprediction\n" + "".join(f"{i}\t{guess}\n" for i, guess in enumerate(guesses)))
    ours = bertune("--metric", "glue:stsb", "--predictions", path, "--references", data / "glue/STS-B/dev.tsv")
    expected = {
        "pearson": float(scipy.stats.pearsonr(guesses, scores).statistic),
        "spearman": float(scipy.stats.spearmanr(guesses, scores).statistic),
    }
    report(f"STS-B, {len(scores)} pairs", ours, expected)


compare_answers()
compare_entities()
compare_glue()
