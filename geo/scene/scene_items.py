"""What a scene is made of. Lengths are layout pixels (96 to the inch), x to the right, y down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.style.fonts import Face

Points = npt.NDArray[np.float64]
"""Shape (n, 2)."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and drawn; colours are ``#rrggbb``, opacities 0 to 1."""

    fill: str | None = None
    fill_opacity: float = 1.0
    stroke: str | None = None
    stroke_width: float = 0.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()
    round_caps: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Lines, or areas with holes where ``closed`` (even-odd)."""

    parts: tuple[Points, ...]
    paint: Paint
    closed: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc or ring."""

    x: float
    y: float
    r: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Rect:
    """A box, its corners rounded by ``radius``."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one script and direction in one face; ``x`` is the left end, ``y`` the baseline."""

    text: str
    face: Face
    x: float
    y: float
    width: float
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words: its runs from left to right, and the line as it is read."""

    reading: str
    runs: tuple[TextRun, ...]
    size: float
    colour: str
    halo: str | None = None
    halo_width: float = 0.0
    spacing: float = 0.0
    turn: float = 0.0
    """Degrees clockwise around (pivot)."""
    pivot: tuple[float, float] = (0.0, 0.0)
    anchor: float = 0.0
    """Where in the line its place is: 0 left, 0.5 middle, 1 right."""
    box: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together, with a name and, where it means something by itself, words for who can't
    see it."""

    name: str
    items: tuple[Item, ...]
    words: str = ""
    link: str | None = None
    role: str = ""
    """``title``, ``subtitle``, ``map`` (one of several maps, with its frame) or empty."""
    data: tuple[tuple[str, str], ...] = ()
    """For programs that read the picture: names and values, such as ``lon`` and ``count``."""
    at: tuple[float, float] | None = None
    """Where it stands, for what stands at one place."""
    clip: Box | None = None
    """The box beyond which nothing of it is seen."""


Shape = Path | Circle | Rect | Text
Item = Shape | Group


def flat(items: tuple[Item, ...]) -> Iterator[Shape]:
    """All shapes, bottom to top, without their groups."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def shifted(shape: Shape, dx: float, dy: float) -> Shape:
    """The shape moved to the right and down."""
    if isinstance(shape, Path):
        return replace(shape, parts=tuple(part + np.array([dx, dy]) for part in shape.parts))
    if isinstance(shape, (Circle, Rect)):
        return replace(shape, x=shape.x + dx, y=shape.y + dy)
    left, top, right, bottom = shape.box
    return replace(
        shape,
        runs=tuple(replace(run, x=run.x + dx, y=run.y + dy) for run in shape.runs),
        pivot=(shape.pivot[0] + dx, shape.pivot[1] + dy),
        box=(left + dx, top + dy, right + dx, bottom + dy),
    )


def scaled(item: Item, by: float, x: float = 0.0, y: float = 0.0) -> Item:
    """A part that was drawn around the origin, ``by`` as large and moved by layout pixels."""
    if isinstance(item, Group):
        at = (x + item.at[0] * by, y + item.at[1] * by) if item.at else None
        return replace(item, items=tuple(scaled(one, by, x, y) for one in item.items), at=at)
    if isinstance(item, Path):
        place = np.array([x, y])
        return replace(item, parts=tuple(part * by + place for part in item.parts), paint=_broader(item.paint, by))
    if isinstance(item, Circle):
        return Circle(x + item.x * by, y + item.y * by, item.r * by, _broader(item.paint, by))
    if isinstance(item, Rect):
        return Rect(x + item.x * by, y + item.y * by, item.width * by, item.height * by, _broader(item.paint, by),
                    item.radius * by)  # fmt: skip
    left, top, right, bottom = item.box
    return replace(
        item,
        runs=tuple(replace(run, x=x + run.x * by, y=y + run.y * by, width=run.width * by) for run in item.runs),
        size=item.size * by, halo_width=item.halo_width * by, spacing=item.spacing * by,
        pivot=(x + item.pivot[0] * by, y + item.pivot[1] * by),
        box=(x + left * by, y + top * by, x + right * by, y + bottom * by),
    )  # fmt: skip


def scaled_group(group: Group, by: float, x: float = 0.0, y: float = 0.0) -> Group:
    """The same of a group."""
    return replace(group, items=tuple(scaled(one, by, x, y) for one in group.items))


def _broader(paint: Paint, by: float) -> Paint:
    return replace(paint, stroke_width=paint.stroke_width * by, dash=tuple(step * by for step in paint.dash))


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A picture: its size, its parts from bottom to top, and what goes with it into every file."""

    width: float
    height: float
    scale: float
    """Device pixels a layout pixel in the picture that was asked for."""
    background: str | None
    groups: tuple[Group, ...]
    title: str
    subtitle: str
    alt: str
    notes: tuple[str, ...]
    """Citations of what is shown, one line each."""
    incidents: tuple[str, ...]
    """Ids of the incidents in the picture, in the order of the dataset."""
    stamp: dict[str, Any] = field(default_factory=dict)
    """The view, the options, dataset version and view id, as JSON."""
    data: tuple[tuple[str, str], ...] = ()
    """For programs that read the picture: where its map lies and what it shows. Empty where it holds several maps,
    which carry their own."""

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the picture that was asked for, in device pixels."""
        return round(self.width * self.scale), round(self.height * self.scale)
