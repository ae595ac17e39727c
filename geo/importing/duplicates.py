"""Incidents that may be one and the same: near in time, place and actor. They are offered and never joined here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two incidents that may be the same, and how near they are."""

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


def possible_duplicates(dataset: Dataset, most: int = 200) -> list[Pair]:
    """The likeliest pairs first. Incidents whose day or place is not known are left out: they are near to too many."""
    frame = dataset.incidents
    if len(frame) > MOST_INCIDENTS:
        return []
    sure = (frame["date_precision"] == "day") & (frame.geometry.geom_type == "Point")
    frame = frame[sure.to_numpy()]
    if len(frame) < 2:
        return []
    first, second = _near(frame)
    pairs = [found for a, b in zip(first, second, strict=True) if (found := _pair(dataset, frame, int(a), int(b)))]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.days, pair.km, pair.first))[:most]


def _near(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Positions of incidents that are near in time and place, each pair once."""
    days = frame["date_start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    points = np.asarray(frame.geometry)
    tree = shapely.STRtree(points)
    first, second = tree.query(points, predicate="dwithin", distance=_DEGREES)
    near = (first < second) & (np.abs(days[first] - days[second]) <= _DAYS)
    first, second = first[near], second[near]
    x, y = shapely.get_x(points), shapely.get_y(points)
    metres = _GEOD.inv(x[first], y[first], x[second], y[second])[2]
    close = np.asarray(metres) <= _KM * 1000
    return first[close], second[close]


def _agree(dataset: Dataset, frame: pd.DataFrame, a: int, b: int) -> bool | None:
    """Whether the two name an actor in common; None where one of them names nobody."""
    names = [{dataset.actor_name(actor).casefold() for actor in _actors(frame, at)} for at in (a, b)]
    return bool(names[0] & names[1]) if names[0] and names[1] else None


def _actors(frame: pd.DataFrame, at: int) -> tuple[str, ...]:
    return (*frame["perpetrators"].iloc[at], *frame["targets"].iloc[at])


def _pair(dataset: Dataset, frame: pd.DataFrame, a: int, b: int) -> Pair | None:
    """The pair, unless the two name different actors, or nobody and are told in different words."""
    agree = _agree(dataset, frame, a, b)
    texts = [f"{frame['title'].iloc[at]} {frame['summary'].iloc[at]}" for at in (a, b)]
    likeness = float(fuzz.token_set_ratio(*texts))
    if agree is False or (agree is None and likeness < _ALIKE):
        return None
    x, y = frame.geometry.iloc[a], frame.geometry.iloc[b]
    metres = _GEOD.inv(x.x, x.y, y.x, y.y)[2]
    days = abs((frame["date_start"].iloc[a] - frame["date_start"].iloc[b]).days)
    return Pair(str(frame.index[a]), str(frame.index[b]), int(days), metres / 1000, likeness)
