"""How a browser gets the incidents of a source: all at once as packed columns, or by asking the database piece by piece."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import streamlit as st

from geo.card import CardWriter
from geo.filter.filter import Filter
from geo.layers.browser_columns import encode_columns
from geo.model.dataset import Dataset
from geo.query import LoadedIncidents, Source
from geo.ui.datasets.cache_keys import HASH_FUNCS
from geo.ui.server.addresses import ENGINE, blob_address
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.shared_answers import SHARED

MOST_WORDED = 20_000
"""Incidents whose words (title, date, place) are sent along; beyond it a list words them from the columns."""


def database_address(source: Source) -> str:
    """Where a dataset that stays in its database is asked, beside the browser's page; names the version of the data and
    how many incidents a browser may hold, so that answers stay true."""
    return f".{ENGINE}/{source.facts.id}/{source.facts.version}-{source.limit}"


def data_addresses(source: Source, filter: Filter, owner: str) -> dict[str, str]:
    """Where the browser's components find the incidents: ``columns``, an address of packed columns, or ``engine``, an
    address that answers questions; and ``ui``, the theme of the page. ``owner`` is the secret of the session whose upload
    it is: nobody else can guess the address."""
    ui = {"ui": str(st.context.theme.type or "light")}
    if source.tile_engine is not None:
        return {"engine": f"{database_address(source)}/about", **ui}
    return {"columns": _columns_address(source.load(filter), owner), **ui}


def _columns_address(incidents: LoadedIncidents, owner: str) -> str:
    rows, columns = _encoded(incidents.shown, incidents.whole, owner)
    if rows is not None:
        BLOBS.put(rows, "application/json", owner)
    return blob_address(BLOBS.put(columns, "application/octet-stream", owner))


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs=HASH_FUNCS)
def _encoded(dataset: Dataset, whole: Dataset, owner: str) -> tuple[bytes | None, bytes]:
    rows: bytes | None = None
    address: str | None = None
    if len(dataset.incidents) <= MOST_WORDED:
        plain = dataset.plain or dataset
        rows = _shared("rows", plain, owner, lambda: _rows(plain))
        address = blob_address(BLOBS.put(rows, "application/json", owner))
    columns = _shared("columns", dataset, owner, lambda: encode_columns(dataset, rows_address=address, whole=whole))
    return rows, columns


def _shared(kind: str, dataset: Dataset, owner: str, make: Callable[[], bytes]) -> bytes:
    """An answer that follows from the dataset alone, found where another process has computed it. What a person brought is
    computed for them only."""
    if owner or SHARED.folder is None:
        return make()
    ids = hashlib.sha256("\n".join(dataset.ids.tolist()).encode()).hexdigest()
    return SHARED.computed(
        kind, json.dumps([dataset.id, dataset.version, str(dataset.known_on), dataset.column_names, ids]), make
    )


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=HASH_FUNCS)
def _rows(dataset: Dataset) -> bytes:
    """Title, date and place of each incident."""
    writer = CardWriter(dataset)
    words = [writer.row(told) for told in dataset.told(dataset.ids.tolist())]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
