"""Opening a stored dataset by the address of its database."""

from __future__ import annotations

import importlib
from typing import Any

import pyarrow as pa

from geo.engine.about import about_from
from geo.engine.address import Address, read_address
from geo.engine.asked import Asked
from geo.engine.compiling import sql_of
from geo.engine.engine import Engine
from geo.engine.errors import EngineError, Trouble
from geo.engine.layout import Tables, registry
from geo.engine.stores import Store

_LOAD = "Load one: python -m geo load FILE --into ADDRESS."


def connect(address: str, password: str | None = None, dataset: str | None = None) -> Engine:
    """The stored dataset at an address. Raises EngineError: what is wrong, where, and what to do."""
    read = read_address(address, password, dataset)
    store = open_store(read)
    try:
        row = _chosen(read, stored_in(store))
        return Engine(Asked(store, Tables(row["tables"]), about_from(row["about"])))
    except (ValueError, KeyError):
        store.close()
        raise EngineError(
            Trouble.EMPTY, "the dataset was stored by another version of the atlas", read.shown, "Load it again."
        ) from None
    except EngineError:
        store.close()
        raise


def open_store(address: Address) -> Store:
    """A connection to a database."""
    store: Store = driver(address, f"{address.engine}_store")(address)
    return store


def driver(address: Address, name: str) -> Any:
    """What a module about one engine offers; its packages are only imported where that engine is asked for."""
    try:
        return getattr(importlib.import_module(f"geo.engine.drivers.{address.engine}"), name)
    except ImportError as error:
        missing = (error.name or "").partition(".")[0]
        raise EngineError(
            Trouble.DRIVER,
            f"the package {missing} is not installed",
            address.shown,
            f"Install it: {_INSTALL.get(missing, 'pip install ' + missing)}.",
        ) from None


_INSTALL = {"pyspark": "pip install '.[spark]' (it needs Java 17 or later)", "psycopg": "pip install 'psycopg[binary]'"}


def stored_in(store: Store) -> pa.Table:
    """The datasets in a database: of each name the newest."""
    try:
        found = store.run(sql_of(registry(), store.dialect))
    except EngineError as error:
        if error.trouble is not Trouble.EMPTY:
            raise
        raise EngineError(
            Trouble.EMPTY, "there is no dataset of the atlas in this database", store.address.shown, _LOAD
        ) from None
    newest = {row["name"]: row for row in sorted(found.to_pylist(), key=lambda row: str(row["loaded"]))}
    return pa.Table.from_pylist(list(newest.values()), schema=found.schema)


def _chosen(address: Address, stored: pa.Table) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {row["name"]: row for row in stored.to_pylist()}
    if not rows:
        raise EngineError(Trouble.EMPTY, "there is no dataset of the atlas in this database", address.shown, _LOAD)
    if address.dataset is None and len(rows) == 1:
        return next(iter(rows.values()))
    names = ", ".join(sorted(rows))
    if address.dataset is None:
        raise EngineError(
            Trouble.EMPTY, f"there are several datasets: {names}", address.shown, "Add one to the address: …#NAME."
        )
    if address.dataset not in rows:
        raise EngineError(
            Trouble.EMPTY, f"there is no dataset “{address.dataset}”", address.shown, f"There are: {names}."
        )
    return rows[address.dataset]
