"""Training steps of all 12 layers of BERT-base: a section of its own, for it takes longer than all other steps."""

from __future__ import annotations

from ..rounds import Result
from ..settings import Settings, Unavailable
from .steps import measured, wide


def run(settings: Settings) -> Result:
    if settings.smoke:
        raise Unavailable("12 layers are no smoke test")
    return measured(settings, wide(layers=12))
