"""Dictionary encoding: numbers for repeated combinations of values, words and geometries, in the order of first
occurrence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from geo.engine.storage_layout import CODED, arrow_schema
from geo.search.text_folding import folded, is_name, sound

Combination = tuple[tuple[str, str], ...]
"""What one incident has of one property: pairs of a value and, in the ledger, a stance."""


@dataclass
class CombinationDictionary:
    """The codes of one property's combinations."""

    codes: dict[Combination, int] = field(default_factory=dict)

    def code(self, combination: Combination) -> int:
        """The code of a combination."""
        return self.codes.setdefault(combination, len(self.codes))

    def of_values(self, rows: Iterable[str | tuple[str, ...]]) -> np.ndarray:
        """The codes of values or of tuples of values."""
        known: dict[str | tuple[str, ...], int] = {}
        found = []
        for row in rows:
            code = known.get(row)
            if code is None:
                values = (row,) if isinstance(row, str) else row
                code = known[row] = self.code(tuple((value, "") for value in values))
            found.append(code)
        return np.array(found, dtype=np.int32)


def new_dictionaries() -> dict[str, CombinationDictionary]:
    """An empty dictionary for every column of codes."""
    return {column: CombinationDictionary() for column in CODED}


def sets_table(dictionaries: dict[str, CombinationDictionary]) -> pa.Table:
    """The dictionaries as the table ``sets``; an empty combination has one row without a value."""
    rows = [
        {"property": name, "code": code, "number": number, "value": value, "extra": extra}
        for name, dictionary in dictionaries.items()
        for combination, code in dictionary.codes.items()
        for number, (value, extra) in enumerate(combination or ((None, None),))
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema("sets"))


@dataclass
class WordDictionary:
    """The numbers of different words: how they are spelled, and how names sound."""

    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    _of_token: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, token: str) -> tuple[int, ...]:
        """The numbers of a token as it is written: of its spelling, and of its sound where it may be a name."""
        known = self._of_token.get(token)
        if known is None:
            spelled, sounding = folded(token), sound(token) if is_name(token) else ""
            known = tuple(self._number(kind, word, token) for kind, word in ((0, spelled), (1, sounding)) if word)
            self._of_token[token] = known
        return known

    def _number(self, kind: int, word: str, token: str) -> int:
        number = self.numbers.setdefault((kind, word), len(self.numbers))
        if number == len(self.written):
            self.written.append(token)
        return number

    def table(self) -> pa.Table:
        """The words with their provisional numbers."""
        kinds = [kind for kind, _ in self.numbers]
        words = [word for _, word in self.numbers]
        columns = [pa.array(range(len(words)), pa.int32()), pa.array(kinds, pa.int32()), pa.array(words, pa.string()),
                   pa.array(self.written, pa.string())]  # fmt: skip
        return pa.Table.from_arrays(columns, names=["code", "sound", "word", "written"])
