"""Runs of an array: from where each begins and how long it is to every position in it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from geo.model.coded import Coded

Ints = npt.NDArray[np.int64]


def positions_in_runs(first: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Of runs that begin at ``first`` all positions, run after run: the number of the run, and the position."""
    run = np.repeat(np.arange(len(first), dtype=np.int64), length)
    within = np.arange(len(run), dtype=np.int64) - np.repeat(np.cumsum(length) - length, length)
    return run, first[run] + within


def runs_of(coded: Coded, place: Mapping[str, int]) -> tuple[Ints, Ints]:
    """Words, or lists of words, as numbers: where the list of each position begins (and the end), and the numbers of all,
    one list after the other. Words that have no number are left out."""
    lists = [(value,) if isinstance(value, str) else value for value in coded.different]
    codes = [[place[word] for word in found if word in place] for found in lists]
    length = np.array([len(found) for found in codes], dtype=np.int64)
    flat = np.array([code for found in codes for code in found], dtype=np.int64)
    each = length[coded.number] if len(length) else np.zeros(0, dtype=np.int64)
    _, held = positions_in_runs((np.cumsum(length) - length)[coded.number] if len(length) else each, each)
    return np.concatenate([[0], np.cumsum(each)]).astype(np.int64), flat[held]
