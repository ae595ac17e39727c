"""An input file of an import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to import: where it is, and the name that the person knows it by."""

    path: Path
    name: str
