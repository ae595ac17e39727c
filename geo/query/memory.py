"""A dataset in memory, asked as any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geo.card import Card, incident_card
from geo.count import Histogram, Summary, Unit, histogram, option_counts, summary
from geo.count.area_counts import AreaCounts, area_counts
from geo.count.focus_countries import focus_countries
from geo.count.ledger_matrix import ActorLine, ledger_matrix
from geo.count.opening_bounds import opening_bounds
from geo.count.ordering import in_order
from geo.count.ranking import RankBy, Ranking, RankOrder, ranking
from geo.count.time_span import spans_of
from geo.count.trend import MOST_PARTS, Measure, Trend, TrendEntries, trend_entries, trend_of
from geo.count.trend_periods import Days
from geo.filter.apply import Selection, filter_problems, prepare, select, without_unknown
from geo.filter.colour_order import colour_order
from geo.filter.facets import FacetEntry, facets_of
from geo.filter.filter import Filter
from geo.filter.filter_table import search_of
from geo.model.dataset import Dataset
from geo.query.source import Facts, LoadedIncidents, Rejected, Rows, TextMatches

if TYPE_CHECKING:  # loading it takes a second
    from geo.engine import Engine

_DAYS, _SELECTIONS, _ORDERS, _TEXTS, _MATRICES = 16, 64, 8, 16, 16
"""Answers that are kept of each kind."""


class MemorySource:
    """Implements ``Source`` over a dataset whose incidents are all in memory. Answers that take time are kept; safe to
    use from several threads."""

    limit: int | None = None
    tile_engine: Engine | None = None

    def __init__(self, dataset: Dataset, rejected: tuple[Rejected, ...] | None = None) -> None:
        """``rejected`` is what was not taken in, where the dataset itself cannot say (it was read from a database)."""
        self.dataset = dataset
        self._rejected = rejected
        self._prepared = lru_cache(_DAYS)(self._prepare)
        self._selected = lru_cache(_SELECTIONS)(self._select)
        self._ordered = lru_cache(_ORDERS)(self._order)
        self._found = lru_cache(_TEXTS)(self._find)
        self._trend_entries = lru_cache(_TEXTS)(self._entries)
        self._actor_lines = lru_cache(_MATRICES)(self._ledger_matrix)
        self._ranked = lru_cache(_ORDERS)(self._rank)

    @cached_property
    def facts(self) -> Facts:
        """What the dataset says of itself."""
        data = self.dataset
        return Facts(
            id=data.id, version=data.version, title=data.title, count=len(data.incidents), spans=spans_of(data),
            frame=opening_bounds(data), focus=focus_countries(data), actors=data.actors,
            facets=tuple(FacetEntry(f.id, f.label, f.multi, f.options(data), colour_order(data, f.id)) for f in facets_of(data)),
            licence=data.licence,
        )  # fmt: skip

    @cached_property
    def opening(self) -> Filter:
        """The dense part of the time."""
        first, last = self.facts.spans.dense
        return Filter(start=first, end=last)

    @cached_property
    def rejected(self) -> tuple[Rejected, ...]:
        """Entries of the file that were not taken in."""
        if self._rejected is not None:
            return self._rejected
        return tuple(
            Rejected(aside.row, aside.feature, tuple(fault.sentence() for fault in aside.faults))
            for aside in self.dataset.set_aside
        )

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Faults of the files as a whole."""
        return tuple(fault.sentence() for fault in self.dataset.faults)

    def check(self, filter: Filter) -> tuple[Filter, list[str]]:
        """The filter without what the dataset does not know, and a sentence for each part."""
        return without_unknown(filter, self.dataset), filter_problems(filter, self.dataset)

    def holds(self, incident: str) -> bool:
        """Whether the dataset has an incident of that id."""
        return incident in self.dataset.incidents.index

    def summary(self, filter: Filter) -> Summary:
        """How many incidents pass, of how many."""
        return summary(self._selected(filter), filter, self._shown(filter))

    def hidden(self, filter: Filter) -> int:
        """How many incidents no source had told of by the filter's day."""
        return len(self.dataset.incidents) - len(self._shown(filter).incidents)

    def option_counts(self, filter: Filter) -> dict[str, dict[str, int]]:
        """By facet how many incidents each option would leave."""
        shown = self._shown(filter)
        return {facet.id: option_counts(shown, filter, facet.id) for facet in facets_of(shown)}

    def histogram(self, filter: Filter, unit: Unit | None = None) -> Histogram:
        """What passes by time."""
        return histogram(self._shown(filter), self._selected(filter), unit)

    def area_counts(self, filter: Filter) -> AreaCounts:
        """How many incidents pass in each governorate, and how many in none."""
        return area_counts(self._shown(filter), self._selected(filter))

    def trend(
        self,
        filter: Filter,
        periods: Sequence[Days],
        measure: Measure,
        split: str | None,
        most: int | None = MOST_PARTS,
    ) -> Trend:
        """What falls in each period."""
        undated = filter.model_copy(update={"start": None, "end": None})
        return trend_of(self._trend_entries(undated, measure, split), periods, filter, split, most)

    def search(self, filter: Filter) -> TextMatches | None:
        """What the filter's text finds."""
        return self._found(filter.text, filter.as_known_on) if filter.text.strip() else None

    def rows(self, filter: Filter, order: str, descending: bool, offset: int, limit: int) -> Rows:
        """Some of what passes, sorted."""
        return Rows(self._shown(filter), self._ordered(filter, order, descending)[offset : offset + limit])

    def position(self, filter: Filter, order: str, descending: bool, incident: str) -> int | None:
        """The place of an incident among the sorted rows."""
        ids = self._ordered(filter, order, descending)
        return ids.index(incident) if incident in ids else None

    def card(self, incident: str, filter: Filter) -> Card | None:
        """All that was known of an incident on the filter's day."""
        shown = self._shown(filter)
        return incident_card(shown, incident) if incident in shown.incidents.index else None

    def load(self, filter: Filter) -> LoadedIncidents:
        """All incidents."""
        return LoadedIncidents(self.dataset, self._shown(filter), partial=False)

    def is_loaded(self, filter: Filter) -> bool:
        """Always."""
        return True

    def actor_lines(self, filter: Filter) -> tuple[ActorLine, ...]:
        """Who is named in what passes, how, and in which incidents."""
        return self._actor_lines(filter)

    def ranking(self, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
        """The first places or actors."""
        return self._ranked(filter, by, order, limit)

    def _rank(self, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
        return ranking(self._shown(filter), filter, by, order, limit)

    def _shown(self, filter: Filter) -> Dataset:
        """The dataset that a filter speaks about."""
        if filter.as_known_on is None and not filter.columns:
            return self.dataset
        return self._prepared(filter.columns, filter.as_known_on)

    def _prepare(self, columns: tuple[str, ...], day: date | None) -> Dataset:
        return prepare(self.dataset, Filter(columns=columns, as_known_on=day))

    def _select(self, filter: Filter) -> Selection:
        return select(self._shown(filter), filter)

    def _order(self, filter: Filter, order: str, descending: bool) -> tuple[str, ...]:
        return in_order(self._shown(filter), self._selected(filter).ids, order, descending)

    def _ledger_matrix(self, filter: Filter) -> tuple[ActorLine, ...]:
        return ledger_matrix(self._shown(filter), self._selected(filter).ids)

    def _entries(self, filter: Filter, measure: Measure, split: str | None) -> TrendEntries:
        return trend_entries(self._shown(filter), filter, measure, split)

    def _find(self, text: str, day: date | None) -> TextMatches:
        shown = self._shown(Filter(as_known_on=day))
        result = search_of(shown).search(text)
        index = shown.incidents.index
        return TextMatches(tuple(sorted(index.get_indexer(list(result.ids)).tolist())), result.suggestion)
