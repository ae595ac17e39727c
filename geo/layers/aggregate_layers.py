"""The layers that draw counts by grid cell, where a dataset is too large for single symbols."""

from __future__ import annotations

import pydeck as pdk

from geo.layers.deck import incident_layer
from geo.style.symbol_styles import CELL


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
            get_size=CELL.letters,
            font_family=pdk.types.String("Atlas Sans"),
            font_weight=600,
            character_set=pdk.types.String("0123456789.km"),
        ),
    ]
