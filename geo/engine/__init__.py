"""The seam to where incidents are stored: DuckDB, PostgreSQL or Spark, all asked the same way."""

from geo.database_errors import Cancelled, EngineError, TooMany, Trouble, redacted
from geo.engine.about import StoredAbout
from geo.engine.engine import Engine
from geo.engine.layout import MOST_HELD
from geo.engine.opening import connect
from geo.engine.stores import asked_by

__all__ = [
    "MOST_HELD",
    "Cancelled",
    "Engine",
    "EngineError",
    "StoredAbout",
    "TooMany",
    "Trouble",
    "asked_by",
    "connect",
    "redacted",
]
