"""Geodata that GDAL reads: GeoPackage, FlatGeobuf, Shapefile, KML, KMZ, GPX."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import pyproj
from pyogrio.errors import DataLayerError, DataSourceError

from geo.errors import UnreadableFile
from geo.importing.limits import BATCH, WHOLE_BYTES
from geo.importing.readers.cell_text import table_text
from geo.importing.readers.gdal_formats import gdal_words, restrict_formats
from geo.importing.readers.kml import PreparedKml, prepare_kml
from geo.importing.readers.reprojection import find_crs, to_wgs84
from geo.importing.readers.shapefile_encodings import shapefile_encoding
from geo.importing.readers.size_checks import check_archive
from geo.importing.readers.table_header import column_names
from geo.importing.row_batches import Batch, InputSource, Log, Sheet
from geo.load.copy_columns import from_wkb

_GEOMETRY = "wkb_geometry"
_FAULTS = (DataSourceError, DataLayerError, RuntimeError, ValueError, pa.ArrowInvalid, OSError)


def read_geodata(source: InputSource, log: Log) -> Iterator[Sheet]:
    """Every layer of a file."""
    check_archive(source, WHOLE_BYTES)
    restrict_formats()
    suffix = source.path.suffix.lower()
    file = prepare_kml(source, log) if suffix in (".kml", ".kmz") else PreparedKml(source.path)
    encoding = shapefile_encoding(source.path, log) if suffix == ".shp" else None
    try:
        layers = pyogrio.list_layers(file.path)
        for name in [str(layer[0]) for layer in layers]:
            several = len(layers) > 1
            own = Log(f"{log.file}, {name}") if several else log
            yield _layer(_Layer(file, name, encoding), name if several else "", own)
    except _FAULTS as error:
        raise _unreadable(log, error) from None


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of a file, and the encoding of its texts where the file does not say it."""

    file: PreparedKml
    name: str
    encoding: str | None

    def info(self, **more: bool) -> dict[str, Any]:
        return dict(pyogrio.read_info(self.file.path, layer=self.name, encoding=self.encoding, **more))


def _unreadable(log: Log, error: Exception) -> UnreadableFile:
    problem = f"can't be read as geodata ({gdal_words(error, log.file)})"
    return UnreadableFile(log.file, problem, "Check that it is whole, or save it as GeoJSON.")


def _layer(layer: _Layer, shown: str, log: Log) -> Sheet:
    info = layer.info()
    fields = [field for field in map(str, info["fields"]) if field not in layer.file.left_out]
    named = [layer.file.names.get(field, field) for field in fields]
    names = column_names(named or ["geometry"], log)
    return Sheet(shown, names, partial(_batches, layer, fields, names, log), log)


def _batches(layer: _Layer, fields: list[str], names: tuple[str, ...], log: Log) -> Iterator[Batch]:
    """All features of a layer, some at a time."""
    info = layer.info(force_feature_count=True)
    crs = find_crs(info["crs"], log.file)
    start = 0
    try:
        while start < info["features"]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                meta, table = pyogrio.read_arrow(
                    layer.file.path, layer=layer.name, encoding=layer.encoding, skip_features=start, max_features=BATCH
                )
            if not table.num_rows:
                break
            rows = np.arange(start + 1, start + table.num_rows + 1, dtype=np.int64)
            yield _batch(rows, meta["geometry_name"] or _GEOMETRY, table, fields, names, crs, log)
            start += table.num_rows
    except _FAULTS as error:
        raise _unreadable(log, error) from None


def _batch(
    rows: np.ndarray, column: str, table: pa.Table, fields: list[str], names: tuple[str, ...], crs: pyproj.CRS, log: Log
) -> Batch:
    geometry = None
    if column in table.column_names:
        geometry = to_wgs84(from_wkb(table.column(column)), crs, log)
    if not fields:
        return Batch(rows, pa.table({names[0]: pa.array([""] * len(rows), type=pa.string())}), geometry)
    cells = table_text(table.select(fields)).rename_columns(list(names))
    return Batch(rows, cells, geometry)
