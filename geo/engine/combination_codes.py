"""Combination codes in memory: which values each code holds, and which codes hold a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CombinationCodes:
    """All combinations of one property, one row a value that one of them holds."""

    code: Ints
    value: npt.NDArray[np.object_]
    extra: npt.NDArray[np.object_]
    """For the ledger: the stance; else empty."""
    first: npt.NDArray[np.object_]
    """The first value of each code; an incident takes its colour from it."""

    @property
    def size(self) -> int:
        """Number of codes; they count from 0."""
        return len(self.first)

    def holding(self, values: Iterable[str]) -> Ints:
        """The codes that hold one of the values, sorted."""
        return np.unique(self.code[np.isin(self.value, list(values))])

    def where(self, test: Callable[[str, str], bool]) -> Ints:
        """The codes that hold an entry of which the test is true, sorted."""
        pairs = dict.fromkeys(zip(self.value, self.extra, strict=True))
        passing = {pair for pair in pairs if test(*pair)}
        hits = [pair in passing for pair in zip(self.value, self.extra, strict=True)]
        return np.unique(self.code[np.array(hits, dtype=np.bool_)])

    def combinations(self) -> list[tuple[tuple[str, str], ...]]:
        """What each code holds: pairs of a value and an extra, in their order."""
        found: list[list[tuple[str, str]]] = [[] for _ in range(self.size)]
        for code, value, extra in zip(self.code.tolist(), self.value, self.extra, strict=True):
            found[code].append((str(value), str(extra)))
        return [tuple(held) for held in found]

    def counts(self, codes: Ints, counts: Ints) -> dict[str, int]:
        """How many incidents have each value, from how many have each code."""
        by_code = np.bincount(codes, counts, minlength=self.size).astype(np.int64)
        words, place = np.unique(self.value.astype(str), return_inverse=True)
        # A value may stand twice in one combination only for the ledger, which isn't counted so.
        totals = np.bincount(place, by_code[self.code], minlength=len(words))
        return {str(word): int(total) for word, total in zip(words, totals, strict=True)}


def combination_codes_from(table: pa.Table) -> dict[str, CombinationCodes]:
    """The combinations of every property, from the table ``sets``."""
    table = table.sort_by([("property", "ascending"), ("code", "ascending"), ("number", "ascending")])
    names = pc.unique(table["property"]).to_pylist()
    return {name: _one(table.filter(pc.equal(table["property"], name))) for name in names}


def _one(table: pa.Table) -> CombinationCodes:
    code = table["code"].to_numpy().astype(np.int64)
    value = np.array(table["value"].to_pylist(), dtype=object)
    extra = np.array(table["extra"].to_pylist(), dtype=object)
    first = np.full(int(code.max()) + 1 if len(code) else 0, None, dtype=object)
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]]) if len(code) else np.zeros(0, dtype=np.int64)
    first[code[starts]] = value[starts]
    # An empty combination (no targets, no ledger) has one row without a value, so that its code is known.
    held = np.array([word is not None for word in value], dtype=np.bool_)
    return CombinationCodes(code[held], value[held], extra[held], first)
