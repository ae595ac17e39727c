"""Marks and lines of a whole dataset, as all its pictures need them: worked out once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.layers.browser_columns import days, in_runs
from geo.layers.grouping import Ints
from geo.layers.marks import Marks, build_marks
from geo.layers.placement import site_ranks
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.scene.scene_items import Points


@last_kept(8)
def marks_of(dataset: Dataset) -> Marks:
    """All marks of a dataset in the order in which they are painted."""
    incidents = dataset.incidents
    start, end = days(incidents["date_start"]), days(incidents["date_end"])
    return in_runs(build_marks(incidents), start, end)[0]


@last_kept(8)
def ranks_of(dataset: Dataset) -> Ints:
    """The rank of each mark's site among all of the dataset."""
    return site_ranks(marks_of(dataset).site)


@last_kept(8)
def badges_of(dataset: Dataset) -> dict[int, str]:
    """By row of the dataset's marks which of its incident's several sites it is (``Marks.site_badges``)."""
    return marks_of(dataset).site_badges


@last_kept(8)
def courses_of(dataset: Dataset) -> tuple[Points, npt.NDArray[np.int64]]:
    """Longitudes and latitudes of all lines, one after the other, and where each begins."""
    lines = marks_of(dataset).lines
    lengths = np.array([0, *(len(line.path) for line in lines)], dtype=np.int64)
    points = np.array([point for line in lines for point in line.path], dtype=np.float64).reshape(-1, 2)
    return points, np.cumsum(lengths)[:-1]
