"""Writes the windows that transformers' example script run_qa makes of a SQuAD file: how many, and a digest of each.

    python Fixtures/questions/feature_reference.py --vocabulary VOCAB.txt [--cased] --output DIR \\
        [--length 384] [--overlap 128] FILE.json ...

For each file, DIR/NAME.features holds a line for each window in order: the question's id, the number of its tokens,
the first and the last token of the answer (0 and 0 where the window lacks it), and the first 16 hexadecimal digits
of the SHA-256 of its token ids in decimal, joined by blanks. DIR/counts.json holds for each file `questions`,
`windows`, `answered` (windows with an answer) and `misplaced`: windows in which run_qa itself puts the start on the
last token of the padded window instead, because its search for the start runs past the context when the answer
begins at its last token. Existing entries of other files are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from transformers import BertTokenizerFast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "parity"))

from examples import Question, read_questions  # noqa: E402
from features import Feature, question_features  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the windows that run_qa makes of SQuAD files.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--cased", action="store_true")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--length", type=int, default=384)
    parser.add_argument("--overlap", type=int, default=128)
    arguments = parser.parse_args()

    tokenizer = BertTokenizerFast(str(arguments.vocabulary), do_lower_case=not arguments.cased)
    arguments.output.mkdir(parents=True, exist_ok=True)
    counts_path = arguments.output / "counts.json"
    for path in arguments.files:
        counts = dict.fromkeys(("questions", "windows", "answered", "misplaced"), 0)
        with (arguments.output / f"{path.stem}.features").open("w", encoding="utf-8") as file:
            for question in read_questions(path):
                features = question_features(question, tokenizer, arguments.length, arguments.overlap)
                file.writelines(line(question, feature) for feature in features)
                counts["questions"] += 1
                counts["windows"] += len(features)
                counts["answered"] += sum(feature["start_positions"] > 0 for feature in features)
                # The context's last token stands before the closing [SEP].
                counts["misplaced"] += sum(f["start_positions"] == len(f["input_ids"]) - 2 for f in features)
        known = json.loads(counts_path.read_text()) if counts_path.exists() else {}
        counts_path.write_text(json.dumps(known | {path.stem: counts}, indent=2) + "\n")
        print(path.stem, counts, flush=True)


def line(question: Question, feature: Feature) -> str:
    digest = hashlib.sha256(" ".join(map(str, feature["input_ids"])).encode()).hexdigest()[:16]
    places = f"{feature['start_positions']} {feature['end_positions']}"
    return f"{question.name} {len(feature['input_ids'])} {places} {digest}\n"


if __name__ == "__main__":
    main()
