"""The legend of maps by governorate: the scale, what a range says, and what no governorate on the map counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.count.area_ties import AreaTally
from geo.layers.hexagons import class_words
from geo.scene.counted_areas import range_words
from geo.scene.legend import Entry, Section, Sign
from geo.scene.map_counts import MapCounts
from geo.scene.scene_items import Paint, Rect
from geo.style.sequential import AREAS

_PLAIN, _ROW, _APART = 17.0, 19.0, 23.0


def area_sections(counts: MapCounts) -> list[Section]:
    """What a map by governorate needs explained."""
    tally = counts.found.tally
    if tally is None:
        return []
    first, *rest = (*_example(counts, tally), *_beside(counts, tally), words_entry("Boundaries: Natural Earth"))
    entries = (*_scale(counts, tally), replace(first, height=_APART), *rest)
    return [Section("Incidents per governorate", entries)]


def words_entry(words: str, count: str = "") -> Entry:
    """A line without a sign."""
    return Entry(lambda _x, _y: [], words, count, _PLAIN, indented=False)


def _scale(counts: MapCounts, tally: AreaTally) -> Iterator[Entry]:
    grid, found = counts.found.grid, counts.found
    if grid is None or grid.areas is None:
        return
    held = [(tally.certain[one.number], tally.possible[one.number]) for one in found.areas]
    if any(certain == 0 for certain, _ in held):
        partly = any(tally.is_unknown(grid.areas.areas[one.number].country) for one in found.areas)
        yield Entry(_swatch(counts, counts.colours.paper), "0, or not known" if partly else "0", height=_ROW)
    for colour, words in zip(counts.scale, class_words(grid.bounds), strict=True):
        yield Entry(_swatch(counts, colour), words, height=_ROW)


def _example(counts: MapCounts, tally: AreaTally) -> Iterator[Entry]:
    """What a range says, by the shortest one in the picture."""
    shown = {text.reading for text in counts.numbers if text}
    held = ((tally.certain[one.number], tally.possible[one.number]) for one in counts.found.areas)
    ranges = [(certain, more) for certain, more in held if more and range_words(certain, more) in shown]
    if ranges:
        certain, more = min(ranges, key=lambda pair: (not pair[0], len(range_words(*pair)), pair))
        yield words_entry(f"{range_words(certain, more)}: {certain:,} for certain, {more:,} more possibly")


def _beside(counts: MapCounts, tally: AreaTally) -> Iterator[Entry]:
    """What the colours don't say, with how many incidents it is about."""
    if counts.found.coarse:
        yield words_entry("Known to the governorate only", f"{counts.found.coarse:,}")
    if tally.several:
        yield words_entry("In more than one, counted in each", f"{tally.several:,}")
    if tally.unmatched:
        yield words_entry("Governorate without boundary", f"{tally.without_boundary:,}")
        more = len(tally.unmatched) - 1
        yield words_entry(f"({tally.unmatched[0][0]}{f' and {more:,} more' if more else ''})")
    if tally.unsure:
        yield words_entry("Not in a governorate for certain", f"{tally.unsure:,}")


def _swatch(counts: MapCounts, colour: str) -> Sign:
    reach = AREAS.swatch
    paint = Paint(colour, AREAS.opacity, counts.colours.province_focus, AREAS.edge)
    return lambda x, y: [Rect(x - reach, y - reach, 2 * reach, 2 * reach, paint)]
