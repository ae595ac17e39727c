"""The datasets that can be opened: the one that the atlas opens with, those that the operator lists beside it, and those
that a person uploaded. Where people sign in, each of the first two may be for named people only."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from geo.errors import AtlasError
from geo.load import configured_dataset, open_dataset
from geo.model.file_models import ACTORS, SOURCES
from geo.query import MemorySource, Source
from geo.ui.access.access_file import EVERYBODY, MOST_LISTED
from geo.ui.access.current_person import access, is_for_me, person
from geo.ui.access.people import Person
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
    return _file_source(path, _states(path))


def opening_source() -> Source | None:
    """The dataset that this person's atlas opens with: the default one where it is for them, else the first that is
    listed; None where none is for them. Raises as ``default_source`` does."""
    if is_opening_for(person()):
        return default_source()
    return next(iter(listed_sources()), None)


def is_opening_for(signed_in: Person | None) -> bool:
    """Whether the default dataset is for a person; for everybody without sign-in."""
    found = access()
    return found is None or (signed_in is not None and signed_in.is_among(found.dataset_for))


def is_opening_for_all() -> bool:
    """Whether what is made of the default dataset may be given to everybody who is admitted."""
    found = access()
    return found is None or EVERYBODY in found.dataset_for


def datasets_for(signed_in: Person | None) -> frozenset[str]:
    """The operator's datasets that are for a person: files of those that are listed, and an empty text for the default one."""
    found = access()
    listed = (
        [] if found is None or signed_in is None else [one for one in found.datasets if signed_in.is_among(one.people)]
    )
    return frozenset([one.file for one in listed] + [""] * is_opening_for(signed_in))


def listed_sources() -> list[Source]:
    """The datasets that the operator lists and that are for the person of this session. One that can't be opened is left
    out: ``listed_faults`` says why."""
    return [source for source in map(_listed, _for_me()) if isinstance(source, MemorySource)]


def listed_faults() -> list[str]:
    """What is wrong with listed datasets, for the administrator: with folders' names left out."""
    found = access()
    opened = [] if found is None else [_listed(Path(one.file)) for one in found.datasets]
    return [fault.sentence() for error in opened if isinstance(error, AtlasError) for fault in error.faults]


def listed_source(dataset_id: str) -> Source | None:
    """The listed dataset of an id, where it is for the person of this session."""
    return next((source for source in listed_sources() if source.facts.id == dataset_id), None)


def _for_me() -> list[Path]:
    found = access()
    return [] if found is None else [Path(one.file) for one in found.datasets if is_for_me(one.people)]


def _listed(path: Path) -> MemorySource | AtlasError:
    try:
        return _listed_source(path, _states(path))
    except AtlasError as error:
        return error


@st.cache_resource(show_spinner=False, max_entries=MOST_LISTED)
def _listed_source(path: Path, state: tuple[tuple[int, ...] | None, ...]) -> MemorySource:
    return MemorySource(open_dataset(path))


def connect_anew() -> None:
    """Let go of the database: the next question connects again."""
    from geo.query.connection import forget

    forget()


def _states(path: Path) -> tuple[tuple[int, ...] | None, ...]:
    """Of a file of incidents and of what is read beside it."""
    return tuple(map(_state, (path, path.with_name(ACTORS), path.with_name(SOURCES))))


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
