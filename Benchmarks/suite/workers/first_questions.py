"""Writes the first questions of a SQuAD file as a SQuAD file.

A process of its own, since the whole file takes hundreds of megabytes, which every child of the parent would be counted.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .reporting import tell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    document = json.loads(arguments.source.read_text(encoding="utf-8"))
    left = arguments.count
    articles = []
    for article in document["data"]:
        paragraphs = []
        for paragraph in article["paragraphs"]:
            questions = paragraph["qas"][:left]
            left -= len(questions)
            if questions:
                paragraphs.append({"context": paragraph["context"], "qas": questions})
        if paragraphs:
            articles.append({"title": article.get("title", ""), "paragraphs": paragraphs})
    result = {"version": "1.1", "data": articles}
    arguments.target.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    tell({"questions": arguments.count - left})


if __name__ == "__main__":
    main()
