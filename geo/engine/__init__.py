"""Datasets stored in databases: DuckDB, PostgreSQL or Spark, all queried the same way."""

from geo.database_errors import Cancelled, EngineError, TooMany, Trouble, redacted
from geo.engine.connecting import connect
from geo.engine.engine import Engine
from geo.engine.storage_layout import MOST_HELD
from geo.engine.store import asked_by
from geo.engine.stored_metadata import StoredMetadata

__all__ = [
    "MOST_HELD",
    "Cancelled",
    "Engine",
    "EngineError",
    "StoredMetadata",
    "TooMany",
    "Trouble",
    "asked_by",
    "connect",
    "redacted",
]
