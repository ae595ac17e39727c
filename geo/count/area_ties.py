"""How each incident counts on a map of governorates, and how many a window holds: the numbers of ``area_counts``, in a
form that is quick to count again for every window.

A person's own areas (``Dataset.own_areas``) take the place of governorates where there are any.

An incident counts in each governorate that it is in for certain. One in a governorate without a boundary, and one that is
in none for certain, is drawn nowhere and told beside the map. ``geo/web/map/area_counts.js`` counts the same;
``tests/area_count_cases.json`` holds both together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geo.admin1 import CERTAIN, Combination, How, admin1_codes, names_of
from geo.admin1.area_names import spelling
from geo.admin1.boundaries import boundaries
from geo.admin1.derivation import UNNAMED
from geo.admin1.own_area_codes import own_boundaries, own_codes
from geo.count.area_rates import rate_tenths
from geo.count.focus_countries import focus_countries
from geo.model.admin1_names import Admin1Names
from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.own_areas import OwnAreas
from geo.model.vocabularies import LocationPrecision as Precision

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
CLOSER = tuple(str(one) for one in Precision if one not in (Precision.ADMIN1, Precision.COUNTRY, Precision.UNKNOWN))
"""Words for what is known more closely than a governorate."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which incidents are tied to governorates. Numbers are places in ``AreaTies.areas``."""

    within: tuple[int, ...] = ()
    """In these for certain."""
    maybe: tuple[int, ...] = ()
    """Possibly in these."""
    unmatched: str = ""
    """Country and name of the stated governorate where no boundary is known of it: ``IQ:Halabja``."""
    coarse: bool = False
    """Whether nothing closer than the governorate is known."""
    placed: str = ""
    """Country and name of the stated governorate where no boundary is known of it, and the place tells ``within``."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """A governorate that a map draws."""

    id: str
    """In ``geo.admin1.boundaries``; of a person's own areas the number: ``own:0``."""
    name: str
    """As the dataset calls it, or the person's file."""
    country: str
    """ISO 3166-1 alpha-2; empty for a person's own."""
    people: int | None = None
    """How many live there, where a rate is asked for and that is known."""


@dataclass(frozen=True, eq=False)
class AreaTies:
    """The governorates that maps of a dataset draw, and how its incidents are tied to them."""

    areas: tuple[MapArea, ...]
    """All of the countries that the dataset is about, and those that an incident is in or may be in."""
    ties: tuple[Tie, ...]
    code: Ints
    """By position in the dataset the number of the incident's tie."""
    own: OwnAreas | None = None
    """The person's own areas, where these are they; ``areas`` are all of them, in their order."""

    @property
    def noun(self) -> str:
        """What one of the areas is called; with an ``s`` for several."""
        return "area" if self.own else "governorate"

    @property
    def basis(self) -> str:
        """Whose boundaries they are."""
        return self.own.file if self.own else "Natural Earth"

    @property
    def per_people(self) -> bool:
        """Whether a map shows incidents per 100,000 people."""
        return self.own is not None and self.own.people is not None

    def shown(self, counts: Sequence[int]) -> list[int]:
        """What colours each area: its count or, per 100,000 people, its rate (``rate_tenths``)."""
        if not self.per_people:
            return list(counts)
        return [rate_tenths(count, area.people) for count, area in zip(counts, self.areas, strict=True)]

    @cached_property
    def _tables(self) -> tuple[Ints, Ints]:
        """By tie and governorate: certain, possible."""
        found = np.zeros((2, len(self.ties), len(self.areas)), dtype=np.int64)
        for at, tie in enumerate(self.ties):
            found[0, at, list(tie.within)] = 1
            found[1, at, list(tie.maybe)] = 1
        return found[0], found[1]

    def tally(self, mask: Flags) -> AreaTally:
        """The counts of some incidents (a mask over the dataset's)."""
        counts = np.bincount(self.code[mask], minlength=len(self.ties)).astype(np.int64)
        certain, possible = (counts @ table for table in self._tables)
        counted = [(tie, count) for tie, count in zip(self.ties, counts.tolist(), strict=True) if count]
        return AreaTally(
            certain=tuple(certain.tolist()), possible=tuple(possible.tolist()),
            drawn=sum(count for tie, count in counted if tie.within),
            several=sum(count for tie, count in counted if len(tie.within) > 1),
            placed=_by_name((tie.placed, count) for tie, count in counted),
            unmatched=_by_name((tie.unmatched, count) for tie, count in counted),
            unknown=tuple(sorted({tie.unmatched.partition(":")[0] for tie, _ in counted if tie.unmatched})),
            unsure=sum(count for tie, count in counted if not tie.within and not tie.unmatched),
        )  # fmt: skip

    def coarse(self, incidents: Ints) -> int:
        """Of how many of some incidents (positions in the dataset) nothing closer than the governorate is known."""
        return self._how_many(incidents, [tie.coarse for tie in self.ties])

    def by_place(self, incidents: Ints) -> int:
        """How many of some incidents count by their place because the stated name has no boundary."""
        return self._how_many(incidents, [bool(tie.placed) for tie in self.ties])

    def _how_many(self, incidents: Ints, of_tie: list[bool]) -> int:
        return int(np.array(of_tie, dtype=np.int64)[self.code[incidents]].sum()) if len(incidents) else 0

    def inside(self, areas: Sequence[int]) -> Flags:
        """By position in the dataset: whether an incident is for certain in one of some governorates."""
        wanted = set(areas)
        by_tie = np.array([not wanted.isdisjoint(tie.within) for tie in self.ties], dtype=np.bool_)
        found: Flags = by_tie[self.code] if len(by_tie) else np.zeros(0, dtype=np.bool_)
        return found


