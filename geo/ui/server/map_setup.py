"""What the browser's map needs and what never changes while the server runs, at an address of its own."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from geo.basemap import MIN_ZOOM
from geo.basemap.town_map import closest_zoom
from geo.filter.view import Camera
from geo.layers.aggregate_layers import cell_layers
from geo.layers.deck import build_deck
from geo.style.attribution import ATTRIBUTION
from geo.style.browser import css_variables
from geo.style.fonts import load_requests
from geo.style.maplibre import DEFAULT_FOCUS
from geo.style.tokens import THEMES, tokens
from geo.ui.server.addresses import addresses, blob_address
from geo.ui.server.blob_cache import BLOBS
from geo.ui.state.page_parameters import NAMES

PLACEHOLDER_CAMERA = Camera(longitude=43.7, latitude=33.2, zoom=5.4)
"""The spec wants a camera; the browser sets its own before anything is drawn."""
CLOSEST = 16.0
"""Zoom to a street: closer than the ground has anything to show, for incidents that lie close together."""


def setup_address(*, counted: bool = False) -> str:
    """Where the browser finds the setup; ``counted``: also how counts of a database are drawn."""
    return blob_address(BLOBS.put(map_setup(counted), "application/json"))


@cache
def map_setup(counted: bool) -> bytes:
    """The setup as JSON, apart from the view so that a rerun stays small. Where a database counts, the layers of cells
    lie under the others."""
    found = addresses()
    deck = build_deck(PLACEHOLDER_CAMERA, found["light"])
    setup: dict[str, Any] = {
        "fontsCss": found["fonts"],
        "pageParameters": list(NAMES),
        "tokens": {theme: css_variables(theme) for theme in THEMES},
        "strings": {
            "stage": "Map and timeline",
            "map": "Map of the incidents",
            "panel": "Incidents",
            "attribution": ATTRIBUTION,
        },
        "map": {
            "spec": json.loads(deck.to_json()),
            "renderer": found["renderer"],
            "styles": {theme: found[theme] for theme in THEMES},
            "usualFocus": ",".join(DEFAULT_FOCUS),
            "paper": {theme: tokens(theme).halo_focus for theme in THEMES},
            "ink": {theme: tokens(theme).ink for theme in THEMES},
            "fonts": load_requests(),
            "limits": {"minZoom": MIN_ZOOM, "maxZoom": closest_zoom()},
        },
    }
    if counted:
        drawn = setup["map"]
        drawn["spec"]["layers"] = [json.loads(layer.to_json()) for layer in cell_layers()] + drawn["spec"]["layers"]
        drawn["limits"]["maxZoom"] = CLOSEST
    return json.dumps(setup, ensure_ascii=False).encode()
