"""Opening a stored dataset by the address of its database."""

from __future__ import annotations

import importlib
import json
import shlex
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from geo.database_errors import EngineError, Trouble
from geo.engine.database_address import Address, read_address
from geo.engine.engine import Engine
from geo.engine.query_context import QueryContext
from geo.engine.sql_compiler import sql_of
from geo.engine.storage_layout import Tables, layout_problem, registry
from geo.engine.store import Store
from geo.engine.stored_metadata import StoredMetadata, stored_metadata_from

_LOAD = "Load one: python -m geo load FILE --into ADDRESS."


def connect(address: str, password: str | None = None, dataset: str | None = None) -> Engine:
    """The stored dataset at an address. Raises EngineError: what is wrong, where, and what to do."""
    read = read_address(address, password, dataset)
    store = open_store(read)
    try:
        row = _chosen(read, stored_in(store))
        return Engine(QueryContext(store, Tables(row["tables"]), _about(read, row)))
    except BaseException:
        store.close()
        raise


def _about(address: Address, row: dict[str, Any]) -> StoredMetadata:
    """What a dataset says of itself, where it was stored as this atlas reads it. Raises EngineError."""
    name, kept = str(row["name"]), []
    try:
        found = json.loads(row["about"])
        kept = list(found.get("columns", ()))
        problem = layout_problem(found)
        if problem is None:
            return stored_metadata_from(row["about"])
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "is stored with a description that cannot be read"
    raise EngineError(
        Trouble.LAYOUT,
        f"the dataset “{name}” {problem}",
        address.shown,
        f"Load its file again with this atlas: {load_command(address, name, kept)}",
    )


def load_command(address: Address, name: str, columns: Sequence[str] = ()) -> str:
    """The command that stores a dataset anew under its name; FILE stands for the file that it came from."""
    chosen = [part for column in columns if column for part in ("--column", column)]
    words = ["--into", address.shown, "--as", name, *chosen]
    return f"python -m geo load FILE {' '.join(map(shlex.quote, words))}"


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
