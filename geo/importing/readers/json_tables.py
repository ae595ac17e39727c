"""JSON: GeoJSON, lists of records, objects that hold such a list, and one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geo.errors import UnreadableFile
from geo.importing.limits import COLUMNS, WHOLE_BYTES
from geo.importing.readers.cell_text import batches_of, cell_text
from geo.importing.readers.reprojection import find_crs, to_wgs84
from geo.importing.readers.size_checks import check_size
from geo.importing.readers.table_header import column_names
from geo.importing.readers.text_encodings import as_utf8
from geo.importing.reasons import Reason
from geo.importing.row_batches import Batch, InputSource, Log, Sheet

_ID = "id"
_LINES = (".jsonl", ".ndjson", ".geojsonl")
"""Suffixes of files with one record a line, of which there may be one only."""
_WRAPPED = {"$date", "$oid", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal"}
"""Names by which MongoDB's exports wrap a single value."""


def read_json(source: InputSource, log: Log) -> Iterator[Sheet]:
    """The features or records of a JSON file as one table; nested objects become columns such as ``a.b``."""
    found = parse_json(source, log)
    crs: Any = None
    if isinstance(found, dict) and isinstance(found.get("features"), list):
        crs = _crs_member(found) or _crs_of_esri(found)
        found = found["features"]
    elif isinstance(found, dict):
        found = _list_inside(found) or ([found] if source.path.suffix.lower() in _LINES else None)
    if not isinstance(found, list) or not found:
        raise UnreadableFile(log.file, "holds no list of records", "Check that it is the right file.")
    yield _sheet(found, crs, log)


def parse_json(source: InputSource, log: Log) -> Any:
    """The content of a JSON file, or a list of the objects of its lines; raises UnreadableFile."""
    check_size(source, WHOLE_BYTES)
    text = as_utf8(source, log).read_text(encoding="utf-8", errors="replace")
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableFile(log.file, "is nested too deeply to be read", "Check that it is the right file.") from None
    except ValueError as error:
        lines = _lines(text)
        if lines is not None:
            return lines
        said = (
            "a number in it has thousands of digits" if "integer string conversion" in str(error) else str(error)[:200]
        )
        problem = f"is not JSON ({said})"
        raise UnreadableFile(log.file, problem, "Fetch the file again from where it came.") from None


def _lines(text: str) -> list[Any] | None:
    """One object a line; a line that is none is kept as text, to be set aside. None where the first is none."""
    rows: list[Any] = []
    for line in text.splitlines():
        if not line.strip("\x1e \t"):
            continue
        try:
            rows.append(json.loads(line.strip("\x1e \t")))
        except (ValueError, RecursionError):
            rows.append(line)
        if not isinstance(rows[0], dict):
            return None
    return rows if len(rows) > 1 else None


def _crs_member(found: dict[str, Any]) -> Any:
    """The old ``crs`` member of GeoJSON: its name, or a code."""
    crs = found.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return (properties.get("name") or properties.get("code")) if isinstance(properties, dict) else None


def _crs_of_esri(found: dict[str, Any]) -> Any:
    """The reference system of an answer of an ArcGIS service."""
    system = found.get("spatialReference")
    number = (system.get("latestWkid") or system.get("wkid")) if isinstance(system, dict) else None
    return f"EPSG:{number}" if isinstance(number, int) and not isinstance(number, bool) else None


def _list_inside(found: dict[str, Any]) -> Any:
    """The longest list of objects among the members (``data``, ``results`` …), or a single feature."""
    if found.get("type") == "Feature":
        return [found]
    lists = [value for value in found.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    return max(lists, key=len, default=None)


def _sheet(found: list[Any], crs: Any, log: Log) -> Sheet:
    records: list[tuple[int, dict[str, str], Any]] = []
    keys: dict[str, None] = {}
    for row, entry in enumerate(found, 1):
        if not isinstance(entry, dict):
            log.set_aside(row, Reason.NOT_RECORD, {"entry": cell_text(entry)[:1000]})
            continue
        cells, geometry = _record(entry)
        keys.update(dict.fromkeys(cells))
        if len(keys) > COLUMNS:
            problem = f"has more than {COLUMNS:,} properties"
            raise UnreadableFile(log.file, problem, "Keep the properties that describe the incidents.")
        records.append((row, cells, geometry))
    names = tuple(keys) or ("geometry",)
    shown = column_names(names, log)
    return Sheet("", shown, lambda: _batches(records, names, shown, crs, log), log)


def _record(entry: dict[str, Any]) -> tuple[dict[str, str], Any]:
    if entry.get("type") == "Feature" or ("properties" in entry and "geometry" in entry):
        properties = entry.get("properties")
        cells = _flat(properties if isinstance(properties, dict) else {})
        if entry.get("id") not in (None, ""):
            cells.setdefault(_ID, cell_text(entry["id"]))
        return cells, entry.get("geometry")
    geometry = entry.get("geometry") if isinstance(entry.get("geometry"), dict) else None
    if isinstance(entry.get("attributes"), dict) and set(entry) <= {"attributes", "geometry"}:
        return _flat(entry["attributes"]), _of_esri(geometry)
    return _flat({key: value for key, value in entry.items() if key != "geometry" or geometry is None}), geometry


def _of_esri(geometry: Any) -> Any:
    """A geometry of an ArcGIS service as one of GeoJSON."""
    if not isinstance(geometry, dict):
        return None
    for member, kind in (("points", "MultiPoint"), ("paths", "MultiLineString"), ("rings", "Polygon")):
        if member in geometry:
            return {"type": kind, "coordinates": geometry[member]}
    return {"type": "Point", "coordinates": [geometry.get("x"), geometry.get("y")]} if "x" in geometry else geometry


def _flat(properties: dict[str, Any], before: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in properties.items():
        if isinstance(value, dict) and len(value) == 1 and (plain := set(value) & _WRAPPED):
            cells[f"{before}{key}"] = cell_text(value[plain.pop()])
        elif isinstance(value, dict) and value and before.count(".") < 3:
            cells.update(_flat(value, f"{before}{key}."))
        else:
            cells[f"{before}{key}"] = cell_text(value)
    return cells


def _batches(
    records: list[tuple[int, dict[str, str], Any]], names: tuple[str, ...], shown: tuple[str, ...], crs: Any, log: Log
) -> Iterator[Batch]:
    system = find_crs(crs, log.file)
    rows = ((row, [cells.get(name, "") for name in names]) for row, cells, _ in records)
    drawn = any(geometry is not None for *_, geometry in records)
    start = 0
    for batch in batches_of(rows, shown):
        part = records[start : start + len(batch.rows)]
        start += len(batch.rows)
        shapes = np.array([_shape(geometry) for *_, geometry in part], dtype=object)
        yield Batch(batch.rows, batch.cells, to_wgs84(shapes, system, log) if drawn else None)


def _shape(geometry: Any) -> Any:
    """A shapely shape; an empty one where the geometry can't be understood, None where there is none."""
    if geometry is None:
        return None
    try:
        with np.errstate(invalid="ignore"):  # of no number; see to_wgs84
            return shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return shapely.Point()
