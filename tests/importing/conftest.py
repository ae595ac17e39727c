"""Shared pieces of the tests of imports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.importing import ColumnMapping, Imported, import_files

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 11, 21)
"""The day on which the tests import; files of later days are in the future."""

Import = Callable[..., Imported]


@pytest.fixture
def take(tmp_path: Path) -> Import:
    """Import fixtures by name, or files by path."""

    def importing(*names: str | Path, mapping: ColumnMapping | None = None, out: str = "out.parquet") -> Imported:
        files = [FIXTURES / name if isinstance(name, str) else name for name in names]
        return import_files(files, tmp_path / out, mapping=mapping, today=TODAY)

    return importing


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
