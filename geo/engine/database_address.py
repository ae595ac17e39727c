"""Parses the address of a database: which engine, where, and which dataset in it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from geo.database_errors import EngineError, Trouble, redacted
from geo.load.configured_dataset import DATABASE, database_file

PASSWORD, DATASET = "ATLAS_DATABASE_PASSWORD", "ATLAS_DATABASE_DATASET"
"""Variables of the environment beside the address: the password that never stands in it, and the dataset."""

ENGINES = {"duckdb": "duckdb", "postgres": "postgres", "postgresql": "postgres", "spark": "spark"}
_ALLOWED = "Write duckdb:///path/file.duckdb, postgres://user@host/database or spark:local[*]?warehouse=/path."


@dataclass(frozen=True, slots=True)
class Address:
    """One database. Its text never holds the password."""

    engine: str
    """``duckdb``, ``postgres`` or ``spark``."""
    place: str
    """Path of the file, address of the server without password, or Spark's master."""
    options: dict[str, str]
    """What stands behind the question mark."""
    dataset: str | None
    """Name of the dataset; ``None`` where the database holds only one."""
    password: str | None = field(repr=False)
    shown: str
    """For people: without the password."""

    def option(self, name: str, otherwise: str) -> str:
        """One of the options."""
        return self.options.get(name, otherwise)


def from_environment() -> str | None:
    """The database that the environment names: by its address, or as a file of DuckDB; None where there is none."""
    file = database_file()
    return os.environ.get(DATABASE, "").strip() or (f"duckdb://{file.resolve().as_posix()}" if file else None)


def read_address(text: str, password: str | None = None, dataset: str | None = None) -> Address:
    """The address in a text. A password is taken from the argument, else the environment, else the text itself.

    Raises EngineError where the text names no engine that the atlas knows.
    """
    body, _, fragment = text.strip().partition("#")
    scheme = body.partition(":")[0].lower()
    engine = ENGINES.get(scheme)
    if engine is None:
        raise EngineError(
            Trouble.ADDRESS, f"“{redacted(body)}” is no address of a database that the atlas knows", DATABASE, _ALLOWED
        )
    name = dataset or unquote(fragment) or os.environ.get(DATASET) or None
    if engine == "postgres":
        return _postgres(body, password, name)
    rest, _, query = body.partition("?")
    place = rest.partition(":")[2]
    # duckdb:///data/x.duckdb is an absolute path, duckdb://x.duckdb and duckdb:x.duckdb are relative ones; Spark's
    # master is the address itself (spark://host:7077) or stands behind the colon (spark:local[*]).
    if engine == "duckdb":
        place = unquote(place.removeprefix("//"))
    elif place.startswith("//"):
        place = rest
    if not place:
        raise EngineError(Trouble.ADDRESS, "the address says nothing of where the data is", redacted(body), _ALLOWED)
    return Address(engine, place, dict(parse_qsl(query)), name, password, redacted(body))


def _postgres(body: str, password: str | None, name: str | None) -> Address:
    parts = urlsplit(body)
    within = unquote(parts.password) if parts.password else None
    user = f"{parts.username}@" if parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    place = urlunsplit(("postgresql", user + host, parts.path, "", ""))
    secret = password or os.environ.get(PASSWORD) or within
    shown = urlunsplit(("postgres", user + host, parts.path, "", ""))
    return Address("postgres", place, dict(parse_qsl(parts.query)), name, secret, shown)
