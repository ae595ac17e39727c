"""The registry of facets: the properties by which incidents are filtered, counted and coloured.

A new filter is one entry in ``FACETS`` and one field of that name in ``Filter``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from babel import Locale

from geo.admin1 import admin1_coded, admin1_found, names_of
from geo.model.coded import Coded, Ints, coded_column, coded_of
from geo.model.dataset import Dataset
from geo.model.file_columns import COLUMN_FACETS, NOT_STATED, FileColumn
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.vocabularies import EventType, Kind, LocationPrecision, PerpetratorKind, Verification, Weapon
from geo.vocabulary import Vocabulary


class CasualtiesStated(Vocabulary):
    """What the sources say about people hit."""

    KILLED = "killed", "Killed", "A source states that people were killed."
    WOUNDED = "wounded", "Wounded", "A source states that people were wounded."
    NONE_STATED = (
        "none_stated",
        "None stated",
        "No source states killed or wounded, or all state none. Nothing stated does not mean that nobody was hit.",
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: as it stands in links, on screen, and what it means."""

    value: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of incidents that a person can filter by."""

    id: str
    """Also the name of the field in ``Filter``."""
    label: str
    parameter: str
    """Name in an address; public, so it never changes."""
    multi: bool
    """Whether an incident can have several values."""
    options: Callable[[Dataset], tuple[Option, ...]]
    """All options, in the order in which they are shown; every value of every incident is among them."""
    coded: Callable[[Dataset], Coded]
    """The values of each incident: a str, or a tuple of str where ``multi``."""
    closed: frozenset[str] | None = None
    """All values that there can be; ``None`` where they depend on the dataset."""
    slot: int | None = None
    """Of a column that a person chose: its place in ``Filter.columns``."""

    def values(self, dataset: Dataset) -> list[Any]:
        """The values of each incident in the order of the dataset, as ``coded`` has them."""
        return self.coded(dataset).each()

    def label_of(self, columns: Sequence[str]) -> str:
        """What it is called where these columns are chosen."""
        named = columns[self.slot] if self.slot is not None and self.slot < len(columns) else ""
        return named or self.label

    def in_sentence(self, columns: Sequence[str]) -> str:
        """The same for the middle of a sentence; a person's own name is left as it is."""
        label = self.label_of(columns)
        return label.lower() if label == self.label else f"“{label}”"


@dataclass(frozen=True, slots=True)
class FacetEntry:
    """A facet with all options that a dataset has, in the order in which they are shown."""

    id: str
    label: str
    multi: bool
    options: tuple[Option, ...]
    colour_order: tuple[str, ...] = ()
    """Of countries and governorates the values in the order in which they take colours (``geo.filter.colour_order``)."""


def _of_vocabulary(id: str, label: str, parameter: str, words: type[Vocabulary]) -> Facet:
    """A facet of one value by a vocabulary; its column has the facet's name."""
    options = _words(words)
    closed = frozenset(words.words())
    return Facet(id, label, parameter, False, lambda _: options, lambda data: _texts(data, id), closed)


def _words(words: type[Vocabulary]) -> tuple[Option, ...]:
    return tuple(Option(str(word), word.label, word.definition) for word in words)


def _texts(dataset: Dataset, column: str) -> Coded:
    coded = coded_column(dataset.incidents, column)
    return Coded(tuple("nan" if word is None else word for word in coded.different), coded.number)


def _weapon_options(_: Dataset) -> tuple[Option, ...]:
    return (*_words(Weapon), Option(NOT_STATED, "Not stated", "No source names a weapon."))


def _several(dataset: Dataset, column: str) -> Coded:
    """The words of a column of tuples, each once; ``NOT_STATED`` where there are none."""
    coded = coded_column(dataset.incidents, column)
    return Coded(tuple(tuple(dict.fromkeys(map(str, row))) or (NOT_STATED,) for row in coded.different), coded.number)


@kept_by_dataset
def _country_options(dataset: Dataset) -> tuple[Option, ...]:
    names = Locale("en").territories
    found = {value for row in _several(dataset, "country").present() for value in row}
    options = [Option(code, str(names.get(code, code))) for code in found - {NOT_STATED}]
    return _sorted(options, found, "No source says in which country.")


def _admin1(dataset: Dataset) -> Coded:
    return admin1_coded(dataset, NOT_STATED)


