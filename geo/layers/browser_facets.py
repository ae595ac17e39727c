"""Facets for the browser: what their options are called and coloured, and what each incident has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from geo.filter.array_runs import runs_of
from geo.filter.colour_order import colour_order
from geo.filter.facets import Facet, Option, facets_of
from geo.layers.array_packing import Array
from geo.model.dataset import Dataset
from geo.model.place_facets import PLACE_FACETS
from geo.style.column_hues import hue_keys, legend_order, other_words
from geo.style.fixed_hues import OTHER
from geo.style.symbols import hue


def facet_columns(dataset: Dataset) -> tuple[list[dict[str, Any]], dict[str, Array]]:
    """The facets of a dataset as they stand in the header, and their columns."""
    entries: list[dict[str, Any]] = []
    arrays: dict[str, Array] = {}
    for facet in facets_of(dataset):
        entry = facet_entry(facet, dataset)
        entries.append(entry)
        arrays.update(_facet_arrays(facet, dataset, [option["value"] for option in entry["options"]]))
    return entries, arrays


def facet_entry(facet: Facet, dataset: Dataset) -> dict[str, Any]:
    """A facet's place in the header: its options in the order in which the columns number them."""
    label = facet.label_of(dataset.column_names)
    return entry_of(facet.id, label, facet.multi, facet.options(dataset), colour_order(dataset, facet.id))


def entry_of(id: str, label: str, multi: bool, options: Sequence[Option], order: Sequence[str] = ()) -> dict[str, Any]:
    """The same of a facet whose options are known. ``other`` of options that share a hue is what all
    of these are called; ``legend`` has the places of the options in the order of the legend, where it is another."""
    keys = hue_keys(id, [option.value for option in options], order)
    shared = other_words(id, keys, order)
    listed = [
        {"value": o.value, "label": o.label, "definition": o.definition, "color": hue(id, key)}
        | ({"other": shared} if key == OTHER and shared else {})
        for o, key in zip(options, keys, strict=True)
    ]
    legend = {"legend": legend_order(id, keys)} if id in PLACE_FACETS else {}
    return {"id": id, "label": label, "multi": multi, "options": listed, **legend}


def _facet_arrays(facet: Facet, dataset: Dataset, options: list[str]) -> dict[str, Array]:
    place = {value: position for position, value in enumerate(options)}
    coded = facet.coded(dataset)
    small = np.uint8 if len(options) < 256 else np.uint16
    if not facet.multi:
        numbers = np.array([place.get(value, 0) for value in coded.different], dtype=small)
        return {f"facet.{facet.id}": numbers[coded.number]}
    offsets, flat = runs_of(coded, place)
    return {f"facet.{facet.id}": flat.astype(small), f"facet.{facet.id}.offsets": offsets.astype(np.uint32)}
