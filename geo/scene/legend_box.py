"""The legend laid out in columns, and drawn around the origin as large as on a screen; ``scaled`` enlarges it.

Nothing in it is cut off: words that are wider than a column go on in the next line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise

from geo.scene.legend import SYMBOLS, TEXT_LIFT, TEXT_SIZE, Entry, Section
from geo.scene.scene_items import Group, Paint, Rect, Shape
from geo.scene.text_layout import line, width, wrapped
from geo.style.fonts import REGULAR, SEMIBOLD
from geo.style.tokens import Tokens

LEGEND = "Legend"
"""Name of its group in a picture."""
WIDEST = 250.0
"""Of a column, with what is left free around it."""
_HEAD, _LINE = 20.5, 15.5
_PAD, _SIGN, _GAP = 13.0, 26.0, 7.0
_NARROWEST = 90.0
_FEWER, _LEAST_NAMED = (8, 5), 3
"""Of values that are named at most, where there is no room for all."""


@dataclass(frozen=True, slots=True)
class LegendLayout:
    """Sections in columns; lengths in pixels of a screen."""

    columns: tuple[tuple[Section, ...], ...]
    rooms: tuple[float, ...]
    """Width of what is written in each column."""
    width: float
    height: float


def laid(sections: Sequence[Section], columns: int = 1, widest: float = WIDEST) -> LegendLayout:
    """Sections in so many columns, or fewer; all together at most so wide."""
    columns = min(columns, len(sections))
    natural = [max(_NARROWEST, _widest(section)) for section in sections]
    room = widest - 2 * _PAD * columns
    first = [_height(section, min(wide, room / columns)) for section, wide in zip(sections, natural, strict=True)]
    parted = _parted(first, columns)
    shared = _shared([max(natural[at] for at in column) for column in parted], room)
    signs = [max(one.least_width for at in column for one in sections[at].entries) for column in parted]
    rooms = tuple(map(max, shared, signs))
    made = tuple(tuple(sections[at] for at in column) for column in parted)
    tallest = max(_column_height(column, wide) for column, wide in zip(made, rooms, strict=True))
    return LegendLayout(made, rooms, sum(rooms) + 2 * _PAD * len(rooms), tallest + 2 * _PAD - 4)


def _shared(natural: Sequence[float], room: float) -> tuple[float, ...]:
    """The widths of columns: what each needs, and where that is too much the widest ones less."""
    most, left, count = room, room, len(natural)
    for wide in sorted(natural):
        most = left / count
        if wide > most:
            break
        left, count, most = left - wide, count - 1, room
    return tuple(min(wide, most) for wide in natural)


def _column_height(sections: Sequence[Section], room: float) -> float:
    return sum(_height(section, room) for section in sections) + _GAP * (len(sections) - 1)


def _parted(heights: Sequence[float], columns: int) -> list[range]:
    """Which sections stand in which column, in their order, so that the tallest column is as low as can be."""
    count = len(heights)
    found = []
    for cuts in combinations(range(1, count), max(0, columns - 1)):
        ends = (0, *cuts, count)
        parts = [range(start, end) for start, end in pairwise(ends)]
        found.append((max(sum(heights[at] for at in part) + _GAP * len(part) for part in parts), parts))
    return min(found, key=lambda one: one[0])[1]


def complete(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """The legend; without what is the same of all; with fewer headings."""
    yield list(sections)
    varied = _varied(sections)
    if len(varied) < len(sections):
        yield varied
    merged = _merged(varied)
    if len(merged) < len(varied):
        yield merged


def shorter(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """The legend complete, then ever shorter ones: without what goes without saying, with fewer values by name and the
    number of the others, with ever fewer of the forms and signs, at last with values only."""
    yield from complete(sections)
    told = [_unusual(one) for one in _merged(_varied(sections))]
    yield told
    yield from _named_less(told, _FEWER)
    fewer = [_fewer(one, _FEWER[-1]) for one in told]
    values = [one for one in told if not one.of_symbols]
    if values and len(values) < len(told):
        for count in range(max(len(one.entries) for one in told if one.of_symbols) - 1, 0, -1):
            yield [replace(one, entries=one.entries[:count]) if one.of_symbols else one for one in fewer]
        yield values
        yield from _named_less(values, (*_FEWER, _LEAST_NAMED))


def _varied(sections: Sequence[Section]) -> list[Section]:
    return [one for one in sections if len(one.entries) > 1 or not one.only_if_varied]


def _named_less(sections: Sequence[Section], most: Sequence[int]) -> Iterator[list[Section]]:
    for count in most:
        fewer = [_fewer(one, count) for one in sections]
        if fewer != sections:
            yield fewer


def _unusual(section: Section) -> Section:
    kept = tuple(entry for entry in section.entries if not entry.usual)
    return replace(section, entries=kept) if kept else section


def _merged(sections: Sequence[Section]) -> list[Section]:
    """What forms, sizes and signs mean under one heading."""
    of_symbols = [one for one in sections if one.of_symbols]
    entries = tuple(replace(entry, words=entry.alone or entry.words) for one in of_symbols for entry in one.entries)
    made: list[Section] = []
    for one in sections:
        if not one.of_symbols or len(of_symbols) < 2:
            made.append(one)
        elif one is of_symbols[0]:
            made.append(Section(SYMBOLS, entries, of_symbols=True))
    return made


def _fewer(section: Section, most: int) -> Section:
    """The values that are met most often, and the others together."""
    counted = [entry for entry in section.entries if entry.count]
    if len(counted) <= most + 1 or len(counted) < len(section.entries):
        return section
    often = sorted(counted, key=lambda entry: -sum(_numbers(entry)))
    named = {id(entry) for entry in often[:most]}
    others = [_numbers(entry) for entry in often[most:]]
    together = " / ".join(f"{sum(one):,}" for one in zip(*others, strict=True))
    rest = Entry(lambda _x, _y: [], f"and {len(others):,} more", together)
    return replace(section, entries=(*(one for one in counted if id(one) in named), rest))


def _numbers(entry: Entry) -> list[int]:
    """The count, or those of before and after."""
    return [int(part.replace(",", "")) for part in entry.count.split(" / ")]


def _widest(section: Section) -> float:
    widest = width(section.heading, SEMIBOLD, TEXT_SIZE)
    for entry in section.entries:
        words = _SIGN * entry.indented + width(entry.words, REGULAR, TEXT_SIZE) + _number_room(entry) + 1
        widest = max(widest, entry.least_width, words)
    return widest


def _number_room(entry: Entry) -> float:
    return width(entry.count, REGULAR, TEXT_SIZE) + 12 if entry.count else 0.0


@lru_cache(maxsize=4096)
def _wrapped(words: str, bold: bool, room: float) -> tuple[str, ...]:
    return tuple(wrapped(words, SEMIBOLD if bold else REGULAR, TEXT_SIZE, room))


def _lines(entry: Entry, room: float) -> tuple[str, ...]:
    return _wrapped(entry.words, False, max(room - _SIGN * entry.indented - _number_room(entry), 40.0))


def _entry_height(entry: Entry, room: float) -> float:
    return entry.height + _LINE * max(0, len(_lines(entry, room)) - 1)


def _head_height(section: Section, room: float) -> float:
    lines = len(_wrapped(section.heading, True, room))
    return _HEAD + _LINE * (lines - 1) if lines else 0.0


def _height(section: Section, room: float) -> float:
    return _head_height(section, room) + sum(_entry_height(entry, room) for entry in section.entries)


def draw_legend(layout: LegendLayout, colours: Tokens, name: str = LEGEND, *, framed: bool = True) -> Group:
    """The legend with its upper left corner at the origin."""
    items: list[Shape] = []
    if framed:
        items.append(Rect(0, 0, layout.width, layout.height, Paint(colours.paper_raised, 0.95, colours.rule, 1.0), 4.0))
    x = _PAD
    for sections, room in zip(layout.columns, layout.rooms, strict=True):
        y = _PAD - 2
        for section in sections:
            for row, words in enumerate(_wrapped(section.heading, True, room)):
                items.append(line(words, x, y + 11 + row * _LINE, TEXT_SIZE, colours.ink, face=SEMIBOLD))
            y += _head_height(section, room)
            for entry in section.entries:
                items += _entry(entry, x, y + entry.height / 2, room, colours)
                y += _entry_height(entry, room)
            y += _GAP
        x += room + 2 * _PAD
    return Group(name, tuple(items), legend_words([section for column in layout.columns for section in column]))


def legend_words(sections: Sequence[Section]) -> str:
    """What a legend says, in one line."""
    return "; ".join(
        f"{section.heading}: {', '.join(f'{one.words} {one.count}'.strip() for one in section.entries)}".removeprefix(
            ": "
        )
        for section in sections
    )


def left_out_words(sections: Sequence[Section], drawn: str) -> str:
    """What of a legend isn't in the words of one that was drawn; empty where all is."""
    said = [f"{section.heading}: {', '.join(lacking)}" for section in sections
            if (lacking := [f"{one.words} {one.count}".strip() for one in section.entries
                            if one.words not in drawn and (one.alone or one.words) not in drawn])]  # fmt: skip
    return f"Not in the legend, for want of room: {'; '.join(said)}." if said else ""


def _entry(entry: Entry, x: float, y: float, room: float, colours: Tokens) -> list[Shape]:
    items = entry.sign(x + 9, y)
    start = x + _SIGN * entry.indented
    for row, words in enumerate(_lines(entry, room)):
        items.append(line(words, start, y + TEXT_LIFT + row * _LINE, TEXT_SIZE, colours.ink))
    if entry.count:
        items.append(line(entry.count, x + room, y + TEXT_LIFT, TEXT_SIZE, colours.muted, anchor=1.0))
    return items
