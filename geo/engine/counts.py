"""Counts: the summary line, what each option would leave, actors, and the histogram."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.count.area_counts import AreaCounts, areas_from
from geo.count.histogram import Unit, unit_for
from geo.engine.query_context import QueryContext
from geo.engine.stored_metadata import StoredMetadata
from geo.engine.time_steps import day_of, first_day, last_day, step_of
from geo.filter.facets import FACETS
from geo.filter.filter import Filter

_MOST_GROUPS = 30_000
"""Combinations of codes that one question may group by; facets are counted together as long as they stay below."""

HISTOGRAM = pa.schema(
    [
        ("step", pa.int32()),
        ("last", pa.int32()),
        ("color", pa.string()),
        ("sure", pa.int64()),
        ("unsure", pa.float64()),
        ("context", pa.int64()),
        ("context_unsure", pa.float64()),
    ]
)


def option_counts(context: QueryContext, about: StoredMetadata, filter: Filter) -> dict[str, dict[str, int]]:
    """For every facet what each option would leave under all other filters, in the order of its options.

    One question: what all facets share (dates, text, area …) is worked out once, then each facet is counted under the
    choices of the others.
    """
    chosen = [facet.id for facet in FACETS if filter.chosen(facet.id)]
    shared = filter.model_copy(update=dict.fromkeys(chosen, ()))
    rows = context.incidents(shared).select(*(f"f_{facet.id}" for facet in FACETS))
    choices = context.filters.by_facets(rows, filter)
    groups = [
        *_packed(context, [facet.id for facet in FACETS if facet.id not in chosen]),
        *([facet] for facet in chosen),
    ]
    parts = (_grouped(context, rows, choices, number, group) for number, group in enumerate(groups))
    answer = context.run(ibis.union(*parts), materialize=_dear(filter))
    found: dict[str, dict[str, int]] = {}
    for number, group in enumerate(groups):
        found |= _opened(context, answer.filter(pc.equal(answer["part"], number)), group)
    return {entry.id: {o.value: found[entry.id].get(o.value, 0) for o in entry.options} for entry in about.facets}


def _grouped(
    context: QueryContext, rows: ir.Table, choices: dict[str, ir.BooleanValue], number: int, group: list[str]
) -> ir.Table:
    """How many incidents have each combination of codes of some facets, under the choices of all others."""
    conditions = [choice for facet, choice in choices.items() if facet not in group]
    rows = rows.filter(conditions) if conditions else rows
    code = rows[f"f_{group[0]}"]
    for facet in group[1:]:
        code = code * context.sets[f"f_{facet}"].size + rows[f"f_{facet}"]
    narrow = rows.select(part=ibis.literal(number, type="int32"), code=code.cast("int64"))
    return narrow.group_by(["part", "code"]).aggregate(count=ibis._.count())


def _opened(context: QueryContext, answer: pa.Table, group: list[str]) -> dict[str, dict[str, int]]:
    """Combined codes as counts by value."""
    code, counts = answer["code"].to_numpy(), answer["count"].to_numpy()
    found: dict[str, dict[str, int]] = {}
    for facet in reversed(group):
        sets = context.sets[f"f_{facet}"]
        code, own = (code // max(1, sets.size), code % max(1, sets.size)) if facet != group[0] else (code, code)
        found[facet] = sets.counts(own, counts)
    return found


def _packed(context: QueryContext, facets: list[str]) -> list[list[str]]:
    """Facets that are counted together: each question reads all rows once, so the fewer the better."""
    sizes = {facet: max(1, context.sets[f"f_{facet}"].size) for facet in facets}
    packed: list[tuple[int, list[str]]] = []
    for facet in sorted(facets, key=lambda facet: -sizes[facet]):
        for place, (size, group) in enumerate(packed):
            if size * sizes[facet] <= _MOST_GROUPS:
                packed[place] = (size * sizes[facet], [*group, facet])
                break
        else:
            packed.append((sizes[facet], [facet]))
    return [group for _, group in packed]


def area_counts(context: QueryContext, about: StoredMetadata, filter: Filter) -> AreaCounts:
    """How many incidents pass in each governorate (see ``geo.count.area_counts``)."""
    answer = context.run(grouped(context.incidents(filter), ["areas"]))
    tied = context.sets["areas"].combinations()
    counted = zip(answer["areas"].to_pylist(), answer["count"].to_pylist(), strict=True)
    return areas_from(((tied[code], count) for code, count in counted), about.admin1_names)


def grouped(rows: ir.Table, columns: Iterable[str]) -> ir.Table:
    """How many rows there are of each combination of columns."""
    return rows.group_by(list(columns)).aggregate(count=ibis._.count())


def histogram(context: QueryContext, filter: Filter, unit: Unit | None, color_by: str | None) -> pa.Table:
    """The selected incidents by time (see ``geo.count.histogram``), by colour where one is asked for.

    Columns: ``step`` and ``last`` (first and last day of the step, days since 1970-01-01), ``color`` (value of the
    option; null without ``color_by``), ``sure``, ``unsure``, and of both what is context. The unit stands in the
    metadata. Without ``color_by`` steps follow each other without gaps, else those where nothing is are left out.
    """
    rows = context.incidents(filter)
    color = rows[f"f_{color_by}"] if color_by else ibis.literal(0, type="int32")
    is_context = context.filters.is_context(rows).ifelse(1, 0)
    rows = rows.select("start_day", "end_day", color=color, is_context=is_context)
    span = rows.end_day - rows.start_day + 1
    rows = rows.mutate(
        sure=(span == 1).ifelse(1, 0), weight=(span == 1).ifelse(0.0, 1.0 / span.cast("float64")), long=span > 1
    )
    ends = rows.filter(rows.long)
    parts = rows.mutate(part=_part(0), day=rows.start_day), ends.mutate(part=_part(1), day=ends.end_day)
    answer = context.run(ibis.union(*map(_summed, parts)), materialize=_dear(filter))
    ending = pc.equal(answer["part"], 1)
    return _binned(context, answer.filter(pc.invert(ending)), answer.filter(ending), unit, color_by)


def _dear(filter: Filter) -> bool:
    """Whether a filter asks for more than a look at a few numbers of each incident."""
    return bool(filter.text) or filter.area is not None or filter.near is not None


def _part(number: int) -> ir.IntegerScalar:
    return ibis.literal(number, type="int32")


def _summed(rows: ir.Table) -> ir.Table:
    return rows.group_by(["part", "day", "color"]).aggregate(
        sure=ibis._.sure.sum().cast("int64"),
        unsure=ibis._.weight.sum(),
        context=(ibis._.sure * ibis._.is_context).sum().cast("int64"),
        context_unsure=(ibis._.weight * ibis._.is_context).sum(),
    )


def _binned(
    context: QueryContext, begins: pa.Table, ends: pa.Table, unit: Unit | None, color_by: str | None
) -> pa.Table:
    if not begins.num_rows:
        return HISTOGRAM.empty_table().replace_schema_metadata({"unit": str(unit or Unit.DAY)})
    start, end = begins["day"].to_numpy(), ends["day"].to_numpy()
    first = int(start.min())
    # Those of one day end on the day on which they begin.
    sure_days = start[begins["sure"].to_numpy() > 0]
    last = int(max(end.max(initial=first), sure_days.max(initial=first)))
    unit = unit or unit_for(last - first + 1)
    names = _colors(context, color_by)
    parts = []
    for name in dict.fromkeys(names):
        codes = [code for code, other in enumerate(names) if other == name]
        of_start, of_end = np.isin(begins["color"], codes), np.isin(ends["color"], codes)
        daily = []
        for known, spread in (("sure", "unsure"), ("context", "context_unsure")):
            daily.append(np.bincount(start[of_start] - first, begins[known].to_numpy()[of_start], last - first + 1))
            change = np.bincount(start[of_start] - first, begins[spread].to_numpy()[of_start], last - first + 2)
            change -= np.bincount(end[of_end] + 1 - first, ends[spread].to_numpy()[of_end], last - first + 2)
            daily.append(np.cumsum(change)[:-1])
        parts.append(_steps(daily, first, unit, name, keep_all=color_by is None))
    return pa.concat_tables(parts).replace_schema_metadata({"unit": str(unit)})


def _colors(context: QueryContext, color_by: str | None) -> list[str | None]:
    return list(context.sets[f"f_{color_by}"].first) if color_by else [None]


def _steps(daily: list[np.ndarray], first: int, unit: Unit, color: str | None, *, keep_all: bool) -> pa.Table:
    """``daily``: by day the columns of ``HISTOGRAM`` from ``sure`` on, counts and weights in turn."""
    steps = step_of(np.arange(first, first + len(daily[0])), unit)
    place = steps - steps[0]
    numbers = np.arange(steps[0], steps[-1] + 1)
    summed = [np.bincount(place, one) for one in daily]
    sums, context = (one.astype(np.int64) for one in summed[::2])
    weights, context_weights = (np.maximum(0.0, np.round(one, 9)) + 0.0 for one in summed[1::2])
    kept = np.full(len(numbers), True) if keep_all else (sums > 0) | (weights > 0)
    columns = [
        pa.array(first_day(numbers[kept], unit)), pa.array(last_day(numbers[kept], unit)),
        pa.array([color] * int(kept.sum()), type=pa.string()), pa.array(sums[kept]), pa.array(weights[kept]),
        pa.array(context[kept]), pa.array(context_weights[kept]),
    ]  # fmt: skip
    return pa.Table.from_arrays(columns, schema=HISTOGRAM)


def summary_numbers(context: QueryContext, filter: Filter) -> tuple[int, int, int]:
    """How many incidents pass, how many of them have no place, and how many are context."""
    rows = context.incidents(filter)
    away, is_context = (is_so.ifelse(1, 0) for is_so in (rows.lon.isnull(), context.filters.is_context(rows)))
    rows = rows.select(away=away, is_context=is_context)
    found = context.run(
        rows.aggregate(count=rows.count(), not_placed=rows.away.sum(), context=rows.is_context.sum())
    ).to_pydict()
    count, not_placed, in_context = (int(numbers[0] or 0) for numbers in found.values())
    return count, not_placed, in_context


def known_spans(context: QueryContext, filter: Filter, core: bool) -> tuple[int, pa.Table]:
    """How many incidents were known on the day of a filter, and the first and last day of them, or of the core."""
    every = context.tables.incidents
    every = every.filter(context.filters.known(every, filter))
    kinds = context.sets["f_kind"]
    background = kinds.holding(("background",))
    is_core = ~context.filters.coded(every, "f_kind", background) if len(background) else ibis.literal(True)
    found = context.run(
        every.aggregate(
            count=every.count(), first=every.start_day.min(), last=every.end_day.max(),
            core_first=is_core.ifelse(every.start_day, ibis.null("int32")).min(),
            core_last=is_core.ifelse(every.end_day, ibis.null("int32")).max(),
        )
    )  # fmt: skip
    return int(found["count"][0].as_py()), found


__all__ = ["day_of", "histogram", "known_spans", "option_counts", "summary_numbers"]
