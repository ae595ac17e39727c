"""Widgets: tables, ledgers, cards and reference text as plain elements of the page (``geo/web/widgets/``).

Streamlit's own table is a canvas without wrapped text or right-to-left names; these are tables that every
browser and every screen reader knows. Python writes what stands on them; all of it becomes text nodes, never
markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from geo.style.browser import css_variables
from geo.style.symbols import hue
from geo.style.tokens import THEMES, Theme
from geo.ui.components.mount import LOADER
from geo.ui.server.addresses import addresses

Choice = dict[str, Any]
"""What a person picked on a widget: the value of ``pick`` of what was clicked."""
Line = dict[str, Any]
"""One line of a cell: ``text``, and where there are any ``style``, ``pick``, ``title``, ``swatch``."""


def page_theme() -> Theme:
    """The theme that the page has."""
    return "dark" if st.context.theme.type == "dark" else "light"


def widget(kind: str, key: str, data: Mapping[str, Any], on_pick: Callable[[Choice], None] | None = None) -> None:
    """Draw a widget.

    ``kind`` is the module in ``geo/web/widgets``; ``on_pick`` is called with what a person picked on it, before the next
    run.
    """
    found = addresses()
    content = {
        "module": f"{found['web']}/widgets/{kind}.js",
        "fontsCss": found["fonts"],
        "tokens": {theme: css_variables(theme) for theme in THEMES},
        "ui": page_theme(),
        **data,
    }

    def on_pick_change() -> None:
        choice = getattr(st.session_state.get(key), "pick", None)
        if on_pick is not None and isinstance(choice, dict):
            on_pick(choice)

    component = st.components.v2.component("incident_atlas_widget", js=LOADER, isolate_styles=False)
    component(key=key, data=content, on_pick_change=on_pick_change)


def line(text: str, style: str = "", **more: Any) -> Line:
    """One line of a cell: ``style`` is strong, muted, unknown or name; ``pick`` makes it a button."""
    return {"text": text, **({"style": style} if style else {}), **more}


def swatch(form: str, facet: str, value: str) -> dict[str, Any]:
    """The map's symbol, small: ``form``, and ``color``, its hue in both themes."""
    return {"form": form, "color": hue(facet, value)}
