"""What a table is: its schema, its mapping and what it as a whole says, before any row is turned into an incident."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.datecells import OrderEvidence, fits_excel_serial, order_evidence
from geo.importing.guess import guess
from geo.importing.mapping import Mapping, fitted
from geo.importing.raw import Raw
from geo.importing.schemas.base import Context, Schema
from geo.importing.schemas.registry import SCHEMAS

_SAMPLE = 1000
_DATE_PROPERTIES = ("date", "date_end", "date_text")


@dataclass(frozen=True)
class Understanding:
    """How a table is read, and how sure that is."""

    schema: Schema
    mapping: Mapping
    context: Context
    evidence: OrderEvidence
    confidence: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What was understood, for the command line and the page."""
        order = self.context.order
        told: dict[str, Any] = self.mapping.model_dump(mode="json", by_alias=True, exclude_none=True)
        told["date_order"] = order.value if order else None
        told["date_evidence"] = {"DMY": self.evidence.dmy, "MDY": self.evidence.mdy, "either": self.evidence.either}
        if self.confidence:
            told["confidence"] = self.confidence
        if self.alternatives:
            told["other_coordinates"] = [list(pair) for pair in self.alternatives]
        return told


def understand(raw: Raw, wanted: Mapping | None, today: date) -> Understanding:
    """The schema of a table by its columns, or as the mapping says.

    Raises AtlasError where the mapping does not fit, UnreadableFile where the table holds no incidents.
    """
    confidence: dict[str, float] = {}
    alternatives: tuple[tuple[str, str], ...] = ()
    mapping = _known(raw) if wanted is None or not wanted.columns else fitted(wanted, raw.columns, raw.log.file)
    if mapping is None:
        found = guess(_sample(raw), raw.drawn, raw.log.file, today)
        mapping, confidence, alternatives = found.mapping, found.confidence, found.alternatives
        mapping = _without_repeating_id(raw, mapping)
    if wanted is not None and not wanted.columns:
        mapping = wanted.model_copy(update={"columns": mapping.columns, "schema_name": mapping.schema_name})
    evidence = _evidence(raw, mapping, today)
    order = mapping.date_order or evidence.order
    excel = frozenset(
        prop
        for prop in ("date", "date_end")
        if mapping.column(prop) and fits_excel_serial(_some(raw, mapping.columns[prop]))
    )
    return Understanding(
        SCHEMAS[mapping.schema_name], mapping, Context(today, order, excel), evidence, confidence, alternatives
    )


def _known(raw: Raw) -> Mapping | None:
    for schema in SCHEMAS.values():
        columns = schema.recognise(raw.columns)
        if columns is not None:
            return Mapping(schema_name=schema.name, columns=columns)
    return None


def _sample(raw: Raw) -> pa.Table:
    for batch in raw.batches():
        return batch.cells.slice(0, _SAMPLE)
    return pa.table({name: pa.array([], type=pa.string()) for name in raw.columns})


def _some(raw: Raw, column: str) -> list[str]:
    for batch in raw.batches((column,)):
        return [str(text) for text in batch.cells.column(0).slice(0, _SAMPLE).to_pylist()]
    return []


def _without_repeating_id(raw: Raw, mapping: Mapping) -> Mapping:
    """A column is no id where more than a tenth of its cells repeat another one."""
    column = mapping.column("id")
    if column is None or not raw.count:
        return mapping
    values = raw.column(column)
    filled = pc.sum(pc.not_equal(values, "")).as_py() or 0
    if pc.count_distinct(values).as_py() >= 0.9 * filled and filled:
        return mapping
    rest = {prop: name for prop, name in mapping.columns.items() if prop != "id"}
    return mapping.model_copy(update={"columns": rest})


def _evidence(raw: Raw, mapping: Mapping, today: date) -> OrderEvidence:
    """What all dates of a table together say of the order of day and month."""
    total = OrderEvidence(0, 0, 0)
    for prop in _DATE_PROPERTIES[:2]:
        column = mapping.column(prop)
        if column is None:
            continue
        counts = pc.value_counts(raw.column(column))
        cells = zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)
        found = order_evidence(cells, today)
        total = OrderEvidence(total.dmy + found.dmy, total.mdy + found.mdy, total.either + found.either)
    return total
