"""The dataset on the page: opened once, shared by all, as it is or as it was known on a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from geo.card import incident_row
from geo.count.frame import opening_bounds
from geo.filter.apply import prepare
from geo.filter.filter import Filter
from geo.layers.columns import encode_columns
from geo.load import named, open_dataset
from geo.model.dataset import Dataset
from geo.search import SearchIndex
from geo.ui.server import SHELF

IDENTITY: dict[str | type[Any], Callable[[Any], Any]] = {
    Dataset: lambda dataset: (dataset.id, dataset.version, dataset.known_on, dataset.column_names)
}
"""What tells one dataset from another in a cache."""
SHIPPED = Path(__file__).parents[2] / "data" / "incidents.geojson"


def opened() -> Dataset:
    """The dataset that the atlas opens with: the one that ATLAS_DATASET names, else the one it ships with. Opened anew
    when the file changes.

    Raises UnreadableFile where the file is no incident data, EngineError where it lies in a database that cannot be
    asked.
    """
    if named.names_database():
        from geo.ui.engine.opened import whole

        return whole()
    path = named.named_file(SHIPPED)
    return _opened(path, path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(path: Path, modified: int) -> Dataset:
    return open_dataset(path)


def prepared(dataset: Dataset, asked: Filter) -> Dataset:
    """The dataset that a filter speaks about: with its columns as facets, as the sources told it by the end of its
    day."""
    return (
        dataset
        if asked.as_known_on is None and not asked.columns
        else _prepared(dataset, asked.columns, asked.as_known_on)
    )


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs=IDENTITY)
def _prepared(dataset: Dataset, columns: tuple[str, ...], day: date | None) -> Dataset:
    return prepare(dataset, Filter(columns=columns, as_known_on=day))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=IDENTITY)
def search_index(dataset: Dataset) -> SearchIndex:
    """The search index of a dataset."""
    return SearchIndex.build(dataset)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=IDENTITY)
def opening_frame(dataset: Dataset) -> list[float]:
    """What the map opens on: west, south, east, north in degrees."""
    return list(opening_bounds(dataset))


def columns_name(dataset: Dataset, whole: Dataset, shelf_address: str, owner: str = "") -> str:
    """Where the browser finds the columns of a dataset (its name on the shelf); ``whole`` as nothing is hidden.
    ``owner`` is the secret of the session whose upload it is: nobody else can guess the name."""
    rows, columns = _encoded(dataset, whole, shelf_address, owner)
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
