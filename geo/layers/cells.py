"""The layers that draw counts by cell, where a dataset is too large for single symbols."""

from __future__ import annotations

import pydeck as pdk

from geo.style.symbols import FormStyle

FORMS = (
    FormStyle("rounded_square", 1.0, 1.0, "paper", corner=1.5, scale=0.7),
    FormStyle("rounded_square", 0.12, 1.6, "hue", dashes=12, corner=3.0, scale=0.7),
)
"""A cell; and what is known to a wider stretch only."""

_ALWAYS = {"@@type": "IncidentExtension", "round": True, "paint": True}
_ALWAYS_LINES = {"@@type": "IncidentExtension"}


def cell_layers() -> list[pdk.Layer]:
    """From bottom to top: outlines, squares, numbers. The browser fills them (``geo/web/map/cells/drawing.js``)."""
    return [
        pdk.Layer(
            "PathLayer",
            id="cell-edges",
            data=[],
            extensions=[_ALWAYS_LINES],
            always=True,
            pickable=False,
            get_path="path",
            get_color="color",
            get_width="width",
            width_units=pdk.types.String("pixels"),
        ),
        pdk.Layer(
            "ScatterplotLayer",
            id="cells",
            data=[],
            extensions=[_ALWAYS],
            always=True,
            pickable=True,
            stroked=False,
            radius_units=pdk.types.String("common"),
            radius_min_pixels=3,
        ),
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
