"""The incidents that a picture shows: those that pass the filter and lie in its frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geo.count.area_ties import AreaTally
from geo.count.context_counts import context_mask
from geo.filter.apply import Selection, prepare, select
from geo.filter.view import View
from geo.layers.grouping import Ints
from geo.layers.hexagons import level_of
from geo.layers.marks import Line, Marks
from geo.layers.placement import Counted, Placeable, Placement, Single, place
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.scene.count_grid import Grid, grid_of
from geo.scene.dataset_marks import badges_of, courses_of, marks_of, ranks_of
from geo.scene.facet_values import FacetValues, values_of
from geo.scene.placed_areas import PlacedArea, placed_areas
from geo.scene.projection import Projector, world
from geo.scene.scene_items import Box, Points
from geo.style.hues import GREY
from geo.style.symbol_styles import SIZE_CLASSES
from geo.style.symbols import Form, hue


@last_kept(8)
def as_known(dataset: Dataset, view: View) -> Dataset:
    """The dataset that the view speaks about: as known on its day."""
    return prepare(dataset, view.filter)


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
    badges: Mapping[int, str]
    """By mark which of its incident's several sites it is (``Marks.site_badges``)."""
    placed: Placement | None = None
    """Where the symbols stand, if that is not to be worked out from these marks alone (two maps at once)."""
    grid: Grid | None = None
    """What incidents are counted by, where the map shows counts in place of symbols."""
    chosen: frozenset[int] = frozenset()
    """Positions in the dataset of incidents that have their symbol also where they are counted in a cell."""
    areas: tuple[PlacedArea, ...] = ()
    """The governorates in the picture, on a map by area: its incidents are those in one of them for certain."""
    narrowed: npt.NDArray[np.bool_] | None = None
    """By position in the dataset what is counted by area, if that is not all that is selected."""

    @property
    def asked(self) -> npt.NDArray[np.bool_]:
        """By position in the dataset: what is counted by area, wherever it is and also without a place."""
        return self.selection.mask if self.narrowed is None else self.narrowed

    @cached_property
    def tally(self) -> AreaTally | None:
        """The counts of a map by area."""
        return self.grid.areas.tally(self.asked) if self.grid and self.grid.areas else None

    @cached_property
    def placement(self) -> Placement:
        """Where the symbols stand."""
        if self.placed:
            return self.placed
        away = self._by_grid[self.marks.incident]
        found = place(
            Placeable(
                # What the grid counts, or leaves out, is nowhere as a symbol.
                np.where(away, -np.inf, self.home[:, 0]), self.home[:, 1], self.radii, self.marks.incident,
                self.values.numbers[self.marks.incident], self.marks.form == int(Form.AREA), self.ranks,
            ),
            self.box,
            self.enlarged,
        )  # fmt: skip
        return replace(found, singles=(*found.singles, *self._chosen_symbols(away)))

    def _chosen_symbols(self, away: npt.NDArray[np.bool_]) -> Iterable[Single]:
        """Symbols of chosen incidents that have none otherwise: counted there only where no cell counts them."""
        told: set[int] = set()
        for at in np.flatnonzero(away & np.isin(self.marks.incident, list(self.chosen))).tolist():
            incident = int(self.marks.incident[at])
            alone = self.grid is not None and bool(self.grid.left_out[incident]) and incident not in told
            told.add(incident)
            yield Single(at, float(self.home[at, 0]), float(self.home[at, 1]), False, int(alone), (at,))

    @cached_property
    def _by_grid(self) -> npt.NDArray[np.bool_]:
        """By position in the dataset: whether an incident is counted in a cell, or left out, instead of having a symbol."""
        none = np.zeros(len(self.dataset.incidents), dtype=np.bool_)
        return self.grid.counted | self.grid.left_out if self.grid else none

    @cached_property
    def has_symbol(self) -> npt.NDArray[np.bool_]:
        """By position in the dataset: whether an incident is drawn by itself."""
        found = ~self._by_grid
        found[list(self.chosen)] = True
        return found

    @property
    def left_out(self) -> int:
        """How many incidents in the picture are known too vaguely for the cells that it counts by."""
        if self.grid is None:
            return 0
        seen = set(self.incidents[self.grid.left_out[self.incidents]].tolist())
        return len(seen - self.chosen - self.lines_only)

    @cached_property
    def drawn_lines(self) -> tuple[Line, ...]:
        """The lines of what is drawn by itself, or of which nothing else is in the picture."""
        alone = frozenset() if self.grid and self.grid.areas else self.lines_only
        return tuple(line for line in self.lines if self.has_symbol[line.incident] or line.incident in alone)

    @cached_property
    def sites(self) -> Points:
        """Where each incident that is counted in a cell is counted, in pixels of the world: at its first site in the
        picture. Shape (n, 2)."""
        some = np.flatnonzero(self.grid.counted[self.marks.incident]) if self.grid else np.zeros(0, dtype=np.int64)
        _, first = np.unique(self.marks.incident[some], return_index=True)
        return world(self.marks.position[some[first]])

    @property
    def context(self) -> int:
        """How many incidents in the picture are context, such as a meeting, and no act."""
        return int(context_mask(self.dataset)[self.incidents].sum())

    @property
    def coarse(self) -> int:
        """Of how many incidents on a map by area nothing closer than the governorate is known."""
        return self.grid.areas.coarse(self.incidents) if self.grid and self.grid.areas else 0

    @property
    def by_place(self) -> int:
        """On a map by area: how many of the drawn count by their place because the stated name has no boundary."""
        return self.grid.areas.by_place(self.incidents) if self.grid and self.grid.areas else 0

    @cached_property
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

    @property
    def colours(self) -> tuple[str, ...]:
        """By position in the dataset: the value that gives the hue; empty for none."""
        return self.values.by_incident

    @property
    def badged(self) -> list[Single]:
        """The symbols that have a badge."""
        return [one for one in self.placement.singles if one.mark in self.badges] if self.badges else []

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
            badges=_taken(self.badges, np.flatnonzero(kept)),
            placed=None,
            narrowed=mask & self.asked,
        )


