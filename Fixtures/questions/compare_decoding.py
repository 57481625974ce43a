"""Compares our answers, n-best lists and null odds with the published decoding, on 2,000 questions with fixed logits.

    python Fixtures/questions/compare_decoding.py SHARED FOLDER

The logits are random and the same in every run; FOLDER takes them and what the reference makes of them, for
`swift test` to compare ours with. It is not committed. Build the tests first: `swift build -c release --build-tests`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
from reference import Decoding, decode, overlap_features, read_squad
from transformers import BertTokenizerFast

COUNT = 2000
# Name, file, length, overlap, are logits rounded so that many are equal, decoding.
CASES = [
    ("v2", "dev-v2.0", 384, 128, False, Decoding(allows_no_answer=True)),
    ("v2 threshold", "dev-v2.0", 384, 128, False, Decoding(allows_no_answer=True, threshold=-3.5)),
    ("v2 windows", "dev-v2.0", 128, 48, False, Decoding(allows_no_answer=True)),
    ("v1", "dev-v1.1", 384, 128, False, Decoding()),
    ("v1 few", "dev-v1.1", 128, 48, False, Decoding(n_best=3, max_answer_length=2)),
    ("v2 ties", "dev-v2.0", 128, 48, True, Decoding(allows_no_answer=True, orders_ties=True)),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare answers with the published decoding.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(arguments.shared / "data/vocab/bert-base-uncased/vocab.txt", folder / "vocab.txt")
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}')
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=True)

    cases = []
    for number, (name, file, length, shared, rounded, rule) in enumerate(CASES):
        path = f"data/squad/reconstructed/{file}.rebuilt.json"
        questions = read_squad(arguments.shared / path)[:COUNT]
        features = overlap_features(tokenizer, questions, length, shared)
        random = np.random.default_rng(number)
        logits = [random.normal(0, 3, (len(f.ids), 2)).astype(np.float32) for f in features]
        if rounded:
            logits = [np.round(rows * 2) / 2 for rows in logits]
        np.concatenate(logits).astype("<f4").tofile(folder / f"{number}.bin")
        begun = time.perf_counter()
        answers = decode(questions, features, logits, rule)
        seconds = time.perf_counter() - begun
        (folder / f"{number}.json").write_text(
            json.dumps({"predictions": answers.predictions, "nbest": answers.n_best, "odds": answers.odds})
        )
        cases.append(
            {"name": name, "file": path, "count": COUNT, "length": length, "overlap": shared,
             "nBestCount": rule.n_best, "maximumAnswerLength": rule.max_answer_length,
             "allowsNoAnswer": rule.allows_no_answer, "threshold": rule.threshold}
        )  # fmt: skip
        none = sum(not text for text in answers.predictions.values())
        print(f"{name}: {COUNT} questions, {len(features)} windows, {none} without answer, {seconds:.1f} s")
    (folder / "decoding.json").write_text(json.dumps(cases))
    environment = os.environ | {"BERTUNE_QUESTION_DECODING": str(folder), "BERTUNE_SHARED": str(arguments.shared)}
    command = ["swift", "test", "-c", "release", "--skip-build", "--filter", "AnswerDecoderParityTests"]
    raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
