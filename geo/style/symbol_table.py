"""All of how symbols look as one table for the browser: the same values that the pictures read, as JSON.

The server writes it into the browser's code (``geo/web/joining.py``), where it is the constant ``SYMBOLS`` of
``symbols/table.js``; the HTML player gets it in the same way. Names are those of the fields, written as JavaScript
does.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from geo.style.hues import GREY
from geo.style.legend_signs import LEGEND_SIGNS, PLACE_WORDS, SIGN_SIZES
from geo.style.own_layer_style import LAYER_HUES, OWN_LAYER
from geo.style.sequential import AREAS, CLASS_COLOURS, DENSITY, HEXAGONS, SEQUENTIAL
from geo.style.symbol_styles import (
    CELL,
    CELL_FORM_STYLES,
    COUNTED,
    DISC,
    EDGE,
    FADE,
    FORM_STYLES,
    LEADER,
    SELECTION,
    SITE_BADGE,
    STROKES,
)
from geo.style.symbols import Form
from geo.style.tokens import THEMES, tokens

TABLE: dict[str, Any] = {
    "forms": {form.name.lower(): FORM_STYLES[form] for form in Form} | CELL_FORM_STYLES,
    "edge": EDGE,
    "disc": DISC,
    "strokes": STROKES,
    "leader": LEADER,
    "counted": COUNTED,
    "siteBadge": SITE_BADGE,
    "selection": SELECTION,
    "fade": FADE,
    "cell": CELL,
    "signSizes": SIGN_SIZES,
    "signs": LEGEND_SIGNS,
    "placeWords": PLACE_WORDS,
    "none": GREY,
    "sequential": SEQUENTIAL,
    "classColours": CLASS_COLOURS,
    "hexagons": HEXAGONS,
    "density": DENSITY,
    "areas": AREAS,
    "own": OWN_LAYER,
    "ownHues": {str(colour): hue for colour, hue in LAYER_HUES.items()},
    "areaInks": {
        theme: {
            "none": found.paper,
            "unknown": found.rule,
            "words": found.muted,
            "edge": found.province_focus,
            "border": found.border_focus,
        }
        for theme, found in ((theme, tokens(theme)) for theme in THEMES)
    },
}
"""By part. Forms stand in the order of their numbers; ``none`` is the hue of what has no value."""


@cache
def table_json() -> str:
    """The table as JSON in one line."""
    return json.dumps(_plain(TABLE), separators=(",", ":"))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {_camel(field.name): _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
