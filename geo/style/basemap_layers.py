"""The ordered table of basemap layers, bottom to top, for every renderer: the browser's map and pictures
alike.

Nothing here knows MapLibre. A width or size is given at a few zooms and grows exponentially between them,
the way a map's scale does. ``focus`` parts a layer by the countries that a dataset is about: ``"in"`` draws
only what belongs to them (a border belongs to both sides), ``"out"`` only the rest.
"""

from __future__ import annotations

from geo.style.fonts import BOLD, ITALIC, REGULAR, SEMIBOLD, Face
from geo.style.layer_types import Dot, Fill, Label, Layer, Line, Stops, Where

DETAIL_FROM = 4.0
"""From this zoom on the detailed drawing of the region covers the world's low detail."""

UNCHECKED_UNTIL = 7.4
"""Rivers known to be off by a kilometre or two (the Tigris in Baghdad) are left out beyond this zoom."""

_RANK = "rank"
_COAST = (Where("kind", ("coast",)),)
_BORDER = (Where("kind", ("border",)), Where("disputed", (None,)))
_DISPUTED = (Where("kind", ("border",)), Where("disputed", (True,)))
_PROVINCE = (Where("kind", ("province",)),)
_CHECKED = Where("unchecked", (None,))
_UNCHECKED = Where("unchecked", (True,))

BORDER_WIDTH = Stops(((2, 0.5), (5, 1.0), (8, 1.6)))
FOCUS_WIDTH = Stops(((2, 0.8), (5, 1.5), (8, 2.2)))
COAST_WIDTH = Stops(((2, 0.4), (6, 0.9), (9, 1.3)))
GLOW_WIDTH = Stops(((2, 2.0), (5, 6.0), (9, 14.0)))
STEM_WIDTH = Stops(((4, 0.8), (6, 1.6), (8, 2.8), (9.5, 4.2)))
RIVER_WIDTH = Stops(((4, 0.4), (6, 0.9), (8, 1.7), (9.5, 2.4)))
STREAM_WIDTH = Stops(((5, 0.4), (7, 0.8), (9.5, 1.5)))
RUNWAY_WIDTH = Stops(((8.5, 0.9), (12, 3.0), (14, 9.0)))
RUNWAYS_FROM = 8.5
DASH = (3.0, 2.2)


def _borders(prefix: str, file: str, min_zoom: float) -> tuple[Layer, ...]:
    """Casing, line and the focus' own line of one file of borders."""
    casing = Stops(((2, 1.2), (5, 3.0), (8, 5.0)))
    return (
        Line(
            f"{prefix}-border-casing",
            file,
            "border_casing",
            casing,
            where=_BORDER,
            min_zoom=min_zoom,
            opacity=0.75,
        ),
        Line(f"{prefix}-border", file, "border", BORDER_WIDTH, where=_BORDER, focus="out", min_zoom=min_zoom),
        Line(f"{prefix}-disputed", file, "border", BORDER_WIDTH, DASH, where=_DISPUTED, min_zoom=min_zoom),
        Line(
            f"{prefix}-border-focus",
            file,
            "border_focus",
            FOCUS_WIDTH,
            where=_BORDER,
            focus="in",
            min_zoom=min_zoom,
        ),
    )


def _rivers() -> tuple[Layer, ...]:
    """Rivers by rank; what could not be checked is left out where the error would show."""
    file, from_zoom, until = "region_rivers", DETAIL_FROM, UNCHECKED_UNTIL
    stems, rivers, streams = (
        Where(_RANK, (1,)),
        Where(_RANK, (2, 3, 4, 5, 6, 7)),
        Where(_RANK, (8, 9, 10, 11, 12)),
    )
    doubtful = (stems, _UNCHECKED)
    return (
        Line("streams-gshhg", f"{file}_gshhg", "river", STREAM_WIDTH, where=(streams,), min_zoom=5.5),
        Line("rivers-gshhg", f"{file}_gshhg", "river", RIVER_WIDTH, where=(rivers,), min_zoom=from_zoom),
        Line("streams", file, "river", STREAM_WIDTH, where=(streams,), min_zoom=5.5),
        Line("rivers", file, "river", RIVER_WIDTH, where=(rivers,), min_zoom=from_zoom),
        Line("stems", file, "river", STEM_WIDTH, where=(stems, _CHECKED), min_zoom=from_zoom),
        Line("stems-unchecked", file, "river", STEM_WIDTH, where=doubtful, min_zoom=from_zoom, max_zoom=until),
    )


