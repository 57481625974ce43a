"""Times Hugging Face tokenizers' encode_batch on the texts of a JSON Lines file, its results thrown away."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .reporting import tell, timed


def main() -> None:
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--input", type=Path, required=True)
    parser.add_argument("--repetitions", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="set in the environment, which rayon reads")
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = [json.loads(line)["text"] for line in arguments.input.read_text(encoding="utf-8").split("\n") if line]
    # As many at a time as bertune takes: all at once would measure the memory more than the library.
    blocks = [texts[start : start + 4096] for start in range(0, len(texts), 4096)]

    def work() -> None:
        for block in blocks:
            tokenizer.encode_batch(block)

    tell(timed(work, warm_ups=1, repetitions=arguments.repetitions))


if __name__ == "__main__":
    main()
