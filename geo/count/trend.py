"""Incidents, killed and wounded by period: what certainly falls in each, and what can have.

An incident certainly falls in a period where every day that it can have been lies in it, possibly where any does. So a
month without a day is never put on its 1st, and each number is a range. Pure: of a dataset in memory the entries come
from ``trend_entries``, of a database from groups that it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.count.trend_periods import Days
from geo.filter.apply import passing
from geo.filter.facets import FACET_BY_ID, Option
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_table import day_number, table_of
from geo.model.dataset import Dataset
from geo.vocabulary import Vocabulary

Ints = npt.NDArray[np.int64]
MOST_PARTS = 7
"""Values of a facet that are told one by one; the others are summed up as one more."""


class Measure(Vocabulary):
    """What is counted."""

    INCIDENTS = "incidents", "Incidents", "How many incidents."
    KILLED = "killed", "Killed", "People killed, from the lowest to the highest number that the sources allow."
    WOUNDED = "wounded", "Wounded", "People wounded, from the lowest to the highest number that the sources allow."


@dataclass(frozen=True, slots=True)
class Amount:
    """What falls in a period."""

    low: int = 0
    """Incidents that certainly fall in it; of people the lowest number of these."""
    high: int = 0
    """Incidents that possibly fall in it; of people the highest number of these, as far as one is stated."""
    unbounded: int = 0
    """Incidents among those possible whose number of people is open upwards."""
    unstated: int = 0
    """Incidents among those possible that state no number of people: they are not 0."""
    certain: int = 0
    """Incidents that certainly fall in it."""
    possible: int = 0
    """Incidents that possibly do."""

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high and not self.unbounded and not self.unstated

    @property
    def silent(self) -> bool:
        """Whether no incident in it states a number of people, or there is none."""
        return self.unstated == self.possible

    def words(self, people: bool = False) -> str:
        """``12``, ``12 to 15``, ``at least 12``, ``0 reported``. Of ``people``: ``not stated`` where no incident states
        a number, ``no incident`` where there is none to state one."""
        if people and self.silent:
            return "not stated" if self.possible else "no incident"
        if self.unbounded:
            return f"at least {self.low:,}" if self.low else "0 or more" if self.high else "0 reported"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@dataclass(frozen=True, slots=True)
class TrendPart:
    """One value of a facet, or several that are summed up, by period."""

    values: tuple[str, ...]
    """The values of the facet; more than one for the rest."""
    label: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Amounts by period; every period has the same place in all of them."""

    periods: tuple[Days, ...]
    total: tuple[Amount, ...]
    """Each incident once."""
    parts: tuple[TrendPart, ...]
    """By the values of the facet, the most frequent first; empty where none is asked for."""
    several: int
    """Incidents that stand in more than one part, so that the parts add up to more than the total."""
    options: tuple[str, ...] = ()
    """All values of the facet in their order, as the map colours them."""


@dataclass(frozen=True, slots=True, eq=False)
class TrendEntries:
    """Incidents that are alike, summed up: their days, how many they are and how many people they state."""

    start: Ints
    """First day that they can have been, in days since 1970-01-01."""
    end: Ints
    count: Ints
    low: Ints
    high: Ints
    unbounded: Ints
    unstated: Ints
    row: Ints
    """Of each value of the facet the place of the entry that has it."""
    code: Ints
    """Of each value of the facet its place in ``options``."""
    options: tuple[Option, ...]


def trend_entries(dataset: Dataset, filter: Filter, measure: Measure, split: str | None) -> TrendEntries:
    """The incidents that pass everything but the dates, one entry each; ``dataset`` as prepared for the filter."""
    table, mask = table_of(dataset), passing(dataset, filter)
    ones = np.ones(int(mask.sum()), dtype=np.int64)
    low, high, unbounded, unstated = ones, ones, ones * 0, ones * 0
    if measure is not Measure.INCIDENTS:
        least, most = (dataset.incidents[f"{measure}_{end}"][mask] for end in ("min", "max"))
        none, open_ = least.isna().to_numpy(dtype=bool), most.isna().to_numpy(dtype=bool)
        low = least.fillna(0).to_numpy(dtype=np.int64)
        high = np.where(open_, low, most.fillna(0).to_numpy(dtype=np.int64))
        unbounded, unstated = (~none & open_).astype(np.int64), none.astype(np.int64)
    row = code = np.zeros(0, dtype=np.int64)
    options: tuple[Option, ...] = ()
    if split is not None:
        codes, options = table.facets[split], FACET_BY_ID[split].options(dataset)
        held = mask[codes.row]
        row, code = (np.cumsum(mask) - 1)[codes.row[held]], codes.code[held]
    return TrendEntries(table.start[mask], table.end[mask], ones, low, high, unbounded, unstated, row, code, options)


