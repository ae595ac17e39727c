"""The connection to the database that the environment names, and its dataset as a source."""

from __future__ import annotations

import os
from functools import lru_cache

from geo.database_errors import EngineError, Trouble
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
    """The dataset in the database that the environment names, connected to once, and anew where another file of DuckDB is
    in its place; None where it names none. Raises EngineError, and tries anew the next time."""
    named = from_environment()
    if named is None:
        return None
    engine = _connected(named, password)
    try:
        engine.check()
    except EngineError as error:
        if error.trouble is not Trouble.EMPTY:
            raise
        forget()
        engine = _connected(named, password)
    return engine


def database_source(password: str | None = None) -> Source:
    """The same as a source: one that is small enough for a browser is read whole. Raises EngineError, and LookupError
    where the environment names no database."""
    engine = named_engine(password)
    if engine is None:
        raise LookupError("no database is named")
    return _stored(engine, most_held()) if engine.about.count > most_held() else _whole(engine)


def forget() -> None:
    """Connect anew the next time: the dataset was loaded again, or taken away. What is connected is let go: DuckDB would
    else go on with the file that was open."""
    while _open:
        _open.pop().close()
    for kept in (_connected, _stored, _whole):
        kept.cache_clear()


@lru_cache(maxsize=2)
def _connected(named: str, password: str | None) -> Engine:
    engine = connect(named, password)
    _open.append(engine)
    return engine


_open: list[Engine] = []


@lru_cache(maxsize=2)
def _stored(engine: Engine, limit: int) -> StoredSource:
    return StoredSource(engine, limit)


@lru_cache(maxsize=2)
def _whole(engine: Engine) -> MemorySource:
    found = engine.dataset(Filter(background=True), engine.about.count)
    return MemorySource(with_columns(found, ()), rejected_of(engine))
