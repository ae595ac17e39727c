"""Places boxes in the corners of the map, where they cover least."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from geo.scene.scene_items import Box, Points

EDGE = 16.0
_GAP, _STEP = 10.0, 12.0
_LITTLE, _ALL_AROUND = 0.01, 0.6
"""Shares of a box, and of the map, that lie over what the map is about."""
CORNERS = ("top-right", "top-left", "bottom-right", "bottom-left")


@dataclass(slots=True)
class CornerBoxes:
    """The corners of a box, and what lies in them already; boxes in one corner lie one behind the other."""

    box: Box
    marks: Points
    """Middles of the symbols, which nothing should cover."""
    reach: float | npt.NDArray[np.float64] = 12.0
    """How far a symbol reaches from its middle: of all, or of each."""
    taken: list[Box] = field(default_factory=list)
    ground: shapely.Geometry | None = None
    """What the map is about (layout pixels): of corners that cover no symbol, one beside it is better."""

    def place(
        self, width: float, height: float, wanted: tuple[str, ...] = CORNERS, *, strict: bool = False
    ) -> Box | None:
        """The box in the corner where it covers fewest symbols, of equals the first wanted; None without room. A
        ``strict`` one covers no symbol, nor much of what the map is about, unless that is all around."""
        found = []
        for rank, corner in enumerate(wanted):
            box = self._next(corner, width, height)
            if box is not None and not (strict and self._in_the_way(box)):
                found.append((self.covered(box), self._over_ground(box), rank, box))
        if not found:
            return None
        best = min(found)[3]
        self.taken.append(best)
        return best

    def place_along(self, width: float, height: float) -> Box | None:
        """The box in the lower left corner, or else farther along the lower edge or the upper one, at the first place
        where it covers nothing; None without one."""
        left, top, right, bottom = self.box
        for y in (bottom - EDGE - height, top + EDGE):
            for x in np.arange(left + EDGE, right - EDGE - width + 1, _STEP).tolist():
                box = (x, y, x + width, y + height)
                if y >= top and not self.covered(box) and not any(_meet(box, other) for other in self.taken):
                    self.taken.append(box)
                    return box
        return None

    def _in_the_way(self, box: Box) -> bool:
        """Whether a box covers a symbol, or a part of what the map is about where there is room beside that."""
        return self.covered(box) > 0 or (self._share(box) > _LITTLE and self._share(self.box) < _ALL_AROUND)

    def _over_ground(self, box: Box) -> int:
        """How much of a box lies over what the map is about, in tenths."""
        return round(10 * self._share(box))

    def _share(self, box: Box) -> float:
        if self.ground is None:
            return 0.0
        whole = shapely.box(*box)
        return float(whole.intersection(self.ground).area / whole.area)

    def covered(self, box: Box) -> int:
        """How many symbols a box covers."""
        if not len(self.marks):
            return 0
        x, y = self.marks[:, 0], self.marks[:, 1]
        near = self.reach
        hit = (x > box[0] - near) & (x < box[2] + near) & (y > box[1] - near) & (y < box[3] + near)
        return int(np.count_nonzero(hit))

    def _next(self, corner: str, width: float, height: float) -> Box | None:
        left, top, right, bottom = self.box
        x = left + EDGE if corner.endswith("left") else right - EDGE - width
        down = corner.startswith("top")
        y = top + EDGE if down else bottom - EDGE - height
        for _ in range(len(self.taken) + 1):
            box = (x, y, x + width, y + height)
            hit = [other for other in self.taken if _meet(box, other)]
            if not hit:
                fits = y >= top + EDGE - 1 and y + height <= bottom - EDGE + 1 and x >= left and x + width <= right
                return box if fits else None
            y = max(o[3] for o in hit) + _GAP if down else min(o[1] for o in hit) - _GAP - height
        return None


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
