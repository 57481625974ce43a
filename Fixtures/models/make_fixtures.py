"""Makes the reduced BERTs and what they must compute.

    python Fixtures/models/make_fixtures.py [--output Tests/BERTTests/Fixtures]

Needs torch 2.13, transformers 4.57.1, numpy and safetensors. Takes a few seconds and always writes the same
values. README.md in the output folder says what is in the files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from expectations import expectations
from formats import write_formats
from heads import record_heads
from reference import deterministic, write_arrays, write_json
from small_bert import small_bert, tokenizer

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the fixtures of the model.")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "Tests/BERTTests/Fixtures")
    output: Path = parser.parse_args().output

    deterministic()
    small_bert().save_pretrained(output / "bert")
    tokenizer().save_pretrained(output / "bert")
    result = expectations()
    record_heads(result)
    write_arrays(output / "expected.safetensors", result.arrays)
    write_json(output / "expected.json", result.values)
    write_formats(output / "formats")
    for path in output.rglob("*.safetensors"):
        path.chmod(0o644)  # The safetensors library makes its files readable by their owner alone.


if __name__ == "__main__":
    main()
