"""Counts sentences, words and tags of the shared data sets, into shared_words.json.

    python make_word_fixtures.py SHARED
"""

import collections
import json
import pathlib
import sys

here = pathlib.Path(__file__).parent
root = pathlib.Path(sys.argv[1]) / "data"


def counted(rows):
    """Sentences, words and tags of lines made into (word, tag), `None` for a sentence's end, or `False` for neither."""
    sentences = words = current = 0
    tags = collections.Counter()
    for row in [*rows, None]:
        if row is None:
            sentences += current > 0
            current = 0
        elif row:
            current += 1
            words += 1
            tags[row[1]] += 1
    return {"sentences": sentences, "words": words, "tags": dict(sorted(tags.items()))}


def lines(path):
    return (root / path).read_text(encoding="utf-8").split("\n")


def conll(line):
    fields = line.split()
    return None if not fields or fields[0] == "-DOCSTART-" else (fields[0], fields[-1])


def conllu(column):
    def row(line):
        if not line:
            return None
        fields = line.split("\t")
        return fields[0].isdigit() and (fields[1], fields[column])

    return row


def klue():
    """White space is no word here; an entity that begins with some begins with the character after it."""
    before = ["O"]

    def row(line):
        if not line:
            return None
        if line.startswith("## "):
            return False
        character, tag = line.split("\t")
        if character.isspace():
            before[0] = tag
            return False
        if before[0].startswith("B-") and tag == "I-" + before[0][2:]:
            tag = before[0]
        before[0] = "O"
        return character, tag

    return row


files = [(f"conll2003/{name}", None, conll) for name in ["train.txt", "valid.txt", "test.txt", "eng.testa.iob1"]]
for part in ["train", "dev", "test"]:
    path = f"ud_english_ewt/en_ewt-ud-{part}.conllu"
    files += [(path, None, conllu(3)), (path, "xpos", conllu(4))]
files += [(f"korean/klue/klue-ner-v1.1_{part}.tsv", None, klue()) for part in ["dev", "train.first-part"]]
table = [{"path": path, "labelColumn": column, **counted(map(row, lines(path)))} for path, column, row in files]
text = json.dumps(table, ensure_ascii=False).replace("}, {\"path", "},\n{\"path")
(here / "shared_words.json").write_text(text + "\n")
