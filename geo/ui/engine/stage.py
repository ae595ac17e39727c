"""What the browser's pieces are given where the incidents stay in the database."""

from __future__ import annotations

import json
from functools import cache, lru_cache, partial
from typing import Any

import streamlit as st

from geo.card import incident_card
from geo.engine import Engine, EngineError
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.layers.cells import FORMS, cell_layers
from geo.ui import components, session
from geo.ui import stage as usual
from geo.ui.engine.header import opening_frame
from geo.ui.engine.opened import read_one, shell
from geo.ui.engine.routes import base_of
from geo.ui.server import SHELF, addresses
from geo.ui.theme import form_words
from geo.ui.wire import view_to_browser

CLOSEST = 16.0
"""Zoom to a street: closer than the ground has anything to show, for incidents that lie close together."""


def sidebar(engine: Engine, current: session.Session) -> None:
    """The facets, shared by all pages."""
    found = addresses()
    data = {"module": f"{found['web']}/sidebar.js", **_shared(engine, current)}
    components.mount("facets", data, partial(usual._heard, "facets"))


def stage(engine: Engine, current: session.Session) -> None:
    """The map with its timeline and panel."""
    found = addresses()
    data = {
        "module": f"{found['web']}/stage.js",
        **_shared(engine, current),
        "renderer": found["renderer"],
        "card": _card(engine, current.view),
    }
    usual.remember(data, current, shell(engine))
    components.mount("stage", data, partial(usual._heard, "stage"))


def _shared(engine: Engine, current: session.Session) -> dict[str, Any]:
    view = current.view
    return {
        "setup": f"{addresses()['shelf']}/{SHELF.put(_setup(), 'application/json')}",
        "engine": f"{base_of(engine)}/about",
        "ui": str(st.context.theme.type or "light"),
        "view": view_to_browser(view, shell(engine), current.defaults, engine.about.spans.whole)
        | {"query": session.query_of(view, current.defaults)}
        | {"frame": opening_frame(engine), "revision": current.revision, "turn": current.turn},
        "search": _search(engine, view.filter.text),
    }


@cache
def _setup() -> bytes:
    """As for every dataset, with the layers of the cells under the others and their forms at the end of the table."""
    setup = json.loads(usual._setup())
    drawn = setup["map"]
    drawn["spec"]["layers"] = [json.loads(layer.to_json()) for layer in cell_layers()] + drawn["spec"]["layers"]
    drawn["limits"]["maxZoom"] = CLOSEST
    drawn["symbols"]["forms"] += [form_words(form) for form in FORMS]
    return json.dumps(setup, ensure_ascii=False).encode()


def _search(engine: Engine, text: str) -> dict[str, Any]:
    """Whether anything is found; which it is, the engine knows."""
    if not text.strip():
        return {"matches": None, "suggestion": None}
    try:
        return {"matches": [0] if _found(engine, text) else [], "suggestion": _suggestion(engine, text)}
    except EngineError:
        return {"matches": None, "suggestion": None}  # the map says what is wrong


@lru_cache(maxsize=256)
def _found(engine: Engine, text: str) -> int:
    return engine.summary(Filter(text=text, background=True)).count


@lru_cache(maxsize=256)
def _suggestion(engine: Engine, text: str) -> str | None:
    return engine.suggestion(text, _found(engine, text))


def _card(engine: Engine, view: View) -> dict[str, Any] | None:
    if view.selection is None:
        return None
    try:
        found = read_one(engine, view.selection, view.filter.as_known_on)
        return incident_card(found, view.selection).to_dict()
    except KeyError:
        return None
    except EngineError as error:
        return {"id": view.selection, "title": "This incident cannot be shown", "summary": error.sentence()}
