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

from geo.errors import UnreadableFile
from geo.importing.readers.gdal_formats import gdal_words, restrict_formats
from geo.importing.readers.reprojection import WGS84, find_crs, transformed
from geo.model.own_areas import BOUNDARY_SUFFIXES, OwnAreas
from geo.number_words import listed

_FAULTS = (DataSourceError, DataLayerError, RuntimeError, ValueError, OSError)
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_MOST_PEOPLE = 10**10
_NAMED = 8
"""Columns or rows that a sentence names."""


def read_boundaries(
    path: Path, name_column: str, population_column: str | None = None, shown: str | None = None
) -> gpd.GeoDataFrame:
    """The areas of a file's first layer, in the order of their first rows: columns ``name`` (text of the named column,
    without blanks around it) and ``geometry`` (polygons, EPSG:4326), and ``people`` where a column of it is named (whole
    numbers as objects; None where the cell is empty or 0, since no rate can be told of it). Rows of one name are parts of
    one area; rings that cross themselves are repaired. ``shown`` is how the file is called in sentences.

    Raises UnreadableFile, in one sentence: for a file that is not there or can't be read, a column that it lacks, a row
    without a name or without an area, a population that is no number, and coordinates outside of the world.
    """
    called = shown or path.name
    frame = _frame(path, called)
    named = _column(called, frame, name_column, "Name the column of the areas' names or codes.")
    names = _names(called, named)
    people: list[int | None] = []
    if population_column is not None:
        column = _column(called, frame, population_column, "Name the column of how many people live in each area.")
        people = _people(called, column, names)
    shapes = _in_wgs84(called, _areas(called, frame), find_crs(frame.crs, called))
    parts = pd.DataFrame({"name": names, "shape": shapes}).groupby("name", sort=False)["shape"]
    joined = {name: shapely.union_all(held.to_numpy(dtype=object)) for name, held in parts}
    found = gpd.GeoDataFrame({"name": list(joined)}, geometry=list(joined.values()), crs="EPSG:4326")
    if people:
        by_name = dict(zip(reversed(names), reversed(people), strict=True))
        found["people"] = pd.Series([by_name[name] for name in joined], dtype=object)
    return found


def own_areas(path: Path, name_column: str, population_column: str | None = None, shown: str | None = None) -> OwnAreas:
    """The same as what a map counts by. Raises UnreadableFile as ``read_boundaries`` does."""
    found = read_boundaries(path, name_column, population_column, shown)
    people = tuple(found["people"]) if population_column is not None else None
    return OwnAreas(shown or path.name, tuple(found["name"]), found.geometry.to_numpy(dtype=object).copy(), people)


def boundary_columns(path: Path, shown: str | None = None) -> tuple[str, ...]:
    """The columns of a file of boundaries, in its order. Raises UnreadableFile."""
    return tuple(str(name) for name in _frame(path, shown or path.name).columns if name != "geometry")


def _frame(path: Path, called: str) -> gpd.GeoDataFrame:
    if path.suffix.lower() not in BOUNDARY_SUFFIXES:
        problem = f"is no file of boundaries; allowed are {', '.join(BOUNDARY_SUFFIXES)}"
        raise UnreadableFile(called, problem, "Save it as GeoJSON.")
    frame = _read(path, called)
    if frame.empty:
        raise UnreadableFile(called, "holds no areas", "Check that it is the right file.")
    return frame


def _column(called: str, frame: gpd.GeoDataFrame, name: str, remedy: str) -> pd.Series[Any]:
    if name not in frame.columns or name == "geometry":
        columns = listed([f"“{one}”" for one in frame.columns if one != "geometry"], _NAMED) or "none"
        raise UnreadableFile(called, f"has no column “{name}”; its columns are {columns}", remedy)
    return frame[name]


def _people(called: str, column: pd.Series[Any], names: list[str]) -> list[int | None]:
    """The cells as whole numbers; rows of one name say the same."""
    found: list[int | None] = []
    told: dict[str, int | None] = {}
    for row, (cell, name) in enumerate(zip(column, names, strict=True), 1):
        words = "" if pd.isna(cell) else _text(cell)
        try:
            number = float(words.replace(",", "")) if words else 0.0
        except ValueError:
            number = np.nan
        if not 0 <= number < _MOST_PEOPLE:
            problem = f"says “{words[:40]}” in the column “{column.name}” in row {row:,}, which is no number of people"
            raise UnreadableFile(called, problem, "Write it in digits, or leave it empty where it is not known.")
        people = round(number) or None
        if told.setdefault(name, people) != people:
            problem = f"says more than one population of “{name}” in the column “{column.name}”"
            raise UnreadableFile(called, problem, "Write the same into all rows of an area: that of the whole.")
        found.append(people)
    return found


def _read(path: Path, called: str) -> gpd.GeoDataFrame:
    if not path.is_file():
        raise UnreadableFile(called, "is not there", "Check its name and folder.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            restrict_formats()
            found = pyogrio.read_dataframe(path)
    except _FAULTS as error:
        problem = f"can't be read as boundaries ({gdal_words(error, called)})"
        raise UnreadableFile(called, problem, "Check that it is whole, or save it as GeoJSON.") from None
    if not isinstance(found, gpd.GeoDataFrame):
        raise UnreadableFile(called, "is a table without any areas", "Choose the file that holds the boundaries.")
    return found.rename_geometry("geometry") if found.geometry.name != "geometry" else found


def _names(called: str, column: pd.Series[Any]) -> list[str]:
    """The cells as texts; a whole number stays one also where the file keeps it as a decimal."""
    told = ["" if pd.isna(cell) else _text(cell) for cell in column]
    empty = [row for row, name in enumerate(told, 1) if not name]
    if empty:
        problem = f"has no name in the column “{column.name}” in {_rows(empty)}"
        raise UnreadableFile(called, problem, "Fill it, or name another column.")
    return told


def _text(cell: Any) -> str:
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _areas(called: str, frame: gpd.GeoDataFrame) -> npt.NDArray[Any]:
    shapes = shapely.force_2d(frame.geometry.to_numpy(dtype=object))
    none = ~np.isin(shapely.get_type_id(shapes), _AREAS) | shapely.is_empty(shapes)
    if none.any():
        rows = np.flatnonzero(none)
        kinds = {"nothing" if shapes[row] is None else shapes[row].geom_type for row in rows}
        problem = f"holds {listed(sorted(kinds), _NAMED)} where an area is expected, in {_rows((rows + 1).tolist())}"
        raise UnreadableFile(called, problem, "Boundaries are polygons; remove or draw these rows.")
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return np.asarray(valid, dtype=object)


def _in_wgs84(called: str, shapes: npt.NDArray[Any], crs: pyproj.CRS) -> npt.NDArray[Any]:
    if crs != WGS84:
        shapes = transformed(shapes, crs, called)
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        problem = f"has coordinates outside of the world ({west:g} to {east:g}, {south:g} to {north:g})"
        remedy = "Save it with its reference system (a Shapefile keeps it in the .prj file), or with EPSG:4326."
        raise UnreadableFile(called, problem, remedy)
    return shapes


def _rows(numbers: list[int]) -> str:
    return f"row{'s' if len(numbers) > 1 else ''} {listed([f'{number:,}' for number in numbers], _NAMED)}"