def _lakes(prefix: str, file: str, min_zoom: float) -> tuple[Layer, ...]:
    edge = Stops(((4, 0.4), (8, 1.0)))
    return (
        Fill(prefix, file, "lake", min_zoom=min_zoom),
        Line(f"{prefix}-edge", file, "lake_edge", edge, min_zoom=min_zoom),
    )


def _roads() -> tuple[Layer, ...]:
    file = "region_roads_osm"
    widths = {
        4: (5.8, Stops(((6, 0.4), (9, 1.0)))),
        3: (5.2, Stops(((5, 0.4), (9, 1.4)))),
        2: (4.6, Stops(((5, 0.6), (9, 1.8)))),
        1: (4.2, Stops(((5, 0.8), (9, 2.2)))),
    }
    return tuple(
        Line(f"road-{rank}", file, f"road_{rank}", width, where=(Where(_RANK, (rank,)),), min_zoom=zoom)
        for rank, (zoom, width) in widths.items()
    )


def _place(rank: int) -> Label:
    """Names of the places of one rank."""
    face, size = PLACE_SIZES[rank]
    dot, rim = DOT_SIZES[rank]
    where = (Where(_RANK, (rank,)),)
    colour = _PLACE_COLOUR[rank]
    gap = dot + rim + DOT_GAP
    return Label(f"place-{rank}", "places", face, size, colour, "halo", "halo_focus", gap=gap, where=where)


DOT_GAP = 3.5
"""Pixels between a dot's rim and its name."""
PLACE_SIZES: dict[int, tuple[Face, Stops]] = {
    1: (BOLD, Stops(((3, 12.5), (5, 14.0), (7, 16.5), (9, 18.0)), 1)),
    2: (SEMIBOLD, Stops(((3, 11.5), (5, 13.0), (7, 15.0), (9, 17.0)), 1)),
    3: (SEMIBOLD, Stops(((4, 11.5), (5, 12.0), (7, 13.5), (9, 15.5)), 1)),
    4: (REGULAR, Stops(((4, 11.0), (6, 11.5), (8, 13.0), (9, 14.0)), 1)),
    5: (REGULAR, Stops(((5, 10.5), (7, 11.0), (9, 13.0)), 1)),
    6: (REGULAR, Stops(((6, 10.5), (7, 10.5), (9, 12.0)), 1)),
}
"""Face and size (px) of place names by rank: 1 capital … 6 village."""
DOT_SIZES: dict[int, tuple[float, float]] = {
    1: (4.2, 1.6), 2: (2.9, 1.3), 3: (2.6, 1.2), 4: (2.2, 1.1), 5: (1.9, 1.0), 6: (1.6, 0.9),
}  # fmt: skip
"""Radius and rim (px) of place dots by rank."""
_PLACE_COLOUR = {
    1: "label_capital",
    2: "label_city",
    3: "label_city",
    4: "label_town",
    5: "label_town",
    6: "label_town",
}

AREA_SIZES: dict[str, tuple[Face, Stops, float]] = {
    "country": (SEMIBOLD, Stops(((2, 10.0), (4, 12.0), (6, 16.0), (8, 20.0)), 1), 0.18),
    "country_focus": (BOLD, Stops(((2, 11.0), (4, 16.0), (5, 21.0), (6, 26.0), (8, 32.0)), 1), 0.3),
    "province": (SEMIBOLD, Stops(((5, 9.5), (7, 11.0), (9, 13.0)), 1), 0.14),
    "sea": (ITALIC, Stops(((2, 11.0), (4, 13.0), (6, 15.5), (8, 18.0)), 1), 0.1),
    "lake": (ITALIC, Stops(((6, 10.0), (7, 11.0), (9, 13.0)), 1), 0.03),
    "river": (ITALIC, Stops(((5, 11.0), (7, 12.5), (9, 14.0)), 1), 0.08),
    "airport": (ITALIC, Stops(((7, 10.5), (9, 12.0)), 1), 0.0),
}
"""Face, size (px) and letter spacing (em) of names of areas, rivers and airports."""


def _area(kind: str, colour: str, halo: str, halo_in_focus: str = "", upper: bool = False) -> Label:
    face, size, spacing = AREA_SIZES[kind]
    where = (Where("kind", (kind,)),)
    return Label(
        f"{kind}-name",
        "areas",
        face,
        size,
        colour,
        halo,
        halo_in_focus,
        where=where,
        spacing=spacing,
        upper=upper,
    )


