"""The words above and below a map: title, subtitle, source lines. None of them is ever cut off: what is long goes on in the
next line, then gets smaller."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from geo.scene.font_metrics import has_arabic
from geo.scene.scene_items import Group, Item, Paint, Rect
from geo.scene.text_layout import balanced, line, width, wrapped
from geo.style.fonts import BOLD, REGULAR, Face
from geo.style.tokens import Tokens
from geo.style.type_sizes import TypeSizes

MARGIN = 20.0
"""Left and right of the words, on a screen; it grows as they do, but less."""
_WIDE = 800.0
"""Pixels from which on a picture is wide: its title has two lines before it gets smaller, else three."""
_ONE_LINE = 0.88
"""Of its size, with which a title that so fits into one line has one."""
_SMALLER = 0.95
_LEAST_SHARE = 0.78
"""Of its size, to which a long subtitle shrinks before it takes more lines; and a long source line."""
_MOST_TOP, _MOST_FOOT = 0.42, 0.24
"""Of the picture's height, which its words take at most; what is longer is written smaller still."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Title and subtitle as lines with their sizes, and the height that they take."""

    title: list[str]
    title_size: float
    subtitle: list[str]
    subtitle_size: float
    height: float
    margin: float


def margin_of(sizes: TypeSizes) -> float:
    """Pixels that words keep from the sides of the picture."""
    return MARGIN * (1 + sizes.enlarged) / 2


def title_block(title: str, subtitle: str, room: tuple[float, float], sizes: TypeSizes) -> TitleBlock:
    """Lay out the title block of a picture of some width and height."""
    block = _block(title, subtitle, room[0], sizes)
    while block.height > _MOST_TOP * room[1] and sizes.title > 1:
        sizes = sizes.scaled(_SMALLER)
        block = _block(title, subtitle, room[0], sizes)
    return block


def _block(title: str, subtitle: str, room: float, sizes: TypeSizes) -> TitleBlock:
    margin = margin_of(sizes)
    words, wide = room - 2 * margin, room > _WIDE
    size, lines = _title(title, words, 2 if wide else 3, sizes) if title else (sizes.pixels("title"), [])
    full = sizes.pixels("subtitle")
    under_size, under = _fitting(subtitle, REGULAR, full, _LEAST_SHARE * full, words, 2 if wide else 3)
    under = balanced(under, REGULAR, under_size, words)
    height = 0.0
    if lines or under:
        height = 0.7 * margin + len(lines) * size * _leading(title) + len(under) * under_size * 1.4 + 0.5 * margin
    return TitleBlock(lines, size, under, under_size, round(height), margin)


def _title(title: str, words: float, most: int, sizes: TypeSizes) -> tuple[float, list[str]]:
    full, least = sizes.pixels("title"), sizes.pixels("least_title")
    size, lines = _fitting(title, BOLD, full, _ONE_LINE * full, words, 1)
    if len(lines) > 1:
        size, lines = _fitting(title, BOLD, full, least, words, most)
    return size, balanced(lines, BOLD, size, words)


def _fitting(text: str, face: Face, full: float, least: float, room: float, most: int) -> tuple[float, list[str]]:
    """The largest size at which a text fits into ``most`` lines; at the least as many as it takes."""
    size = full
    while size > least:
        lines = wrapped(text, face, size, room)
        if len(lines) <= most:
            return size, lines
        size = max(least, size * _SMALLER)
    return least, wrapped(text, face, least, room)


def _leading(words: str) -> float:
    """Height of a line of the title in ems: Arabic letters reach lower."""
    return 1.34 if has_arabic(words) else 1.16


def draw_title(block: TitleBlock, room: float, colours: Tokens) -> list[Group]:
    """The title block at the top of the picture."""
    if not block.height:
        return []
    ground = Rect(0, 0, room, block.height, Paint(colours.paper))
    groups = [Group("Ground of the title", (ground,))]
    y = 0.7 * block.margin
    titles: list[Item] = []
    leading = _leading(" ".join(block.title))
    for words in block.title:
        y += block.title_size * leading
        at = y - block.title_size * (leading - 0.86)
        titles.append(_read(words, at, block.title_size, colours.ink, BOLD, block.margin, room))
    under: list[Item] = []
    for words in block.subtitle:
        y += block.subtitle_size * 1.4
        at = y - block.subtitle_size * 0.38
        under.append(_read(words, at, block.subtitle_size, colours.muted, REGULAR, block.margin, room))
    if titles:
        groups.append(Group("Title", tuple(titles), role="title"))
    if under:
        groups.append(Group("Subtitle", tuple(under), role="subtitle"))
    return groups


def _read(words: str, y: float, size: float, colour: str, face: Face, margin: float, room: float) -> Item:
    """A line from the side from which it is read."""
    from_right = starts_from_right(words)
    x, anchor = (room - margin, 1.0) if from_right else (margin, 0.0)
    return line(words, x, y, size, colour, face=face, anchor=anchor)


def starts_from_right(words: str) -> bool:
    """Whether a line is read from the right: its first letter says so."""
    first = next((unicodedata.bidirectional(c) for c in words if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L")
    return first != "L"


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines under the map, their size and the height that they take."""

    lines: list[str]
    stamp: list[str]
    own_line: bool
    size: float
    height: float
    margin: float


def foot_block(words: Sequence[str], stamp: str, room: tuple[float, float], sizes: TypeSizes) -> Foot:
    """Lay out the source lines; the stamp stands at the right of the last one where there is room."""
    foot = _foot(words, stamp, room[0], sizes)
    while foot.height > _MOST_FOOT * room[1] and sizes.source > 1:
        sizes = sizes.scaled(_SMALLER)
        foot = _foot(words, stamp, room[0], sizes)
    return foot


def _foot(words: Sequence[str], stamp: str, room: float, sizes: TypeSizes) -> Foot:
    margin, size = margin_of(sizes), sizes.pixels("source")
    space = room - 2 * margin
    lines = [part for text in words if text for part in wrapped(text, REGULAR, size, space)]
    last = width(lines[-1], REGULAR, size) if lines else 0.0
    own = last + width(stamp, REGULAR, size) + 3 * size > space
    stamps = wrapped(stamp, REGULAR, size, space)
    rows = len(lines) + (len(stamps) if own else 0)
    return Foot(lines, stamps, own, size, round(size * (0.85 + 1.38 * rows + 0.67)), margin)


def draw_foot(foot: Foot, room: float, bottom: float, colours: Tokens) -> Group:
    """The source lines at the bottom of the picture."""
    top, size, row = bottom - foot.height, foot.size, 1.38 * foot.size
    items: list[Item] = [Rect(0, top, room, foot.height, Paint(colours.paper))]
    y = top + 0.85 * size + row - 0.43 * size
    for words in foot.lines:
        items.append(line(words, foot.margin, y, size, colours.muted))
        y += row
    if foot.own_line:
        for words in foot.stamp:
            items.append(line(words, foot.margin, y, size, colours.muted))
            y += row
    else:
        items.append(line(foot.stamp[0], room - foot.margin, y - row, size, colours.muted, anchor=1.0))
    return Group("Sources and notice", tuple(items))
