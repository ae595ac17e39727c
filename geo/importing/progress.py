"""Progress of an import, and the callback that receives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: which step, of which file, and how many rows of it are done."""

    step: str
    file: str
    rows: int
    of: int | None
    """Rows in all, once they are known."""


ProgressCallback = Callable[[Progress], None]