def visible_incidents(
    dataset: Dataset,
    view: View,
    projector: Projector,
    allowed: npt.NDArray[np.bool_] | None = None,
    pointed_at: Iterable[str] = (),
    countries: tuple[str, ...] = (),
) -> VisibleIncidents:
    """What the view shows in a frame. ``dataset`` is the one as known on the view's day; ``allowed`` narrows
    the marks further (a mask over all of them); ``pointed_at`` has ids of incidents that need their symbol, beside the
    one that is open; on a map by area only governorates of ``countries`` are drawn, where any are named."""
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
    grid = grid_of(dataset, view, level_of(projector.camera.zoom))
    areas: tuple[PlacedArea, ...] = ()
    if grid and grid.areas:
        areas = placed_areas(grid.areas, projector, countries)
        seen = np.flatnonzero(selection.mask & grid.areas.inside([area.number for area in areas]))
    return VisibleIncidents(
        dataset, selection, some, ranks_of(dataset)[kept], home[kept], lines, seen, values_of(dataset, view),
        projector.box, projector.enlarged, _taken(badges_of(dataset), np.flatnonzero(kept)),
        grid=grid, chosen=_positions(dataset, view, pointed_at), areas=areas,
    )  # fmt: skip


def _taken(badges: Mapping[int, str], rows: Ints) -> dict[int, str]:
    """The badges of some rows by their new numbers."""
    return {at: badges[row] for at, row in enumerate(rows.tolist()) if row in badges} if badges else {}


def _positions(dataset: Dataset, view: View, pointed_at: Iterable[str]) -> frozenset[int]:
    """Of the incident that is open, and those pointed at."""
    wanted = [view.selection, *pointed_at] if view.selection else list(pointed_at)
    return frozenset(at for one in wanted if (at := dataset.position(one)) is not None)


def _inside(points: Points, projector: Projector) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = projector.box
    x, y = points[:, 0], points[:, 1]
    found: npt.NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return found


def _crossing(dataset: Dataset, projector: Projector) -> npt.NDArray[np.bool_]:
    """Which lines of a dataset have a point in the box; all points are placed at once."""
    points, first = courses_of(dataset)
    if not len(first):
        return np.zeros(0, dtype=np.bool_)
    found: npt.NDArray[np.bool_] = np.logical_or.reduceat(_inside(projector(points), projector), first)
    return found


def colour_of(value: str, view: View) -> str:
    """The hue of a value in the view's theme."""
    return (hue(str(view.color_by), value) or GREY)[str(view.theme)]
