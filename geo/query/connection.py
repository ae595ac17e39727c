"""The connection to the database that the environment names, and its dataset as a source."""

from __future__ import annotations

import os
from functools import lru_cache

from geo.engine import MOST_HELD, Engine, connect
from geo.engine.database_address import from_environment
from geo.filter.column_filters import with_columns
from geo.filter.filter import Filter
from geo.query.memory import MemorySource
from geo.query.source import Source
from geo.query.stored import StoredSource, rejected_of

LIMIT_VARIABLE = "ATLAS_MOST_HELD"
"""Variable of the environment: fewer incidents for the browser than usual, for tests and small machines."""


def most_held() -> int:
    """Incidents that a browser may hold."""
    limit = os.environ.get(LIMIT_VARIABLE, "")
    return min(MOST_HELD, int(limit)) if limit.isdecimal() and int(limit) else MOST_HELD


def named_engine(password: str | None = None) -> Engine | None:
    """The dataset in the database that the environment names, connected to once; None where it names none. Raises
    EngineError, and tries anew the next time."""
    named = from_environment()
    return None if named is None else _connected(named, password)


def database_source(password: str | None = None) -> Source:
    """The same as a source: one that is small enough for a browser is read whole. Raises EngineError, and LookupError
    where the environment names no database."""
    engine = named_engine(password)
    if engine is None:
        raise LookupError("no database is named")
    return _stored(engine, most_held()) if engine.about.count > most_held() else _whole(engine)


def forget() -> None:
    """Connect anew the next time: the dataset was loaded again, or taken away."""
    for kept in (_connected, _stored, _whole):
        kept.cache_clear()


@lru_cache(maxsize=2)
def _connected(named: str, password: str | None) -> Engine:
    return connect(named, password)


@lru_cache(maxsize=2)
def _stored(engine: Engine, limit: int) -> StoredSource:
    return StoredSource(engine, limit)


@lru_cache(maxsize=2)
def _whole(engine: Engine) -> MemorySource:
    found = engine.dataset(Filter(background=True), engine.about.count)
    return MemorySource(with_columns(found, ()), rejected_of(engine))
