"""The map as a ``pydeck.Deck``: which layers there are, in which order, and how they look.

The layers carry no rows. The browser fills them from the dataset's columns, so that a filter or a step of the timeline
sends nothing; the class that draws them is our own (``geo/web/map/incident_layer.js``).
"""

from __future__ import annotations

import pydeck as pdk

from geo.filter.view import Camera

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
    return incident_layer("discs", "discs", parameters={**FLAT, **UNMIXED})


def lines() -> pdk.Layer:
    """Routes (a soft casing under a dashed line), outlines of areas, and the lines that join one incident's sites: one
    layer, because each costs a step of the timeline its time."""
    return incident_layer("lines", "lines", pickable=True)


def marks() -> pdk.Layer:
    """The symbols of single incidents: hue by the facet that colours the map, form by verification, size by deaths."""
    return incident_layer("symbols", "marks")


def incident_layer(kind: str, name: str, **properties: object) -> pdk.Layer:
    """A layer of our own (``geo/web/map/incident_layer.js``); ``kind`` is ``discs``, ``lines`` or ``symbols``."""
    given: dict[str, object] = {"pickable": False, "parameters": FLAT, **properties}
    return pdk.Layer("IncidentLayer", id=name, data=[], kind=pdk.types.String(kind), **given)
