"""The one place that turns a filter into a database expression. It means the same as ``geo.filter.apply``.

Parts that speak of words (facets, actors, text, shapes) are looked up in small tables first and become sets of numbers;
what is left for the engine is plain arithmetic on columns of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from geo.engine.area_expressions import inside
from geo.engine.combination_codes import CombinationCodes, Ints
from geo.engine.storage_layout import NEVER, NO_NUMBER, Tables
from geo.engine.text_search import WordMatch
from geo.filter.apply import bases, by_ledger
from geo.filter.area import Area
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES, FigureRange
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.filter_table import day_number
from geo.filter.near_layer import NearLayer
from geo.model.vocabularies import CONTEXT_KINDS, Kind

_LISTED = 400
"""Codes that stand in a question as they are; more of them are looked up by the engine."""


@dataclass(frozen=True)
class FilterExpressions:
    """All that is needed to write a filter as an expression over one stored dataset."""

    tables: Tables
    sets: Mapping[str, CombinationCodes]
    actors: frozenset[str]
    """Ids of the actors that the dataset knows."""
    states: bool
    """Whether incidents were known differently on different days."""
    find: Callable[[str], tuple[WordMatch, ...]]
    """For each word of a text, where it is found."""
    touched: Callable[[Area], Ints]
    """The shapes that an area touches."""
    near: Callable[[ir.Table, NearLayer], ir.BooleanValue]
    """Whether rows lie near an own layer."""

    def incidents(self, filter: Filter, *, dates: bool = True) -> ir.Table:
        """The incidents that pass a filter, in the state in which they were known."""
        return self.narrowed(self.tables.incidents, filter, dates=dates)

    def narrowed(self, rows: ir.Table, filter: Filter, *, dates: bool = True) -> ir.Table:
        """Of some rows of the table of incidents those that pass a filter."""
        conditions = [*self.known(rows, filter), *self._parts(rows, filter)]
        if dates:
            conditions += _window(rows, filter)
        return rows.filter(conditions) if conditions else rows

    def known(self, rows: ir.Table, filter: Filter) -> list[ir.BooleanValue]:
        """The state of each incident that is asked for."""
        if filter.as_known_on is not None:
            day = day_number(filter.as_known_on)
            return [rows.known_from <= day, rows.known_to > day]
        return [rows.known_to == NEVER] if self.states else []

    def coded(self, rows: ir.Table, column: str, codes: Ints) -> ir.BooleanValue:
        """Whether a column has one of some codes."""
        size = self.sets[column].size if column in self.sets else 0
        if not len(codes):
            return ibis.literal(False)
        if len(codes) == size:
            return ibis.literal(True)
        if len(codes) <= _LISTED:
            return rows[column].isin(codes.tolist())
        others = np.setdiff1d(np.arange(size), codes)
        if len(others) <= _LISTED:
            return ~rows[column].isin(others.tolist())
        return in_runs(rows[column], codes)

    def is_context(self, rows: ir.Table) -> ir.BooleanValue:
        """Whether an incident is of a kind that is no act (``CONTEXT_KINDS``)."""
        return self.coded(rows, "f_kind", self.sets["f_kind"].holding(map(str, CONTEXT_KINDS)))

    def _parts(self, rows: ir.Table, filter: Filter) -> list[ir.BooleanValue]:
        found: list[ir.BooleanValue] = []
        if not filter.background:
            kinds = self.sets["f_kind"]
            others = np.setdiff1d(np.arange(kinds.size), kinds.holding((str(Kind.BACKGROUND),)))
            if len(others) < kinds.size:
                found.append(self.coded(rows, "f_kind", others))
        found += self.by_facets(rows, filter).values()
        for name in FIGURES:
            asked = filter.figure(name)
            if asked is not None:
                found.append(_of_people(rows[name], rows[f"{name}_most"], asked))
        found += self._by_actors(rows, filter)
        if filter.text:
            found += [self._holds(rows, word) for word in self.find(filter.text)]
        if filter.area is not None:
            found.append(self._in_area(rows, filter.area))
        if filter.near is not None:
            found.append(self.near(rows, filter.near))
        return found

    def by_facets(self, rows: ir.Table, filter: Filter) -> dict[str, ir.BooleanValue]:
        """Of each facet of which values are chosen, whether an incident has one of them."""
        return {
            facet.id: self.coded(rows, f"f_{facet.id}", self.sets[f"f_{facet.id}"].holding(filter.chosen(facet.id)))
            for facet in FACETS
            if filter.chosen(facet.id)
        }

    def _by_actors(self, rows: ir.Table, filter: Filter) -> list[ir.BooleanValue]:
        """See ``geo.filter.apply``: by the ledger, by the parties, by the targets, or by any of them."""
        everybody, role = not filter.actors, filter.actor_role
        if everybody and not (filter.stances and by_ledger(role)):
            return []
        found: list[ir.BooleanValue] = []
        known = self.actors.intersection(filter.actors)
        if by_ledger(role):
            stances = bases(filter)
            codes = self.sets["ledger"].where(lambda actor, stance: stance in stances and (everybody or actor in known))
            found.append(self.coded(rows, "ledger", codes))
        for column, one in (("parties", ActorRole.PARTY), ("targets", ActorRole.TARGET)):
            if role in (ActorRole.ANY, one):
                found.append(self.coded(rows, column, self.sets[column].holding(known)))
        return [ibis.or_(*found)]

    def _holds(self, rows: ir.Table, word: WordMatch) -> ir.BooleanValue:
        """Whether an incident holds a word: in its own texts, in its country's or in a name of an actor tied to it."""
        tests = [
            self.coded(rows, column, codes)
            for column, codes in (("tied", word.tied), ("f_country", word.country))
            if len(codes)
        ]
        if word.runs:
            postings = self.tables.postings
            held = postings.filter(ibis.or_(*(postings.word.between(low, high) for low, high in word.runs)))
            tests.append(rows.key.isin(held.key))
        return ibis.or_(*tests) if tests else ibis.literal(False)

    def _in_area(self, rows: ir.Table, area: Area) -> ir.BooleanValue:
        """Points by arithmetic; shapes were looked at one by one."""
        point = (rows.shape == NO_NUMBER) & inside(rows.lon, rows.lat, area)
        shapes = self.touched(area)
        return point | in_runs(rows["shape"], shapes) if len(shapes) else point


