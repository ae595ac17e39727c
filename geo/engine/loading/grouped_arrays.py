"""Arrays of numbers grouped by owner, many owners at once: which groups are alike, and which entries belong to whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.filter.array_runs import positions_in_runs

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def different(*columns: npt.NDArray[Any]) -> Bools:
    """Of sorted rows, those that differ from the one before."""
    fresh = np.zeros(len(columns[0]), dtype=np.bool_)
    fresh[:1] = True
    for column in columns:
        fresh[1:] |= column[1:] != column[:-1]
    return fresh


def distinct_pairs(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """The different pairs, sorted."""
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    fresh = different(first, second)
    return first[fresh], second[fresh]


def distinct_in_order(owner: Ints, item: Ints) -> Bools:
    """Which items their owner doesn't have before."""
    return np.asarray(~pd.DataFrame({"owner": owner, "item": item}).duplicated(), dtype=np.bool_)


def entries_of(wanted: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """For each wanted owner all of its entries: the position in ``wanted`` and that of the entry.

    ``owner`` tells whose each entry is, sorted.
    """
    low, high = np.searchsorted(owner, wanted, "left"), np.searchsorted(owner, wanted, "right")
    return positions_in_runs(low, high - low)


def alike(owner: Ints, item: Ints, count: int) -> tuple[Ints, list[tuple[int, ...]]]:
    """A number for each of ``count`` owners, the same for the same items in the same order; and what each stands for.

    ``owner`` is sorted.
    """
    lengths = np.bincount(owner, minlength=count)
    starts = np.cumsum(lengths) - lengths
    many = int(item.max(initial=0)) + 1
    beginning = np.zeros(count, dtype=np.int64)
    for place in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > place)
        beginning[longer] = pd.factorize(beginning[longer] * many + item[starts[longer] + place])[0]
    code, kinds = pd.factorize(lengths * max(count, 1) + beginning)
    first = np.empty(len(kinds), dtype=np.int64)
    first[code[::-1]] = np.arange(count)[::-1]
    return code.astype(np.int64), [tuple(item[starts[k] : starts[k] + lengths[k]].tolist()) for k in first]


def spread(values: list[Any], code: Ints) -> npt.NDArray[np.object_]:
    """Each owner's value, from the values of the codes."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found[code]


def day_numbers(days: pd.Series[Any]) -> Ints:
    """Days since 1970-01-01."""
    return np.asarray(days.to_numpy().astype("datetime64[D]"), dtype=np.int64)
