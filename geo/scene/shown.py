"""What of a dataset a picture shows: the incidents that pass the filter and lie in its frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geo.filter.apply import Selection, prepare, select
from geo.filter.facets import FACET_BY_ID
from geo.filter.view import View
from geo.layers.columns import days, in_runs
from geo.layers.dodge import near_factor
from geo.layers.marks import Line, Marks, build_marks
from geo.model.dataset import Dataset
from geo.scene.items import Points
from geo.scene.projection import Projector
from geo.style.column_hues import hue_keys
from geo.style.symbols import GREY, hue


@lru_cache(maxsize=8)
def marks_of(dataset: Dataset) -> Marks:
    """All marks of a dataset in the order in which they are painted."""
    incidents = dataset.incidents
    start, end = days(incidents["date_start"]), days(incidents["date_end"])
    return in_runs(build_marks(incidents), start, end)[0]


@lru_cache(maxsize=8)
def known(dataset: Dataset, view: View) -> Dataset:
    """The dataset that the view speaks about: as known on its day."""
    return prepare(dataset, view.filter)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The marks and lines in a picture, where they are painted, and what is left out."""

    dataset: Dataset
    selection: Selection
    marks: Marks
    """Only those in the picture, bottom to top."""
    at: Points
    """Where each mark's symbol stands (layout pixels), its offsets included."""
    home: Points
    """Where each mark's place is."""
    lines: tuple[Line, ...]
    incidents: npt.NDArray[np.int64]
    """Positions in the dataset of the incidents in the picture, ascending."""
    colours: tuple[str, ...]
    """By position in the dataset: the value that gives the hue; empty for none."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the incidents in the picture."""
        return tuple(str(self.dataset.incidents.index[at]) for at in self.incidents)

    @property
    def outside(self) -> int:
        """Selected and placed, but beyond the frame."""
        return self.selection.placed_count - len(self.incidents)

    def only(self, mask: npt.NDArray[np.bool_]) -> Shown:
        """The same with only some incidents (a mask over the dataset's)."""
        kept = mask[self.marks.incident]
        return replace(
            self,
            marks=self.marks.take(np.flatnonzero(kept)),
            at=self.at[kept],
            home=self.home[kept],
            lines=tuple(line for line in self.lines if mask[line.incident]),
            incidents=self.incidents[mask[self.incidents]],
        )


def shown(dataset: Dataset, view: View, projector: Projector, allowed: npt.NDArray[np.bool_] | None = None) -> Shown:
    """What the view shows in a frame. ``dataset`` is the one as known on the view's day; ``allowed`` narrows
    the marks further (a mask over all of them)."""
    selection = select(dataset, view.filter)
    marks = marks_of(dataset)
    passes = selection.mask[marks.incident] if len(marks.incident) else np.zeros(0, dtype=np.bool_)
    if allowed is not None:
        passes &= allowed
    home = projector(marks.position)
    kept = passes & _inside(home, projector)
    crossing = _crossing(dataset, projector)
    lines = tuple(one for one, seen in zip(marks.lines, crossing, strict=True) if seen and selection.mask[one.incident])
    some = marks.take(np.flatnonzero(kept))
    offsets = some.offset + some.near * near_factor(projector.camera.zoom)
    seen = np.unique(np.concatenate([some.incident, np.array([line.incident for line in lines], dtype=np.int64)]))
    at = home[kept] + offsets * projector.enlarged
    return Shown(dataset, selection, some, at, home[kept], lines, seen, values_of(dataset, view))


def _inside(points: Points, projector: Projector) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = projector.box
    x, y = points[:, 0], points[:, 1]
    found: npt.NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return found


def _crossing(dataset: Dataset, projector: Projector) -> npt.NDArray[np.bool_]:
    """Which lines of a dataset have a point in the box; all points are placed at once."""
    points, first = _courses(dataset)
    if not len(first):
        return np.zeros(0, dtype=np.bool_)
    found: npt.NDArray[np.bool_] = np.logical_or.reduceat(_inside(projector(points), projector), first)
    return found


@lru_cache(maxsize=8)
def _courses(dataset: Dataset) -> tuple[Points, npt.NDArray[np.int64]]:
    """Longitudes and latitudes of all lines, one after the other, and where each begins."""
    lines = marks_of(dataset).lines
    lengths = np.array([0, *(len(line.path) for line in lines)], dtype=np.int64)
    points = np.array([point for line in lines for point in line.path], dtype=np.float64).reshape(-1, 2)
    return points, np.cumsum(lengths)[:-1]


def values_of(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The value that gives each incident its hue (its key, see ``hue_keys``); of several the first."""
    facet = FACET_BY_ID[str(view.color_by)]
    values: Iterable[str | tuple[str, ...]] = facet.values(dataset)
    firsts = [value if isinstance(value, str) else (value[0] if value else "") for value in values]
    listed = [option.value for option in facet.options(dataset)]
    keys = dict(zip(listed, hue_keys(facet.id, listed), strict=True))
    return tuple(keys.get(value, value) for value in firsts)


def colour_of(value: str, view: View) -> str:
    """The hue of a value in the view's theme."""
    return (hue(str(view.color_by), value) or GREY)[str(view.theme)]
