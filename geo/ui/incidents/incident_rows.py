"""Incidents as rows of a table: what each cell says, and the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.card import CardWriter
from geo.card.fact_words import capital, figure, how_sure
from geo.model.dataset import Dataset
from geo.model.derive import killed, wounded
from geo.model.incident import Incident
from geo.model.record_base import Figure
from geo.style.symbols import form_of
from geo.ui.components.citations import citation_lines
from geo.ui.components.widgets import Line, line, swatch

PAGE_ROWS = 100
"""Rows that the page shows at once."""

COLUMNS: list[dict[str, Any]] = [
    {"id": "when", "label": "When", "sortable": True, "width": "11%"},
    {"id": "title", "label": "Incident", "sortable": True, "width": "22%"},
    {"id": "where", "label": "Where", "sortable": True, "width": "17%"},
    {"id": "whose", "label": "Actors", "sortable": True, "width": "20%"},
    {"id": "verification", "label": "Confidence", "sortable": True, "width": "9%"},
    {"id": "killed", "label": "Killed", "sortable": True, "number": True, "width": "6%"},
    {"id": "wounded", "label": "Wounded", "sortable": True, "number": True, "width": "6%"},
    {"id": "sources", "label": "Sources", "sortable": True, "width": "11%"},
]

_BESIDE_CARD = {"when": "15%", "title": "34%", "whose": "22%", "killed": "9%", "wounded": "9%", "sources": "11%"}
"""Columns and their widths where the open incident takes a third of the page; the others stand under these."""
_UNDER = {"where": "title", "verification": "whose"}


def table_data(rows: list[dict[str, Any]], by: str, descending: bool, picked: bool) -> dict[str, Any]:
    """What the table of incidents shows, from rows with a cell for each of ``COLUMNS``. Beside an open incident there
    is less room: then places and verification stand under the title and the act, and no column is cut off."""
    columns = COLUMNS
    if picked:
        rows = [{**row, "cells": _folded(row["cells"])} for row in rows]
        columns = [{**one, "width": _BESIDE_CARD[one["id"]]} for one in COLUMNS if one["id"] in _BESIDE_CARD]
    return {
        "caption": "Incidents that the filter leaves",
        "captionHidden": True,
        "columns": columns,
        "rows": rows,
        "sort": {"by": by, "descending": descending},
        "rowPick": "incident",
        "minWidth": "580px" if picked else "940px",
    }


def _folded(cells: list[Any]) -> list[Any]:
    """The cells of a row with those of the columns that give way under others."""
    lines = {one["id"]: cell if isinstance(cell, list) else [cell] for one, cell in zip(COLUMNS, cells, strict=True)}
    for moved, under in _UNDER.items():
        lines[under] = [*lines[under], *lines[moved]]
    return [lines[name] for name in _BESIDE_CARD]


def incident_rows(dataset: Dataset, ids: Iterable[str], picked: str | None) -> list[dict[str, Any]]:
    """The rows of incidents; the picked one is marked."""
    writer = CardWriter(dataset)
    return [
        {"id": record.id, "current": record.id == picked, "cells": _cells(dataset, writer, record)}
        for record in dataset.several(ids)
    ]


def _cells(dataset: Dataset, writer: CardWriter, record: Incident) -> list[Any]:
    words = writer.row(record)
    kind = f"{record.kind.label} · {record.event_type.label.lower()}"
    form = form_of(str(record.verification), str(record.kind)).name.lower()
    hue = swatch(form, "perpetrator_kind", str(dataset.incidents.at[record.id, "perpetrator_kind"]))
    placed = how_sure(record)
    return [
        capital(words["when"]),
        [line(record.title, "strong", pick={"incident": record.id}), line(kind, "muted")],
        [words["where"], line(capital(placed), "muted")],
        line(words["headline"], swatch=hue),
        line(record.verification.label, title=record.verification.definition),
        stated(killed(record.casualties)),
        stated(wounded(record.casualties)),
        citation_lines(dataset, record.sources),
    ]


def stated(figure_told: Figure | None) -> Line:
    """A figure in words, quiet where no source states one."""
    return line(figure(figure_told), "" if figure_told else "unknown")
