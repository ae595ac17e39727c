"""The governorate of each incident of a dataset: what sources state always stands; else what follows from the place.

Derived is a governorate only where the incident's place lies in it for certain (``geo.admin1.containment``), and where no
country that the incident states says otherwise. What is known to a country only, or not at all, has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.admin1.area_names import Stated, known_area, link_key, meant_area, names_from, spelling
from geo.admin1.boundaries import Ints, boundaries
from geo.admin1.containment import Lying, lying
from geo.model.admin1_names import Admin1Names
from geo.model.coded import Coded, coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.vocabularies import LocationPrecision as Precision

BASIS = "from its place on the map, boundaries of Natural Earth"
"""What stands beside a derived governorate."""
UNNAMED = "="
"""Begins the id of a stated governorate that no boundary is known of: ``=IQ:Halabja``."""
_WIDE = (str(Precision.COUNTRY), str(Precision.UNKNOWN))
_SHARED = (str(Precision.ADMIN1), str(Precision.ADMIN2))


class How(StrEnum):
    """How an incident is tied to an area."""

    STATED = "stated"
    DERIVED = "derived"
    PLACED = "placed"
    """A source states a name that no boundary is known of; its place lies in this area for certain."""
    NAMED = "named"
    """The name that is stated beside ``PLACED``: nothing counts in it."""
    POSSIBLE = "possible"
    COARSE = "coarse"
    """To none: no place is drawn that would tell, or none that is known so closely."""
    OUTSIDE = "outside"
    """To none: its place lies outside of all boundaries that are known, or of those of its country."""


CERTAIN = frozenset({How.STATED, How.DERIVED, How.PLACED})
"""How an incident is tied to an area that it counts in."""
Combination = tuple[tuple[str, str], ...]
"""Ids of areas, each with how it is meant (``How``); of what is tied to none one entry with an empty id."""


@dataclass(frozen=True, eq=False)
class Admin1Codes:
    """To which areas the incidents of a dataset are tied."""

    combinations: tuple[Combination, ...]
    """The different ones."""
    code: Ints
    """The number of each incident's, in the order of the dataset."""


def names_of(dataset: Dataset) -> Admin1Names:
    """How a dataset calls the areas; of a part of one as the whole does."""
    return _own_names(dataset) if dataset.admin1_names is None else dataset.admin1_names


def admin1_codes(dataset: Dataset) -> Admin1Codes:
    """To which areas each incident is tied; worked out at the first call and kept as long as the dataset lives."""
    return _plain_codes(dataset.plain or dataset)


def derived_of(dataset: Dataset) -> list[tuple[str, ...]]:
    """The derived governorates of each incident as the dataset spells them; none where one is stated."""
    codes, names = admin1_codes(dataset), names_of(dataset)
    return Coded(tuple(_derived(held, names) for held in codes.combinations), codes.code).each()


def derived_at(dataset: Dataset, incident: str) -> tuple[str, ...]:
    """The derived governorates of one incident; raises KeyError for an id that the dataset doesn't hold."""
    codes = admin1_codes(dataset)
    return _derived(codes.combinations[codes.code[dataset.incidents.index.get_loc(incident)]], names_of(dataset))


def admin1_values(dataset: Dataset, nothing: str) -> list[tuple[str, ...]]:
    """What each incident is filtered by: the stated governorate, else the derived ones, else ``nothing``."""
    return admin1_coded(dataset, nothing).each()


def admin1_coded(dataset: Dataset, nothing: str) -> Coded:
    """The same as numbers."""
    codes, names = admin1_codes(dataset), names_of(dataset)
    stated = coded_column(dataset.incidents, "admin1")
    derived = [_derived(held, names) or (nothing,) for held in codes.combinations]
    number = np.where(stated.isin([None]), codes.code + len(stated.different), stated.number)
    return Coded((*((word,) for word in stated.different), *derived), number)


def admin1_found(dataset: Dataset, nothing: str) -> set[str]:
    """The different values of ``admin1_values``, without making them all."""
    return {name for names in admin1_coded(dataset, nothing).present() for name in names}


def _derived(held: Combination, names: Admin1Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelling(area, names) for area, how in held if how == How.DERIVED))


