"""Reprojects geometries to WGS 84 (EPSG:4326), two dimensions, as WKB."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError

from geo.errors import UnreadableFile
from geo.importing.reasons import Notice
from geo.importing.row_batches import Log

WGS84 = pyproj.CRS.from_epsg(4326)


def find_crs(stated: Any, file: str) -> pyproj.CRS:
    """The reference system that a file states; WGS 84 where it states none.

    Raises UnreadableFile where the statement can't be understood.
    """
    if stated in (None, "", {}):
        return WGS84
    try:
        return pyproj.CRS.from_user_input(stated)
    except (CRSError, TypeError, ValueError):
        problem = f"names a reference system that is not known: {str(stated)[:100]!r}"
        raise UnreadableFile(file, problem, "Save it with a known one, such as EPSG:4326.") from None


def to_wgs84(shapes: npt.NDArray[Any], crs: pyproj.CRS, log: Log) -> pa.Array:
    """The shapes as WKB; those of another system are transformed, and counted. Raises UnreadableFile."""
    with np.errstate(invalid="ignore"):
        flat = _countable(shapely.force_2d(shapes))
    there = int((~shapely.is_missing(flat)).sum())
    if there and not _is_wgs84(crs):
        log.notice(Notice.PROJECTED, there, crs.name)
        flat = transformed(flat, crs, log.file)
    return pa.array(shapely.to_wkb(flat), type=pa.binary())


def transformed(shapes: npt.NDArray[Any], crs: pyproj.CRS, file: str) -> npt.NDArray[Any]:
    """Shapes of a reference system in WGS 84. Raises UnreadableFile."""
    try:
        change = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
        return np.asarray(shapely.transform(shapes, change.transform, interleaved=False), dtype=object)
    except ProjError:
        problem = f"has coordinates that can't be brought from {crs.name} to WGS 84"
        raise UnreadableFile(file, problem, "Save it with EPSG:4326.") from None


def _countable(shapes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The shapes, with an empty one in place of each that has a coordinate which is no number, or infinite."""
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    broken = np.unique(owner[~np.isfinite(points).all(axis=1)])
    if len(broken):
        shapes = shapes.copy()
        shapes[broken] = shapely.Point()
    return shapes


def _is_wgs84(crs: pyproj.CRS) -> bool:
    return crs.to_epsg() == 4326 or (crs.to_authority() or ("", ""))[1] == "CRS84" or crs.name == "WGS 84 (CRS84)"
