"""The questions that pages, components, exports and the command line ask of a dataset, wherever its incidents are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geo.card import Card
from geo.count import Histogram, Summary, Unit
from geo.count.area_counts import AreaCounts
from geo.count.ledger_matrix import ActorLine
from geo.count.ranking import RankBy, Ranking, RankOrder
from geo.count.time_span import Spans
from geo.count.trend import MOST_PARTS, Measure, Trend
from geo.count.trend_periods import Days
from geo.extent import Bounds
from geo.filter.facets import FacetEntry
from geo.filter.filter import Filter
from geo.model.actor import Actor
from geo.model.dataset import Dataset
from geo.model.licence import Licence

if TYPE_CHECKING:  # loading it takes a second
    from geo.engine import Engine


@dataclass(frozen=True, slots=True)
class Facts:
    """What a dataset says of itself, before any question is asked."""

    id: str
    """Stable id of the dataset, for links."""
    version: str
    """Changes with the data."""
    title: str
    count: int
    """Incidents, background included."""
    spans: Spans
    frame: Bounds
    """What the map opens on: west, south, east, north in degrees (EPSG:4326; east may be beyond 180)."""
    focus: tuple[str, ...]
    """Countries that the ground sets off, as ISO 3166-1 alpha-2 codes; empty for what the basemap sets off by itself."""
    actors: Mapping[str, Actor]
    facets: tuple[FacetEntry, ...]
    licence: Licence


@dataclass(frozen=True, slots=True)
class Rows:
    """Some incidents in an order: their ids, and a dataset that holds them as known on the filter's day."""

    dataset: Dataset
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextMatches:
    """What a search text finds in the whole dataset, whatever else the filter asks for."""

    places: tuple[int, ...]
    """Positions of what is found in the order of the dataset, for a browser that holds all incidents; where they stay in
    a database, which searches itself, one stands for any number."""
    suggestion: str | None
    """A likely spelling that finds more; None where there is none."""


@dataclass(frozen=True, slots=True)
class LoadedIncidents:
    """Incidents in memory, for what reads each of them. Not all of them need pass the filter."""

    whole: Dataset
    """With all that is known of them."""
    shown: Dataset
    """As known on the filter's day, its columns as facets."""
    partial: bool
    """Whether only those that pass the filter were loaded."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An entry of the dataset's file that is neither shown nor counted."""

    row: int
    """Its place in the file, from 1."""
    feature: str | None
    """Its id, if it has one."""
    why: tuple[str, ...]
    """Its faults in sentences."""


class Source(Protocol):
    """A dataset that can be asked.

    Every question takes the frozen filter, ``as_known_on`` included. One that is answered by a database may raise
    EngineError (``geo.database_errors``): nobody answers, the database refuses, or it takes too long.
    """

    @property
    def facts(self) -> Facts:
        """What the dataset says of itself."""
        ...

    @property
    def opening(self) -> Filter:
        """What the atlas opens on: the dense part of the time."""
        ...

    @property
    def limit(self) -> int | None:
        """Most incidents that ``load`` gives; None where there is no such limit."""
        ...

    @property
    def tile_engine(self) -> Engine | None:
        """What counts tiles of the map and days of the timeline for the browser; None where the browser gets the
        incidents themselves."""
        ...

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Entries of the file that were not taken in."""
        ...

    @property
    def faults(self) -> tuple[str, ...]:
        """Faults of the files as a whole, in sentences."""
        ...

    def check(self, filter: Filter) -> tuple[Filter, list[str]]:
        """The filter without what the dataset does not know, and a sentence for each part that was left out."""
        ...

    def holds(self, incident: str) -> bool:
        """Whether the dataset has an incident of that id, whatever the filter."""
        ...

    def summary(self, filter: Filter) -> Summary:
        """How many incidents pass, of how many, between which days, and how many of them have no place."""
        ...

    def hidden(self, filter: Filter) -> int:
        """How many incidents no source had told of by the filter's day."""
        ...

    def option_counts(self, filter: Filter) -> dict[str, dict[str, int]]:
        """By facet how many incidents each option would leave under all other parts of the filter."""
        ...

    def histogram(self, filter: Filter, unit: Unit | None = None) -> Histogram:
        """What passes by time; None takes the unit that the span asks for."""
        ...

    def area_counts(self, filter: Filter) -> AreaCounts:
        """How many incidents pass in each governorate, for certain and possibly, and how many in none."""
        ...

    def trend(
        self,
        filter: Filter,
        periods: Sequence[Days],
        measure: Measure,
        split: str | None,
        most: int | None = MOST_PARTS,
    ) -> Trend:
        """What falls in each period, in all and by the values of a facet (see ``geo.count.trend.trend_of``); the
        filter's dates are left aside."""
        ...

    def search(self, filter: Filter) -> TextMatches | None:
        """What the filter's text finds; None where it has none."""
        ...

    def rows(self, filter: Filter, order: str, descending: bool, offset: int, limit: int) -> Rows:
        """Some of what passes, sorted by one of ``geo.count.ordering.ORDERS``; what is not stated comes last either way,
        ties in the order of time. Raises ValueError for another order."""
        ...

    def position(self, filter: Filter, order: str, descending: bool, incident: str) -> int | None:
        """The place of an incident among the sorted rows, from 0; None where it does not pass."""
        ...

    def card(self, incident: str, filter: Filter) -> Card | None:
        """All that was known of an incident on the filter's day; None where nobody had told of it, or it is not here."""
        ...

    def load(self, filter: Filter) -> LoadedIncidents:
        """The incidents themselves, at least those that pass. Raises TooMany where more than ``limit`` pass."""
        ...

    def is_loaded(self, filter: Filter) -> bool:
        """Whether ``load`` answers at once, because the incidents are in memory already."""
        ...

    def ranking(self, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
        """The first places or actors by their incidents or by killed, with what is left out; at most ``limit``, which may be
        up to ``geo.count.ranking.MOST_ROWS``."""
        ...

    def actor_lines(self, filter: Filter) -> tuple[ActorLine, ...]:
        """Who is named in what passes, how, and in which incidents (see ``geo.count.ledger_matrix``). Raises
        TooMany."""
        ...
