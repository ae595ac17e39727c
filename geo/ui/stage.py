"""What the browser's pieces are given: addresses, the view, the selected incident, words."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import Any

import streamlit as st

from geo.basemap import MAX_ZOOM, MIN_ZOOM
from geo.card import incident_card
from geo.count.focus import focus_of
from geo.filter.view import Camera
from geo.layers.deck import build_deck
from geo.model.dataset import Dataset
from geo.style.attribution import ATTRIBUTION
from geo.style.fonts import load_requests
from geo.style.maplibre import DEFAULT_FOCUS
from geo.style.tokens import THEMES, tokens
from geo.ui import components, datasets, session, uploads
from geo.ui.page_query import NAMES
from geo.ui.server import SHELF, addresses
from geo.ui.theme import css_variables, symbols
from geo.ui.wire import view_to_browser

_PICTURES = "Present"
"""The page that a button of the map opens."""
SOMEWHERE = Camera(longitude=43.7, latitude=33.2, zoom=5.4)
"""The spec wants a camera; the browser sets its own before anything is drawn."""


def sidebar(dataset: Dataset, current: session.Session) -> None:
    """The facets, shared by all pages."""
    found = addresses()
    data = {"module": f"{found['web']}/sidebar.js", **_shared(dataset, current, found)}
    components.mount("facets", data, partial(_heard, "facets"))


def stage(dataset: Dataset, current: session.Session) -> None:
    """The map with its timeline and panel."""
    found = addresses()
    data = {
        "module": f"{found['web']}/stage.js",
        **_shared(dataset, current, found),
        "renderer": found["renderer"],
        "card": _card(dataset, current.view.selection),
    }
    remember(data, current, dataset)
    components.mount("stage", data, partial(_heard, "stage"))


def remember(data: dict[str, Any], current: session.Session, dataset: Dataset) -> None:
    """Have the next page that asks for nothing drawn from ``data`` at once, where this is such a page."""
    if _is_untouched(current, dataset):
        _usual["stage"] = {**data, "paper": {theme: tokens(theme).paper for theme in THEMES}}


def forget() -> None:
    """What everybody gets is no longer known: a database does not answer."""
    _usual.clear()


def _is_untouched(current: session.Session, dataset: Dataset) -> bool:
    """Whether this is what everybody gets who asks for nothing; the theme, which is the person's own, apart."""
    usual = current.defaults.model_copy(update={"theme": current.view.theme})
    fresh = (current.revision, current.turn) == (1, 0) and not session.viewfinder()
    return fresh and dataset is current.whole and dataset.id == current.defaults.dataset and current.view == usual


def _shared(dataset: Dataset, current: session.Session, found: dict[str, str]) -> dict[str, Any]:
    view = current.view
    owner = "" if dataset.id == current.defaults.dataset else uploads.session_secret()
    columns = datasets.columns_name(dataset, current.whole, found["shelf"], owner)
    address = f"{found['shelf']}/{columns}"
    if dataset is current.whole and not owner:
        _usual["columns"] = address
    return {
        "setup": setup_address(),
        "columns": address,
        "ui": str(st.context.theme.type or "light"),
        "view": view_to_browser(view, dataset, current.defaults)
        | {"query": session.query_of(view, current.defaults)}
        | {
            "frame": datasets.opening_frame(current.whole),
            "focus": ",".join(focus_of(current.whole)),
            "revision": current.revision,
            "turn": current.turn,
            "viewfinder": session.viewfinder(),
        },
        "slide": _slide(current),
        "search": _search(dataset, view.filter.text),
    }


def _slide(current: session.Session) -> dict[str, float] | None:
    """The shape of the picture where its frame is drawn. Opening the page doesn't wait for what draws pictures."""
    if not session.viewfinder():
        return None
    from geo.ui.viewfinder import slide_shape

    return slide_shape(current)


_usual: dict[str, Any] = {}
"""Of the page that nobody asks anything of; filled when somebody has opened it."""


def usual_columns() -> str | None:
    """Where the columns are that a page draws when nothing else is asked for."""
    return _usual.get("columns")


def usual_stage() -> dict[str, Any] | None:
    """What the browser is given of such a page."""
    return _usual.get("stage")


def setup_address() -> str:
    """Where the browser finds what never changes."""
    return f"{addresses()['shelf']}/{SHELF.put(_setup(), 'application/json')}"


@cache
def _setup() -> bytes:
    """What never changes while the server runs, at an address of its own so that a rerun stays small."""
    found = addresses()
    deck = build_deck(SOMEWHERE, found["light"])
    setup = {
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
            "fonts": load_requests(),
            "symbols": symbols(),
            "limits": {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM},
        },
    }
    return json.dumps(setup, ensure_ascii=False).encode()


def _search(dataset: Dataset, text: str) -> dict[str, Any]:
    if not text.strip():
        return {"matches": None, "suggestion": None}
    result = datasets.search_index(dataset.plain or dataset).search(text)
    place = {str(incident): position for position, incident in enumerate(dataset.incidents.index)}
    return {"matches": sorted(place[incident] for incident in result.ids), "suggestion": result.suggestion}


def _card(dataset: Dataset, selection: str | None) -> dict[str, Any] | None:
    if selection is None or selection not in dataset.incidents.index:
        return None
    return incident_card(dataset, selection).to_dict()


def _heard(name: str) -> None:
    view = getattr(st.session_state.get(name), "view", None)
    session.heard(view)
    if isinstance(view, dict) and view.get("go") == _PICTURES:
        st.session_state[session.GO] = _PICTURES
