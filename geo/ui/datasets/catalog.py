"""The datasets that can be opened: the one that the atlas opens with, and those that a person uploaded."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from geo.load import configured_dataset, open_dataset
from geo.model.file_models import ACTORS, SOURCES
from geo.query import MemorySource, Source
from geo.ui.datasets import uploads

SHIPPED = Path(__file__).parents[3] / "data" / "incidents.geojson"
"""The dataset that comes with the atlas."""


def default_source() -> Source:
    """The dataset that the atlas opens with: the one that the environment names, else the one it ships with. A file is
    opened anew when it changes.

    Raises UnreadableFile where the file is no incident data, EngineError where it lies in a database that cannot be
    asked.
    """
    if configured_dataset.is_database_configured():
        from geo.query.connection import database_source

        return database_source(_password())
    path = configured_dataset.configured_file(SHIPPED)
    return _file_source(path, tuple(map(_state, (path, path.with_name(ACTORS), path.with_name(SOURCES)))))


def connect_anew() -> None:
    """Let go of the database: the next question connects again."""
    from geo.query.connection import forget

    forget()


def _state(path: Path) -> tuple[int, ...] | None:
    """What tells a file from the one that was there before; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@st.cache_resource(show_spinner=False, max_entries=2)
def _file_source(path: Path, state: tuple[tuple[int, ...] | None, ...]) -> MemorySource:
    return MemorySource(open_dataset(path))


def _password() -> str | None:
    """Of the database, from the environment, else from Streamlit's secrets; never shown."""
    from geo.engine.database_address import PASSWORD

    password = os.environ.get(PASSWORD)
    if password:
        return password
    try:
        return st.secrets.get(PASSWORD)
    except StreamlitSecretNotFoundError:
        return None


def uploaded_source(dataset_id: str) -> Source | None:
    """What this session uploaded under an id; None where it is not here."""
    return uploads.opened_source(dataset_id)
