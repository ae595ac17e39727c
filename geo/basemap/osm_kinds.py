"""What a basemap of towns is made of: where each kind of thing stands in an extract of OpenStreetMap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STREET_RANKS: Mapping[str, int] = {
    "motorway": 1, "trunk": 1, "primary": 2, "secondary": 3,
    "motorway_link": 4, "trunk_link": 4, "primary_link": 4, "secondary_link": 4,
}  # fmt: skip
"""OpenStreetMap's classes of main streets, and the rank of each in the basemap: 4 are slip roads."""
RIVER_RANKS: Mapping[str, int] = {"river": 1, "canal": 2}


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is taken out of an extract: where it stands in either kind of file."""

    words: str
    layer: str
    """Geofabrik's layer, without its number."""
    classes: tuple[str, ...]
    """The values of its column ``fclass``."""
    osm_layer: str
    osm_where: str
    """GDAL's layer, and the condition on its features."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    osm_class: str = ""
    """The column that holds the class, where the kind has ranks."""
    needed: bool = False


def words_of(words: tuple[str, ...]) -> str:
    """Words as a list of SQL."""
    return ", ".join(f"'{word}'" for word in words)


_BUILT = ("residential", "commercial", "industrial", "retail")
STREETS = Kind("main streets", "gis_osm_roads_free", tuple(STREET_RANKS), "lines",
               f"highway IN ({words_of(tuple(STREET_RANKS))})", STREET_RANKS, "highway", True)  # fmt: skip
RIVERS = Kind("rivers", "gis_osm_waterways_free", tuple(RIVER_RANKS), "lines",
              f"waterway IN ({words_of(tuple(RIVER_RANKS))})", RIVER_RANKS, "waterway", True)  # fmt: skip
WATER = Kind("water areas", "gis_osm_water_a_free", ("water", "reservoir", "river", "riverbank", "dock"),
             "multipolygons", "natural = 'water' OR landuse = 'reservoir' OR other_tags LIKE '%\"waterway\"=>\"riverbank\"%'",
             needed=True)  # fmt: skip
BUILT = Kind("built-up areas", "gis_osm_landuse_a_free", _BUILT, "multipolygons",
             f"landuse IN ({words_of(_BUILT)})")  # fmt: skip
AIRPORTS = Kind("airports", "gis_osm_transport_a_free", ("airport", "airfield"), "multipolygons",
                "aeroway = 'aerodrome' OR military = 'airfield'")  # fmt: skip
RUNWAYS = Kind("runways", "", (), "lines", 'other_tags LIKE \'%"aeroway"=>"runway"%\'')
KINDS = (STREETS, RIVERS, WATER, BUILT, AIRPORTS, RUNWAYS)
