"""How many incidents there are in each governorate: for certain, and possibly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geo.admin1 import CERTAIN, Combination, How, admin1_codes, names_of
from geo.admin1.area_names import spelling
from geo.admin1.boundaries import boundaries
from geo.admin1.derivation import UNNAMED
from geo.filter.apply import Selection
from geo.model.admin1_names import Admin1Names
from geo.model.dataset import Dataset
from geo.number_words import quantity


@dataclass(frozen=True, slots=True)
class AreaCount:
    """The incidents of one governorate."""

    id: str | None
    """Its id in ``geo.admin1.boundaries``, a code of ISO 3166-2 where there is one; None for one that sources name and no
    boundary is known of."""
    name: str
    """As the dataset calls it."""
    country: str
    """ISO 3166-1 alpha-2; empty for one without a boundary where no country is stated."""
    certain: int
    """Incidents in it for certain: stated, also where nothing closer is known, or derived from the place, also where the
    stated name has no boundary."""
    derived: int
    """How many of the certain ones count by their place: no source states the governorate by a known name."""
    possible: int
    """Further incidents with a place that may lie in it."""


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Incidents by governorate. ``total`` is ``certain`` + ``possible`` + ``coarse`` + ``outside``; the governorates add up
    to more where incidents count in several."""

    areas: tuple[AreaCount, ...]
    """Every governorate of a country in which one is counted, also those with none; by country, then by name."""
    total: int
    certain: int
    """Incidents in a governorate for certain."""
    several: int
    """How many of these are in more than one and count in each."""
    possible: int
    """Incidents that are in no governorate for certain and may be in one or in one of several."""
    coarse: int
    """Incidents of which neither a governorate is stated nor a place drawn that would tell: known to a country, or not
    at all."""
    outside: int
    """Incidents whose place lies outside of every boundary that is known, or of those of its country."""

    def sentence(self) -> str:
        """The total in words, so that nobody adds up the governorates."""
        several = f", {self.several:,} of them in more than one and counted in each" if self.several else ""
        parts = [f"{self.certain:,} in a governorate for certain{several}"]
        parts += [f"{self.possible:,} possibly in one or another"] if self.possible else []
        parts += [f"{self.coarse:,} not known so closely"] if self.coarse else []
        parts += [f"{self.outside:,} outside of all known boundaries"] if self.outside else []
        return f"{quantity(self.total, 'incident')}: {'; '.join(parts)}."


def area_counts(dataset: Dataset, selection: Selection) -> AreaCounts:
    """The selected incidents of a dataset by governorate."""
    codes = admin1_codes(dataset)
    counts = np.bincount(codes.code[selection.mask], minlength=len(codes.combinations))
    return areas_from(zip(codes.combinations, counts.tolist(), strict=True), names_of(dataset))


def areas_from(counted: Iterable[tuple[Combination, int]], names: Admin1Names) -> AreaCounts:
    """The same from how many incidents are tied to areas in each way."""
    tied: Counter[tuple[str, str]] = Counter()
    whole: Counter[str] = Counter()
    for held, count in counted:
        if not count:
            continue
        sure = {area for area, how in held if how in CERTAIN}
        for area, how in held:
            tied[area, how] += count if area and how != How.NAMED else 0
        kind = "certain" if sure else held[0][1]
        whole[kind] += count
        whole["several"] += count if len(sure) > 1 else 0
    return AreaCounts(
        areas=_areas(tied, names), total=sum(whole.values()) - whole["several"], certain=whole["certain"],
        several=whole["several"], possible=whole[How.POSSIBLE], coarse=whole[How.COARSE], outside=whole[How.OUTSIDE],
    )  # fmt: skip


def _areas(tied: Counter[tuple[str, str]], names: Admin1Names) -> tuple[AreaCount, ...]:
    known = boundaries()
    counted = {area for (area, _), count in tied.items() if count}
    countries = {known.by_id[area].country for area in counted if area in known.by_id}
    listed: list[tuple[str, str | None, str, str]] = [
        (area.id, area.id, spelling(area.id, names), area.country) for area in known.areas if area.country in countries
    ]
    for area in counted - known.by_id.keys():
        country, _, name = area.removeprefix(UNNAMED).partition(":")
        listed.append((area, None, name, country))
    found = [
        AreaCount(
            area_id, name, country, tied[area, How.STATED] + tied[area, How.DERIVED] + tied[area, How.PLACED],
            tied[area, How.DERIVED] + tied[area, How.PLACED], tied[area, How.POSSIBLE],
        )
        for area, area_id, name, country in listed
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.country, one.name.casefold(), one.id or "")))
