"""Times `bertune tokenize` and Hugging Face tokenizers on the lines of a file, in turn."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "Fixtures" / "tokenization"))

from compare_with_huggingface import Comparison, read_lines, throughput  # noqa: E402

from .reporting import tell  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bertune", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    comparison = Comparison(str(arguments.bertune), str(arguments.model))
    ours, theirs = throughput(comparison, read_lines([arguments.text]), arguments.threads)
    tell({"ours": ours, "theirs": theirs})


if __name__ == "__main__":
    main()
