"""The ranking of places and actors in a database (see ``geo.count.ranking``)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.count.ranking import ADMIN1_SEPARATOR, RankBy, Ranking, RankOrder, actor_frame, ranked_filter, ranking_of
from geo.engine.actor_counts import by_code
from geo.engine.combination_codes import CombinationCodes
from geo.engine.query_context import QueryContext
from geo.engine.storage_layout import NO_NUMBER
from geo.engine.stored_metadata import StoredMetadata
from geo.filter.apply import bases
from geo.filter.filter import Filter
from geo.model.file_columns import NOT_STATED

_COLUMNS = {RankBy.PERPETRATOR: "ledger", RankBy.PARTY: "parties", RankBy.TARGET: "targets"}
_SUMS = ("count", "least", "most", "open", "unstated")


def ranked_groups(
    context: QueryContext, about: StoredMetadata, filter: Filter, by: RankBy, order: RankOrder, limit: int
) -> Ranking:
    """The first places or actors by their incidents or by killed."""
    rows = context.incidents(ranked_filter(filter, by))
    if by is RankBy.PLACE:
        return _places(context, rows, order, limit)
    return _actors(context, about, rows, by, order, limit)


def _sums(rows: ir.Table) -> dict[str, ir.Value]:
    """What is added up of each group."""
    stated, bounded = rows.killed != NO_NUMBER, rows.killed_most != NO_NUMBER
    return {
        "count": rows.count(),
        "least": stated.ifelse(rows.killed, 0).cast("int64").sum(),
        "most": bounded.ifelse(rows.killed_most, 0).cast("int64").sum(),
        "open": (stated & ~bounded).ifelse(1, 0).sum(),
        "unstated": stated.ifelse(0, 1).sum(),
        "first": rows.row.min(),
    }


def _places(context: QueryContext, rows: ir.Table, order: RankOrder, limit: int) -> Ranking:
    point = (rows["shape"] == NO_NUMBER) & rows.lon.notnull()
    lon, lat = (point.ifelse(rows[name], ibis.null("float64")) for name in ("lon", "lat"))
    boxes = {
        "at_point": point.ifelse(1, 0).sum(),
        "west": lon.min(),
        "south": lat.min(),
        "east": lon.max(),
        "north": lat.max(),
    }
    groups = rows.group_by(["place", "f_admin1", "f_country"]).aggregate(**_sums(rows), **boxes)
    named = groups.filter(groups.place.notnull())
    killed = (named.unstated == named["count"]).ifelse(-1, named.least)
    keys = [named["count"], killed] if order is RankOrder.INCIDENTS else [killed, named["count"]]
    first = context.run(named.order_by([*(key.desc() for key in keys), named["first"].asc()]).limit(limit))
    whole = context.run(groups.aggregate(
        named=groups.place.notnull().ifelse(1, 0).sum(), incidents=groups["count"].sum(),
        unnamed=groups.place.isnull().ifelse(groups["count"], 0).sum(),
    ))  # fmt: skip
    counts = {name: int(whole[name][0].as_py() or 0) for name in whole.column_names}
    frame = _frame(first)
    frame["name"] = first["place"].to_pylist()
    frame["admin1"] = list(map(ADMIN1_SEPARATOR.join, _all(context.sets["f_admin1"], first["f_admin1"])))
    frame["countries"] = _all(context.sets["f_country"], first["f_country"])
    return ranking_of(
        frame, order, limit, groups=counts["named"], incidents=counts["incidents"], unnamed=counts["unnamed"]
    )


def _frame(table: pa.Table) -> pd.DataFrame:
    names = (
        *_SUMS,
        "first",
        *(name for name in ("at_point", "west", "south", "east", "north") if name in table.column_names),
    )
    return pd.DataFrame({name: table[name].to_numpy(zero_copy_only=False) for name in names})


def _all(sets: CombinationCodes, codes: pa.ChunkedArray) -> list[tuple[str, ...]]:
    """The values of each code, in their order."""
    held: dict[int, list[str]] = {}
    for code, value in zip(sets.code.tolist(), sets.value, strict=True):
        if value != NOT_STATED:
            held.setdefault(code, []).append(str(value))
    return [tuple(held.get(code, ())) for code in codes.to_pylist()]


def _actors(
    context: QueryContext, about: StoredMetadata, rows: ir.Table, by: RankBy, order: RankOrder, limit: int
) -> Ranking:
    column = _COLUMNS[by]
    answer = context.run(rows.group_by(code=rows[column]).aggregate(**_sums(rows)))
    sets = context.sets[column]
    named = by_code(sets, bases(Filter()) if by is RankBy.PERPETRATOR else None)
    pairs = [
        (place, actor)
        for place, code in enumerate(answer["code"].to_pylist())
        for actor in sorted(named.get(code, ()))
        if actor in about.actors
    ]
    places, actors = (np.array([pair[k] for pair in pairs], dtype=kind) for k, kind in ((0, np.int64), (1, object)))
    frame = _frame(answer).iloc[places].assign(actor=actors)
    found = frame.groupby("actor", sort=False, as_index=False).agg({**dict.fromkeys(_SUMS, "sum"), "first": "min"})
    incidents = int(pc.sum(answer["count"]).as_py() or 0)
    with_any = int(answer["count"].to_numpy()[np.unique(places)].sum()) if len(places) else 0
    return ranking_of(
        actor_frame(found, found["actor"].to_numpy()), order, limit, groups=len(found), incidents=incidents,
        unnamed=incidents - with_any,
    )  # fmt: skip
