"""The dataset on the page: opened once, shared by all, and asked as a source."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from geo.card import incident_row
from geo.layers.columns import encode_columns
from geo.load import named, open_dataset
from geo.model.dataset import Dataset
from geo.query import Held, MemorySource, Source
from geo.ui.datasets import uploads
from geo.ui.server.addresses import SHELF

SHIPPED = Path(__file__).parents[3] / "data" / "incidents.geojson"
_NUMBERS: WeakKeyDictionary[Dataset, int] = WeakKeyDictionary()
_next_number = count()


def _number(dataset: Dataset) -> int:
    """A number of its own for each dataset in memory. Its id and version would not do: parts of one dataset that were
    read from a database have the same."""
    known = _NUMBERS.get(dataset)
    return _NUMBERS.setdefault(dataset, next(_next_number)) if known is None else known


IDENTITY: dict[str | type[Any], Callable[[Any], Any]] = {Dataset: _number}
"""What tells one dataset from another in a cache."""


def opened() -> Source:
    """The dataset that the atlas opens with: the one that the environment names, else the one it ships with. A file is
    opened anew when it changes.

    Raises UnreadableFile where the file is no incident data, EngineError where it lies in a database that cannot be
    asked.
    """
    if named.names_database():
        from geo.query.opening import database_source

        return database_source(_password())
    path = named.named_file(SHIPPED)
    return _opened(path, path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(path: Path, modified: int) -> MemorySource:
    return MemorySource(open_dataset(path))


def _password() -> str | None:
    """Of the database, from the environment, else from Streamlit's secrets; never shown."""
    from geo.engine.address import PASSWORD

    given = os.environ.get(PASSWORD)
    if given:
        return given
    try:
        return st.secrets.get(PASSWORD)
    except StreamlitSecretNotFoundError:
        return None


def uploaded(dataset_id: str) -> Source | None:
    """What this session uploaded under an id; None where it is not here."""
    found = uploads.opened_upload(dataset_id)
    return None if found is None else _source_of(found)


@lru_cache(maxsize=8)
def _source_of(dataset: Dataset) -> MemorySource:
    return MemorySource(dataset)


def columns_name(held: Held, shelf_address: str, owner: str = "") -> str:
    """Where the browser finds the columns of a dataset (its name on the shelf). ``owner`` is the secret of the session
    whose upload it is: nobody else can guess the name."""
    rows, columns = _encoded(held.shown, held.whole, shelf_address, owner)
    if rows is not None:
        SHELF.put(rows, "application/json", owner)
    return SHELF.put(columns, "application/octet-stream", owner)


MOST_WORDED = 20_000
"""Incidents whose words (title, date, place) are sent along; beyond it a list words them from the columns."""


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs=IDENTITY)
def _encoded(dataset: Dataset, whole: Dataset, shelf_address: str, owner: str) -> tuple[bytes | None, bytes]:
    if len(dataset.incidents) > MOST_WORDED:
        return None, encode_columns(dataset, whole=whole)
    rows = _rows(dataset.plain or dataset)
    name = SHELF.put(rows, "application/json", owner)
    return rows, encode_columns(dataset, rows_address=f"{shelf_address}/{name}", whole=whole)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=IDENTITY)
def _rows(dataset: Dataset) -> bytes:
    """Title, date and place of each incident."""
    words = [incident_row(dataset, incident) for incident in dataset.several(dataset.incidents.index)]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