def trend_of(
    entries: TrendEntries, periods: Sequence[Days], filter: Filter, split: str | None, most: int | None = MOST_PARTS
) -> Trend:
    """What falls in each period, in all and by the values of a facet.

    Periods follow each other and do not overlap; there may be days between them (ValueError else). An incident with
    several values stands under each of them. Where the filter chooses values of the facet, only these are told apart.
    Where it asks for certain dates only, what possibly falls in a period is left out. ``most``: values that are told
    one by one, the others become one more part; None for all.
    """
    starts, ends = (np.array([day_number(days[k]) for days in periods], dtype=np.int64) for k in (0, 1))
    if (starts > ends).any() or (starts[1:] <= ends[:-1]).any():
        raise ValueError("periods of a trend run forwards and do not overlap")
    reach = _Reach(entries, starts, ends, filter.match is DateMatch.CERTAINLY)
    every = np.arange(len(entries.start))
    total = reach.amounts(every, every * 0, 1)[0]
    if split is None:
        return Trend(tuple(periods), total, (), 0)
    row, code = _chosen(entries, filter.chosen(split))
    groups = _groups(reach, row, code, len(entries.options), most)
    number_of = np.zeros(len(entries.options) + 1, dtype=np.int64)
    for number, codes in enumerate(groups):
        number_of[codes] = number
    pairs = np.unique(np.column_stack([row, number_of[code]]), axis=0).reshape(-1, 2)
    amounts = reach.amounts(pairs[:, 0], pairs[:, 1], len(groups))
    held = np.bincount(pairs[:, 0], minlength=len(entries.start))
    several = int(entries.count[(held > 1) & reach.touching].sum())
    parts = tuple(
        TrendPart(tuple(entries.options[k].value for k in codes), _label(entries, codes), amounts[number])
        for number, codes in enumerate(groups)
    )
    return Trend(tuple(periods), total, parts, several, tuple(option.value for option in entries.options))


class _Reach:
    """Which periods each entry touches, and the sums of what does."""

    def __init__(self, entries: TrendEntries, starts: Ints, ends: Ints, certain: bool) -> None:
        self.entries, self.count = entries, len(starts)
        self.first = np.searchsorted(ends, entries.start, "left")
        self.last = np.searchsorted(starts, entries.end, "right") - 1
        self.inside = np.zeros(len(entries.start), dtype=np.bool_)
        one = np.flatnonzero(self.first == self.last)
        place = self.first[one]
        self.inside[one] = (starts[place] <= entries.start[one]) & (entries.end[one] <= ends[place])
        self.touching = self.inside if certain else self.first <= self.last

    def amounts(self, row: Ints, group: Ints, groups: int) -> list[tuple[Amount, ...]]:
        """Sums by group and period, where ``group[k]`` is a group of the entry ``row[k]``."""
        entries = self.entries
        sums = [
            self._inside(entries.low, row, group, groups),
            *(self._touching(of, row, group, groups) for of in (entries.high, entries.unbounded, entries.unstated)),
            self._inside(entries.count, row, group, groups),
            self._touching(entries.count, row, group, groups),
        ]
        return [
            tuple(Amount(*map(int, cell)) for cell in zip(*lines, strict=True)) for lines in zip(*sums, strict=True)
        ]

    def _inside(self, weight: Ints, row: Ints, group: Ints, groups: int) -> Ints:
        held = self.inside[row]
        row, group = row[held], group[held]
        sums = np.bincount(group * self.count + self.first[row], weight[row], groups * self.count)
        return np.rint(sums).astype(np.int64).reshape(groups, self.count)

    def _touching(self, weight: Ints, row: Ints, group: Ints, groups: int) -> Ints:
        """Running sums of what begins in a period and, in the one after its last, ends."""
        held = self.touching[row]
        row, group, wide = row[held], group[held], self.count + 1
        change = np.bincount(group * wide + self.first[row], weight[row], groups * wide)
        change -= np.bincount(group * wide + self.last[row] + 1, weight[row], groups * wide)
        return np.rint(np.cumsum(change.reshape(groups, wide), axis=1)[:, :-1]).astype(np.int64)


def _chosen(entries: TrendEntries, values: tuple[str, ...]) -> tuple[Ints, Ints]:
    if not values:
        return entries.row, entries.code
    held = np.isin(entries.code, [k for k, option in enumerate(entries.options) if option.value in values])
    return entries.row[held], entries.code[held]


def _groups(reach: _Reach, row: Ints, code: Ints, size: int, most: int | None) -> list[list[int]]:
    """The codes of each part: the most frequent alone, the rest together. A rest of one value stands alone too."""
    held = reach.touching[row]
    counts = np.bincount(code[held], reach.entries.count[row[held]], size)
    highs = np.bincount(code[held], reach.entries.high[row[held]], size)
    order = [int(k) for k in np.lexsort((np.arange(size), -counts, -highs)) if counts[k]]
    if most is None or len(order) <= most + 1:
        return [[k] for k in order]
    return [*([k] for k in order[:most]), order[most:]]


def _label(entries: TrendEntries, codes: Sequence[int]) -> str:
    return entries.options[codes[0]].label if len(codes) == 1 else f"Other ({len(codes)} values)"
