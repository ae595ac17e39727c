"""How large the type of a picture is, by where the picture is read: every size, once.

Sizes are points as PowerPoint states them, in Arial, on a sheet of the preset's size (a slide is 13.33 × 7.5 inches). The
atlas's own letters are narrower and smaller on the same size: in PNG, SVG and PDF they are drawn ``1 / NARROWED`` as large,
so that both look the same and take the same room.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

NARROWED = 0.92
"""Arial's size, in sizes of the atlas's own letters that take as much room."""
MAP_TEXT = 12.0
"""Pixels of the text beside the map on a screen: the legend, callouts, the scale bar. Names grow as much as this text does."""
_POINT = 0.75


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Points, but for ``symbols``; ``pixels`` gives layout pixels (96 to the inch)."""

    title: float
    least_title: float
    """The least size to which a long title shrinks before it takes more lines."""
    subtitle: float
    text: float
    """Legend, callouts, scale bar."""
    name: float
    """The least size of names on the map; those of larger places are larger."""
    source: float
    symbols: float
    """How much larger than on a screen symbols and lines are drawn: less than the type, or few would stand apart."""

    def pixels(self, name: str) -> float:
        """Layout pixels of one of the sizes."""
        return pixels(getattr(self, name))

    @property
    def enlarged(self) -> float:
        """By how much legend, callouts, scale bar and names are larger than on a screen."""
        return self.pixels("text") / MAP_TEXT

    def scaled(self, by: float) -> TypeSizes:
        """All sizes larger by a factor."""
        return self if by == 1 else TypeSizes(*(getattr(self, one.name) * by for one in fields(self)))


def pixels(points: float) -> float:
    """Layout pixels of points."""
    return round(points / _POINT / NARROWED, 4)


def points(size: float) -> float:
    """The inverse."""
    return size * _POINT * NARROWED


SLIDE = TypeSizes(title=32, least_title=22, subtitle=18, text=14, name=14, source=10, symbols=1.5)
BACK_OF_THE_ROOM = TypeSizes(title=38, least_title=26, subtitle=22, text=18, name=18, source=12, symbols=1.9)
POST = TypeSizes(title=30, least_title=20, subtitle=17, text=13, name=13, source=9, symbols=1.3)
PHONE = TypeSizes(title=26, least_title=18, subtitle=15, text=13, name=13, source=9, symbols=1.2)
COLUMN = TypeSizes(title=28, least_title=18, subtitle=16, text=13, name=12, source=9, symbols=1.3)
PAGE = TypeSizes(title=21, least_title=14, subtitle=10.5, text=8.5, name=8, source=7.5, symbols=1.0)
SCREEN = TypeSizes(points(30), points(18), points(14.5), points(MAP_TEXT), 0.0, points(10.5), 1.0)
"""Of a map that is compared with the one on the screen, or that a page brings along: as large as there."""
