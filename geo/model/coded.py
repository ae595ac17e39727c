"""Values of very many incidents as numbers into a list of the different ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """``different[number[k]]`` is the value at position k; not every one of ``different`` need be there. A number of -1
    is the last of them."""

    different: tuple[Any, ...]
    number: Ints

    def at(self, places: Ints | npt.NDArray[np.bool_]) -> Coded:
        """The values at some positions, or where a mask is true."""
        return Coded(self.different, self.number[places])

    def array(self) -> npt.NDArray[np.object_]:
        """The value at each position."""
        table = np.empty(len(self.different), dtype=object)
        table[:] = self.different
        return table[self.number]

    def each(self) -> list[Any]:
        """The value at each position."""
        found: list[Any] = self.array().tolist()
        return found

    def isin(self, values: Iterable[Any]) -> npt.NDArray[np.bool_]:
        """At which positions one of some values is."""
        wanted = frozenset(values)
        return np.array([value in wanted for value in self.different], dtype=np.bool_)[self.number]

    def counts(self) -> list[tuple[Any, int]]:
        """The values that are there, the one that comes first first, and how often each is."""
        at, numbers = pd.factorize(self.number, use_na_sentinel=False)
        count = np.bincount(at, minlength=len(numbers))
        return [(self.different[number], int(times)) for number, times in zip(numbers, count, strict=True)]

    def words(self) -> Counter[str]:
        """Of lists of words how often each word is there, the one that comes first first."""
        found: Counter[str] = Counter()
        for words, count in self.counts():
            for word in words:
                found[word] += count
        return found

    def present(self) -> list[Any]:
        """The values that are there, the one that comes first first."""
        return [value for value, _ in self.counts()]


def coded_of(values: Iterable[Any]) -> Coded:
    """Values as numbers."""
    different: dict[Any, int] = {}
    number = np.array([different.setdefault(value, len(different)) for value in values], dtype=np.int64)
    return Coded(tuple(different), number)


def coded_column(frame: Any, name: str) -> Coded:
    """A column of words (None where there is none) or of lists of words (tuples) as numbers. Frames that have them as
    numbers already (``geo.load.lazy_frame``) give these."""
    known = getattr(type(frame), "coded", None)
    if known is not None:
        found: Coded = known(frame, name)
        return found
    column = frame[name]
    if column.dtype == object:
        return coded_of(column.to_numpy())
    number, words = pd.factorize(column)
    return Coded((*map(str, words), None), number.astype(np.int64))
