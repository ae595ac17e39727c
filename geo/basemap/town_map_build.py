"""Makes a basemap of towns from an OpenStreetMap extract: picks, cuts, simplifies for zoom 9 to 14, writes one GeoPackage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from geo.basemap import DETAIL_BOUNDS
from geo.basemap.basemap_features import features
from geo.basemap.osm_extract import MERCATOR, Box, Extract, open_extract
from geo.basemap.osm_kinds import AIRPORTS, BUILT, RIVERS, RUNWAYS, STREETS, WATER, Kind
from geo.basemap.packed_features import Shapes
from geo.basemap.town_map import CREDIT, FORMAT, LICENCE, TOWN_FILES, TOWN_ZOOM, VERSION
from geo.basemap.town_places import box_around, in_mercator, reached, towns_in
from geo.disk.whole_files import whole_file
from geo.errors import UnreadableFile

PIXEL = 40_075_016.686 / (512 * 2**TOWN_ZOOM)
"""Metres of Web Mercator to a pixel at the closest zoom."""
MOST_POINTS = 600_000
"""Corners of all that is drawn: a browser fetches the whole of it, about 18 MB of GeoJSON, 4 MB compressed."""
_TOLERANCE = PIXEL / 2
_GAP = 4 * PIXEL
"""Built-up areas that lie nearer than twice this are drawn as one: the street between them is drawn by itself."""
_LEAST_BUILT, _LEAST_WATER, _LEAST_HOLE = 20_000.0, 4_000.0, 10_000.0
"""Square metres below which an area, or a hole in a built-up one, is left out."""
_GRID = 1e-6
"""Degrees that coordinates are rounded to: a tenth of a metre."""
_WRITTEN = "2000-01-01T00:00:00Z"
"""The time of writing in a file whose extract tells no day: two runs give the same bytes."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was written."""

    towns: tuple[str, ...]
    features: dict[str, int]
    """Features by layer."""
    points: int
    size: int
    """Bytes of the file."""
    notices: tuple[str, ...]


def build_town_map(
    source: Path,
    out: Path,
    *,
    around: Sequence[str] = (),
    box: Box | None = None,
    km: float | None = None,
    on_step: Step = lambda words: None,
) -> Built:
    """Write the basemap of the towns in an extract: of those named, else of a box, else of all that the map knows there.

    Raises AtlasError for what can't be read or is too large, CannotWrite where the file can't be written.
    """
    extract = open_extract(source)
    bounds = extract.bounds()
    if bounds is None and not (box or around):
        remedy = "Name towns (--around), or give a box: --box WEST,SOUTH,EAST,NORTH."
        raise UnreadableFile(source.name, "doesn't say where it lies", remedy)
    towns = [] if box and not around else towns_in(bounds, around, km)
    areas = [town.area() for town in towns] + ([in_mercator(shapely.box(*box))] if box else [])
    if not areas:
        remedy = "Give a box: --box WEST,SOUTH,EAST,NORTH."
        raise UnreadableFile(source.name, "holds no town that the map knows", remedy)
    whole = shapely.union_all(areas)
    degrees = box_around(whole)
    on_step("Reading main streets")
    streets = _within(extract.read(STREETS, degrees), whole)
    if streets.empty:
        where = " around " + ", ".join(town.name for town in towns[:6]) if towns else " in the box"
        raise UnreadableFile(source.name, f"holds no main street{where}", "Choose places that lie in the extract.")
    files = _files(extract, degrees, whole, streets, on_step)
    points = sum(int(shapely.get_num_coordinates(np.asarray(one.geometry.array)).sum()) for one in files.values())
    if points > MOST_POINTS:
        problem = f"gives a basemap of {points:,} corners; at most {MOST_POINTS:,} can be shown"
        raise UnreadableFile(source.name, problem, "Choose fewer towns (--around) or a smaller distance (--km).")
    on_step("Writing")
    _write(files, extract, out)
    land = shapely.union_all(np.asarray(files["town_land"].geometry.array))
    names = tuple(town.name for town in towns if shapely.intersects(land, town.place()))
    counts = {name: len(one) for name, one in files.items()}
    return Built(names, counts, points, out.stat().st_size, tuple(extract.notices))


def _files(
    extract: Extract, box: Box, area: shapely.Geometry, streets: gpd.GeoDataFrame, on_step: Step
) -> dict[str, gpd.GeoDataFrame]:
    """Every layer of the file."""

    def read(kind: Kind) -> gpd.GeoDataFrame:
        on_step(f"Reading {kind.words}")
        return _within(extract.read(kind, box), area)

    rivers, water, built, airports, runways = (read(kind) for kind in (RIVERS, WATER, BUILT, AIRPORTS, RUNWAYS))
    on_step("Simplifying")
    drawn = [np.asarray(one.geometry.array) for one in (streets, rivers, water, built, airports, runways)]
    wide = _areas(water, least=_LEAST_WATER)
    return {
        "town_land": _land(reached(area, np.concatenate(drawn))),
        "town_built": _built(built),
        "town_airports": _areas(airports, least=_LEAST_BUILT),
        "town_water": wide,
        "town_rivers": _lines(_outside(rivers, wide)),
        "town_runways": _lines(runways),
        "town_streets": _lines(streets),
        "town_bridges": _lines(streets[streets["bridge"].astype(bool)]),
    }


