"""What the command line asks for, and where things are."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SECTIONS = (
    "steps",
    "steps12",
    "epochs",
    "squad",
    "latency",
    "throughput",
    "int8",
    "tokenize",
    "startup",
    "scaling",
    "growth",
)


class Unavailable(Exception):
    """Why something can't be measured here: data or a model are missing, or a peer isn't installed."""


@dataclass(frozen=True)
class Settings:
    bertune: Path
    model: Path | None
    data: Path | None
    results: Path
    document: Path | None
    sections: tuple[str, ...]
    rounds: int
    threads: int
    examples: int
    repetitions: int
    smoke: bool
    sst2_model: Path | None
    conll_model: Path | None

    @property
    def work(self) -> Path:
        """Where models and data of one form for both sides are kept from run to run."""
        folder = self.results / "work"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def pretrained(self) -> Path:
        """The folder of the pretrained model."""
        if self.model is None or not (self.model / "config.json").exists():
            raise Unavailable("--model names no folder of a pretrained model (all-MiniLM-L6-v2)")
        return self.model

    def data_file(self, name: str) -> Path:
        """A file of the data folder."""
        if self.data is None or not (self.data / name).exists():
            raise Unavailable(f"{name} is not in the folder of --data")
        return self.data / name

    def environment(self, threads: int | None = None) -> dict[str, str]:
        """Holds every library that starts threads of its own to the same number."""
        names = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
        offline = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}
        return os.environ | {name: str(threads or self.threads) for name in names} | offline


def parse_settings() -> tuple[Settings, bool]:
    """The settings, and whether tables are to be written from earlier results without measuring."""
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run",
        description="Measure bertune against its peers and write the tables of Documentation/PERFORMANCE.md.",
    )
    parser.add_argument("--from", dest="origin", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas: %(default)s")
    parser.add_argument("--bertune", type=Path, help="the executable; built unless named")
    parser.add_argument("--model", type=Path, help="the pretrained folder of all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, help="the folder of data sets: glue/SST-2, conll2003, squad, …")
    parser.add_argument("--sst2-model", type=Path, help="a model trained on SST-2, for what int8 costs in accuracy")
    parser.add_argument("--conll-model", type=Path, help="a model trained on CoNLL-2003, for the same")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contestant runs (%(default)s)")
    parser.add_argument("--threads", type=int, default=2, help="of every contestant (%(default)s)")
    parser.add_argument("--examples", type=int, default=2048, help="of each data set (%(default)s)")
    parser.add_argument("--repetitions", type=int, default=5, help="timed steps a round (%(default)s)")
    parser.add_argument("--smoke", action="store_true", help="tiny shapes, to see whether everything runs")
    parser.add_argument("--results", type=Path, default=REPOSITORY / ".build" / "benchmarks")
    parser.add_argument("--document", type=Path, default=REPOSITORY / "Documentation" / "PERFORMANCE.md")
    parser.add_argument("--no-document", action="store_true", help="print the tables and write no document")
    parser.add_argument("--render", action="store_true", help="write the tables of earlier results; measure nothing")
    given = parser.parse_args()
    sections = tuple(name.strip() for name in given.only.split(",") if name.strip())
    for name in sections:
        if name not in SECTIONS:
            parser.error(f"there is no section {name}; the sections are {', '.join(SECTIONS)}")
    if given.bertune is None and not given.render:
        parser.error("--bertune is missing; `Benchmarks/run` names it")

    def absolute(path: Path | None) -> Path | None:
        return None if path is None else (given.origin / path).resolve()

    settings = Settings(
        bertune=absolute(given.bertune) or Path(),
        model=absolute(given.model),
        data=absolute(given.data),
        results=(given.origin / given.results).resolve(),
        document=None if given.no_document else (given.origin / given.document).resolve(),
        sections=sections,
        rounds=given.rounds,
        threads=given.threads,
        examples=given.examples,
        repetitions=given.repetitions,
        smoke=given.smoke,
        sst2_model=absolute(given.sst2_model),
        conll_model=absolute(given.conll_model),
    )
    return settings, given.render
