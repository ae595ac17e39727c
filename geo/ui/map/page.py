"""The page Map: the map with its timeline and panel, which the browser draws."""

from __future__ import annotations

from functools import partial
from typing import Any

from geo.database_errors import EngineError
from geo.filter.view import View
from geo.query import Source
from geo.style.tokens import THEMES, tokens
from geo.ui.components.mount import mount
from geo.ui.components.view_properties import is_personal, take_report, view_properties
from geo.ui.datasets.layer_uploads import own_layers
from geo.ui.server import first_view
from geo.ui.server.addresses import addresses
from geo.ui.state import session
from geo.ui.state.navigation import open_requested_page


def map_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    found = addresses()
    data = {
        "module": f"{found['web']}/stage.js",
        **view_properties(source, current),
        "renderer": found["renderer"],
        "card": _card(source, current.view),
    }
    _remember(data, current)
    mount("stage", data, partial(take_report, "stage"))


def _remember(data: dict[str, Any], current: session.Session) -> None:
    """Have the next page that asks for nothing drawn from ``data`` at once, where this is such a page."""
    if _is_untouched(current):
        first_view.remember_properties({**data, "paper": {theme: tokens(theme).paper for theme in THEMES}})


def _is_untouched(current: session.Session) -> bool:
    """Whether this is what everybody gets who asks for nothing; the theme, which is the person's own, apart."""
    usual = current.defaults.model_copy(update={"theme": current.view.theme})
    fresh = (current.revision, current.turn) == (1, 0) and not session.viewfinder()
    return fresh and not own_layers() and not is_personal(current) and current.view == usual


def _card(source: Source, view: View) -> dict[str, Any] | None:
    if view.selection is None:
        return None
    try:
        card = source.card(view.selection, view.filter)
    except EngineError as error:
        return {"id": view.selection, "title": "This incident cannot be shown", "summary": error.sentence()}
    return None if card is None else card.to_dict()