def _within(found: gpd.GeoDataFrame, area: shapely.Geometry) -> gpd.GeoDataFrame:
    """As much as lies in an area."""
    return found.clip(area, keep_geom_type=True, sort=True).explode(ignore_index=True)


def _land(area: shapely.Geometry) -> gpd.GeoDataFrame:
    """The ground of towns by country, so that the country of the dataset is set off in them too."""
    box = shapely.box(*box_around(area))
    inside = shapely.covers(shapely.box(*DETAIL_BOUNDS), box)
    properties, shapes = features("region_land" if inside else "world_land")
    near = np.flatnonzero(shapely.intersects(shapes, box))
    countries = gpd.GeoSeries(shapely.make_valid(shapes[near]), crs=4326).to_crs(MERCATOR)
    found = gpd.GeoDataFrame({"iso": [str(properties[at].get("iso", "")) for at in near]}, geometry=countries)
    return found.clip(area, keep_geom_type=True).sort_values("iso", ignore_index=True)


def _areas(found: gpd.GeoDataFrame, *, least: float) -> gpd.GeoDataFrame:
    """Areas that touch are one; small ones are left out."""
    joined = shapely.get_parts(shapely.union_all(np.asarray(found.geometry.array)))
    return _frame(_simple(joined[shapely.area(joined) >= least]))


def _built(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Built-up areas without the gaps that streets leave between their blocks."""
    wide = shapely.union_all(shapely.buffer(np.asarray(found.geometry.array), _GAP, join_style="mitre", quad_segs=2))
    closed = shapely.get_parts(shapely.buffer(wide, -_GAP, join_style="mitre", quad_segs=2))
    closed = closed[shapely.area(closed) >= _LEAST_BUILT]
    filled = [
        shapely.Polygon(one.exterior, [hole for hole in one.interiors if shapely.Polygon(hole).area >= _LEAST_HOLE])
        for one in closed
    ]
    return _frame(_simple(np.array(filled, dtype=object)))


def _outside(rivers: gpd.GeoDataFrame, water: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lines of rivers where there is no area of the same water."""
    if rivers.empty or water.empty:
        return rivers
    left = rivers.overlay(water.to_crs(MERCATOR)[["geometry"]], how="difference", keep_geom_type=True)
    return left.explode(ignore_index=True)


def _lines(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lines of a rank joined where they meet, and simplified."""
    shapes, ranks = [], []
    for rank, group in sorted(found.groupby("rank")):
        joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(np.asarray(group.geometry.array))))
        shapes.append(_simple(joined))
        ranks += [int(rank)] * len(shapes[-1])
    whole = np.concatenate(shapes) if shapes else np.empty(0, dtype=object)
    return _frame(whole, np.array(ranks, dtype=np.int64))


def _simple(shapes: Shapes) -> Shapes:
    """As coarse as a pixel of the closest zoom allows; what vanishes is left out."""
    found = shapely.simplify(shapes, _TOLERANCE)
    return np.asarray(found[~(shapely.is_empty(found) | shapely.is_missing(found))], dtype=object)


def _frame(shapes: Shapes, ranks: np.ndarray | None = None) -> gpd.GeoDataFrame:
    """In an order of its own, so that two runs give the same file."""
    rank = np.ones(len(shapes), dtype=np.int64) if ranks is None else ranks
    found = gpd.GeoDataFrame({"rank": rank}, geometry=gpd.GeoSeries(shapes, crs=MERCATOR)).to_crs(4326)
    edges = found.bounds
    order = np.lexsort([edges["maxx"], edges["miny"], edges["minx"], found["rank"]])
    return found.iloc[order].reset_index(drop=True)


def _write(files: dict[str, gpd.GeoDataFrame], extract: Extract, out: Path) -> None:
    about = {FORMAT: VERSION, "extract": extract.path.name, "extract_day": extract.day,
             "attribution": CREDIT, "licence": LICENCE}  # fmt: skip
    day = f"{extract.day}T00:00:00Z" if extract.day else _WRITTEN
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": day})
    try:
        with whole_file(out) as part:
            for number, (name, kind) in enumerate(TOWN_FILES.items()):
                found = files[name].to_crs(4326)
                rounded = shapely.set_precision(np.asarray(found.geometry.array), _GRID)
                kept = found.set_geometry(gpd.GeoSeries(rounded, index=found.index, crs=4326))
                pyogrio.write_dataframe(
                    kept[~kept.is_empty], part, layer=name, driver="GPKG", append=number > 0, geometry_type=kind,
                    promote_to_multi=True, dataset_metadata=about if number == 0 else None, SPATIAL_INDEX="NO",
                )  # fmt: skip
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
