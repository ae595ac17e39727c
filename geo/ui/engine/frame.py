"""The pages of a dataset that is counted in its database. Map and Incidents ask the engine; the others are written for
incidents in memory and get what the filter leaves, where that is few enough."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.engine import Engine, EngineError, TooMany, Trouble
from geo.filter.filter import ActorRole, Filter
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.ui import notices, session
from geo.ui.engine.arrival import read_stored
from geo.ui.engine.header import opening_filter
from geo.ui.engine.incidents import incidents_page
from geo.ui.engine.narrowing import too_many
from geo.ui.engine.opened import forget, read_some, shell, stored, title_of
from geo.ui.engine.stage import sidebar, stage
from geo.ui.navigation import FRAMED
from geo.ui.sheet import sheet, words
from geo.ui.shown import follow
from geo.ui.stage import forget as foretell_nothing

_AGAIN_S = 5


def draw(engine: Engine, page: StreamlitPage) -> None:
    """Run one page."""
    defaults = View(dataset=engine.about.id, filter=opening_filter(engine))
    current = session.current(defaults, shell(engine), partial(read_stored, engine))
    if current.view.dataset != engine.about.id:
        current = session.change(dataset=engine.about.id, filter=defaults.filter, selection=None, camera=None)
    with st.sidebar:
        sidebar(engine, current)
    try:
        notices.tell(current, _hidden(engine, current.view.filter))
        _page(engine, current, page)
    except EngineError as error:
        if error.trouble is Trouble.EMPTY:
            forget()
        foretell_nothing()
        tell_trouble(error)
    session.write_address()


def _page(engine: Engine, current: session.Session, page: StreamlitPage) -> None:
    if page.title == "Map":
        follow()
        stage(engine, current)
    elif page.title == "Incidents":
        incidents_page(engine, current)
    elif page.title == "Data":
        _run(page, shell(engine), current)
    else:
        _with_incidents(engine, current, page)


def _with_incidents(engine: Engine, current: session.Session, page: StreamlitPage) -> None:
    asked = _needed(current.view.filter, page.title)
    try:
        with st.spinner("Reading the incidents that the filter leaves"):
            dataset = read_some(engine, asked)
    except TooMany as error:
        follow()
        too_many(engine, page.title, asked, error.count, error.limit)
        return
    with st.container(key="read_part"):
        st.text(
            f"Read for this page: {len(dataset.incidents):,} of {engine.about.count:,} incidents, as the filter leaves them."
        )
    _run(page, dataset, current)


def _needed(asked: Filter, title: str) -> Filter:
    """What a page looks at: a comparison chooses its dates and actors itself."""
    if title != "Compare":
        return asked
    changes = {"start": None, "end": None, "actors": (), "stances": (), "actor_role": ActorRole.ANY}
    return asked.model_copy(update=changes)


def _run(page: StreamlitPage, dataset: Dataset, current: session.Session) -> None:
    st.session_state[session.KEY] = replace(current, whole=dataset)
    st.session_state[FRAMED] = dataset
    page.run()


def _hidden(engine: Engine, asked: Filter) -> int:
    """How many incidents nobody had told of by the day that is chosen."""
    if asked.as_known_on is None:
        return 0
    return engine.about.count - engine.summary(Filter(as_known_on=asked.as_known_on, background=True)).total


def tell_trouble(error: EngineError) -> None:
    """What is wrong with the database and what to do; the next try comes by itself."""
    with sheet(title_of(error)):
        words(error.sentence(), "count", "trouble")
        words("Your view is kept in the address of this page.", "muted", "trouble_kept")
        _try_again()


@st.fragment(run_every=_AGAIN_S)
def _try_again() -> None:
    try:
        engine = stored()
        if engine is not None:
            engine.summary(Filter())
    except EngineError:
        st.text(f"Asked again at {time.strftime('%H:%M:%S')}; the next try follows by itself.")
    else:
        st.rerun()
