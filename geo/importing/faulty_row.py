"""Finds the row on which an unforeseen error was raised, and makes one refusal that names it."""

from __future__ import annotations

import json
import logging

import pyarrow as pa

from geo.errors import AtlasError, Fault
from geo.importing.infer_schema import InferredSchema
from geo.importing.location_checks import check_locations
from geo.importing.mapped_cells import MappedCells
from geo.importing.parsed import ParsedRows
from geo.importing.raw_rows import RawTable
from geo.importing.row_batches import Batch, Log
from geo.importing.schemas.schema_base import ActorHints

_LOG = logging.getLogger(__name__)


def faulty_row_error(raw: RawTable, found: InferredSchema, batch: Batch, error: Exception) -> AtlasError:
    """What to raise instead of ``error``: the file, the row that it comes from and what stands in it."""
    _LOG.warning("%s can't be taken in", raw.log.file, exc_info=error)
    first, last = 0, len(batch.rows)
    while last - first > 1:
        middle = (first + last) // 2
        if _fails(found, _part(batch, first, middle), raw.log.file):
            last = middle
        elif _fails(found, _part(batch, middle, last), raw.log.file):
            first = middle
        else:
            break
    said = " ".join(str(error).split())[:200] or type(error).__name__
    row = int(batch.rows[first]) if last - first == 1 else None
    value = json.dumps(_part(batch, first, last).cells.to_pylist()[0], ensure_ascii=False)[:200] if row else None
    where = "" if row else f"between its rows {batch.rows[0]:,} and {batch.rows[-1]:,} "
    problem = f"{where}can't be taken in ({said})"
    return AtlasError([Fault(raw.log.file, None, row, "", value, problem, "", "Correct the row, or leave it out.")])


def _part(batch: Batch, first: int, last: int) -> Batch:
    geometry = None if batch.geometry is None else batch.geometry.slice(first, last - first)
    cells = pa.table(batch.cells.slice(first, last - first).combine_chunks())
    return Batch(batch.rows[first:last], cells, geometry)


def _fails(found: InferredSchema, batch: Batch, file: str) -> bool:
    try:
        parsed: ParsedRows = found.schema.parse(MappedCells(batch, found.mapping), found.context, ActorHints())
        check_locations(parsed.place, found.mapping.crs, Log(file))
    except Exception:
        return True
    return False
