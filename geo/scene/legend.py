"""The legend: only what is in the picture, with how often it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.filter.colour_order import colour_order
from geo.filter.facets import FACET_BY_ID
from geo.filter.view import ColorBy, View
from geo.scene.counted import counted_symbol, joined
from geo.scene.discs import discs_of
from geo.scene.projection import Projector
from geo.scene.scene_items import Circle, Paint, Path, Shape
from geo.scene.symbols import symbol
from geo.scene.visible_incidents import VisibleIncidents, colour_of
from geo.style.column_hues import hue_keys, legend_order, other_words
from geo.style.fixed_hues import OTHER
from geo.style.legend_signs import LEGEND_SIGNS, PLACE_WORDS, SIGN_SIZES
from geo.style.symbol_styles import EDGE, SIZE_CLASSES
from geo.style.symbols import ACT_FORM, FORM_BY_VERIFICATION, FORMS, Form
from geo.style.tokens import Tokens
from geo.style.type_sizes import MAP_TEXT

TEXT_SIZE = MAP_TEXT
_ROW = 18.5
SYMBOLS = "Symbols"
"""Heading of what forms, sizes and signs mean, where there is no room for a heading of each."""
TEXT_LIFT = 4.2

Sign = Callable[[float, float], list[Shape]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a sign drawn around a point, words, a number."""

    sign: Sign
    words: str
    count: str = ""
    height: float = _ROW
    indented: bool = True
    """Whether the words stand behind a sign, or where signs stand."""
    least_width: float = 0.0
    """Of the sign, where it is the whole line."""
    usual: bool = False
    """Whether it is what a symbol means that has nothing special: where there is little room it goes without saying."""
    alone: str = ""
    """Words that need no heading; empty for the same."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    heading: str
    entries: tuple[Entry, ...]
    of_symbols: bool = False
    """Whether it may stand under the heading ``SYMBOLS`` with others."""
    only_if_varied: bool = False
    """Whether a single entry, which then holds of all, may go where there is little room."""


def legend_sections(
    found: VisibleIncidents, view: View, projector: Projector, colours: Tokens, signs: float = 1.0
) -> list[Section]:
    """What the picture needs explained; empty where it shows nothing. ``signs`` is the size of the symbols of the map in
    those of the legend."""
    sections = [
        Section(FACET_BY_ID[str(view.color_by)].label_of(view.filter.columns), tuple(_hues(found, view, colours))),
        Section("Confidence", tuple(_forms(found, view, colours)), of_symbols=True, only_if_varied=True),
        Section("Shape", tuple(_context(found, colours)), of_symbols=True),
        Section("Killed", tuple(_sizes(found, colours, signs)), of_symbols=True),
        Section("Place", tuple(_places(found, view, projector, colours)), of_symbols=True),
    ]
    return [section for section in sections if section.entries]


def _hues(found: VisibleIncidents, view: View, colours: Tokens) -> list[Entry]:
    # What is counted in a cell has the colour of its count.
    counted = Counter(found.colours[at] for at in found.incidents.tolist() if found.has_symbol[at])
    by_form = view.color_by is ColorBy.VERIFICATION

    def sign(value: str) -> Sign:
        form = FORM_BY_VERIFICATION.get(value, Form.CORROBORATED) if by_form else Form.CORROBORATED
        return lambda x, y: symbol(x, y, SIGN_SIZES.symbol, form, colour_of(value, view), colours.paper_raised)

    facet = FACET_BY_ID[str(view.color_by)]
    options = facet.options(found.dataset)
    order = colour_order(found.dataset, facet.id)
    keys = hue_keys(facet.id, [option.value for option in options], order)
    # Values that share a hue because there are too many of them are one line.
    lines = {keys[place]: options[place].label for place in legend_order(facet.id, keys)}
    shared = other_words(facet.id, keys, order)
    labels = lines | ({OTHER: shared} if shared else {})
    return [Entry(sign(key), labels[key], f"{counted[key]:,}") for key in lines if counted[key]]


def _forms(found: VisibleIncidents, view: View, colours: Tokens) -> list[Entry]:
    if view.color_by is ColorBy.VERIFICATION:
        return []
    seen = {ACT_FORM.get(form, form) for form in _drawn_forms(found)}

    def sign(form: Form) -> Sign:
        return lambda x, y: symbol(x, y, SIGN_SIZES.symbol, form, colours.ink, colours.paper_raised)

    return [
        Entry(sign(form), form.label.partition(":")[0], usual=form is Form.CORROBORATED)
        for form in FORM_BY_VERIFICATION.values()
        if form in seen
    ]


def _context(found: VisibleIncidents, colours: Tokens) -> list[Entry]:
    """What a diamond says."""
    sign: Sign = lambda x, y: symbol(  # noqa: E731
        x, y, SIGN_SIZES.symbol, Form.CONTEXT_CORROBORATED, colours.ink, colours.paper_raised
    )
    return [Entry(sign, PLACE_WORDS["context"])] if _drawn_forms(found) & set(ACT_FORM) else []


def _drawn_forms(found: VisibleIncidents) -> set[Form]:
    return {FORMS[int(found.marks.form[one.mark])] for one in found.placement.singles}


def _sizes(found: VisibleIncidents, colours: Tokens, signs: float) -> list[Entry]:
    seen = sorted({int(found.marks.size[one.mark]) for one in found.placement.singles})
    if len(seen) < 2:
        return []
    paint = Paint(None, 1, colours.ink, SIGN_SIZES.size_line)

    def sign(radius: float) -> Sign:
        return lambda x, y: [Circle(x, y, (radius - EDGE.inset) * signs, paint)]

    return [
        Entry(
            sign(s.radius),
            s.label.removesuffix(" killed"),
            height=max(_ROW, 2 * s.radius * signs + 2),
            usual=not s.at_least,
            alone=s.label if s.at_least else "None killed, or not stated",
        )
        for s in (SIZE_CLASSES[at] for at in seen)
    ]


def _places(found: VisibleIncidents, view: View, projector: Projector, colours: Tokens) -> list[Entry]:
    entries = _counted(found, view, colours)

    def add(name: str) -> None:
        entries.append(Entry(lambda x, y: sign_shapes(name, x, y, colours), PLACE_WORDS[name]))

    if any(one.leader for one in found.placement.symbols):
        add("leader")
    if discs_of(found, projector):
        add("disc")
    if any(one.role == "route" for one in found.drawn_lines):
        add("route")
    if found.badged:
        add("sites")
    if (found.marks.form[found.has_symbol[found.marks.incident]] == int(Form.AREA)).any():
        sign: Sign = lambda x, y: symbol(x, y, SIGN_SIZES.area, Form.AREA, colours.ink, colours.paper_raised)  # noqa: E731
        entries.append(Entry(sign, PLACE_WORDS["area"]))
    return entries


def _counted(found: VisibleIncidents, view: View, colours: Tokens) -> list[Entry]:
    """What a number in a symbol means, and the band around it."""
    counted = found.placement.counted
    if not counted:
        return []
    largest = max(counted, key=lambda one: one.count)
    shares = joined((colour_of(found.values.names[value], view), count) for value, count in largest.shares)
    sign: Sign = lambda x, y: counted_symbol(x, y, SIGN_SIZES.counted, "n", shares, colours)  # noqa: E731
    entries = [Entry(sign, PLACE_WORDS["counted"], "", 24.0)]
    if any(len(one.shares) > 1 for one in counted):
        entries.append(Entry(lambda _x, _y: [], PLACE_WORDS["shares"], "", 16.0))
    return entries


def sign_shapes(name: str, x: float, y: float, colours: Tokens) -> list[Shape]:
    """One of the signs of the table around a point."""
    inks = {"ink": colours.ink, "paper": colours.paper_raised, None: None}
    made: list[Shape] = []
    for one in LEGEND_SIGNS[name]:
        paint = Paint(
            inks[one.fill], one.fill_opacity, inks[one.stroke], one.stroke_width, one.stroke_opacity, one.dash,
            one.round_caps,
        )  # fmt: skip
        if one.circle:
            dx, dy, radius = one.circle
            made.append(Circle(x + dx, y + dy, radius, paint))
        else:
            made.append(Path((np.array(one.path) + np.array([x, y]),), paint))
    return made
