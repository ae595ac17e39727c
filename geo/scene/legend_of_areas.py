"""The legend of maps by governorate or by a person's own areas: the scale, what a range says, and what no governorate on the map counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.count.area_rates import NO_POPULATION, PER_PEOPLE, UNKNOWN, rate_class_words
from geo.count.area_ties import AreaTally, AreaTies
from geo.layers.hexagons import class_words
from geo.scene.counted_areas import no_population, number_words
from geo.scene.legend import Entry, Section, Sign
from geo.scene.map_counts import MapCounts
from geo.scene.scene_items import Paint, Rect
from geo.style.sequential import AREAS

_PLAIN, _ROW, _APART = 17.0, 19.0, 23.0
_LONGEST = 32


def area_sections(counts: MapCounts) -> list[Section]:
    """What a map by governorate needs explained."""
    tally, ties = counts.found.tally, counts.found.grid.areas if counts.found.grid else None
    if tally is None or ties is None:
        return []
    basis = words_entry(f"Boundaries: {shortened(ties.basis)}")
    first, *rest = (*_example(counts, ties, tally), *_beside(counts, ties, tally), basis)
    entries = (*_scale(counts, ties, tally), replace(first, height=_APART), *rest)
    title = PER_PEOPLE[0].upper() + PER_PEOPLE[1:] if ties.per_people else f"Incidents per {ties.noun}"
    return [Section(title, entries)]


def shortened(name: str) -> str:
    """The name of a file, as much of it as a legend has room for."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def words_entry(words: str, count: str = "") -> Entry:
    """A line without a sign."""
    return Entry(lambda _x, _y: [], words, count, _PLAIN, indented=False)


def _scale(counts: MapCounts, ties: AreaTies, tally: AreaTally) -> Iterator[Entry]:
    grid, found = counts.found.grid, counts.found
    if grid is None:
        return
    every = ties.shown(tally.certain)
    shown = [every[one.number] for one in found.areas]
    if UNKNOWN in shown:
        yield Entry(_swatch(counts, no_population(counts.colours)), NO_POPULATION.capitalize(), height=_ROW)
    if 0 in shown:
        partly = any(tally.is_unknown(ties.areas[one.number].country) for one in found.areas)
        yield Entry(_swatch(counts, counts.colours.paper), "0, or not known" if partly else "0", height=_ROW)
    classes = rate_class_words(grid.bounds) if ties.per_people else class_words(grid.bounds)
    for colour, words in zip(counts.scale, classes, strict=True):
        yield Entry(_swatch(counts, colour), words, height=_ROW)


def _example(counts: MapCounts, ties: AreaTies, tally: AreaTally) -> Iterator[Entry]:
    """What a range says, by the shortest one in the picture."""
    shown = {text.reading for text in counts.numbers if text}
    held = [
        (ties.areas[one.number], tally.certain[one.number], tally.possible[one.number]) for one in counts.found.areas
    ]
    told = [(number_words(ties, *one), *one[1:]) for one in held if one[2]]
    ranges = [(words, certain, more) for words, certain, more in told if words and words[0] in shown]
    if ranges:
        (words, *_), certain, more = min(ranges, key=lambda one: (not one[1], len(one[0][0]), one[1:]))
        if ties.per_people:
            yield words_entry(f"{words}: {words.partition('–')[0]} for certain, more possibly")
        else:
            yield words_entry(f"{words}: {certain:,} for certain, {more:,} more possibly")


def _beside(counts: MapCounts, ties: AreaTies, tally: AreaTally) -> Iterator[Entry]:
    """What the colours don't say, with how many incidents it is about."""
    if counts.found.coarse:
        yield words_entry(f"Known to the {ties.noun} only", f"{counts.found.coarse:,}")
    if tally.several:
        yield words_entry("In more than one, counted in each", f"{tally.several:,}")
    if tally.placed:
        yield words_entry("By their place, name unknown", f"{tally.by_place:,}")
        yield words_entry(_first_of(tally.placed))
    if tally.unmatched:
        yield words_entry("Governorate without boundary", f"{tally.without_boundary:,}")
        yield words_entry(_first_of(tally.unmatched))
    if tally.unsure:
        yield words_entry(f"Not in {'an' if ties.own else 'a'} {ties.noun} for certain", f"{tally.unsure:,}")


def _first_of(named: Sequence[tuple[str, int]]) -> str:
    more = len(named) - 1
    return f"({named[0][0]}{f' and {more:,} more' if more else ''})"


def _swatch(counts: MapCounts, colour: str) -> Sign:
    reach = AREAS.swatch
    paint = Paint(colour, AREAS.opacity, counts.colours.province_focus, AREAS.edge)
    return lambda x, y: [Rect(x - reach, y - reach, 2 * reach, 2 * reach, paint)]
