"""Reads a layer of a person's own: points, lines and areas with a label and dates, from any file with places."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.disk.temporary_folders import import_folder
from geo.errors import AtlasError, UnreadableFile
from geo.importing.limits import MEBIBYTE
from geo.importing.own_layer_cells import MOST_LABEL, CellReader, LayerColumns
from geo.importing.own_layer_shapes import drawable, outside_world, short_way
from geo.importing.readers.reader_registry import open_sheets
from geo.importing.reasons import Notice, Reason
from geo.importing.row_batches import Batch, InputSource, Log, Sheet
from geo.load.copy_columns import from_wkb
from geo.model.own_layer import OwnFeature, OwnLayer, vertices
from geo.number_words import listed, quantity

SUFFIXES = (".geojson", ".json", ".gpkg", ".zip", ".shp", ".kml", ".kmz", ".csv")
"""Kinds of file that a layer can be read from; a zip holds a Shapefile with its parts."""
MOST_BYTES = 20 * MEBIBYTE
MOST_FEATURES = 20_000
MOST_VERTICES = 200_000
LIMITS = f"at most {MOST_BYTES // MEBIBYTE} MiB, {MOST_FEATURES:,} features and {MOST_VERTICES:,} corners"
"""What a file of a layer may hold, in words."""
_NAMED = 8
"""Rows that a sentence names."""
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class ReadLayer:
    """A layer, and a sentence for all that a person should know of how it was read."""

    layer: OwnLayer
    notices: tuple[str, ...] = ()


@dataclass
class _Found:
    """What has been read so far."""

    features: list[OwnFeature] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)


def read_layer(path: Path, shown_name: str | None = None) -> ReadLayer:
    """The layer in a file; ``shown_name`` is the file's name as the person knows it. All layers of the file are taken
    together. Label and dates come from columns named so (``label``, ``name``; ``from``, ``to``).

    Raises AtlasError: UnreadableFile for a file that is not there, can't be read, holds no place or is beyond the limits;
    else with a fault a feature whose place or day can't be understood.
    """
    name = shown_name or path.name
    if path.suffix.lower() not in SUFFIXES:
        problem = f"is no file of a layer; allowed are {', '.join(SUFFIXES)}"
        raise UnreadableFile(name, problem, "Save it as GeoJSON.")
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(name, f"is larger than {MOST_BYTES // MEBIBYTE} MiB", f"A layer holds {LIMITS}.")
    found = _Found()
    with import_folder() as work:
        source = InputSource(path, name, work, Log(name))
        for sheet in open_sheets(source):
            _take(sheet, found, name)
        found.notices += _told(source.log)
    if found.faults:
        raise AtlasError(found.faults[:_MOST_FAULTS])
    if not found.features:
        remedy = "Give each feature a geometry, or the columns latitude and longitude."
        raise UnreadableFile(name, "holds no feature with a place", remedy)
    return ReadLayer(OwnLayer(tuple(found.features)), (*found.notices, *_open_ends(found.features)))


def _take(sheet: Sheet, found: _Found, file: str) -> None:
    columns = LayerColumns.of(sheet.columns)
    cells = CellReader(sheet.log.file, columns)
    without: list[int] = []
    mended: list[int] = []
    crossing: list[int] = []
    for batch in sheet.batches():
        shapes = _shapes(batch, cells)
        rows = batch.cells.to_pylist()
        for number, row, shape in zip(batch.rows.tolist(), rows, shapes, strict=True):
            if shape is None:
                without.append(number)
                continue
            if shape.is_empty:
                remedy = "Draw it again, or remove it."
                cells.fault(number, None, None, "is empty or can't be understood", "points, lines or areas", remedy)
                continue
            if (bad := outside_world(shape)) is not None:
                _outside(cells, number, bad)
                continue
            whole = short_way(shape)
            crossing += [number] if whole is not shape else []
            ready = drawable(whole)
            mended += [number] if not shapely.is_valid(whole) else []
            first, last = cells.days(number, row)
            found.features.append(OwnFeature(number, ready, cells.label(row), first, last))
        _check_size(found, file)
    found.faults += cells.faults
    found.notices += [*_told(sheet.log), *_of_rows(sheet.log.file, without, mended, crossing)]
    if cells.cut:
        found.notices.append(f"{quantity(cells.cut, 'label')} cut off after {MOST_LABEL} characters.")


def _shapes(batch: Batch, cells: CellReader) -> npt.NDArray[np.object_]:
    """The geometry of each row, or the point of its coordinates; None where it has neither."""
    found = np.full(len(batch.rows), None, dtype=object)
    if batch.geometry is not None:
        found = np.asarray(from_wkb(batch.geometry), dtype=object)
    if cells.columns.place and (lacking := shapely.is_missing(found)).any():
        points = cells.points(batch.rows[lacking], batch.cells.filter(lacking))
        found = found.copy()
        found[lacking] = points
    return found


def _outside(cells: CellReader, number: int, bad: tuple[float, float]) -> None:
    allowed = "longitude -180 to 180, then latitude -90 to 90"
    remedy = (
        "Check that longitude comes first, or save the file with its reference system (a Shapefile keeps it in the "
        ".prj file) or with EPSG:4326."
    )
    cells.fault(number, None, f"{bad[0]:g}, {bad[1]:g}", "lies outside of the world", allowed, remedy)


def _check_size(found: _Found, file: str) -> None:
    count, corners = len(found.features), vertices(one.geometry for one in found.features)
    if count > MOST_FEATURES or corners > MOST_VERTICES:
        problem = f"holds {count:,} features with {corners:,} corners, which is more than a layer may have"
        raise UnreadableFile(file, problem, f"Simplify it, or part it: a layer holds {LIMITS}.")


def _told(log: Log) -> list[str]:
    """What the reader noticed, a sentence each."""
    told = []
    for notice in Notice:
        count, detail = log.notices[notice.value], log.details.get(notice.value, "")
        if notice is Notice.PROJECTED and count:
            told.append(f"{log.file}: {quantity(count, 'feature')} converted from {detail} to WGS 84.")
        elif count:
            told.append(f"{log.file}: {notice.label}{f' ({detail})' if detail else ''}. {notice.definition}")
    for reason in Reason:
        rows = [reject.row for reject in log.rejects if reject.reason == reason.value]
        if rows:
            told.append(f"{log.file}: {reason.label}: {_entries(rows)} left out. {reason.definition}")
    return told


def _of_rows(file: str, without: list[int], mended: list[int], crossing: list[int]) -> list[str]:
    told = []
    if without:
        told.append(
            f"{file}: {quantity(len(without), 'feature')} without a geometry, which can't be drawn: {_entries(without)}."
        )
    if mended:
        told.append(f"{file}: areas that cross themselves were repaired: {_entries(mended)}.")
    if crossing:
        told.append(f"{file}: taken the short way across the antimeridian: {_entries(crossing)}.")
    return told


def _open_ends(features: list[OwnFeature]) -> list[str]:
    if not any(one.start or one.end for one in features):
        return []
    told = []
    for what, rows in (
        ("without a first day are shown from the beginning", [one.row for one in features if one.start is None]),
        ("without a last day are shown to the end", [one.row for one in features if one.end is None]),
    ):
        if rows:
            told.append(f"Features {what}: {_entries(rows)}.")
    return told


def _entries(rows: list[int]) -> str:
    return f"entr{'ies' if len(rows) > 1 else 'y'} {listed([f'{row:,}' for row in rows], _NAMED)}"
