"""The dataset that environment variables configure: one rule for the app and for the command line.

``ATLAS_DATABASE`` names a database by its address; else ``ATLAS_DATASET`` names a file: a DuckDB file is a database, any
other is incidents in the atlas's own form or a working copy. Where neither is set, the atlas shows its own incidents.
"""

from __future__ import annotations

import os
from pathlib import Path

DATASET, DATABASE = "ATLAS_DATASET", "ATLAS_DATABASE"
SUFFIXES = (".duckdb", ".ddb")
"""Files that are a database: named by ATLAS_DATASET they are one, without any address."""


def database_file() -> Path | None:
    """The file of DuckDB that is named in place of a dataset's file."""
    path = Path(os.environ.get(DATASET, ""))
    return path if path.suffix in SUFFIXES else None


def is_database_configured() -> bool:
    """Whether the environment names a database, by address or as a file."""
    return bool(os.environ.get(DATABASE, "").strip()) or database_file() is not None


def configured_file(shipped: Path) -> Path:
    """The file of incidents that is named, else ``shipped``; where a database is named, that comes first."""
    return Path(os.environ.get(DATASET) or shipped)


def is_configured() -> bool:
    """Whether another dataset than the atlas's own is opened."""
    return is_database_configured() or bool(os.environ.get(DATASET))
