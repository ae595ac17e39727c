"""Incidents as sorted rows of a list, one page at a time."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from geo.count.ordering import check_order
from geo.engine.cell_contents import CountedCell, within_cell
from geo.engine.map_aggregates import words_of
from geo.engine.query_context import QueryContext
from geo.engine.storage_layout import NO_NUMBER
from geo.filter.filter import Filter
from geo.model.vocabularies import Verification

_CODED = ("kind", "event_type", "perpetrator_kind", "verification")


def row_page(
    context: QueryContext,
    filter: Filter,
    order: str,
    descending: bool,
    limit: int,
    offset: int,
    cell: CountedCell | None = None,
) -> pa.Table:
    """Some of the incidents that pass, of a cell of the map those that it counts; what is not stated comes last either way, ties in the order of time.

    Columns: ``row``, ``id``, ``title``, ``place``, ``whose`` (name of the first perpetrator, else ``Parties: …``), ``start``, ``end`` (days
    since 1970-01-01), ``date_precision``, ``killed``, ``wounded`` (least stated; null where nothing is),
    ``killed_most``, ``wounded_most`` (null where that is open too), ``sources`` (how many), and the values of ``kind``, ``event_type``, ``perpetrator_kind``, ``verification``.
    """
    check_order(order)
    passing = context.incidents(filter)
    passing = within_cell(context, passing, cell) if cell else passing
    # Keys first: texts are then read of the few rows that are shown, not of all that pass.
    keys = context.run(
        passing.order_by(_order(context, passing, order, descending)).limit(limit, offset=offset).select("key")
    )
    wanted = keys["key"].to_numpy()
    table = context.tables.incidents
    found = context.run(
        table.filter(table.key.isin(wanted.tolist()) if len(wanted) else ibis.literal(False)).select(
            "key", "row", "id", "title", "place", "whose", "start_day", "end_day", "date_precision", "killed",
            "wounded", "killed_most", "wounded_most", "sources", *(f"f_{name}" for name in _CODED),
        )
    )  # fmt: skip
    place = np.argsort(found["key"].to_numpy())
    found = found.take(place[np.searchsorted(found["key"].to_numpy()[place], wanted)])
    return _in_words(context, found)


def row_position(context: QueryContext, filter: Filter, incident: str, order: str, descending: bool) -> int | None:
    """The place of an incident among the sorted rows of what passes, from 0; None where it does not pass."""
    check_order(order)
    passing = context.incidents(filter)
    window = ibis.window(order_by=_order(context, passing, order, descending))
    numbered = passing.select("id", place=ibis.row_number().over(window))
    found = context.run(numbered.filter(numbered.id == incident).select("place"))
    return int(found["place"][0].as_py()) if found.num_rows else None


def _order(context: QueryContext, rows: ir.Table, order: str, descending: bool) -> list[ir.Value]:
    ties = [rows.start_day.asc(), rows.end_day.asc(), rows.row.asc()]
    if order == "date":
        return [rows.start_day.desc(), *ties[1:]] if descending else ties
    key = _key(context, rows, order)
    return [key.isnull().asc(), key.desc() if descending else key.asc(), *ties]


def _key(context: QueryContext, rows: ir.Table, order: str) -> ir.Value:
    if order in ("killed", "wounded"):
        return rows[order].nullif(NO_NUMBER)
    if order == "sources":
        return rows.sources
    if order == "verification":
        words = Verification.words()
        first = context.sets["f_verification"].first
        cases = [(rows.f_verification == code, words.index(str(word))) for code, word in enumerate(first)]
        return ibis.cases(*cases, else_=len(words)) if cases else ibis.literal(0)
    return rows[order].lower()


def _in_words(context: QueryContext, found: pa.Table) -> pa.Table:
    columns = {name: found[name] for name in ("key", "row", "id", "title", "place", "whose")}
    columns |= {"start": found["start_day"], "end": found["end_day"], "date_precision": found["date_precision"]}
    for name in ("killed", "wounded", "killed_most", "wounded_most"):
        figures = found[name].to_numpy()
        columns[name] = pa.array(figures, mask=figures == NO_NUMBER)
    columns["sources"] = found["sources"]
    columns |= {name: pa.array(words_of(context, f"f_{name}", found), type=pa.string()) for name in _CODED}
    return pa.table(columns)
