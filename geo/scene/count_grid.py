"""What a picture counts incidents by: which of them a grid takes in, and the classes of its counts.

An incident counts in a cell where all its sites are known to within one hexagon's width. One that lies somewhere in an
area has the sign of that area, as on a map of symbols. One that is known to a wider circle is not drawn: legend and
subtitle say how many those are. All together are what is on the map. The classes follow from all that passes the filter
on any date, so that a colour means the same in every window.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.count.area_ties import AreaTies, area_ties
from geo.filter.apply import passing
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.layers.hexagons import area_bounds, class_bounds, counted, is_close_enough
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.scene.dataset_marks import marks_of
from geo.scene.projection import world
from geo.style.symbols import Form

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The grid of a picture. Flags go by position in the dataset."""

    mode: MapMode
    level: int
    """Its whole zoom level."""
    counted: Flags
    """What is counted in a cell."""
    left_out: Flags
    """What is known too vaguely for a cell."""
    most: int
    """The highest count of a cell on any date; per 100,000 people the highest rate, in tenths."""
    areas: AreaTies | None = None
    """The governorates that are the cells, on a map by area: there all incidents are counted, or told beside the map."""

    @property
    def bounds(self) -> tuple[int, ...]:
        """The least count of each class."""
        return area_bounds(self.most) if self.areas else class_bounds(self.most)


def grid_of(dataset: Dataset, view: View, level: int) -> Grid | None:
    """The grid of a view; None where it shows symbols."""
    if view.show is MapMode.SYMBOLS:
        return None
    if view.show is MapMode.AREAS:
        ties, every = area_ties(dataset), np.ones(len(dataset.incidents), dtype=np.bool_)
        return Grid(view.show, level, every, ~every, most_in_an_area(dataset, view), ties)
    taken, left_out = _parted(dataset, level)
    return Grid(view.show, level, taken, left_out, most_in_a_cell(dataset, view, level))


def most_in_a_cell(dataset: Dataset, view: View, level: int) -> int:
    """The highest count of a cell of a level on any date, by the view's filter."""
    return _most(dataset, _undated(view), level)


def most_in_an_area(dataset: Dataset, view: View) -> int:
    """The highest count or rate of a governorate on any date, by the view's filter."""
    return _most_by_area(dataset, _undated(view))


def _undated(view: View) -> Filter:
    return view.filter.model_copy(update={"start": None, "end": None})


@last_kept(16)
def _most_by_area(dataset: Dataset, filter: Filter) -> int:
    ties = area_ties(dataset)
    return max([0, *ties.shown(ties.tally(passing(dataset, filter)).certain)])


@last_kept(16)
def _parted(dataset: Dataset, level: int) -> tuple[Flags, Flags]:
    """By position in the dataset: what is known closely enough for a level, and what is known to a wider circle."""
    marks, placed, area, wide = marks_of(dataset), *np.zeros((3, len(dataset.incidents)), dtype=np.bool_)
    placed[marks.incident] = True
    area[marks.incident[marks.form == int(Form.AREA)]] = True
    wide[marks.incident[~is_close_enough(marks.radius, marks.position[:, 1], level)]] = True
    return placed & ~area & ~wide, wide & ~area


@last_kept(16)
def _most(dataset: Dataset, filter: Filter, level: int) -> int:
    """The highest count of a cell among what passes a filter, each incident at its first site."""
    marks = marks_of(dataset)
    kept = passing(dataset, filter) & _parted(dataset, level)[0]
    some = np.flatnonzero(kept[marks.incident])
    _, first = np.unique(marks.incident[some], return_index=True)
    return counted(world(marks.position[some[first]]), level).most
