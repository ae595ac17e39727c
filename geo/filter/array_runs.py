"""Runs of an array: from where each begins and how long it is to every position in it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def positions_in_runs(first: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Of runs that begin at ``first`` all positions, run after run: the number of the run, and the position."""
    run = np.repeat(np.arange(len(first), dtype=np.int64), length)
    within = np.arange(len(run), dtype=np.int64) - np.repeat(np.cumsum(length) - length, length)
    return run, first[run] + within
