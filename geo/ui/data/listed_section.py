"""The server's other datasets on the page Data: those that the operator lists and that are for the person."""

from __future__ import annotations

import streamlit as st

from geo.number_words import quantity
from geo.query import Source
from geo.ui.components.reference_page import text_line
from geo.ui.datasets import catalog
from geo.ui.state.navigation import change_and_open


def listed_section() -> None:
    """Draw it, where there are any."""
    sources = catalog.listed_sources()
    if not sources:
        return
    st.subheader("Datasets on this server", anchor=False)
    for place, source in enumerate(sources):
        facts = source.facts
        text_line(f"{facts.title}: {quantity(facts.count, 'incident')}", "count", f"listed_{place}")
        st.button("Open in the atlas", key=f"listed_open_{place}", on_click=_open, args=(source,))


def _open(source: Source) -> None:
    """Show the dataset on the map, as it opens."""
    change_and_open("Map", dataset=source.facts.id, filter=source.opening, camera=None, selection=None)
