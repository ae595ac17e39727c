"""A dataset that stays in its database, asked as any other: each question is answered there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

from cachetools import LRUCache
from pydantic import ValidationError

from geo.card import Card, incident_card
from geo.count import Bin, Histogram, Summary, Unit
from geo.count.area_counts import AreaCounts
from geo.count.ledger_matrix import ActorLine, ledger_matrix
from geo.count.ranking import RankBy, Ranking, RankOrder
from geo.count.trend import MOST_PARTS, Measure, Trend, trend_of
from geo.count.trend_periods import Days
from geo.database_errors import EngineError, Trouble
from geo.engine import Engine
from geo.engine.time_steps import day_of
from geo.extent import EVERYWHERE, roomy
from geo.filter.apply import held_near
from geo.filter.facets import FACETS
from geo.filter.filter import DateMatch, Filter
from geo.model.dataset import Dataset
from geo.model.file_columns import COLUMN_FACETS
from geo.model.vocabularies import ATTRIBUTIONS
from geo.query.source import Facts, LoadedIncidents, Rejected, Rows, TextMatches
from geo.query.timeline_steps import month_end

_ONES, _SOME, _TEXTS = 64, 6, 256
"""Answers that are kept: single incidents, parts that were read, search texts."""


class StoredSource:
    """Implements ``Source`` over a dataset that is counted in its database. Safe to use from several threads."""

    def __init__(self, engine: Engine, limit: int) -> None:
        """``limit``: most incidents that may be read into memory at once."""
        self.engine = engine
        self.limit: int | None = limit
        self._one = lru_cache(_ONES)(self._read_one)
        self._loaded: LRUCache[Filter, Dataset] = LRUCache(_SOME)
        self._lock = Lock()
        self._actor_lines = lru_cache(_SOME)(self._ledger_matrix)
        self._found = lru_cache(_TEXTS)(self._find)
        self._some_rows = lru_cache(_SOME)(self._list)
        self._option_counts = lru_cache(_SOME)(engine.option_counts)
        self._area_counts = lru_cache(_SOME)(engine.area_counts)
        self._summaries = lru_cache(_ONES)(engine.summary)
        self._ranked = lru_cache(_SOME)(engine.ranking)
        self._trends = lru_cache(_ONES)(self._trend)

    @cached_property
    def facts(self) -> Facts:
        """What the dataset says of itself."""
        about = self.engine.about
        return Facts(
            id=about.id, version=about.version, title=about.title, count=about.count, spans=about.spans,
            frame=EVERYWHERE if about.bounds is None else roomy(about.bounds, 0.04, 4.0), focus=(), actors=about.actors,
            facets=tuple(entry for entry in about.facets if entry.id not in COLUMN_FACETS or entry.options),
            licence=about.licence,
        )  # fmt: skip

    @cached_property
    def opening(self) -> Filter:
        """The dense part of the time in whole months: the steps by which the map is counted."""
        first, last = self.facts.spans.dense
        return Filter(start=first.replace(day=1), end=month_end(last), columns=self.engine.about.columns)

    @property
    def tile_engine(self) -> Engine:
        """The database itself."""
        return self.engine

    @cached_property
    def rejected(self) -> tuple[Rejected, ...]:
        """Entries of the file that were not taken in when it was loaded."""
        return rejected_of(self.engine)

    @property
    def faults(self) -> tuple[str, ...]:
        """None: a file with such faults is not loaded."""
        return ()

    def check(self, filter: Filter) -> tuple[Filter, list[str]]:
        """The filter without what the dataset does not know, and a sentence for each part."""
        about = self.engine.about
        kept, sentences = self._with_own_columns(filter)
        changes: dict[str, Any] = {}
        for facet in FACETS:
            options, chosen = {option.value for option in about.facet(facet.id).options}, kept.chosen(facet.id)
            changes[facet.id] = tuple(value for value in chosen if value in options)
            name = facet.in_sentence(about.columns)
            sentences += [f"This dataset has no {name} “{value}”." for value in chosen if value not in options]
        changes["actors"] = tuple(actor for actor in filter.actors if actor in about.actors)
        sentences += [f"This dataset has no actor “{actor}”." for actor in filter.actors if actor not in about.actors]
        changes["stances"] = tuple(word for word in filter.stances if word in ATTRIBUTIONS)
        sentences += [f"There is no stance “{word}”." for word in filter.stances if word not in ATTRIBUTIONS]
        near, missing = held_near(filter)
        return kept.model_copy(update={**changes, "near": near}), sentences + missing

    def _with_own_columns(self, filter: Filter) -> tuple[Filter, list[str]]:
        """The filter with the columns that were kept when the dataset was loaded: there are no others to filter by."""
        own = self.engine.about.columns
        if filter.columns == own:
            return filter, []
        listed = ", ".join(f"“{name}”" for name in own if name)
        kept = f"the columns {listed}" if listed else "no columns of its file"
        lost = [name for name in filter.columns if name and name not in own]
        nothing: dict[str, tuple[str, ...]] = dict.fromkeys(COLUMN_FACETS, ())
        sentences = [f"This dataset keeps {kept} to filter by, not “{name}”." for name in lost]
        return filter.model_copy(update={**nothing, "columns": own}), sentences

    def holds(self, incident: str) -> bool:
        """Whether the dataset has an incident of that id."""
        try:
            self._one(incident, None)
        except KeyError:
            return False
        return True

    def summary(self, filter: Filter) -> Summary:
        """How many incidents pass, of how many."""
        return self._summaries(filter)

    def hidden(self, filter: Filter) -> int:
        """How many incidents no source had told of by the filter's day."""
        if filter.as_known_on is None:
            return 0
        known = self._summaries(Filter(as_known_on=filter.as_known_on, background=True))
        return self.engine.about.count - known.total

    def option_counts(self, filter: Filter) -> dict[str, dict[str, int]]:
        """By facet how many incidents each option would leave."""
        counts = self._option_counts(filter)
        return {entry.id: counts[entry.id] for entry in self.facts.facets}

    def histogram(self, filter: Filter, unit: Unit | None = None) -> Histogram:
        """What passes by time."""
        found = self.engine.histogram(filter, unit)
        bins = tuple(
            Bin(day_of(step), day_of(last), sure, unsure, context, context_unsure)
            for step, last, _, sure, unsure, context, context_unsure in zip(*found.to_pydict().values(), strict=True)
        )
        return Histogram(Unit(found.schema.metadata[b"unit"].decode()), bins)

    def area_counts(self, filter: Filter) -> AreaCounts:
        """How many incidents pass in each governorate, and how many in none."""
        return self._area_counts(filter)

    def trend(
        self,
        filter: Filter,
        periods: Sequence[Days],
        measure: Measure,
        split: str | None,
        most: int | None = MOST_PARTS,
    ) -> Trend:
        """What falls in each period, added up in the database."""
        return self._trends(filter, tuple(periods), measure, split, most)

    def search(self, filter: Filter) -> TextMatches | None:
        """What the filter's text finds."""
        return self._found(filter.text) if filter.text.strip() else None

    def rows(self, filter: Filter, order: str, descending: bool, offset: int, limit: int) -> Rows:
        """Some of what passes, sorted; read whole, so that each is worded as in memory."""
        return self._some_rows(filter, order, descending, offset, limit)

    def position(self, filter: Filter, order: str, descending: bool, incident: str) -> int | None:
        """The place of an incident among the sorted rows."""
        return self.engine.position(filter, incident, order=order, descending=descending)

    def card(self, incident: str, filter: Filter) -> Card | None:
        """All that was known of an incident on the filter's day."""
        try:
            return incident_card(self._one(incident, filter.as_known_on), incident)
        except KeyError:
            return None

    def load(self, filter: Filter) -> LoadedIncidents:
        """The incidents that pass, as known on the filter's day. Raises TooMany."""
        with self._lock:
            dataset = self._loaded.get(filter)
        if dataset is None:
            dataset = self._read_some(filter)
            with self._lock:
                self._loaded[filter] = dataset
        return LoadedIncidents(dataset, dataset, partial=True)

    def is_loaded(self, filter: Filter) -> bool:
        """Whether they were read a short while ago."""
        with self._lock:
            return filter in self._loaded

    def actor_lines(self, filter: Filter) -> tuple[ActorLine, ...]:
        """Who is named in what passes, how, and in which incidents. Raises TooMany."""
        return self._actor_lines(filter)

    def ranking(self, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
        """The first places or actors, counted in the database."""
        return self._ranked(filter, by, order, limit)

    def _read_one(self, incident: str, day: date | None) -> Dataset:
        with self._readable():
            return _on(self.engine.incident(incident), day)

    def _read_some(self, filter: Filter) -> Dataset:
        with self._readable():
            return self.engine.dataset(filter, self.limit or 0)

    def _ledger_matrix(self, filter: Filter) -> tuple[ActorLine, ...]:
        dataset = self.load(filter).shown
        return ledger_matrix(dataset, dataset.incidents.index)

    def _trend(
        self, filter: Filter, periods: tuple[Days, ...], measure: Measure, split: str | None, most: int | None
    ) -> Trend:
        within = filter.model_copy(update={"start": periods[0][0], "end": periods[-1][1], "match": DateMatch.POSSIBLY})
        return trend_of(self.engine.trend_entries(within, measure, split), periods, filter, split, most)

    def _list(self, filter: Filter, order: str, descending: bool, offset: int, limit: int) -> Rows:
        found = self.engine.rows(filter, order=order, descending=descending, limit=limit, offset=offset)
        with self._readable():
            dataset = self.engine.read(found["row"].to_pylist())
        return Rows(_on(dataset, filter.as_known_on), tuple(found["id"].to_pylist()))

    def _find(self, text: str) -> TextMatches:
        count = self.engine.summary(Filter(text=text, background=True)).count
        return TextMatches((0,) if count else (), self.engine.suggestion(text, count))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except ValidationError:
            what = "an incident is stored in a form that the atlas can't read"
            raise EngineError(Trouble.FAILED, what, self.engine.where, "Load the dataset again.") from None


def rejected_of(engine: Engine) -> tuple[Rejected, ...]:
    """What was not taken in when a dataset was loaded."""
    kept = engine.about.extra.get("set_aside", ())
    return tuple(Rejected(aside["row"], aside["feature"], tuple(aside["faults"])) for aside in kept)


def _on(dataset: Dataset, day: date | None) -> Dataset:
    return dataset if day is None else dataset.as_known_on(day)
