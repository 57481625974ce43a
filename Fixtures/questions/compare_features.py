"""Compares our question features with those of the published scripts on whole SQuAD files, value by value.

    python Fixtures/questions/compare_features.py SHARED FOLDER

SHARED is the folder of shared data. The reference's features (token ids, type ids, offsets, positions) are written to
FOLDER, which is not committed (about 600 MB); then `swift test` compares ours with them. Build the tests first:
`swift build -c release --build-tests`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from reference import overlap_features, read_squad, step_features, write_features
from transformers import BertTokenizerFast

SQUAD = "data/squad/reconstructed"
# File, vocabulary, is it lower-cased, convention.
CASES = [
    (f"{SQUAD}/dev-v1.1.rebuilt.json", "bert-base-uncased", True, "overlap"),
    (f"{SQUAD}/dev-v2.0.rebuilt.json", "bert-base-uncased", True, "overlap"),
    (f"{SQUAD}/dev-v1.1.rebuilt.json", "bert-base-cased", False, "overlap"),
    (f"{SQUAD}/dev-v1.1.rebuilt.json", "bert-base-uncased", True, "step"),
    ("data/korean/korquad1/KorQuAD_v1.0_dev.json", "bert-base-multilingual-cased", False, "overlap"),
    (f"{SQUAD}/train-v1.1.rebuilt.json", "bert-base-uncased", True, "overlap"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare question features with the published scripts'.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)

    cases = []
    for number, (file, vocabulary, lower_case, convention) in enumerate(CASES):
        model = folder / vocabulary
        model.mkdir(exist_ok=True)
        shutil.copy(arguments.shared / "data/vocab" / vocabulary / "vocab.txt", model / "vocab.txt")
        (model / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": lower_case}))
        tokenizer = BertTokenizerFast(str(model / "vocab.txt"), do_lower_case=lower_case)
        questions = read_squad(arguments.shared / file)
        begun = time.perf_counter()
        make = overlap_features if convention == "overlap" else step_features
        features = make(tokenizer, questions, 384, 128)
        seconds = time.perf_counter() - begun
        with (folder / f"{number}.bin").open("wb") as output:
            write_features(features, output)
        overruns = sum(f.overruns for f in features)
        cases.append(
            {"file": file, "tokenizer": vocabulary, "convention": convention, "count": len(features),
             "seconds": seconds}
        )  # fmt: skip
        print(f"{file}, {vocabulary}, {convention}: {len(features)} features, {seconds:.1f} s; {overruns} overruns", flush=True)
    (folder / "features.json").write_text(json.dumps(cases))
    environment = os.environ | {"BERTUNE_QUESTION_FEATURES": str(folder), "BERTUNE_SHARED": str(arguments.shared)}
    command = ["swift", "test", "-c", "release", "--skip-build", "--filter", "QuestionFeatureParityTests"]
    raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
