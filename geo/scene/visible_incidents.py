"""The incidents that a picture shows: those that pass the filter and lie in its frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from geo.filter.apply import Selection, prepare, select
from geo.filter.facets import FACET_BY_ID
from geo.filter.view import View
from geo.layers.browser_columns import days, in_runs
from geo.layers.grouping import Ints
from geo.layers.marks import Line, Marks, build_marks
from geo.layers.placement import Counted, Placeable, Placement, Single, place, site_ranks
from geo.model.dataset import Dataset
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Points
from geo.style.column_hues import hue_keys
from geo.style.hues import GREY
from geo.style.symbol_styles import SIZE_CLASSES
from geo.style.symbols import Form, hue


@lru_cache(maxsize=8)
def marks_of(dataset: Dataset) -> Marks:
    """All marks of a dataset in the order in which they are painted."""
    incidents = dataset.incidents
    start, end = days(incidents["date_start"]), days(incidents["date_end"])
    return in_runs(build_marks(incidents), start, end)[0]


@lru_cache(maxsize=8)
def as_known(dataset: Dataset, view: View) -> Dataset:
    """The dataset that the view speaks about: as known on its day."""
    return prepare(dataset, view.filter)


@dataclass(frozen=True, slots=True, eq=False)
class FacetValues:
    """The values of a facet in the order of the legend, and the number of each incident's (by position)."""

    names: tuple[str, ...]
    numbers: Ints


@lru_cache(maxsize=8)
def ranks_of(dataset: Dataset) -> Ints:
    """The rank of each mark's site among all of the dataset."""
    return site_ranks(marks_of(dataset).site)


@dataclass(frozen=True, eq=False)
class VisibleIncidents:
    """The marks and lines in a picture, where their symbols stand, and what is left out."""

    dataset: Dataset
    selection: Selection
    marks: Marks
    """Only those in the picture, bottom to top."""
    ranks: Ints
    """The rank of each mark's site."""
    home: Points
    """Where each mark's place is (layout pixels)."""
    lines: tuple[Line, ...]
    incidents: npt.NDArray[np.int64]
    """Positions in the dataset of the incidents in the picture, ascending."""
    values: FacetValues
    """What gives each incident its hue."""
    box: Box
    enlarged: float
    placed: Placement | None = None
    """Where the symbols stand, if that is not to be worked out from these marks alone (two maps at once)."""

    @cached_property
    def placement(self) -> Placement:
        """Where the symbols stand."""
        return self.placed or place(
            Placeable(
                self.home[:, 0], self.home[:, 1], self.radii, self.marks.incident,
                self.values.numbers[self.marks.incident], self.marks.form == int(Form.AREA), self.ranks,
            ),
            self.box,
            self.enlarged,
        )  # fmt: skip

    @property
    def radii(self) -> npt.NDArray[np.float64]:
        """The radius of each mark's own symbol in layout pixels."""
        sizes = np.array([size.radius for size in SIZE_CLASSES], dtype=np.float64)
        return np.asarray(sizes[self.marks.size] * self.enlarged, dtype=np.float64)

    @cached_property
    def discs(self) -> list[tuple[float, float, float]]:
        """Middle and radius of each symbol that is drawn."""
        radii = self.radii
        singles = [(one.x, one.y, float(radii[one.mark])) for one in self.placement.singles]
        return [*((one.x, one.y, one.r) for one in self.placement.counted), *singles]

    @cached_property
    def middles(self) -> Points:
        """Middles of the symbols, shape (n, 2)."""
        return np.array([disc[:2] for disc in self.discs], dtype=np.float64).reshape(-1, 2)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the incidents in the picture."""
        return tuple(self.dataset.ids[self.incidents].tolist())

    @property
    def outside(self) -> int:
        """Selected and placed, but beyond the frame."""
        return self.selection.placed_count - len(self.incidents)

    @cached_property
    def lines_only(self) -> frozenset[int]:
        """Incidents in the picture of which only a line is seen."""
        return frozenset(map(int, np.setdiff1d(self.incidents, self.marks.incident)))

    @cached_property
    def colours(self) -> tuple[str, ...]:
        """By position in the dataset: the value that gives the hue; empty for none."""
        return tuple(self.values.names[number] for number in self.values.numbers.tolist())

    def symbol_of(self, incident: int) -> Single | Counted | None:
        """The symbol that stands for an incident (position in the dataset); of several the first."""
        return self._symbols.get(incident)

    @cached_property
    def _symbols(self) -> dict[int, Single | Counted]:
        found: dict[int, Single | Counted] = {}
        first = {member: one for one in self.placement.symbols for member in one.members}
        for member in sorted(first):
            found.setdefault(int(self.marks.incident[member]), first[member])
        return found

    def only(self, mask: npt.NDArray[np.bool_]) -> VisibleIncidents:
        """The same with only some incidents (a mask over the dataset's)."""
        kept = mask[self.marks.incident]
        return replace(
            self,
            marks=self.marks.take(np.flatnonzero(kept)),
            ranks=self.ranks[kept],
            home=self.home[kept],
            lines=tuple(line for line in self.lines if mask[line.incident]),
            incidents=self.incidents[mask[self.incidents]],
            placed=None,
        )


def visible_incidents(
    dataset: Dataset, view: View, projector: Projector, allowed: npt.NDArray[np.bool_] | None = None
) -> VisibleIncidents:
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
    seen = np.unique(np.concatenate([some.incident, np.array([line.incident for line in lines], dtype=np.int64)]))
    return VisibleIncidents(
        dataset, selection, some, ranks_of(dataset)[kept], home[kept], lines, seen, values_of(dataset, view),
        projector.box, projector.enlarged,
    )  # fmt: skip


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


@lru_cache(maxsize=8)
def _values(dataset: Dataset, facet_id: str) -> FacetValues:
    """By facet: the value of each incident, of several the first; of a chosen column what gives its hue (``hue_keys``)."""
    facet = FACET_BY_ID[facet_id]
    found: Iterable[str | tuple[str, ...]] = facet.values(dataset)
    plain = [value if isinstance(value, str) else (value[0] if value else "") for value in found]
    listed = [option.value for option in facet.options(dataset)]
    keys = dict(zip(listed, hue_keys(facet_id, listed), strict=True))
    plain = [keys.get(value, value) for value in plain]
    names = tuple(dict.fromkeys([*keys.values(), *plain, ""]))
    places = {name: at for at, name in enumerate(names)}
    return FacetValues(names, np.array([places[value] for value in plain], dtype=np.int64))


def values_of(dataset: Dataset, view: View) -> FacetValues:
    """The value that gives each incident its hue; of several the first."""
    return _values(dataset, str(view.color_by))


def colour_of(value: str, view: View) -> str:
    """The hue of a value in the view's theme."""
    return (hue(str(view.color_by), value) or GREY)[str(view.theme)]
