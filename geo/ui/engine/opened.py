"""The database that the atlas was pointed at: connected to once, asked by all."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache

import streamlit as st
from pydantic import ValidationError
from streamlit.errors import StreamlitSecretNotFoundError

from geo.engine import MOST_HELD, Engine, EngineError, Trouble, connect
from geo.engine.address import PASSWORD, from_environment
from geo.filter.columns import with_columns
from geo.filter.filter import Filter
from geo.model.dataset import Dataset, assemble

MOST = "ATLAS_MOST_HELD"
"""Variable of the environment: fewer incidents for the browser than usual, for tests and small machines."""

_TITLES = {
    Trouble.ADDRESS: "The address of the database cannot be read",
    Trouble.DRIVER: "Something that this database needs is missing",
    Trouble.UNREACHABLE: "The database cannot be reached",
    Trouble.REFUSED: "The database refuses",
    Trouble.EMPTY: "The dataset is not in the database",
    Trouble.LAYOUT: "The dataset must be loaded again",
    Trouble.SLOW: "The database takes too long",
    Trouble.TOO_MANY: "More incidents than can be held at once",
}


def title_of(error: EngineError) -> str:
    """What is wrong, in a few words."""
    return _TITLES.get(error.trouble, "The database gives an error")


def stored() -> Engine | None:
    """The dataset in the database; None where the atlas was pointed at none. Raises EngineError, and tries anew the
    next time."""
    named = from_environment()
    return None if named is None else _connected(named, _password())


def large() -> Engine | None:
    """The same, where it holds more incidents than a browser should."""
    engine = stored()
    return engine if engine is not None and engine.about.count > most_held() else None


def whole() -> Dataset:
    """The dataset in the database with all its incidents; of a large one without them. Raises EngineError."""
    engine = stored()
    if engine is None:
        raise LookupError("no database is named")
    return shell(engine) if engine.about.count > most_held() else read_whole(engine)


def forget() -> None:
    """Connect anew the next time: the dataset was loaded again, or taken away."""
    _connected.cache_clear()


@lru_cache(maxsize=2)
def _connected(named: str, password: str | None) -> Engine:
    return connect(named, password)


def _password() -> str | None:
    """From the environment, else from Streamlit's secrets; never shown."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    try:
        return st.secrets.get(PASSWORD)
    except StreamlitSecretNotFoundError:
        return None


def most_held() -> int:
    """Incidents that a browser may hold."""
    given = os.environ.get(MOST, "")
    return min(MOST_HELD, int(given)) if given.isdecimal() and int(given) else MOST_HELD


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={Engine: lambda engine: engine.about.version})
def read_whole(engine: Engine) -> Dataset:
    """All incidents of a small dataset."""
    found = engine.dataset(Filter(background=True), most_held())
    return with_columns(found, ())


@st.cache_resource(show_spinner=False, max_entries=6, hash_funcs={Engine: lambda engine: engine.about.version})
def read_some(engine: Engine, asked: Filter) -> Dataset:
    """What a filter leaves. Raises TooMany."""
    return engine.dataset(asked, most_held())


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Engine: lambda engine: engine.about.version})
def read_one(engine: Engine, incident: str, known_on: date | None) -> Dataset:
    """One incident, as known on a day; without it where nobody had told of it. Raises KeyError, or EngineError where it
    was stored in a form that can't be read."""
    try:
        found = engine.incident(incident)
    except ValidationError:
        what = f"the incident “{incident}” is stored in a form that the atlas can't read"
        raise EngineError(Trouble.FAILED, what, engine.where, "Load the dataset again.") from None
    return found if known_on is None else found.as_known_on(known_on)


@lru_cache(maxsize=2)
def shell(engine: Engine) -> Dataset:
    """The dataset without its incidents: its name, actors and sources."""
    about = engine.about
    return assemble(
        id=about.id,
        version=about.version,
        title=about.title,
        period=about.period,
        records=(),
        actors=about.actors,
        sources=about.sources,
        licence=about.licence,
    )