def _of_people(low: ir.IntegerColumn, most: ir.IntegerColumn, asked: FigureRange) -> ir.BooleanValue:
    """Whether a figure is asked for (see ``FigureRange.passes``). One without a highest number is open: it counts as its
    lowest."""
    stated = low != NO_NUMBER
    parts = [~stated] if asked.unstated else []
    if asked.least is not None:
        within = stated & (ibis.greatest(low, most) >= asked.least)
        parts.append(within if asked.most is None else within & (low <= asked.most))
    return ibis.or_(*parts)


def _window(rows: ir.Table, filter: Filter) -> list[ir.BooleanValue]:
    possibly = filter.match is DateMatch.POSSIBLY
    found: list[ir.BooleanValue] = []
    if filter.start is not None:
        found.append((rows.end_day if possibly else rows.start_day) >= day_number(filter.start))
    if filter.end is not None:
        found.append((rows.start_day if possibly else rows.end_day) <= day_number(filter.end))
    return found


def in_runs(column: ir.IntegerValue, codes: Ints) -> ir.BooleanValue:
    """Whether a number is one of many: runs of neighbours as ranges, the others as a list."""
    breaks = np.flatnonzero(np.diff(codes) > 1)
    lows, highs = codes[np.r_[0, breaks + 1]], codes[np.r_[breaks, len(codes) - 1]]
    long = highs - lows > 2
    parts = [column.between(int(low), int(high)) for low, high in zip(lows[long], highs[long], strict=True)]
    single = [code for low, high in zip(lows[~long], highs[~long], strict=True) for code in range(low, high + 1)]
    if single:
        parts.append(column.isin([int(code) for code in single]))
    return ibis.or_(*parts)