def _countries() -> tuple[Label, ...]:
    where = (Where("kind", ("country",)),)
    out, own = AREA_SIZES["country"], AREA_SIZES["country_focus"]
    return (
        Label("country-name", "areas", out[0], out[1], "label_country", "halo", where=where, focus="out",
              spacing=out[2], upper=True),
        Label("country-name-focus", "areas", own[0], own[1], "label_focus", "halo_focus", where=where,
        focus="in",
              spacing=own[2], upper=True),
    )  # fmt: skip


def _river_label() -> Label:
    face, size, spacing = AREA_SIZES["river"]
    return Label(
        "river-name", "river_names", face, size, "label_water", "halo_focus",
        halo_width=1.2, spacing=spacing, along_line=True, shift=-0.8,
    )  # fmt: skip


def _airports() -> tuple[Layer, ...]:
    face, size, _ = AREA_SIZES["airport"]
    return (
        Dot("airport-dot", "airports", {None: 1.7}, "label_airport", "halo_focus", {None: 0.8}),
        Label("airport", "airports", face, size, "label_airport", "halo_focus", gap=5.0),
    )


LAYERS: tuple[Layer, ...] = (
    Line("world-coast-glow", "world_land", "coast_glow", GLOW_WIDTH, blur=4.0),
    Fill("world-land", "world_land", "land", focus="out"),
    Fill("world-land-focus", "world_land", "land_focus", focus="in"),
    Line("world-coast", "world_land", "coast", COAST_WIDTH),
    Fill("world-lakes", "world_lakes", "lake", min_zoom=1.5),
    Line("world-rivers", "world_rivers", "river", Stops(((2, 0.4), (5, 1.0), (8, 2.2))),
         where=(Where(_RANK, (0, 1, 2, 3, 4)),), min_zoom=2.0),
    Line("world-streams", "world_rivers", "river", Stops(((4, 0.4), (8, 1.4))),
         where=(Where(_RANK, (5, 6, 7)),), min_zoom=4.0),
    Line("world-provinces", "world_provinces", "province", Stops(((3, 0.4), (7, 1.0))), DASH, min_zoom=3.5),
    *_borders("world", "world_borders", 0.0),
    Fill("region-sea", "region_sea", "sea", min_zoom=DETAIL_FROM),
    Line("region-coast-glow", "region_lines", "coast_glow", GLOW_WIDTH, blur=4.0, where=_COAST,
    min_zoom=DETAIL_FROM),
    Fill("region-land", "region_land", "land", focus="out", min_zoom=DETAIL_FROM),
    Fill("region-land-focus", "region_land", "land_focus", focus="in", min_zoom=DETAIL_FROM),
    Line("region-coast", "region_lines", "coast", COAST_WIDTH, where=_COAST, min_zoom=DETAIL_FROM),
    *_lakes("region-lakes", "region_lakes", DETAIL_FROM),
    *_lakes("region-lakes-gshhg", "region_lakes_gshhg", 4.5),
    *_lakes("region-lakes-osm", "region_lakes_osm", 4.5),
    *_rivers(),
    *_roads(),
    Line("runways", "region_runways", "runway", RUNWAY_WIDTH, min_zoom=RUNWAYS_FROM, round_caps=False),
    Line("region-provinces", "region_lines", "province", Stops(((4, 0.4), (7, 0.9), (9, 1.2))), DASH,
         where=_PROVINCE, focus="out", min_zoom=4.5, round_caps=False),
    Line("region-provinces-focus", "region_lines", "province_focus", Stops(((4, 0.5), (7, 1.0), (9, 1.4))),
    DASH,
         where=_PROVINCE, focus="in", min_zoom=4.2, round_caps=False),
    *_borders("region", "region_lines", DETAIL_FROM),
    Dot("dot", "places", {rank: dot for rank, (dot, _) in DOT_SIZES.items()}, "dot_fill", "dot",
        {rank: rim for rank, (_, rim) in DOT_SIZES.items()}),
    Dot("dot-capital-core", "places", {None: 1.3}, "dot", "dot", {None: 0.0}, where=(Where(_RANK, (1,)),)),
    _river_label(),
    _area("lake", "label_water", "lake"),
    *_airports(),
    _area("province", "label_province", "halo", "halo_focus", upper=True),
    _area("sea", "label_water", "halo_water"),
    *(_place(rank) for rank in (6, 5, 4, 3, 2, 1)),
    *_countries(),
)  # fmt: skip
"""Every basemap layer, bottom to top; incidents are drawn above all of them."""