@dataclass(frozen=True, slots=True)
class AreaTally:
    """Counts by governorate. All incidents are ``drawn``, those of ``unmatched``, and ``unsure`` together."""

    certain: tuple[int, ...]
    """By place in ``AreaTies.areas``."""
    possible: tuple[int, ...]
    """Further ones that may be there."""
    drawn: int
    """Incidents in a governorate with a boundary."""
    several: int
    """How many of these are in more than one and count in each."""
    placed: tuple[tuple[str, int], ...]
    """Of those that are drawn: stated governorates without a boundary whose incidents count by their place, most first."""
    unmatched: tuple[tuple[str, int], ...]
    """Other stated governorates without a boundary with their incidents, most first."""
    unknown: tuple[str, ...]
    """Their countries; an empty one where none is stated."""
    unsure: int
    """Incidents that are in none for certain."""

    def is_unknown(self, country: str) -> bool:
        """Whether a governorate of a country without an incident is not known to be empty: one that is stated there has
        no boundary, and may be a part of it."""
        return country in self.unknown or "" in self.unknown

    @property
    def by_place(self) -> int:
        """Incidents of a stated governorate without a boundary that count in that of their place."""
        return sum(count for _, count in self.placed)

    @property
    def without_boundary(self) -> int:
        """Incidents in governorates without a boundary of which no place tells."""
        return sum(count for _, count in self.unmatched)


def _by_name(counted: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Counts of names that stand behind their country (``IQ:Halabja``), most first."""
    found: Counter[str] = Counter()
    for name, count in counted:
        if name:
            found[name.partition(":")[2]] += count
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def area_ties(dataset: Dataset) -> AreaTies:
    """The ties of a dataset; worked out at the first call and kept as long as the dataset lives."""
    return _ties(dataset.plain or dataset)


@kept_by_dataset
def _ties(dataset: Dataset) -> AreaTies:
    if dataset.own_areas is not None:
        return _own_ties(dataset, dataset.own_areas)
    codes = admin1_codes(dataset)
    pairs, code = np.unique(2 * codes.code + _coarse(dataset, CLOSER), return_inverse=True)
    ways = [(codes.combinations[pair // 2], bool(pair % 2)) for pair in pairs.tolist()]
    tied = {area for held in codes.combinations for area, _ in held}
    return ties_from(ways, tied, focus_countries(dataset), names_of(dataset), code.astype(np.int64))


def ties_from(
    ways: Sequence[tuple[Combination, bool]], tied: set[str], focus: Sequence[str], names: Admin1Names, code: Ints
) -> AreaTies:
    """The ties for incidents that are tied to governorates in some ways (and whether nothing closer is known); ``tied``:
    all areas that an incident of the dataset is in or may be in; ``focus``: the countries that it is about."""
    areas = [area for area in boundaries().areas if area.country in focus or area.id in tied]
    place = {area.id: at for at, area in enumerate(areas)}
    ties = tuple(_tie(held, coarse, place) for held, coarse in ways)
    return AreaTies(tuple(MapArea(area.id, spelling(area.id, names), area.country) for area in areas), ties, code)


def _own_ties(dataset: Dataset, areas: OwnAreas) -> AreaTies:
    codes = own_codes(dataset, areas)
    closer = tuple(one for one in CLOSER if codes.by_governorate or one != str(Precision.ADMIN2))
    pairs, code = np.unique(2 * codes.code + _coarse(dataset, closer), return_inverse=True)
    answers = [(codes.answers[pair // 2], bool(pair % 2)) for pair in pairs.tolist()]
    people = areas.people or (None,) * len(areas.names)
    drawn = zip(own_boundaries(areas).areas, people, strict=True)
    return AreaTies(
        tuple(MapArea(area.id, area.name, "", live) for area, live in drawn),
        tuple(Tie(answer.within, answer.touched, coarse=coarse) for answer, coarse in answers),
        code.astype(np.int64),
        areas,
    )


def _coarse(dataset: Dataset, closer: tuple[str, ...]) -> Flags:
    """Of which incidents nothing closer than the area is known."""
    return ~coded_column(dataset.incidents, "location_precision").isin(closer)


def _tie(held: Combination, coarse: bool, place: dict[str, int]) -> Tie:
    sure = [area for area, how in held if how in CERTAIN]
    strange = [area.removeprefix(UNNAMED) for area in sure if area not in place]
    within = tuple(sorted(place[area] for area in sure if area in place))
    maybe = tuple(sorted(place[area] for area, how in held if how == How.POSSIBLE))
    named = [area.removeprefix(UNNAMED) for area, how in held if how == How.NAMED]
    return Tie(within, maybe, strange[0] if strange and not within else "", coarse, named[0] if named else "")
