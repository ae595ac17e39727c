"""By which names an area goes: those of the basemap and of ``data/admin1_aliases.json``, however they are spelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from geo.admin1.boundaries import boundaries
from geo.model.admin1_names import Admin1Names
from geo.model.record_base import Record, Text
from geo.search.text_folding import ARTICLE, folded, tokens

TABLE = Path(__file__).parents[2] / "data" / "admin1_aliases.json"
_ARTICLES = ARTICLE | {
    *("ad", "an", "ar", "as", "ash", "at", "az"),
    *("ed", "en", "er", "es", "esh", "et", "ez", "ud", "ul"),
}
"""With how the Arabic article sounds before some letters, and after some."""
_GENERIC = frozenset(
    map(
        folded,
        (
            "governorate",
            "governate",
            "province",
            "of",
            "emirate",
            "muhafazah",
            "muhafazat",
            "muhafaza",
            "mohafazat",
            "ostan",
            "vilayet",
            "wilayat",
            "ili",
            "محافظة",
        ),
    )
)
"""Words that say what sort of area it is, not which."""
_MEANT_IN_ITS_COUNTRY = frozenset(
    (
        *("north", "northern", "south", "southern", "east", "eastern", "west", "western"),
        *("central", "capital", "kurdistan"),
    )
)
"""Names that mean an area only where its country is stated: many countries have such a part, and Kurdistan is a province
of Iran and a region of Iraq."""
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[ae])h$")
LEAST = 3
"""Incidents that must lie in one area before a name that no table knows is taken for it."""
SHARE = 0.95
"""Share of them that must lie there."""


class AreaName(Record):
    """Another name of an area, and who uses it."""

    name: Text
    source: Text


class NamedArea(Record):
    """An area of the basemap with names that the basemap does not have."""

    id: Text
    name: Text
    names: tuple[AreaName, ...]


class AreaNames(Record):
    """The table."""

    schema_version: Literal["1.0"]
    areas: tuple[NamedArea, ...]


def read_area_names(raw: str | bytes) -> tuple[NamedArea, ...]:
    """The table from its text. Raises pydantic's ValidationError, a ValueError, where it isn't as it must be."""
    return TypeAdapter(AreaNames).validate_json(raw, strict=True).areas


def area_key(name: str) -> str:
    """What names that mean the same area have in common: without articles, the sort of area, accents, doubled letters and
    a silent h at the end.

    >>> area_key("An Najaf"), area_key("Nīnawá Governorate"), area_key("محافظة كركوك"), area_key("Ar-Raqqah")
    ('najaf', 'ninawa', 'krkwk', 'raqa')
    """
    words = [word for word in map(folded, tokens(name)) if word]
    telling = [word for word in words if word not in _GENERIC and word not in _ARTICLES]
    return _SILENT.sub("", _DOUBLED.sub(r"\1", "".join(telling or words)))


@cache
def _by_key(country: str) -> dict[str, str | None]:
    """By key the id of the area of a country; None where two share the name."""
    known = boundaries()
    own = [area for area in known.areas if area.country == country]
    named = [(name, area.id) for area in own for name in (area.name, area.name_ar) if name]
    named += [(one.name, entry.id) for entry in _table() for one in entry.names if known.by_id[entry.id] in own]
    found: dict[str, str | None] = {}
    for name, area in named:
        key = area_key(name)
        found[key] = area if found.get(key, area) == area else None
    return found


@cache
def _table() -> tuple[NamedArea, ...]:
    return read_area_names(TABLE.read_bytes())


@cache
def _countries() -> tuple[str, ...]:
    return tuple(sorted({area.country for area in boundaries().areas}))


@lru_cache(maxsize=20_000)
def known_area(name: str, countries: tuple[str, ...]) -> str | None:
    """The id of the area that a name means in these countries, or, where none is given, in any; None where the tables
    know none, or several."""
    key = area_key(name)
    if not countries and key in _MEANT_IN_ITS_COUNTRY:
        return None
    found = {_by_key(country).get(key) for country in countries or _countries()} - {None}
    return found.pop() if len(found) == 1 else None


def meant_area(name: str, countries: tuple[str, ...], names: Admin1Names) -> str | None:
    """The id of the area that a dataset means by a name: as the tables know it, else as its own places tell."""
    return known_area(name, countries) or names.linked.get(link_key(name, countries))


def link_key(name: str, countries: tuple[str, ...]) -> str:
    """Key of ``Admin1Names.linked``."""
    return f"{countries[0] if countries else ''}:{name}"


Stated = tuple[str, tuple[str, ...]]
"""A name as it is stated, with the countries of its incident."""


def names_from(stated: Mapping[Stated, int], lies: Mapping[Stated, Counter[str]]) -> Admin1Names:
    """The names of a dataset: from how often each is stated, and where incidents lie that state one that no table knows.

    Of several spellings of one area the most frequent is taken, of equally frequent ones the first by alphabet; one that
    a table knows goes before one that only places tell.
    """
    linked = {
        link_key(*name): area
        for name, where in sorted(lies.items())
        for area, count in where.most_common(1)
        if count >= LEAST and count >= SHARE * where.total()
    }
    known: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for (name, countries), count in stated.items():
        by_table = known_area(name, countries)
        by_place = linked.get(link_key(name, countries))
        if by_table is not None:
            known[by_table, name] += count
        elif by_place is not None:
            told[by_place, name] += count
    return Admin1Names(_most_frequent(told) | _most_frequent(known), linked)


def _most_frequent(counted: Counter[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for (area, name), _ in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])):
        found.setdefault(area, name)
    return dict(sorted(found.items()))


def spelling(area: str, names: Admin1Names) -> str:
    """How a dataset calls an area: as it states it itself, else as Natural Earth does."""
    return names.spelled.get(area) or boundaries().by_id[area].name
