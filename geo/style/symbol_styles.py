"""How symbols, rings, discs, lines and cells look: every number of it, once.

Lengths are CSS pixels (96 to the inch) of the screen and layout pixels of a picture, opacities go from 0 to 1, turns are
parts of a full turn. Whoever paints reads them here: the pictures (``geo/scene``) directly; the browser's shaders,
legend and list, and the HTML player, as JSON (``geo/style/symbol_table.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.style.symbols import Form


@dataclass(frozen=True)
class FormStyle:
    """How one form is painted within a symbol's radius."""

    shape: Literal["disc", "rounded_square", "diamond"]
    core_opacity: float
    """Of the hue over the paper colour, inside the rim."""
    rim_width: float
    rim: Literal["hue", "paper"]
    dashes: int = 0
    """Of the rim, all around and clockwise from the left; 0 for a solid one."""
    dash_share: float = 0.62
    """Of a dash and its gap together."""
    corner: float = 0.0
    """Radius of a square's corners."""
    scale: float = 1.0
    """Half of the side of a square or diamond, in radii."""

    @property
    def turn(self) -> float:
        """By which a square is turned, in degrees."""
        return 45.0 if self.shape == "diamond" else 0.0


FORM_STYLES: dict[Form, FormStyle] = {
    Form.CORROBORATED: FormStyle("disc", 1.0, 1.4, "paper"),
    Form.REPORTED: FormStyle("disc", 0.42, 2.2, "hue"),
    Form.CLAIMED_ONLY: FormStyle("disc", 0.0, 2.2, "hue"),
    Form.DISPUTED: FormStyle("disc", 0.0, 2.2, "hue", dashes=8),
    Form.AREA: FormStyle("rounded_square", 0.0, 2.2, "hue", dashes=12, corner=2.5, scale=0.82),
    Form.CONTEXT_CORROBORATED: FormStyle("diamond", 1.0, 1.4, "paper", corner=2.5, scale=0.76),
    Form.CONTEXT_REPORTED: FormStyle("diamond", 0.42, 2.2, "hue", corner=2.5, scale=0.76),
    Form.CONTEXT_CLAIMED_ONLY: FormStyle("diamond", 0.0, 2.2, "hue", corner=2.5, scale=0.76),
    Form.CONTEXT_DISPUTED: FormStyle("diamond", 0.0, 2.2, "hue", dashes=8, corner=2.5, scale=0.76),
}
CELL_FORM_STYLES: dict[str, FormStyle] = {
    "cell": FormStyle("rounded_square", 1.0, 1.0, "paper", corner=1.5, scale=0.7),
    "wide_cell": FormStyle("rounded_square", 0.12, 1.6, "hue", dashes=12, corner=3.0, scale=0.7),
}
"""The squares that stand for counts: of a cell of the grid, and of what is known to a wider stretch only. In the
browser's table of forms they come after those of ``Form``."""


@dataclass(frozen=True)
class Edge:
    """A symbol's edge is softened inwards on the graphics card; what is painted sharp is as much smaller."""

    inset: float = 0.5
    """From a symbol's radius to the edge that is seen."""
    rim_inset: float = 0.4
    """By which a rim looks narrower than ``rim_width``."""


@dataclass(frozen=True)
class SizeClass:
    """A symbol's radius by the least number of killed that a source states."""

    label: str
    at_least: int
    radius: float


SIZE_CLASSES: tuple[SizeClass, ...] = (
    SizeClass("None stated, or none", 0, 7.0),
    SizeClass("1–9 killed", 1, 10.0),
    SizeClass("10 or more killed", 10, 14.0),
)


@dataclass(frozen=True)
class Disc:
    """The disc within which the true place lies, drawn to scale (its radius is in metres)."""

    fill_opacity: float = 0.10
    line_opacity: float = 0.55
    line_width: float = 1.0


@dataclass(frozen=True)
class Stroke:
    """One stroke along the lines of a role."""

    role: Literal["area", "route", "joint"]
    width: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    """A dash and its gap, in widths."""
    round_caps: bool = False