@kept_by_dataset
def _plain_codes(dataset: Dataset) -> Admin1Codes:
    incidents, names = dataset.incidents, names_of(dataset)
    numbers: dict[Combination, int] = {}
    code = np.empty(len(incidents), dtype=np.int64)
    admin1, countries = coded_column(incidents, "admin1"), coded_column(incidents, "country")
    stated = ~admin1.isin([None])
    strange: list[Ints] = []
    for rows, (name, held) in _grouped(admin1, countries, np.flatnonzero(stated)):
        area = meant_area(name, held, names)
        if area is None:
            # A name of another country contradicts the stated one: then neither is set right by the place.
            if known_area(name, ()) is None:
                strange.append(rows)
            area = f"{UNNAMED}{link_key(name, held)}"
        code[rows] = numbers.setdefault(((area, str(How.STATED)),), len(numbers))
    for rows, (name, held), lies in _places(incidents, strange, admin1, countries):
        code[rows] = numbers.setdefault(_of_strange_name(link_key(name, held), lies, held), len(numbers))
    others = np.flatnonzero(~stated)
    code[others] = numbers.setdefault((("", str(How.COARSE)),), len(numbers))
    rows = drawn_rows(incidents, others)
    answers, number = _lying(incidents, rows)
    places = Coded(tuple(range(len(answers))), number)
    for some, (answer, held) in _grouped(places, countries.at(rows), np.arange(len(rows))):
        within, touched = (_in_countries(areas, held) for areas in (answers[answer].within, answers[answer].touched))
        tied = [(area, str(How.DERIVED)) for area in within] + [(area, str(How.POSSIBLE)) for area in touched]
        combination: Combination = tuple(sorted(tied)) or (("", str(How.OUTSIDE)),)
        code[rows[some]] = numbers.setdefault(combination, len(numbers))
    return Admin1Codes(tuple(numbers), code)


def _of_strange_name(name: str, lies: Lying, countries: tuple[str, ...]) -> Combination:
    """Of a stated name without a boundary: where the place certainly lies, else the name; and where it may lie."""
    placed = [(area, str(How.PLACED)) for area in _in_countries(lies.within, countries)]
    maybe = [(area, str(How.POSSIBLE)) for area in _in_countries(lies.touched, countries)]
    stands_for_itself = How.NAMED if placed else How.STATED
    return tuple(sorted([(f"{UNNAMED}{name}", str(stands_for_itself)), *placed, *maybe]))


@kept_by_dataset
def _own_names(dataset: Dataset) -> Admin1Names:
    """The names of a dataset; where incidents lie is looked at only where they state a name that no table knows."""
    incidents = dataset.incidents
    names, countries = coded_column(incidents, "admin1"), coded_column(incidents, "country")
    stated = np.flatnonzero(~names.isin([None]))
    counted: dict[Stated, int] = {}
    strange: list[Ints] = []
    for rows, (name, held) in _grouped(names, countries, stated):
        counted[name, held] = len(rows)
        if known_area(name, held) is None:
            strange.append(rows)
    lies: dict[Stated, Counter[str]] = {}
    for rows, stated_name, place in _places(incidents, strange, names, countries):
        for area in _in_countries(place.within, stated_name[1]):
            lies.setdefault(stated_name, Counter())[area] += len(rows)
    return names_from(counted, lies)


def _places(
    incidents: pd.DataFrame, some: list[Ints], names: Coded, countries: Coded
) -> Iterator[tuple[Ints, Stated, Lying]]:
    """Where incidents lie of which a place is drawn, by name and countries: rows, what they state, where they lie."""
    if not some:
        return
    rows = drawn_rows(incidents, np.concatenate(some))
    answers, number = _lying(incidents, rows)
    pairs = Coded(
        tuple(product(names.different, countries.different)),
        names.number[rows] * len(countries.different) + countries.number[rows],
    )
    places = Coded(tuple(range(len(answers))), number)
    for found, ((name, held), answer) in _grouped(pairs, places, np.arange(len(rows))):
        yield rows[found], (str(name), tuple(held)), answers[answer]


def drawn_rows(incidents: pd.DataFrame, rows: Ints) -> Ints:
    """Of some rows those that have a geometry which tells more than the country."""
    shapes = incidents["geometry"].to_numpy()
    wide = coded_column(incidents, "location_precision").isin(_WIDE)
    return np.asarray(rows[~(shapely.is_missing(shapes) | shapely.is_empty(shapes) | wide)[rows]], dtype=np.int64)


def _lying(incidents: pd.DataFrame, rows: Ints) -> tuple[tuple[Lying, ...], Ints]:
    if not len(rows):
        return (), rows
    km = incidents["radius_km"].astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)[rows]
    return lying(incidents["geometry"].to_numpy()[rows], km, is_shared(incidents, rows))


def is_shared(incidents: pd.DataFrame, rows: Ints) -> npt.NDArray[np.bool_]:
    """Which of some rows lie somewhere in a district or governorate."""
    return coded_column(incidents, "location_precision").isin(_SHARED)[rows]


def _in_countries(areas: tuple[int, ...], countries: tuple[str, ...]) -> list[str]:
    """The ids of those areas that lie in one of the countries, or of all where none is stated."""
    found = (boundaries().areas[area] for area in areas)
    return [area.id for area in found if not countries or area.country in countries]


def _grouped(first: Coded, second: Coded, rows: Ints) -> Iterator[tuple[Ints, tuple[Any, Any]]]:
    """The rows that share two values, with these, in the order in which each value is first met."""
    one, ones = pd.factorize(first.number[rows])
    other, others = pd.factorize(second.number[rows])
    pair = one * np.int64(max(1, len(others))) + other
    order = np.argsort(pair, kind="stable")
    for some in np.split(order, np.flatnonzero(np.diff(pair[order])) + 1):
        if len(some):
            yield rows[some], (first.different[ones[one[some[0]]]], second.different[others[other[some[0]]]])
