"""The boxes and discs that are already drawn in a picture, so that nothing is placed over them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from geo.layers.grouping import Disc
from geo.scene.scene_items import Box, Points


@dataclass(slots=True)
class OccupiedBoxes:
    """What already lies in the picture. ``solid`` keeps every name away; ``marks`` make a name step aside
    first."""

    solid: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    discs: list[Disc] = field(default_factory=list)
    """Middles and radii of the symbols."""
    walls: list[Box] = field(default_factory=list)
    """Boxes that lie over the map: a place under one has no name."""
    _columns: Points = field(default_factory=lambda: np.zeros((0, 4)))

    def over(self, x: float, y: float) -> Disc | None:
        """The symbol that covers a point; of several the last."""
        return next((disc for disc in reversed(self.discs) if np.hypot(disc[0] - x, disc[1] - y) < disc[2]), None)

    def free(self, box: Box) -> bool:
        """Whether a box meets nothing solid."""
        return not any(boxes_overlap(box, other) for other in self.solid)

    def walled(self, x: float, y: float, margin: float) -> bool:
        """Whether a point lies under such a box, or so near to it."""
        return any(box_within((x, y, x, y), wall, -margin) for wall in self.walls)

    def hidden(self, box: Box) -> int:
        """How many marks would hide part of a box."""
        if not self.marks:
            return 0
        if len(self._columns) != len(self.marks):
            self._columns = np.array(self.marks)
        left, top, right, bottom = self._columns.T
        return int(np.count_nonzero((box[0] < right) & (left < box[2]) & (box[1] < bottom) & (top < box[3])))

    def clear(self, box: Box) -> bool:
        """Whether a box meets no mark either."""
        return self.free(box) and not self.hidden(box)


def boxes_overlap(a: Box, b: Box) -> bool:
    """Whether two boxes overlap."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def box_within(box: Box, room: Box, margin: float = 0.0) -> bool:
    """Whether a box lies in another, and so far from its edges."""
    left, top, right, bottom = room
    return left + margin <= box[0] and top + margin <= box[1] and box[2] <= right - margin and box[3] <= bottom - margin
