"""Incidents that may be one and the same: near in time, place and actor. They are offered and never joined here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from geo.importing.joins import with_joins
from geo.load import open_dataset
from geo.model.dataset import Dataset

MOST_INCIDENTS = 100_000
"""Datasets larger than this are not searched: the person filters first."""
_DAYS, _KM, _DEGREES = 1, 10.0, 0.15
_ALIKE = 70.0
_GEOD = pyproj.Geod(ellps="WGS84")
Places = npt.NDArray[np.int64]
Joins = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two incidents that may be the same, and how near they are. Across datasets the second is the other one's."""

    first: str
    second: str
    days: int
    km: float
    likeness: float
    """Of the two titles and summaries, 0 to 100."""

    @property
    def words(self) -> str:
        """How near the two are: ``same day, 2 km apart``."""
        when = "same day" if self.days == 0 else "a day apart"
        return f"{when}, {self.km:.0f} km apart" if self.km >= 0.5 else f"{when}, same place"


@dataclass(frozen=True)
class _Side:
    """The incidents of a dataset whose day and place are known; the others are near to too many."""

    dataset: Dataset
    frame: pd.DataFrame

    @cached_property
    def days(self) -> Places:
        return np.asarray(self.frame["date_start"].to_numpy().astype("datetime64[D]").astype(np.int64))

    @cached_property
    def points(self) -> npt.NDArray[np.object_]:
        return np.asarray(self.frame.geometry)

    @cached_property
    def actors(self) -> list[frozenset[str]]:
        name = self.dataset.actor_name
        sides = zip(self.frame["perpetrators"], self.frame["targets"], strict=True)
        return [frozenset(name(actor).casefold() for actor in (*by, *against)) for by, against in sides]

    @cached_property
    def words(self) -> list[str]:
        return [f"{title} {more}" for title, more in zip(self.frame["title"], self.frame["summary"], strict=True)]


def possible_duplicates(dataset: Dataset, most: int = 200) -> list[Pair]:
    """Pairs within a dataset, the likeliest first."""
    side = _side(dataset)
    return _pairs(side, side, most)


def duplicates_across(dataset: Dataset, other: Dataset, most: int = 200) -> list[Pair]:
    """Pairs of an incident of one dataset and one of another, the likeliest first."""
    return _pairs(_side(dataset), _side(other), most)


def duplicates_in_files(copies: Sequence[tuple[Path, Joins]]) -> list[Pair]:
    """The same of one or two files of incidents, each with what was joined in it."""
    datasets = [with_joins(open_dataset(path), joins) for path, joins in copies]
    return possible_duplicates(datasets[0]) if len(datasets) == 1 else duplicates_across(datasets[0], datasets[1])


def _side(dataset: Dataset) -> _Side:
    frame = dataset.incidents
    sure = (frame["date_precision"] == "day") & (frame.geometry.geom_type == "Point")
    return _Side(dataset, frame[sure.to_numpy() & (len(frame) <= MOST_INCIDENTS)])


def _pairs(one: _Side, two: _Side, most: int) -> list[Pair]:
    pairs = [found for first, second in _near(one, two) for found in _alike(one, two, first, second)]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.days, pair.km, pair.first, pair.second))[:most]


def _near(one: _Side, two: _Side) -> Iterator[tuple[Places, Places]]:
    """Positions of incidents that are near in time and place, day by day; within one dataset each pair once."""
    order = np.argsort(two.days, kind="stable")
    sorted_days = two.days[order]
    places, starts = np.argsort(one.days, kind="stable"), np.flatnonzero(np.diff(np.sort(one.days))) + 1
    for here in np.split(places, starts) if len(places) else ():
        day = one.days[here[0]]
        from_, to = np.searchsorted(sorted_days, (day - _DAYS, day + _DAYS + 1))
        there = order[from_:to]
        found = shapely.STRtree(two.points[there]).query(one.points[here], predicate="dwithin", distance=_DEGREES)
        first, second = here[found[0]], there[found[1]]
        if one is two:
            first, second = first[first < second], second[first < second]
        yield first, second


def _metres(one: _Side, two: _Side, first: Places, second: Places) -> npt.NDArray[np.float64]:
    here, there = one.points[first], two.points[second]
    found = _GEOD.inv(shapely.get_x(here), shapely.get_y(here), shapely.get_x(there), shapely.get_y(there))[2]
    return np.asarray(found, dtype=np.float64)


def _alike(one: _Side, two: _Side, first: Places, second: Places) -> Iterator[Pair]:
    """The pairs, but for those that are too far apart, that name different actors, or of which one names nobody and both
    are told in different words."""
    from rapidfuzz import fuzz  # the start of the server does not wait for it

    for a, b, metres in zip(first.tolist(), second.tolist(), _metres(one, two, first, second).tolist(), strict=True):
        if metres > _KM * 1000:
            continue
        names = one.actors[a], two.actors[b]
        if names[0] and names[1] and not names[0] & names[1]:
            continue
        likeness = float(fuzz.token_set_ratio(one.words[a], two.words[b]))
        if not (names[0] and names[1]) and likeness < _ALIKE:
            continue
        days = abs(int(one.days[a] - two.days[b]))
        yield Pair(str(one.frame.index[a]), str(two.frame.index[b]), days, metres / 1000, likeness)
