"""The layers that draw counts by grid cell, where a dataset is too large for single symbols."""

from __future__ import annotations

import pydeck as pdk

from geo.layers.deck import incident_layer
from geo.style.symbols import FormStyle

FORMS = (
    FormStyle("rounded_square", 1.0, 1.0, "paper", corner=1.5, scale=0.7),
    FormStyle("rounded_square", 0.12, 1.6, "hue", dashes=12, corner=3.0, scale=0.7),
)
"""A cell; and what is known to a wider stretch only."""


def cell_layers() -> list[pdk.Layer]:
    """From bottom to top: outlines, squares, numbers. The browser fills them (``geo/web/map/cells/drawing.js``)."""
    return [
        incident_layer("lines", "cell-edges", always=True),
        incident_layer("symbols", "cells", always=True, pickable=True),
        pdk.Layer(
            "TextLayer",
            id="cell-names",
            data=[],
            pickable=False,
            get_position="position",
            get_text="text",
            get_color="color",
            get_size=11.5,
            font_family=pdk.types.String("Atlas Sans"),
            font_weight=600,
            character_set=pdk.types.String("0123456789.km"),
        ),
    ]