STROKES: tuple[Stroke, ...] = (
    Stroke("area", 1.6, dash=(3.6, 2.4)),
    Stroke("route", 9.0, opacity=0.25, round_caps=True),
    Stroke("route", 2.4, dash=(3.6, 2.4)),
    Stroke("joint", 1.2, opacity=0.7),
)
"""Lines, the lowest first: the outline of "somewhere in this area"; a stretch along which something happened, a soft
casing under dashes; what joins the sites of an incident that is selected or pointed at."""


def strokes_of(role: str) -> tuple[Stroke, ...]:
    """The strokes of a role's lines, the lowest first."""
    return tuple(stroke for stroke in STROKES if stroke.role == role)


@dataclass(frozen=True)
class Leader:
    """The line from a place to the symbol that stands beside it, and the dot at the place."""

    width: float = 1.1
    casing: float = 1.8
    """By which the paper under the line is wider."""
    casing_opacity: float = 0.85
    dot: float = 1.9
    """Radius, to the middle of its rim of paper."""
    rim: float = 0.8


@dataclass(frozen=True)
class Counted:
    """A symbol that stands for several incidents: their number, around it a band with the shares of their hues."""

    radius: float = 8.0
    """Of one incident; ``tenfold`` more for ten times as many."""
    tenfold: float = 5.0
    rim: float = 1.2
    """The paper around the band."""
    band: float = 0.21
    """Width of the band in radii, kept between the next two."""
    least_band: float = 2.4
    most_band: float = 5.0
    letters: float = 13.0
    """Size of the number, as far as there is room, and the least."""
    least_letters: float = 8.0
    letters_step: float = 0.5
    """Sizes go by such steps: a browser is slow to take another font."""
    letters_high: float = 1.55
    """Size of the number at most, in radii of the room for it."""
    letters_wide: float = 1.72
    """Width of the number at most, in radii of the room for it."""
    letters_down: float = 0.355
    """From the middle to the baseline, in sizes."""
    area_room: float = 2.5
    """Between the edge of the sign of an area and the room for the number."""


@dataclass(frozen=True)
class SiteBadge:
    """What a symbol of an incident with several sites carries at its upper right: "1/2", the first of two. A line between
    them would read as a flight path."""

    height: float = 11.0
    letters: float = 8.0
    letters_down: float = 0.36
    """From the middle to the baseline, in sizes."""
    beside: float = 3.0
    """Room left and right of the words."""
    out: float = 0.72
    """From the symbol's middle to the badge's lower left, to the right and up, in radii."""
    rim: float = 1.0
    """The paper around it."""


@dataclass(frozen=True)
class Selection:
    """The ring around what is selected or pointed at."""

    colour: str = "#188ca6"
    gap: float = 4.5
    """From a symbol's radius to the middle of the ring."""
    line_width: float = 2.5
    hovered_width: float = 1.5
    beside_line: float = 5.0
    """From the middle of a route or outline to the inner side of the ring along it."""


@dataclass(frozen=True)
class Fade:
    """Strength (0…1) of what lies outside the time window: the trace kept of the past, and the least while
    it fades."""

    trace: float = 0.22
    least: float = 0.35


@dataclass(frozen=True)
class Cell:
    """Counts by square, where a dataset is too large for single symbols."""

    largest: float = 0.94
    """The largest square, of its cell's side."""
    least: float = 3.0
    """Half the side of a square on any map."""
    least_hollow: float = 4.0
    """The same of a hollow one."""
    sign: float = 12.0
    """Half the side of an area's sign that holds its number."""
    ground_opacity: float = 0.13
    edge_width: float = 1.0
    edge_opacity: float = 0.275
    pointed_area_width: float = 2.0
    """Of the outline of an area that is pointed at."""
    pointed_width: float = 1.6
    """Of the outline of any other cell that is pointed at, in the colour of ink."""
    letters: float = 11.5
    letter_width: float = 6.4
    """Room for a sign of the number."""
    letters_room: float = 3.0
    """Beside the number; a square with less, or smaller than the next one, has none."""
    least_named: float = 17.0


EDGE, DISC, LEADER, COUNTED, SITE_BADGE, SELECTION, FADE, CELL = (
    Edge(),
    Disc(),
    Leader(),
    Counted(),
    SiteBadge(),
    Selection(),
    Fade(),
    Cell(),
)
