"""Incidents of a working copy read column by column, without a model for each: for words about very many at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa

from geo.dates import DatePrecision
from geo.model.record_base import Figure, place_in_source
from geo.model.vocabularies import (
    CasualtyGroup,
    EventType,
    Kind,
    KnownBasis,
    LocationPrecision,
    Stance,
    Verification,
    Weapon,
)
from geo.vocabulary import Vocabulary


class CitationRow(NamedTuple):
    """As ``Citation``."""

    source: str
    paragraph: int | None
    row: int | None

    @property
    def where(self) -> str:
        """The place in the source."""
        return place_in_source(self.paragraph, self.row)


class ClaimRow(NamedTuple):
    """As ``Claim``."""

    source: str
    paragraph: int | None
    row: int | None
    actor: str | None
    stance: Stance
    by: str
    known_since: date
    known_since_basis: KnownBasis
    note: str | None

    @property
    def where(self) -> str:
        """The place in the source."""
        return place_in_source(self.paragraph, self.row)


class FiguresRow(NamedTuple):
    """As ``Casualty``."""

    source: str
    paragraph: int | None
    row: int | None
    group: CasualtyGroup
    killed: Figure | None
    wounded: Figure | None
    note: str | None

    @property
    def where(self) -> str:
        """The place in the source."""
        return place_in_source(self.paragraph, self.row)


class IncidentRow(NamedTuple):
    """As ``Incident``; its geometry stays WKB."""

    id: str
    title: str
    summary: str
    kind: Kind
    event_type: EventType
    weapons: tuple[Weapon, ...]
    munitions: Figure | None
    date_start: date
    date_end: date
    date_precision: DatePrecision
    date_basis: str | None
    place: str | None
    place_native: str | None
    admin1: str | None
    country: tuple[str, ...]
    location_precision: LocationPrecision
    radius_km: float | None
    location_basis: str | None
    targets: tuple[str, ...]
    perpetrators: tuple[str, ...]
    parties: tuple[str, ...]
    verification: Verification
    claims: tuple[ClaimRow, ...]
    casualties: tuple[FiguresRow, ...]
    sources: tuple[CitationRow, ...]
    geometry: bytes | None


_WORDS: dict[str, type[Vocabulary]] = {
    "kind": Kind,
    "event_type": EventType,
    "weapons": Weapon,
    "date_precision": DatePrecision,
    "location_precision": LocationPrecision,
    "verification": Verification,
    "stance": Stance,
    "known_since_basis": KnownBasis,
    "group": CasualtyGroup,
}
"""Columns whose words are of a vocabulary."""


def incident_rows(table: pa.Table) -> Iterator[IncidentRow]:
    """The incidents of rows of a working copy that has all columns. Raises ValueError for a word that its vocabulary
    does not have."""
    columns = {
        "claims": _entries(table, "claims", ClaimRow),
        "casualties": _entries(table, "casualties", FiguresRow),
        "sources": _entries(table, "citations", CitationRow),
        "munitions": _figures(table.column("munitions_min"), table.column("munitions_max")),
    }
    for name in IncidentRow._fields:
        if name not in columns:
            columns[name] = _column(table.column(name), name)
    return map(IncidentRow._make, zip(*(columns[name] for name in IncidentRow._fields), strict=True))


def _column(column: pa.ChunkedArray | pa.Array, name: str) -> list[Any]:
    """The values of a column, one a row; a list is a tuple."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        return _parts(array, _column(array.values, name))
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = array.dictionary_encode()
    if not pa.types.is_dictionary(array.type):
        plain: list[Any] = array.to_pylist() if array.null_count else array.to_numpy(zero_copy_only=False).tolist()
        return plain
    words: list[Any] = array.dictionary.to_pylist()
    if name in _WORDS:
        words = list(map(_WORDS[name], words))
    words.append(None)
    return list(map(words.__getitem__, array.indices.fill_null(-1).to_numpy(zero_copy_only=False).tolist()))


def _entries(table: pa.Table, name: str, row: type[Any]) -> list[Any]:
    """The entries of each incident, of a column of lists of records."""
    lists = table.column(name).combine_chunks()
    columns = []
    for field in row._fields:
        if field in ("killed", "wounded"):
            columns.append(_figures(lists.values.field(f"{field}_min"), lists.values.field(f"{field}_max")))
        else:
            columns.append(_column(lists.values.field(field), field))
    return _parts(lists, list(map(row._make, zip(*columns, strict=True))))


def _parts(lists: pa.ListArray, values: list[Any]) -> list[Any]:
    """The values of each list as a tuple."""
    return [tuple(values[first:last]) for first, last in pairwise(lists.offsets.to_numpy().tolist())]


def _figures(least: pa.ChunkedArray | pa.Array, most: pa.ChunkedArray | pa.Array) -> list[Figure | None]:
    return list(map(_figure, _column(least, ""), _column(most, "")))


@cache
def _figure(least: int | None, most: int | None) -> Figure | None:
    return None if least is None else Figure(min=least, max=most)
