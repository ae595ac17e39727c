"""Incidents, killed and wounded by first and last day and the values of a facet, added up in the database: what a trend is
made of."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np

from geo.count.trend import Ints, Measure, TrendEntries
from geo.engine.combination_codes import CombinationCodes
from geo.engine.query_context import QueryContext
from geo.engine.storage_layout import NO_NUMBER
from geo.engine.stored_metadata import StoredMetadata
from geo.filter.array_runs import positions_in_runs
from geo.filter.facets import Option
from geo.filter.filter import Filter

_SUMS = ("count", "low", "high", "unbounded", "unstated")


def trend_groups(
    context: QueryContext, about: StoredMetadata, filter: Filter, measure: Measure, split: str | None
) -> TrendEntries:
    """The incidents that pass a filter, those of the same days and values as one entry (see ``geo.count.trend``); as
    many rows come as there are different days and values, not incidents."""
    rows = context.incidents(filter)
    code = rows[f"f_{split}"] if split else ibis.literal(0, type="int32")
    rows = rows.select(start=rows.start_day, end=rows.end_day, code=code, **_people(rows, measure))
    sums = {name: ibis._[name].cast("int64").sum() for name in _SUMS if name != "count" and name in rows.columns}
    found = context.run(rows.group_by(["start", "end", "code"]).aggregate(count=ibis._.count(), **sums))
    start, end, codes, count = (found[name].to_numpy().astype(np.int64) for name in ("start", "end", "code", "count"))
    options = about.facet(split).options if split else ()
    row, place = _values(context.sets[f"f_{split}"], codes, options) if split else (count[:0], count[:0])
    none = np.zeros(len(count), dtype=np.int64)
    low, high, unbounded, unstated = (
        (found[name].to_numpy().astype(np.int64) for name in _SUMS[1:]) if sums else (count, count, none, none)
    )
    return TrendEntries(start, end, count, low, high, unbounded, unstated, row, place, options)


def _people(rows: ir.Table, measure: Measure) -> dict[str, ir.Value]:
    """What is added up of killed or wounded: a number that is not stated is counted, never taken for 0; one that is open
    upwards has its lowest as its highest, and is counted too."""
    if measure is Measure.INCIDENTS:
        return {}
    least, most = rows[str(measure)], rows[f"{measure}_most"]
    stated, bounded = least != NO_NUMBER, most != NO_NUMBER
    low = stated.ifelse(least, 0)
    return {
        "low": low,
        "high": bounded.ifelse(most, low),
        "unbounded": (stated & ~bounded).ifelse(1, 0),
        "unstated": stated.ifelse(0, 1),
    }


def _values(sets: CombinationCodes, codes: Ints, options: tuple[Option, ...]) -> tuple[Ints, Ints]:
    """Of each value of each entry the entry's place, and the value's place among the options."""
    place_of = {option.value: place for place, option in enumerate(options)}
    order = np.argsort(sets.code, kind="stable")
    held = np.bincount(sets.code, minlength=sets.size)
    begin = np.cumsum(held) - held
    row, entry = positions_in_runs(begin[codes], held[codes])
    value = sets.value[order[entry]]
    place = np.array([place_of.get(str(one), -1) for one in value], dtype=np.int64)
    return row[place >= 0], place[place >= 0]
