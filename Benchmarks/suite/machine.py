"""The machine, the versions, the date: what a figure means nothing without."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .settings import REPOSITORY, Settings

PEERS = ("torch", "transformers", "onnxruntime", "tokenizers")


def conditions(settings: Settings) -> str:
    """One line for the head of a table."""
    versions = ", ".join(f"{name} {installed}" for name in PEERS if (installed := version_of(name)))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    date = datetime.now(timezone.utc).strftime("%Y-%m-%d")
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{processor()}, {cores} cores, {settings.threads} threads, {settings.rounds} rounds, load before {load}; "
        f"{date}, commit {commit()}; {versions}"
    )


def version_of(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().split("\n")
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def commit() -> str:
    """The commit that is measured, with a plus where files differ from it."""

    def git(*words: str) -> str:
        return subprocess.run(["git", "-C", REPOSITORY, *words], capture_output=True, text=True).stdout.strip()

    name = git("rev-parse", "--short", "HEAD") or "unknown"
    changed = git("status", "--porcelain", "--", "Sources", "Package.swift")
    return name + ("+" if changed else "")
