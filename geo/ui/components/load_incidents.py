"""Incidents for pages that read each of them, or the sentence that says why they are too many."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial

import streamlit as st

from geo.database_errors import TooMany
from geo.filter.filter import Filter
from geo.query import LoadedIncidents, Source, narrow
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.state.navigation import change_and_open
from geo.ui.state.session import change_filter


def load_incidents(source: Source, filter: Filter, title: str, *, dated: bool = True) -> LoadedIncidents | None:
    """The incidents that a page called ``title`` is about. None where they are too many to be read: then the page says
    so, with ways to narrow the filter; where ``dated``, also by time.

    Raises EngineError where the database does not answer.
    """
    try:
        with nullcontext() if source.is_loaded(filter) else st.spinner("Reading the incidents that the filter leaves"):
            incidents = source.load(filter)
    except TooMany as error:
        _too_many(source, title, filter, error, dated=dated)
        return None
    if incidents.partial:
        with st.container(key="read_part"):
            read_count, count = len(incidents.shown.incidents), source.facts.count
            st.text(f"Read for this page: {read_count:,} of {count:,} incidents, as the filter leaves them.")
    return incidents


def _too_many(source: Source, title: str, filter: Filter, error: TooMany, *, dated: bool) -> None:
    with reference_page(title):
        text_line(f"{error.count:,} incidents pass the filter", "count", "too_many")
        text_line(
            f"This page reads every one of them, at most {error.limit:,} at once. Narrow the dates, the area or another "
            "filter at the side and it comes by itself. The pages Map and Incidents show them all.",
            "muted",
            "too_many_why",
        )
        ways = narrow(source, filter, error.limit, dated=dated)
        if ways:
            text_line("For example:", "muted", "too_many_ways")
        for number, way in enumerate(ways):
            label = f"Only {way.label}: {way.count:,} incidents"
            st.button(label, key=f"narrow_{number}", on_click=partial(change_filter, **way.changes))
        st.button("Back to the map", key="narrow_map", on_click=partial(change_and_open, "Map"))
