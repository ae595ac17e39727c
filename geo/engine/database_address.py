"""Parses the address of a database: which engine, where, and which dataset in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from geo.database_errors import EngineError, Trouble, redacted
from geo.load.configured_dataset import DATABASE, database_file

PASSWORD, DATASET = "ATLAS_DATABASE_PASSWORD", "ATLAS_DATABASE_DATASET"
"""Variables of the environment beside the address: the password that never stands in it, and the dataset."""


@dataclass(frozen=True, slots=True)
class Address:
    """One database. Its text never holds the password."""

    engine: str
    """Name of its module in ``geo/engine/drivers``."""
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
    kind = ENGINES.get(body.partition(":")[0].lower())
    if kind is None:
        raise EngineError(
            Trouble.ADDRESS, f"“{redacted(body)}” is no address of a database that the atlas knows", DATABASE, _ALLOWED
        )
    return kind.read(body, password, dataset or unquote(fragment) or os.environ.get(DATASET) or None)


def _duckdb(body: str, password: str | None, name: str | None) -> Address:
    """``duckdb:///data/x.duckdb`` is an absolute path, ``duckdb://x.duckdb`` and ``duckdb:x.duckdb`` are relative ones."""
    rest, _, query = body.partition("?")
    place = unquote(rest.partition(":")[2].removeprefix("//"))
    return Address("duckdb", _stated(place, body), dict(parse_qsl(query)), name, password, redacted(body))


def _spark(body: str, password: str | None, name: str | None) -> Address:
    """Spark's master is the address itself (``spark://host:7077``) or stands behind the colon (``spark:local[*]``)."""
    rest, _, query = body.partition("?")
    behind = rest.partition(":")[2]
    place = rest if behind.startswith("//") else behind
    return Address("spark", _stated(place, body), dict(parse_qsl(query)), name, password, redacted(body))


def _stated(place: str, body: str) -> str:
    if not place:
        raise EngineError(Trouble.ADDRESS, "the address says nothing of where the data is", redacted(body), _ALLOWED)
    return place


def _postgres(body: str, password: str | None, name: str | None) -> Address:
    parts = urlsplit(body)
    within = unquote(parts.password) if parts.password else None
    user = f"{parts.username}@" if parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    place = urlunsplit(("postgresql", user + host, parts.path, "", ""))
    secret = password or os.environ.get(PASSWORD) or within
    shown = urlunsplit(("postgres", user + host, parts.path, "", ""))
    return Address("postgres", place, dict(parse_qsl(parts.query)), name, secret, shown)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database."""

    example: str
    """An address, for the sentence about one that can't be read."""
    read: Callable[[str, str | None, str | None], Address]
    """The address in a text without its fragment, with the password from elsewhere and the name of the dataset."""


_DUCKDB = Kind("duckdb:///path/file.duckdb", _duckdb)
_POSTGRES = Kind("postgres://user@host/database", _postgres)
_SPARK = Kind("spark:local[*]?warehouse=/path", _spark)
ENGINES = {"duckdb": _DUCKDB, "postgres": _POSTGRES, "postgresql": _POSTGRES, "spark": _SPARK}
"""By the word with which an address begins."""
_EXAMPLES = [kind.example for kind in dict.fromkeys(ENGINES.values())]
_ALLOWED = f"Write {', '.join(_EXAMPLES[:-1])} or {_EXAMPLES[-1]}."