@kept_by_dataset
def _admin1_options(dataset: Dataset) -> tuple[Option, ...]:
    found = admin1_found(dataset, NOT_STATED).union(names_of(dataset).values)
    options = [Option(name, name, _GOVERNORATE) for name in found - {NOT_STATED}]
    return _sorted(options, found, _NO_GOVERNORATE)


_GOVERNORATE = (
    "As the sources state it; where they state none, from the place on the map, if all of where it may be lies in one "
    "governorate (boundaries of Natural Earth). An incident at several places can be in several; on the map it has the colour of the first."
)
_NO_GOVERNORATE = "No source says in which governorate, and the place on the map does not tell for certain."


def _sorted(options: Iterable[Option], found: set[str], definition: str) -> tuple[Option, ...]:
    """By label, with what is not stated last, if there is any."""
    last = (Option(NOT_STATED, "Not stated", definition),) if NOT_STATED in found else ()
    return (*sorted(options, key=lambda option: (option.label.casefold(), option.value)), *last)


def _casualty_options(_: Dataset) -> tuple[Option, ...]:
    return _words(CasualtiesStated)


def _casualties(dataset: Dataset) -> Coded:
    number = _some_stated(dataset, "killed") + 2 * _some_stated(dataset, "wounded")
    killed, wounded, none = (str(word) for word in CasualtiesStated)
    return Coded(((none,), (killed,), (wounded,), (killed, wounded)), number)


def _some_stated(dataset: Dataset, what: str) -> Ints:
    """Whether a figure is stated that isn't nought (1, else 0): its minimum or its maximum is above 0. Nought that is open
    upwards (none reported) states nobody."""
    low, high = dataset.incidents[f"{what}_min"], dataset.incidents[f"{what}_max"]
    above = low.gt(0).fillna(False) | high.gt(0).fillna(False)
    return np.asarray((low.notna() & above).to_numpy(dtype=np.int64))


def _of_column(slot: int) -> Facet:
    """A facet by a column that a person chose; without options where none is."""

    def options(dataset: Dataset) -> tuple[Option, ...]:
        column = _column(dataset, slot)
        if column is None:
            return ()
        listed = tuple(Option(value, label) for value, label in column.options)
        whole = dataset.incidents.index
        empty = len(column.values) < len(whole) or any(str(incident) not in column.values for incident in whole)
        return (*listed, Option(NOT_STATED, "Not stated", "The cell is empty.")) if empty else listed

    def values(dataset: Dataset) -> Coded:
        column = _column(dataset, slot)
        if column is None:
            return Coded(((),), np.zeros(len(dataset.incidents), dtype=np.int64))
        return coded_of(column.values.get(str(incident), (NOT_STATED,)) for incident in dataset.incidents.index)

    return Facet(COLUMN_FACETS[slot], f"Column {slot + 1}", COLUMN_FACETS[slot], True, options, values, slot=slot)


def _column(dataset: Dataset, slot: int) -> FileColumn | None:
    return dataset.file_columns[slot] if slot < len(dataset.file_columns) else None


_WEAPONS = frozenset({*Weapon.words(), NOT_STATED})
_STATED = frozenset(CasualtiesStated.words())

FACETS: tuple[Facet, ...] = (
    _of_vocabulary("perpetrator_kind", "Perpetrator", "perpetrator", PerpetratorKind),
    _of_vocabulary("kind", "Kind", "kind", Kind),
    _of_vocabulary("event_type", "Event type", "event", EventType),
    Facet("weapon", "Weapon", "weapon", True, _weapon_options, lambda data: _several(data, "weapons"), _WEAPONS),
    _of_vocabulary("verification", "Confidence", "verification", Verification),
    _of_vocabulary("location_precision", "Location precision", "precision", LocationPrecision),
    Facet("country", "Country", "country", True, _country_options, lambda data: _several(data, "country")),
    Facet("admin1", "Governorate", "governorate", True, _admin1_options, _admin1),
    Facet("casualties", "Casualties", "casualties", True, _casualty_options, _casualties, _STATED),
    *(_of_column(slot) for slot in range(len(COLUMN_FACETS))),
)
"""Every facet, in the order of addresses, stored columns and controls (the sidebar puts ``kind`` first)."""

FACET_BY_ID = {facet.id: facet for facet in FACETS}


def facets_of(dataset: Dataset) -> tuple[Facet, ...]:
    """The facets that a dataset has: all but those of columns that nobody chose."""
    return tuple(facet for facet in FACETS if facet.slot is None or _column(dataset, facet.slot) is not None)
