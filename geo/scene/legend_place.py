"""Where legend and list of callouts stand: in a corner of the map where they cover no incident, else beside or below it.

Beside the map both are complete as long as there is room; then the legend gets shorter (``shorter``), and only what even so
has no room is written smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.scene.corner_boxes import CornerBoxes
from geo.scene.legend import Section
from geo.scene.legend_box import LEGEND, WIDEST, LegendLayout, complete, draw_legend, laid, shorter
from geo.scene.scene_items import Box, Group, Paint, Rect, scaled_group
from geo.style.tokens import Tokens

LIST = "List of callouts"
_MOST_OF_MAP = 0.3
"""Of the map's area, which one box on it may take."""
_MOST_BELOW, _MOST_AT_SIDE = 0.48, 0.5
"""Of the map's height, which goes to what stands below it, and of its width, to what stands at its side."""
_AROUND = 6.0
_MUCH = 0.88
_COLUMNS = 4
_SIDE = 0.9
"""Of the lesser side of a map beside its legend, which one above it must have to be better."""
_SMALLER = 0.95


@dataclass(frozen=True, slots=True)
class Beside:
    """Room that the map gives to legend and list: pixels at its right side, or below it."""

    right: float = 0.0
    below: float = 0.0

    def within(self, other: Beside) -> bool:
        """Whether there is as much room in another, or that is at another side."""
        return (other.right > 0 and self.right <= other.right + 0.5) or (
            other.below > 0 and self.below <= other.below + 0.5
        )

    def much_less(self, other: Beside) -> bool:
        """Whether so much less room would do that the map should have it."""
        return 0 < self.right < _MUCH * other.right or 0 < self.below < _MUCH * other.below

    def grown(self, wanted: Beside) -> Beside:
        """As much more as is wanted, at the same side."""
        return (
            Beside(right=max(self.right, wanted.right)) if self.right else Beside(below=max(self.below, wanted.below))
        )


NOWHERE = Beside()


def in_corner(
    sections: Sequence[Section], corners: CornerBoxes, enlarged: float, wanted: tuple[str, ...] | None = None
) -> tuple[LegendLayout, Box] | None:
    """A legend in the corner where it covers nothing; None where each covers something. The corner is taken."""
    left, top, right, bottom = corners.box
    for columns in (1, 2):
        for some in complete(sections):
            layout = laid(some, columns, columns * WIDEST)
            wide, high = layout.width * enlarged, layout.height * enlarged
            if columns == len(layout.columns) and wide * high <= _MOST_OF_MAP * (right - left) * (bottom - top):
                box = corners.place(wide, high, *([wanted] if wanted else []), strict=True)
                if box is not None:
                    return layout, box
    return None


_LIST_CORNERS = ("top-left", "bottom-right", "bottom-left", "top-right")


def _on_map(
    legend: Sequence[Section], key: Sequence[Section], corners: CornerBoxes, enlarged: float
) -> list[tuple[str, LegendLayout, Box]] | None:
    """Legend and list in corners of the map; None where one of them would cover an incident."""
    found = []
    for name, sections, wanted in ((LEGEND, legend, None), (LIST, key, _LIST_CORNERS)):
        placed = in_corner(sections, corners, enlarged, wanted) if sections else None
        if sections and placed is None:
            return None
        if placed:
            found.append((name, *placed))
    return found


def has_room_on_map(legend: Sequence[Section], key: Sequence[Section], corners: CornerBoxes, enlarged: float) -> bool:
    """Whether both have room on the map without covering an incident."""
    return _on_map(legend, key, corners, enlarged) is not None


def draw_on_map(
    legend: Sequence[Section], key: Sequence[Section], corners: CornerBoxes, enlarged: float, colours: Tokens
) -> list[Group]:
    """Both in their corners, which are taken."""
    return [
        scaled_group(draw_legend(layout, colours, name), enlarged, *box[:2])
        for name, layout, box in _on_map(legend, key, corners, enlarged) or ()
    ]


def room_beside(legend: Sequence[Section], key: Sequence[Section], box: Box, enlarged: float) -> Beside:
    """The room that both need where they stand beside the map in ``box``, or below it: where they have their size, else as
    leaves more to the map."""
    if not legend and not key:
        return NOWHERE
    wide, high = box[2] - box[0], box[3] - box[1]
    layouts, at_side = _fitting(legend, key, min(WIDEST * enlarged, _MOST_AT_SIDE * wide), high, enlarged, columns=1)
    right = max(layout.width for layout in layouts) * at_side + 2 * _AROUND
    layouts, at_foot = _fitting(legend, key, wide, _MOST_BELOW * high, enlarged, columns=_COLUMNS)
    below = _height(layouts) * at_foot + _AROUND
    if at_side != at_foot:
        return Beside(right=right) if at_side > at_foot else Beside(below=below)
    return Beside(right=right) if _SIDE * min(wide - right, high) >= min(wide, high - below) else Beside(below=below)


def draw_beside_map(
    legend: Sequence[Section], key: Sequence[Section], box: Box, enlarged: float, colours: Tokens
) -> list[Group]:
    """Both in their box, which is at the map's side where it is higher than wide."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    around = _AROUND if high > wide else 0.0
    layouts: list[LegendLayout] = []
    by = enlarged
    if legend or key:
        layouts, by = _fitting(legend, key, wide - 2 * around, high, enlarged, columns=1 if around else _COLUMNS)
    groups = [Group("Ground of the legend", (Rect(left, top - 1, wide, high + 2, Paint(colours.paper)),))]
    y = top
    for layout, name in zip(layouts, [*[LEGEND] * bool(legend), LIST], strict=False):
        groups.append(scaled_group(draw_legend(layout, colours, name, framed=False), by, left + around, y))
        y += layout.height * by
    return groups


def _fitting(
    legend: Sequence[Section], key: Sequence[Section], wide: float, high: float, enlarged: float, columns: int
) -> tuple[list[LegendLayout], float]:
    """The layouts, one on another, and how large they are drawn."""
    for made in _forms(legend, key, wide / enlarged, columns):
        if _height(made) * enlarged <= high + 0.5 and max(one.width for one in made) * enlarged <= wide + 0.5:
            return made, enlarged
    *_, shortest = shorter(legend) if legend else [[]]
    by = enlarged
    while True:
        by *= _SMALLER
        *_, made = _forms(shortest, key, wide / by, columns)
        if _height(made) * by <= high + 0.5 and max(one.width for one in made) * by <= wide + 0.5:
            return made, by


def _forms(
    legend: Sequence[Section], key: Sequence[Section], wide: float, columns: int
) -> Iterator[list[LegendLayout]]:
    least = [_lowest(key, wide, 1)] if key else []
    if not legend:
        yield least
    for some in shorter(legend) if legend else ():
        yield [_lowest(some, wide, columns), *least]


def _lowest(sections: Sequence[Section], wide: float, columns: int) -> LegendLayout:
    """The lowest of the layouts within a width."""
    made = [laid(sections, count, wide) for count in range(1, columns + 1)]
    fitting: Callable[[LegendLayout], tuple[bool, float]] = lambda one: (one.width > wide + 0.5, one.height)  # noqa: E731
    return min(made, key=fitting)


def _height(layouts: Sequence[LegendLayout]) -> float:
    return sum(layout.height for layout in layouts)
