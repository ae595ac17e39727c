"""What both of the browser's components, the map and the facets, are given: addresses, the view, its search."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.database_errors import EngineError
from geo.filter.filter import Filter
from geo.query import Source
from geo.ui.datasets import catalog, uploads
from geo.ui.datasets.delivery import data_addresses
from geo.ui.datasets.layer_uploads import layers_for_browser, near_address
from geo.ui.server import first_view
from geo.ui.server.map_setup import setup_address
from geo.ui.state import navigation, session
from geo.ui.state.view_codec import view_to_browser

_PICTURES = "Present"
"""The page that a button of the map opens."""


def view_properties(source: Source, current: session.Session) -> dict[str, Any]:
    """The properties of a component: ``setup`` and ``columns`` or ``engine`` (addresses), ``view`` (see
    ``geo.ui.state.view_codec``), ``ownLayers`` and ``near`` (``geo.ui.datasets.layer_uploads``), ``slide`` and ``search``."""
    view, facts = current.view, source.facts
    owner = uploads.session_secret() if is_personal(current) else ""
    data = data_addresses(source, view.filter, owner)
    unfiltered = view.filter.as_known_on is None and view.filter.columns == source.opening.columns
    if unfiltered and not owner and "columns" in data:
        first_view.remember_columns(data["columns"])
    return {
        "setup": setup_address(counted="engine" in data),
        **data,
        "view": view_to_browser(view, current.defaults, facts.spans.whole)
        | {"query": session.query_of(view, current.defaults)}
        | {
            "frame": list(facts.frame),
            "focus": ",".join(facts.focus),
            "revision": current.revision,
            "turn": current.turn,
            "viewfinder": session.viewfinder(),
        },
        "ownLayers": layers_for_browser(),
        "near": near_address(source, view.filter),
        "slide": _slide(source, current),
        "search": _search(source, view.filter),
    }


def is_personal(current: session.Session) -> bool:
    """Whether what is made of the dataset is for this person alone: they brought it, or it is not what everybody's atlas
    opens with."""
    return current.source.facts.id != current.defaults.dataset or not catalog.is_opening_for_all()


def take_report(name: str) -> None:
    """Take over what a component reported; ``name`` is the one that it was mounted by."""
    view = getattr(st.session_state.get(name), "view", None)
    session.take_report(view)
    if isinstance(view, dict) and view.get("go") == _PICTURES:
        navigation.request_page(_PICTURES)


def _slide(source: Source, current: session.Session) -> dict[str, float] | None:
    """The shape of the picture where its frame is drawn. Opening the page doesn't wait for what draws pictures, nor does
    a map for incidents that would have to be read first."""
    if not session.viewfinder() or not source.is_loaded(current.view.filter):
        return None
    from geo.ui.components.viewfinder import slide_shape

    return slide_shape(source, current)


def _search(source: Source, filter: Filter) -> dict[str, Any]:
    try:
        found = source.search(filter)
    except EngineError:
        found = None  # the map says what is wrong
    if found is None:
        return {"matches": None, "suggestion": None}
    return {"matches": list(found.places), "suggestion": found.suggestion}
