"""Values of very many incidents as numbers into a list of the different ones."""

from __future__ import annotations

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

    def each(self) -> list[Any]:
        """The value at each position."""
        table = np.empty(len(self.different), dtype=object)
        table[:] = self.different
        found: list[Any] = table[self.number].tolist()
        return found

    def counts(self) -> list[tuple[Any, int]]:
        """The values that are there, the one that comes first first, and how often each is."""
        numbers, first, count = np.unique(self.number, return_index=True, return_counts=True)
        order = np.argsort(first, kind="stable")
        return [(self.different[numbers[at]], int(count[at])) for at in order]

    def present(self) -> list[Any]:
        """The values that are there, the one that comes first first."""
        return [value for value, _ in self.counts()]


def coded_of(values: Iterable[Any]) -> Coded:
    """Values as numbers."""
    different: dict[Any, int] = {}
    number = np.array([different.setdefault(value, len(different)) for value in values], dtype=np.int64)
    return Coded(tuple(different), number)


def coded_lists(column: pd.Series[Any]) -> Coded:
    """A column of lists (tuples) as numbers; quick where those that are equal are one object, as in a working copy."""
    rows = column.to_numpy(dtype=object)
    _, first, number = np.unique(
        np.fromiter(map(id, rows), dtype=np.int64, count=len(rows)), return_index=True, return_inverse=True
    )
    same = coded_of(tuple(rows[at]) for at in first)
    return Coded(same.different, same.number[number.ravel()])
