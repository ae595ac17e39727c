"""Incidents that may be one and the same: near in time, place and actor. They are offered and never joined here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from rapidfuzz import fuzz

from geo.model.dataset import Dataset

MOST_INCIDENTS = 100_000
"""Datasets larger than this are not searched: the person filters first."""
_DAYS, _KM, _DEGREES = 1, 10.0, 0.15
_ALIKE = 70.0
_GEOD = pyproj.Geod(ellps="WGS84")
Places = npt.NDArray[np.int64]


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


@dataclass(frozen=True, slots=True)
class _Side:
    """The incidents of a dataset whose day and place are known; the others are near to too many."""

    dataset: Dataset
    frame: pd.DataFrame

    def days(self) -> Places:
        return np.asarray(self.frame["date_start"].to_numpy().astype("datetime64[D]").astype(np.int64))

    def actors(self, at: int) -> set[str]:
        ids = (*self.frame["perpetrators"].iloc[at], *self.frame["targets"].iloc[at])
        return {self.dataset.actor_name(actor).casefold() for actor in ids}

    def words(self, at: int) -> str:
        return f"{self.frame['title'].iloc[at]} {self.frame['summary'].iloc[at]}"


def possible_duplicates(dataset: Dataset, most: int = 200) -> list[Pair]:
    """Pairs within a dataset, the likeliest first."""
    side = _side(dataset)
    return _pairs(side, side, most)


def duplicates_across(dataset: Dataset, other: Dataset, most: int = 200) -> list[Pair]:
    """Pairs of an incident of one dataset and one of another, the likeliest first."""
    return _pairs(_side(dataset), _side(other), most)


def _side(dataset: Dataset) -> _Side:
    frame = dataset.incidents
    sure = (frame["date_precision"] == "day") & (frame.geometry.geom_type == "Point")
    return _Side(dataset, frame[sure.to_numpy() & (len(frame) <= MOST_INCIDENTS)])


def _pairs(one: _Side, two: _Side, most: int) -> list[Pair]:
    if not len(one.frame) or not len(two.frame):
        return []
    near = zip(*_near(one, two), strict=True)
    pairs = [found for a, b in near if (found := _pair(one, two, int(a), int(b)))]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.days, pair.km, pair.first))[:most]


def _near(one: _Side, two: _Side) -> tuple[Places, Places]:
    """Positions of incidents that are near in time and place; within one dataset each pair once."""
    tree = shapely.STRtree(np.asarray(two.frame.geometry))
    first, second = tree.query(np.asarray(one.frame.geometry), predicate="dwithin", distance=_DEGREES)
    near = np.abs(one.days()[first] - two.days()[second]) <= _DAYS
    if one is two:
        near &= first < second
    first, second = first[near], second[near]
    close = _metres(one, two, first, second) <= _KM * 1000
    return first[close], second[close]


def _metres(one: _Side, two: _Side, first: Places, second: Places) -> npt.NDArray[np.float64]:
    here, there = np.asarray(one.frame.geometry)[first], np.asarray(two.frame.geometry)[second]
    found = _GEOD.inv(shapely.get_x(here), shapely.get_y(here), shapely.get_x(there), shapely.get_y(there))[2]
    return np.asarray(found, dtype=np.float64)


def _pair(one: _Side, two: _Side, a: int, b: int) -> Pair | None:
    """The pair, unless the two name different actors, or one of them nobody and both are told in different words."""
    names = one.actors(a), two.actors(b)
    agree = bool(names[0] & names[1]) if names[0] and names[1] else None
    likeness = float(fuzz.token_set_ratio(one.words(a), two.words(b)))
    if agree is False or (agree is None and likeness < _ALIKE):
        return None
    metres = float(_metres(one, two, np.array([a]), np.array([b]))[0])
    days = abs((one.frame["date_start"].iloc[a] - two.frame["date_start"].iloc[b]).days)
    return Pair(str(one.frame.index[a]), str(two.frame.index[b]), int(days), metres / 1000, likeness)
