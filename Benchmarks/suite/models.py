"""The models of the sections on answers, made once and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .processes import Cost, bertune_benchmark, worker, worker_benchmark
from .settings import Settings


@dataclass(frozen=True)
class Model:
    """A folder that both sides load, and its ONNX files by how they were made."""

    name: str
    folder: Path

    def onnx(self, settings: Settings, kind: str) -> Path:
        """The file of a kind (`onnx`, `fused`, `int8`, `int8-fused`), made if it isn't there."""
        target = self.folder / f"{kind}.onnx"
        if not target.exists():
            source = {"fused": "onnx", "int8": "onnx", "int8-fused": "fused"}.get(kind)
            options: tuple[object, ...] = ("--model", self.folder, "--to", target)
            if source is not None:
                options += ("--onnx", self.onnx(settings, source))
            worker(settings, "models", kind.removesuffix("-fused"), *options)
        return target


def models(settings: Settings) -> list[Model]:
    """MiniLM, and BERT-base with random weights; in a smoke test MiniLM alone."""
    pretrained = settings.pretrained()
    found = [made(settings, "MiniLM", "--model", pretrained)]
    if not settings.smoke:
        found.append(made(settings, "BERT-base", "--vocabulary", pretrained))
    return found


def made(settings: Settings, name: str, *options: object) -> Model:
    folder = settings.work / "models" / name
    if not (folder / "config.json").exists():
        worker(settings, "models", "folder", "--to", folder, *options)
    return Model(name, folder)


def answering(
    settings: Settings, model: Model, workload: str, options: tuple[object, ...], kinds: dict[str, str]
) -> dict[str, Callable[[], Cost]]:
    """The contestants that answer: bertune, PyTorch, and ONNX Runtime with files of some kinds."""
    contestants: dict[str, Callable[[], Cost]] = {
        "bertune": partial(bertune_benchmark, settings, workload, "--model", model.folder, *options)
    }
    for name, kind in kinds.items():
        onnx = model.onnx(settings, kind)
        contestants[name] = partial(
            worker_benchmark, settings, "inference", "--model", model.folder, "--onnx", onnx, *options
        )
    return contestants
