"""Infers how a table is read: its schema, its column mapping and what holds for the whole table, before any row
becomes an incident."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.column_mapping import ColumnMapping, fitted
from geo.importing.column_names import key_of
from geo.importing.date_cells import OrderEvidence, order_evidence
from geo.importing.date_numbers import EPOCH_1900, NumberForm, number_form
from geo.importing.guess_columns import guess
from geo.importing.mapped_cells import MappedCells
from geo.importing.placeholder_points import NO_PLACEHOLDERS, PlaceholderPoints, PlaceholderSearch, lonlat_of
from geo.importing.raw_rows import RawTable
from geo.importing.reasons import Notice
from geo.importing.schemas.generic import coordinates
from geo.importing.schemas.schema_base import Schema, TableContext
from geo.importing.schemas.schema_registry import SCHEMAS
from geo.importing.summary_tables import refuse_boundaries, refuse_totals

_SAMPLE = 1000
_WEAK_IDS = frozenset({"code", "ref", "reference", "fid", "objectid", "relid"})
"""Names of columns that need not tell incidents apart."""
_NUMBERED = r"[\d\x{660}-\x{669}\x{6F0}-\x{6F9}][-/. ][\d\x{660}-\x{669}\x{6F0}-\x{6F9}]{1,2}[-/. ]"
_DATE_PROPERTIES = ("date", "date_end", "date_text")


@dataclass(frozen=True)
class InferredSchema:
    """How a table is read, and how sure that is."""

    schema: Schema
    mapping: ColumnMapping
    context: TableContext
    evidence: OrderEvidence
    confidence: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What was understood, for the command line and the page."""
        order = self.context.order
        told: dict[str, Any] = self.mapping.model_dump(mode="json", by_alias=True, exclude_none=True)
        told["date_order"] = order.value if order else None
        told["date_evidence"] = {"DMY": self.evidence.dmy, "MDY": self.evidence.mdy, "either": self.evidence.either}
        if self.context.numbers:
            told["date_numbers"] = {prop: form.value for prop, form in self.context.numbers.items()}
        if self.context.epoch != EPOCH_1900:
            told["day_0"] = self.context.epoch.isoformat()
        if self.confidence:
            told["confidence"] = self.confidence
        if self.alternatives:
            told["other_coordinates"] = [list(pair) for pair in self.alternatives]
        return told


def infer_schema(raw: RawTable, wanted: ColumnMapping | None, today: date) -> InferredSchema:
    """The schema of a table by its columns, or as the mapping says.

    Raises AtlasError where the mapping does not fit, UnreadableFile where the table holds no incidents.
    """
    confidence: dict[str, float] = {}
    alternatives: tuple[tuple[str, str], ...] = ()
    named = wanted is not None and bool(wanted.columns)
    sample = _sample(raw)
    if not named:
        refuse_totals(sample, raw.log.file)
    mapping = fitted(wanted, raw.columns, raw.log.file) if wanted is not None and named else _known(raw)
    if mapping is None:
        refuse_boundaries(raw.columns, _geometry(raw), raw.log.file)
        found = guess(sample, raw.has_geometry, raw.log.file, today, raw.epoch)
        mapping, confidence, alternatives = found.mapping, found.confidence, found.alternatives
        mapping = _without_repeating_id(raw, mapping)
        for remark in found.remarks:
            raw.log.notice(remark.notice, raw.count, remark.words)
        raw.log.notice(Notice.REPORTED, raw.count if found.reported else 0)
    if wanted is not None and not named:
        mapping = wanted.model_copy(update={"columns": mapping.columns, "schema_name": mapping.schema_name})
    evidence = _evidence(raw, mapping)
    schema = SCHEMAS[mapping.schema_name]
    placeholders = _stand_ins(raw, mapping) if schema.name == "generic" else NO_PLACEHOLDERS
    if placeholders.words:
        raw.log.notice(Notice.STAND_IN, 0, placeholders.words)
    order, numbers = mapping.date_order or evidence.order, _numbers(raw, mapping, today)
    context = TableContext(today, order, numbers, raw.epoch, placeholders)
    return InferredSchema(schema, mapping, context, evidence, confidence, alternatives)


def _stand_ins(raw: RawTable, mapping: ColumnMapping) -> PlaceholderPoints:
    """Points of a table that says nothing of how exact they are, under too many names to be places."""
    search = PlaceholderSearch()
    if not mapping.column("place") and not mapping.column("admin1"):
        return NO_PLACEHOLDERS
    for batch in raw.batches():
        cells = MappedCells(batch, mapping)
        lon, lat = lonlat_of(*coordinates(cells), batch.geometry)
        search.add(lon, lat, cells.known("place").to_pylist(), cells.known("admin1").to_pylist())
    return search.found()


def _numbers(raw: RawTable, mapping: ColumnMapping, today: date) -> dict[str, NumberForm]:
    """What the plain numbers in the columns of dates count."""
    found: dict[str, NumberForm] = {}
    for prop in ("date", "date_end"):
        column = mapping.column(prop)
        form = number_form(_some(raw, column), today, raw.epoch) if column else None
        if form is not None:
            found[prop] = form
    return found


def _known(raw: RawTable) -> ColumnMapping | None:
    for schema in SCHEMAS.values():
        columns = schema.recognise(raw.columns)
        if columns is not None:
            return ColumnMapping(schema_name=schema.name, columns=columns)
    return None


def _sample(raw: RawTable) -> pa.Table:
    for batch in raw.batches():
        return batch.cells.slice(0, _SAMPLE)
    return pa.table({name: pa.array([], type=pa.string()) for name in raw.columns})


def _some(raw: RawTable, column: str) -> list[str]:
    for batch in raw.batches((column,)):
        return [str(text) for text in batch.cells.column(0).slice(0, _SAMPLE).to_pylist()]
    return []


def _without_repeating_id(raw: RawTable, mapping: ColumnMapping) -> ColumnMapping:
    """A column that is only perhaps the id (``code``, ``ref``) is none where more than a tenth of its cells repeat another
    one; in one that is named as the id, rows of one event and different events are told apart later."""
    column = mapping.column("id")
    if column is None or not raw.count or key_of(column) not in _WEAK_IDS:
        return mapping
    values = raw.column(column)
    filled = pc.sum(pc.not_equal(values, "")).as_py() or 0
    if pc.count_distinct(values).as_py() >= 0.9 * filled and filled:
        return mapping
    rest = {prop: name for prop, name in mapping.columns.items() if prop != "id"}
    return mapping.model_copy(update={"columns": rest})


def _geometry(raw: RawTable) -> pa.Array | None:
    for batch in raw.batches(()):
        return batch.geometry
    return None


def _evidence(raw: RawTable, mapping: ColumnMapping) -> OrderEvidence:
    """What all dates of a table together say of the order of day and month: those of its columns of dates and, where
    these leave it open, those in all other columns and texts."""
    own = [column for prop in _DATE_PROPERTIES if (column := mapping.column(prop))]
    total = sum((_evidence_of(raw, column) for column in own), OrderEvidence(0, 0, 0))
    if not total.either or total.dmy or total.mdy:
        return total
    other = sum((_evidence_of(raw, column) for column in raw.columns if column not in own), OrderEvidence(0, 0, 0))
    return OrderEvidence(other.dmy, other.mdy, total.either) if other.order else total


def _evidence_of(raw: RawTable, column: str) -> OrderEvidence:
    values = raw.column(column)
    numbered = values.filter(pc.match_substring_regex(values, _NUMBERED))
    counts = pc.value_counts(numbered)
    return order_evidence(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
