"""The layers of the basemap of towns, and where they stand among the others.

Towns lie on land of their own, which covers the rivers and roads of the region: these are up to a kilometre off, and
are left out beyond ``COARSE_UNTIL``, where that would show.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from geo.basemap.town_map import TOWNS_FROM, town_map
from geo.style.basemap_layers import LAYERS, RUNWAY_WIDTH
from geo.style.layer_types import Fill, Layer, Line, Stops, Where

COARSE_UNTIL = 10.5
"""Zoom up to which rivers and roads outside of towns are drawn, where there are towns."""
_COARSE = frozenset(
    {"world_rivers", "region_rivers", "region_rivers_gshhg", "region_roads_osm", "river_names"},
)
_RUNWAYS = "runways"
"""The layer that towns lie below: runways of the region, lines and names stay above them. Where the towns have runways
of their own, their land covers those of the region."""

_STREETS = {
    4: (12.5, "street_3", Stops(((12.5, 0.9), (14, 2.4)))),
    3: (11.0, "street_3", Stops(((11, 0.8), (14, 3.6)))),
    2: (9.5, "street_2", Stops(((9.5, 0.9), (11, 1.7), (14, 5.0)))),
    1: (TOWNS_FROM, "street_1", Stops(((9, 1.2), (11, 2.3), (14, 6.0)))),
}
"""First zoom, colour and width of streets by rank: 1 motorway and trunk, 2 primary, 3 secondary, 4 slip roads."""
_BRIDGES_FROM = 11.5
_EDGE = 2.4
"""Pixels by which the edges of a bridge are wider than its street."""


def _rank(rank: int) -> tuple[Where, ...]:
    return (Where("rank", (rank,)),)


def _streets(name: str, file: str) -> tuple[Layer, ...]:
    return tuple(
        Line(f"{name}-{rank}", file, colour, width, where=_rank(rank), min_zoom=zoom)
        for rank, (zoom, colour, width) in _STREETS.items()
    )


def _bridge_edges() -> tuple[Layer, ...]:
    return tuple(
        Line(f"town-bridge-edge-{rank}", "town_bridges", "bridge_edge",
             Stops(tuple((at, value + _EDGE) for at, value in width.at)), where=_rank(rank),
             min_zoom=max(zoom, _BRIDGES_FROM), round_caps=False)
        for rank, (zoom, _, width) in _STREETS.items()
    )  # fmt: skip


TOWN_LAYERS: tuple[Layer, ...] = (
    Fill("town-land", "town_land", "land", focus="out", min_zoom=TOWNS_FROM),
    Fill("town-land-focus", "town_land", "land_focus", focus="in", min_zoom=TOWNS_FROM),
    Fill("town-built", "town_built", "built", min_zoom=TOWNS_FROM),
    Fill("town-airports", "town_airports", "airport_ground", min_zoom=TOWNS_FROM),
    Line("town-airports-edge", "town_airports", "airport_edge", Stops(((9, 0.5), (14, 1.2))), min_zoom=TOWNS_FROM),
    Line("town-runways", "town_runways", "runway", RUNWAY_WIDTH, min_zoom=TOWNS_FROM, round_caps=False),
    Line("town-canals", "town_rivers", "river", Stops(((11.5, 0.6), (14, 2.0))), where=_rank(2), min_zoom=11.5),
    Line("town-rivers", "town_rivers", "river", Stops(((9, 1.2), (14, 4.0))), where=_rank(1), min_zoom=TOWNS_FROM),
    Fill("town-water", "town_water", "lake", min_zoom=TOWNS_FROM),
    Line("town-water-edge", "town_water", "lake_edge", Stops(((9, 0.4), (14, 1.0))), min_zoom=TOWNS_FROM),
    *_streets("town-street", "town_streets"),
    *_bridge_edges(),
    *_streets("town-bridge", "town_bridges"),
)  # fmt: skip
"""Every layer of the basemap of towns, bottom to top."""


def shown_layers() -> tuple[Layer, ...]:
    """The layers of the basemap, bottom to top; with towns where there is a basemap of them. Raises UnreadableFile."""
    towns = town_map()
    return LAYERS if towns is None else with_towns(own_runways=towns.has_runways)


@cache
def with_towns(*, own_runways: bool) -> tuple[Layer, ...]:
    """All layers with those of towns among them."""
    at = next(number for number, layer in enumerate(LAYERS) if layer.id == _RUNWAYS) + own_runways
    kept = [
        replace(layer, max_zoom=min(layer.max_zoom, COARSE_UNTIL)) if layer.file in _COARSE else layer
        for layer in LAYERS
    ]
    return (*kept[:at], *TOWN_LAYERS, *kept[at:])
