"""Reads a person's own boundaries: areas with a name or code each, from GeoJSON, GeoPackage or Shapefile."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
import pyproj
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import ProjError

from geo.errors import UnreadableFile
from geo.importing.readers.gdal_formats import restrict_formats
from geo.importing.readers.reprojection import WGS84, find_crs

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp")
"""Kinds of file that are read."""
_FAULTS = (DataSourceError, DataLayerError, RuntimeError, ValueError, OSError)
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_NAMED = 8
"""Columns or rows that a sentence names."""


def read_boundaries(path: Path, name_column: str) -> gpd.GeoDataFrame:
    """The areas of a file's first layer, in the order of their first rows: columns ``name`` (text of the named column,
    without blanks around it) and ``geometry`` (polygons, EPSG:4326). Rows of one name are parts of one area; rings that
    cross themselves are repaired.

    Raises UnreadableFile, in one sentence: for a file that is not there or can't be read, a column that it lacks, a row
    without a name or without an area, and coordinates outside of the world.
    """
    if path.suffix.lower() not in SUFFIXES:
        problem = f"is no file of boundaries; allowed are {', '.join(SUFFIXES)}"
        raise UnreadableFile(path.name, problem, "Save it as GeoJSON.")
    frame = _read(path)
    if frame.empty:
        raise UnreadableFile(path.name, "holds no areas", "Check that it is the right file.")
    if name_column not in frame.columns or name_column == "geometry":
        listed = _listed([f"“{name}”" for name in frame.columns if name != "geometry"]) or "none"
        problem = f"has no column “{name_column}”; its columns are {listed}"
        raise UnreadableFile(path.name, problem, "Name the column of the areas' names or codes.")
    names = _names(path, frame[name_column])
    shapes = _in_wgs84(path, _areas(path, frame), find_crs(frame.crs, path.name))
    parts = pd.DataFrame({"name": names, "shape": shapes}).groupby("name", sort=False)["shape"]
    joined = {name: shapely.union_all(held.to_numpy(dtype=object)) for name, held in parts}
    return gpd.GeoDataFrame({"name": list(joined)}, geometry=list(joined.values()), crs="EPSG:4326")


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.is_file():
        raise UnreadableFile(path.name, "is not there", "Check its name and folder.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            restrict_formats()
            found = pyogrio.read_dataframe(path)
    except _FAULTS as error:
        said = " ".join(str(error).split())[:200]
        problem = f"can't be read as boundaries ({said})"
        raise UnreadableFile(path.name, problem, "Check that it is whole, or save it as GeoJSON.") from None
    if not isinstance(found, gpd.GeoDataFrame):
        raise UnreadableFile(path.name, "is a table without any areas", "Choose the file that holds the boundaries.")
    return found.rename_geometry("geometry") if found.geometry.name != "geometry" else found


def _names(path: Path, column: pd.Series[Any]) -> list[str]:
    """The cells as texts; a whole number stays one also where the file keeps it as a decimal."""
    told = ["" if pd.isna(cell) else _text(cell) for cell in column]
    empty = [row for row, name in enumerate(told, 1) if not name]
    if empty:
        problem = f"has no name in the column “{column.name}” in {_rows(empty)}"
        raise UnreadableFile(path.name, problem, "Fill it, or name another column.")
    return told


def _text(cell: Any) -> str:
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _areas(path: Path, frame: gpd.GeoDataFrame) -> npt.NDArray[Any]:
    shapes = shapely.force_2d(frame.geometry.to_numpy(dtype=object))
    none = ~np.isin(shapely.get_type_id(shapes), _AREAS) | shapely.is_empty(shapes)
    if none.any():
        rows = np.flatnonzero(none)
        kinds = {"nothing" if shapes[row] is None else shapes[row].geom_type for row in rows}
        problem = f"holds {_listed(sorted(kinds))} where an area is expected, in {_rows((rows + 1).tolist())}"
        raise UnreadableFile(path.name, problem, "Boundaries are polygons; remove or draw these rows.")
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return np.asarray(valid, dtype=object)


def _in_wgs84(path: Path, shapes: npt.NDArray[Any], crs: pyproj.CRS) -> npt.NDArray[Any]:
    if crs != WGS84:
        try:
            change = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
            shapes = shapely.transform(shapes, change.transform, interleaved=False)
        except ProjError:
            problem = f"has coordinates that can't be brought from {crs.name} to WGS 84"
            raise UnreadableFile(path.name, problem, "Save it with EPSG:4326.") from None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        problem = f"has coordinates outside of the world ({west:g} to {east:g}, {south:g} to {north:g})"
        remedy = "Save it with its reference system (a Shapefile keeps it in the .prj file), or with EPSG:4326."
        raise UnreadableFile(path.name, problem, remedy)
    return shapes


def _rows(numbers: list[int]) -> str:
    return f"row{'s' if len(numbers) > 1 else ''} {_listed([f'{number:,}' for number in numbers])}"


def _listed(words: list[str]) -> str:
    more = f" and {len(words) - _NAMED:,} more" if len(words) > _NAMED else ""
    return ", ".join(words[:_NAMED]) + more
