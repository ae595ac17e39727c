"""The map as a ``pydeck.Deck``: which layers there are, in which order, and how they look.

The layers carry no rows. The browser fills them from the dataset's columns, so that a filter or a step of the timeline
sends nothing; ``IncidentExtension`` (``geo/web/map/extension.js``) decides on the graphics card what is painted.
"""

from __future__ import annotations

import pydeck as pdk

from geo.filter.view import Camera
from geo.style.symbols import UNCERTAINTY

PIXELS = pdk.types.String("pixels")
METERS = pdk.types.String("meters")
FLAT = {"depthCompare": "always", "depthWriteEnabled": False}
"""All lies in one plane: whatever comes later is on top, and a test of depth costs every pixel its time."""


UNMIXED = {
    "blendColorOperation": "add",
    "blendColorSrcFactor": "one",
    "blendColorDstFactor": "zero",
    "blendAlphaOperation": "add",
    "blendAlphaSrcFactor": "one",
    "blendAlphaDstFactor": "zero",
}
"""What is painted takes the place of what was there."""


def build_deck(camera: Camera, style_address: str) -> pdk.Deck:
    """The map's layers from bottom to top over our own basemap (a MapLibre style at ``style_address``)."""
    return pdk.Deck(
        layers=[discs(), lines(), marks()],
        initial_view_state=pdk.ViewState(**camera.model_dump()),
        map_provider="maplibre",
        map_style=style_address,
        tooltip=False,
    )


def discs() -> pdk.Layer:
    """The areas within which true places lie, to scale (metres): one flat coat, nothing of which is mixed."""
    return _layer(
        "ScatterplotLayer",
        "discs",
        {"round": True, "coat": True},
        pickable=False,
        parameters={**FLAT, **UNMIXED},
        stroked=True,
        filled=True,
        radius_units=METERS,
        line_width_units=PIXELS,
        get_line_width=UNCERTAINTY.line_width,
    )


def lines() -> pdk.Layer:
    """Routes (a soft casing under a dashed line), outlines of areas, and the lines that join one incident's sites: one
    layer, because each costs a step of the timeline its time."""
    return _layer(
        "PathLayer",
        "lines",
        {},
        get_path="path",
        get_color="color",
        get_width="width",
        get_span="span",
        get_facts="facts",
        width_units=PIXELS,
        joint_rounded=True,
        cap_rounded=True,
    )


def marks() -> pdk.Layer:
    """The symbols of single incidents: hue by the facet that colours the map, form by verification, size by deaths."""
    return _layer(
        "ScatterplotLayer",
        "marks",
        {"round": True, "paint": True},
        pickable=False,
        radius_units=PIXELS,
        stroked=False,
    )


def _layer(kind: str, name: str, options: dict[str, bool], **properties: object) -> pdk.Layer:
    extension = {"@@type": "IncidentExtension", **options}
    return pdk.Layer(
        kind, id=name, data=[], extensions=[extension], **{"pickable": True, "parameters": FLAT, **properties}
    )
