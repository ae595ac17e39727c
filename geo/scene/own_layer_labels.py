"""Labels of own layers in a picture: beside their features, and never over anything that is there already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.filter.view import View
from geo.scene.occupied import OccupiedBoxes, box_within
from geo.scene.own_layers import Days, PlacedFeature, features_there, layers_of
from geo.scene.projection import Projector
from geo.scene.scene_items import Group, Text
from geo.scene.text_layout import line
from geo.style.fonts import SEMIBOLD
from geo.style.own_layer_style import OWN_LAYER, layer_colour
from geo.style.tokens import Tokens
from geo.style.type_sizes import TypeSizes

LABELS = "Own layers: labels"
"""Name of their group in a picture."""


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label that has room: of which layer of the view and which feature."""

    layer: int
    feature: int
    text: Text


def place_labels(
    view: View, projector: Projector, colours: Tokens, days: Days, taken: OccupiedBoxes, sizes: TypeSizes
) -> list[PlacedLabel]:
    """The labels that have room, each beside its feature; none lies on another, on a symbol or on a square. What they
    take is taken from the names of the basemap."""
    seen = [
        (number, shown, layer, one)
        for number, (shown, layer) in enumerate(layers_of(view))
        for one in features_there(layer, projector, days)
    ]
    half = (OWN_LAYER.square / 2 + 1) * projector.enlarged
    for *_, one in seen:
        taken.solid += [(x - half, y - half, x + half, y + half) for x, y in one.points.tolist()]
    found = []
    for number, shown, layer, one in seen:
        words = layer.features[one.at].label
        if not words or one.anchor is None:
            continue
        text = _with_room(words, one, layer_colour(shown.colour, view.theme.value), projector, colours, taken, sizes)
        if text is not None:
            found.append(PlacedLabel(number, one.at, text))
            taken.solid.append((text.box[0] - 2, text.box[1] - 1, text.box[2] + 2, text.box[3] + 1))
    return found


def label_groups(labels: Iterable[PlacedLabel]) -> list[Group]:
    """Labels as a part of the picture, each with whose it is (``labels_on``); none where there are none."""
    items = tuple(Group(one.text.reading, (one.text,), data=_whose(one.layer, one.feature)) for one in labels)
    return [Group(LABELS, items)] if items else []


def labels_on(groups: Iterable[Group], view: View, days: Days) -> list[Group]:
    """Of the labels in a picture those of the features that were there on some days."""
    there = {
        _whose(number, feature)
        for number, (_, layer) in enumerate(layers_of(view))
        for feature in layer.shown(*days)
    }  # fmt: skip
    return [
        replace(group, items=tuple(one for one in group.items if isinstance(one, Group) and one.data in there))
        for group in groups
        if group.name == LABELS
    ]


def _whose(layer: int, feature: int) -> tuple[tuple[str, str], ...]:
    return (("layer", str(layer)), ("feature", str(feature)))


def _with_room(
    words: str,
    one: PlacedFeature,
    colour: str,
    projector: Projector,
    colours: Tokens,
    taken: OccupiedBoxes,
    sizes: TypeSizes,
) -> Text | None:
    by = sizes.enlarged
    size, gap = max(OWN_LAYER.label_size * by, sizes.pixels("name")), OWN_LAYER.label_gap * projector.enlarged
    x, y = one.anchor or (0.0, 0.0)
    middle = OWN_LAYER.letters_down * size
    sides = [
        (x + gap, y + middle, 0.0),
        (x - gap, y + middle, 1.0),
        (x, y - gap, 0.5),
        (x, y + gap + OWN_LAYER.letters * size, 0.5),
    ]
    if not len(one.points):
        inside = (x, y + middle, 0.5)
        sides = [inside, *sides] if one.areas else [(x + gap, y - 0.4 * size, 0.0), *sides[1:], sides[0]]
    for at_x, at_y, anchor in sides:
        text = line(
            words, at_x, at_y, size, colour, face=SEMIBOLD, anchor=anchor, halo=colours.halo_focus,
            halo_width=OWN_LAYER.halo_width * by,
        )  # fmt: skip
        if box_within(text.box, projector.box, 2) and taken.clear(text.box):
            return text
    return None
