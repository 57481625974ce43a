"""Writes shared_tables.tsv: what an independent reader finds in the public data sets, for comparison.

Run as `python make_fixtures.py path/to/shared`. For each file: the number of examples, and a 64-bit FNV-1a
hash over all texts, pairs and labels, so that the data need not be committed.

GLUE's files are read line by line: none of them is quoted, whatever their quotation marks look like. Two files
of NSMC are quoted throughout (`csv` finds each row three fields long and each quoted field in need of it), and
are read both ways.
"""

import csv
import io
import pathlib
import sys

FILES = [
    # path, header, text, pair, label (columns counted from 1; 0 for none), how it is read if not found out
    ("glue/CoLA/train.tsv", False, 4, 0, 2),
    ("glue/CoLA/dev.tsv", False, 4, 0, 2),
    ("glue/CoLA/test.tsv", True, 2, 0, 0),
    ("glue/SST-2/train.tsv", True, 1, 0, 2),
    ("glue/SST-2/dev.tsv", True, 1, 0, 2),
    ("glue/SST-2/test-labeled.tsv", True, 1, 0, 2),
    ("glue/MRPC/train.tsv", True, 4, 5, 1),
    ("glue/MRPC/dev.tsv", True, 4, 5, 1),
    ("glue/MRPC/test.tsv", True, 4, 5, 0),
    ("glue/MRPC/msr_paraphrase_train.txt", True, 4, 5, 1),
    ("glue/MRPC/msr_paraphrase_test.txt", True, 4, 5, 1),
    ("glue/MRPC/dev_ids.tsv", False, 1, 2, 0),
    ("glue/STS-B/train.tsv", True, 8, 9, 10),
    ("glue/STS-B/dev.tsv", True, 8, 9, 10),
    ("glue/STS-B/test.tsv", True, 8, 9, 0),
    ("glue/STS-B/original/sts-train.tsv", False, 6, 7, 5),
    ("glue/STS-B/original/sts-dev.tsv", False, 6, 7, 5),
    ("glue/STS-B/original/sts-test.tsv", False, 6, 7, 5),
    ("glue/RTE/train.tsv", True, 2, 3, 4),
    ("glue/RTE/dev.tsv", True, 2, 3, 4),
    ("glue/RTE/test.tsv", True, 2, 3, 0),
    ("glue/WNLI/train.tsv", True, 2, 3, 4),
    ("glue/WNLI/dev.tsv", True, 2, 3, 4),
    ("glue/WNLI/test.tsv", True, 2, 3, 0),
    ("glue/QNLI/dev.tsv", True, 2, 3, 4),
    ("glue/QNLI/test.tsv", True, 2, 3, 0),
    ("korean/nsmc/ratings_test.txt", True, 2, 0, 3, "rfc4180"),
    ("korean/nsmc/ratings_train.first5000.txt", True, 2, 0, 3, "rfc4180"),
    ("korean/nsmc/ratings_test.txt", True, 2, 0, 3, "none"),
    ("korean/nsmc/ratings_train.first5000.txt", True, 2, 0, 3, "none"),
    ("korean/nsmc/ratings_train.rebuilt-from-raw.txt", True, 2, 0, 3),
    ("korean/kor-nlu/KorNLI/xnli.dev.ko.tsv", True, 1, 2, 3),
    ("korean/kor-nlu/KorNLI/xnli.test.ko.tsv", True, 1, 2, 3),
    ("korean/kor-nlu/KorSTS/sts-train.tsv", True, 6, 7, 5),
    ("korean/kor-nlu/KorSTS/sts-dev.tsv", True, 6, 7, 5),
    ("korean/kor-nlu/KorSTS/sts-test.tsv", True, 6, 7, 5),
]


def fnv1a(data, state):
    for byte in data:
        state = ((state ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return state


def read_unquoted(data):
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix(b"\r").split(b"\t") for line in lines]


def read_quoted(data):
    reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter="\t", strict=True)
    return [[field.encode() for field in row] for row in reader]


def summary(path, header, columns, quoting):
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    rows = read_quoted(data) if quoting == "rfc4180" else read_unquoted(data)
    rows = rows[1:] if header else rows
    state = 0xCBF29CE484222325
    for fields in rows:
        for column in columns:
            if column:
                field = fields[column - 1]
                state = fnv1a(field.strip() if column == columns[2] else field, state)
            state = fnv1a(b"\x00", state)
    return len(rows), state


def main():
    shared = pathlib.Path(sys.argv[1]) / "data"
    output = pathlib.Path(__file__).parent / "shared_tables.tsv"
    with output.open("w") as out:
        print("path", "header", "text", "pair", "label", "quoting", "count", "hash", sep="\t", file=out)
        for path, header, text, pair, label, *quoting in FILES:
            quoting = quoting[0] if quoting else "automatic"
            count, state = summary(shared / path, header, (text, pair, label), quoting)
            # Whether quotes delimit must be found out; that they do not may be said.
            said = "none" if quoting == "none" else "automatic"
            print(path, int(header), text, pair, label, said, count, f"{state:016x}", sep="\t", file=out)


if __name__ == "__main__":
    main()
