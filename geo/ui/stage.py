"""What the browser's pieces are given: addresses, the view, the selected incident, words."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import Any

import streamlit as st

from geo.basemap import MAX_ZOOM, MIN_ZOOM
from geo.database_errors import EngineError
from geo.filter.filter import Filter
from geo.filter.view import Camera, View
from geo.layers.cells import cell_layers
from geo.layers.deck import build_deck
from geo.query import Source
from geo.style.attribution import ATTRIBUTION
from geo.style.fonts import load_requests
from geo.style.maplibre import DEFAULT_FOCUS
from geo.style.tokens import THEMES, tokens
from geo.ui import components, session, uploads
from geo.ui.delivery import delivered
from geo.ui.page_query import NAMES
from geo.ui.server import SHELF, addresses
from geo.ui.theme import css_variables
from geo.ui.wire import view_to_browser

_PICTURES = "Present"
"""The page that a button of the map opens."""
SOMEWHERE = Camera(longitude=43.7, latitude=33.2, zoom=5.4)
"""The spec wants a camera; the browser sets its own before anything is drawn."""
CLOSEST = 16.0
"""Zoom to a street: closer than the ground has anything to show, for incidents that lie close together."""


def sidebar(source: Source, current: session.Session) -> None:
    """The facets, shared by all pages."""
    found = addresses()
    data = {"module": f"{found['web']}/sidebar.js", **_shared(source, current)}
    components.mount("facets", data, partial(_heard, "facets"))


def stage(source: Source, current: session.Session) -> None:
    """The map with its timeline and panel."""
    found = addresses()
    data = {
        "module": f"{found['web']}/stage.js",
        **_shared(source, current),
        "renderer": found["renderer"],
        "card": _card(source, current.view),
    }
    _remember(data, current)
    components.mount("stage", data, partial(_heard, "stage"))


def _remember(data: dict[str, Any], current: session.Session) -> None:
    """Have the next page that asks for nothing drawn from ``data`` at once, where this is such a page."""
    if _is_untouched(current):
        _usual["stage"] = {**data, "paper": {theme: tokens(theme).paper for theme in THEMES}}


def forget() -> None:
    """What everybody gets is no longer known: a database does not answer."""
    _usual.clear()


def _is_untouched(current: session.Session) -> bool:
    """Whether this is what everybody gets who asks for nothing; the theme, which is the person's own, apart."""
    usual = current.defaults.model_copy(update={"theme": current.view.theme})
    fresh = (current.revision, current.turn) == (1, 0) and not session.viewfinder()
    return fresh and not _is_own(current) and current.view == usual


def _is_own(current: session.Session) -> bool:
    """Whether the person brought the dataset."""
    return current.source.facts.id != current.defaults.dataset


def _shared(source: Source, current: session.Session) -> dict[str, Any]:
    """What both pieces are given."""
    view, facts = current.view, source.facts
    owner = uploads.session_secret() if _is_own(current) else ""
    where = delivered(source, view.filter, owner)
    unfiltered = view.filter.as_known_on is None and view.filter.columns == source.opening.columns
    if unfiltered and not owner and "columns" in where:
        _usual["columns"] = where["columns"]
    return {
        "setup": setup_address(counted="engine" in where),
        **where,
        "view": view_to_browser(view, current.defaults, facts.spans.whole)
        | {"query": session.query_of(view, current.defaults)}
        | {
            "frame": list(facts.frame),
            "focus": ",".join(facts.focus),
            "revision": current.revision,
            "turn": current.turn,
            "viewfinder": session.viewfinder(),
        },
        "slide": _slide(source, current),
        "search": _search(source, view.filter),
    }


def _slide(source: Source, current: session.Session) -> dict[str, float] | None:
    """The shape of the picture where its frame is drawn. Opening the page doesn't wait for what draws pictures, nor does
    a map for incidents that would have to be read first."""
    if not session.viewfinder() or source.limit is not None:
        return None
    from geo.ui.viewfinder import slide_shape

    return slide_shape(source, current)


_usual: dict[str, Any] = {}
"""Of the page that nobody asks anything of; filled when somebody has opened it."""


def usual_columns() -> str | None:
    """Where the columns are that a page draws when nothing else is asked for."""
    return _usual.get("columns")


def usual_stage() -> dict[str, Any] | None:
    """What the browser is given of such a page."""
    return _usual.get("stage")


def setup_address(*, counted: bool = False) -> str:
    """Where the browser finds what never changes; ``counted``: also how counts of a database are drawn."""
    return f"{addresses()['shelf']}/{SHELF.put(_setup(counted), 'application/json')}"


@cache
def _setup(counted: bool) -> bytes:
    """What never changes while the server runs, at an address of its own so that a rerun stays small. Where a database
    counts, the layers of cells lie under the others."""
    found = addresses()
    deck = build_deck(SOMEWHERE, found["light"])
    setup: dict[str, Any] = {
        "fontsCss": found["fonts"],
        "pageParameters": list(NAMES),
        "tokens": {theme: css_variables(theme) for theme in THEMES},
        "strings": {"map": "Map of the incidents", "panel": "Incidents", "attribution": ATTRIBUTION},
        "map": {
            "spec": json.loads(deck.to_json()),
            "renderer": found["renderer"],
            "styles": {theme: found[theme] for theme in THEMES},
            "usualFocus": ",".join(DEFAULT_FOCUS),
            "paper": {theme: tokens(theme).halo_focus for theme in THEMES},
            "ink": {theme: tokens(theme).ink for theme in THEMES},
            "fonts": load_requests(),
            "limits": {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM},
        },
    }
    if counted:
        drawn = setup["map"]
        drawn["spec"]["layers"] = [json.loads(layer.to_json()) for layer in cell_layers()] + drawn["spec"]["layers"]
        drawn["limits"]["maxZoom"] = CLOSEST
    return json.dumps(setup, ensure_ascii=False).encode()


def _search(source: Source, asked: Filter) -> dict[str, Any]:
    try:
        found = source.search(asked)
    except EngineError:
        found = None  # the map says what is wrong
    if found is None:
        return {"matches": None, "suggestion": None}
    return {"matches": list(found.places), "suggestion": found.suggestion}


def _card(source: Source, view: View) -> dict[str, Any] | None:
    if view.selection is None:
        return None
    try:
        card = source.card(view.selection, view.filter)
    except EngineError as error:
        return {"id": view.selection, "title": "This incident cannot be shown", "summary": error.sentence()}
    return None if card is None else card.to_dict()


def _heard(name: str) -> None:
    view = getattr(st.session_state.get(name), "view", None)
    session.heard(view)
    if isinstance(view, dict) and view.get("go") == _PICTURES:
        st.session_state[session.GO] = _PICTURES
