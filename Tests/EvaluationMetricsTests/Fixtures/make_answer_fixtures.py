"""Writes answers.json: random questions, answers and predictions, and what the official scorers say of them.

Run as `python make_answer_fixtures.py`; needs transformers 4.57.1, whose `squad_metrics` is the SQuAD 2.0 script.
For SQuAD 1.1 and KorQuAD 1.0 see `answer_scorers.py` beside. The seed is fixed.

A question is [true answers, prediction, no-answer score]; `order` is the order of the no-answer scores in their
file, which decides between equal ones.
"""

import json
import pathlib
import random
from types import SimpleNamespace

from answer_scorers import korquad, squad1
from transformers.data.metrics.squad_metrics import squad_evaluate

random.seed(11)
WORDS = ["the", "The", "a", "A", "an", "AN", "cat", "Cat's", "U.S.", "US", "1989", "co-op", "coop", "a.", "theatre",
         "\u00c9t\u00e9", "e\u0301t\u00e9", "a\u0301", "STRASSE", "stra\u00dfe", "\u0130stanbul", "\u039f\u0394\u039f\u03a3",
         "\u03a3\u03a3", "\u039f\u03a3.", "\u03a3", "a\u00a0the", "the\u3000cat", "a\u200bn", "x\u1cad", "\u00b2a", "a\u00bd", "\u2167",
         "a_the", "_", "-", "\u2014", "\u201cthe\u201d", "\u2018\uc784\uc218\uacbd\u2019", "\u300a\uc784\uc218\uacbd\u300b",
         "\u3008\ub18d\ubbfc\u3009", "<b>", "(\uc11c\uc6b8)", "\uc11c\uc6b8", "\uc11c\uc6b8\uc2dc", "2\uc6d4", "15\uc77c",
         "\u1e9e", "\u01c5", "\U0001d400", "\U00010400", "\u4e00", "\u5317\u4eac", "\U0001f600", "a\x1cthe", "an\x85cat",
         "a\u0300n", "\u0430", "the\u0301"]


def answer():
    if random.random() < 0.08:
        return random.choice(["", " ", "the", "...", "a an the", "!?"])
    return random.choice([" ", " ", "  ", "\t"]).join(random.choices(WORDS, k=random.randint(1, 4)))


def perturbed(text):
    words = text.split(" ")
    change = random.random()
    if change < 0.3:
        return text.upper() + random.choice(["", ".", " the"])
    if change < 0.6 and len(words) > 1:
        words.pop(random.randrange(len(words)))
        return " ".join(words)
    return " ".join(random.sample(words, len(words))) if change < 0.8 else text


def question(may_lack_answer):
    answers = [answer() for _ in range(random.randint(1, 3))]
    if may_lack_answer and random.random() < 0.4:
        answers = []
    kind = random.random()
    if kind < 0.15:
        prediction = ""
    elif kind < 0.3 or not answers:
        prediction = answer()
    else:
        prediction = perturbed(random.choice(answers))
    return [answers, prediction, random.choice([round(random.random(), 1), round(random.random(), 3)])]


def case(index):
    questions = [question(True) for _ in range(20)]
    if index % 10 == 7:
        questions = [([], *rest) for _, *rest in questions]
    if index % 10 == 8:
        questions = [(answers or ["the cat"], *rest) for answers, *rest in questions]
    order = random.sample(range(20), 20)
    examples = [SimpleNamespace(qas_id=i, answers=[{"text": text} for text in q[0]]) for i, q in enumerate(questions)]
    predictions = {i: q[1] for i, q in enumerate(questions)}
    threshold = random.choice([1.0, 0.5, 0.3])
    squad2 = squad_evaluate(examples, predictions, {i: questions[i][2] for i in order}, threshold)
    answered = [(q[0] or ["the cat"], q[1]) for q in questions]
    return {
        "questions": questions, "order": order, "threshold": threshold, "squad2": squad2,
        "squad": squad1(answered), "korquad": korquad(answered),
    }


def main():
    path = pathlib.Path(__file__).parent / "answers.json"
    cases = [json.dumps(case(index), separators=(",", ":")) for index in range(35)]
    path.write_text("[\n" + ",\n".join(cases) + "\n]\n")


if __name__ == "__main__":
    main()
