"""What a basemap layer is, for any renderer: areas, lines, dots and names, with widths and sizes by zoom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from geo.style.fonts import Face

Value = str | int | float | bool | None
Focus = Literal["all", "in", "out"]


@dataclass(frozen=True)
class Stops:
    """Values at zooms (512-pixel world); between two of them a value follows ``base`` to the power of the
    zoom."""

    at: tuple[tuple[float, float], ...]
    base: float = 1.4

    def __call__(self, zoom: float) -> float:
        """The value at a zoom; before the first and after the last stop it stays as it is."""
        if zoom <= self.at[0][0]:
            return self.at[0][1]
        for (z0, v0), (z1, v1) in pairwise(self.at):
            if zoom < z1:
                part = (zoom - z0) / (z1 - z0) if self.base == 1 else self._part(zoom - z0, z1 - z0)
                return v0 + (v1 - v0) * part
        return self.at[-1][1]

    def _part(self, gone: float, whole: float) -> float:
        return float((self.base**gone - 1) / (self.base**whole - 1))


@dataclass(frozen=True)
class Where:
    """A condition on a feature's property: its value is (or is not) one of those listed; absent counts as
    None."""

    name: str
    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True)
class Layer:
    """What all layers have: an id, a file under ``geo/basemap/data`` and the zooms within which they are
    drawn."""

    id: str
    file: str
    where: tuple[Where, ...] = field(default=(), kw_only=True)
    focus: Focus = field(default="all", kw_only=True)
    min_zoom: float = field(default=0.0, kw_only=True)
    max_zoom: float = field(default=24.0, kw_only=True)


@dataclass(frozen=True)
class Fill(Layer):
    """Areas in one colour."""

    colour: str


@dataclass(frozen=True)
class Line(Layer):
    """Lines of a colour and width (pixels), dashed in multiples of the width."""

    colour: str
    width: Stops
    dash: tuple[float, ...] = ()
    blur: float = 0.0
    opacity: float = 1.0
    round_caps: bool = True


@dataclass(frozen=True)
class Dot(Layer):
    """Discs with a rim; shown from a feature's own zoom ``z`` on, like its label.

    Radius and rim width (px) follow the feature's rank; a layer without ranks has one entry, under
    ``None``.
    """

    radius: Mapping[int | None, float]
    fill: str
    rim: str
    rim_width: Mapping[int | None, float]


@dataclass(frozen=True)
class Label(Layer):
    """Names. Anchor and first zoom (``z``) come with each feature, so that every renderer places the same
    names."""

    face: Face
    size: Stops
    colour: str
    halo: str
    halo_in_focus: str = ""  # the halo over the land of the focus; the same when empty
    halo_width: float = 1.6
    spacing: float = 0.0  # em
    upper: bool = False
    gap: float = 0.0  # px between the anchor (a dot's centre) and the text
    along_line: bool = False
    shift: float = 0.0  # em, across a line: negative is above it
