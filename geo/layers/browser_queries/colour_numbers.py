"""Values that give the colour, as numbers: of the facet's options, or of its colours."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.engine import Engine
from geo.filter.facets import FacetEntry
from geo.layers.array_packing import Array
from geo.style.column_hues import hue_keys, other_words
from geo.style.fixed_hues import OTHER


def colour_numbers(engine: Engine, facet_id: str, values: pa.ChunkedArray) -> Array:
    """The place of each value among the facet's options, of options that share a hue that of the first; one past the last
    where it has none. In a byte each, or two where the facet has more options."""
    facet = engine.about.facet(facet_id)
    firsts = _firsts(facet)
    place = {option.value: first for option, first in zip(facet.options, firsts, strict=True)}
    coded = values.combine_chunks()
    coded = coded if pa.types.is_dictionary(coded.type) else coded.dictionary_encode()
    words = [*coded.dictionary.to_pylist(), None]  # the last one for rows without a value
    numbers = np.array([place.get(value, len(firsts)) for value in words], dtype=narrow(len(firsts)))
    found: Array = numbers[coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)]
    return found


def colours_of_options(engine: Engine, facet_id: str) -> Array:
    """By option of a facet the number of its colour, as ``coloursOfFacet`` of ``geo/web/core/facet_options.js`` has it; last that
    of no value."""
    firsts = _firsts(engine.about.facet(facet_id))
    found: Array = np.unique([*firsts, len(firsts)], return_inverse=True)[1].astype(np.uint16)
    return found


def narrow(most: int) -> type[np.uint8 | np.uint16]:
    """The type for numbers from 0 to ``most``."""
    return np.uint8 if most < 256 else np.uint16


def _firsts(facet: FacetEntry) -> list[int]:
    """By option the place of the first that has its hue."""
    keys = hue_keys(facet.id, [option.value for option in facet.options], facet.colour_order)
    shared = keys.index(OTHER) if other_words(facet.id, keys, facet.colour_order) and OTHER in keys else -1
    return [shared if key == OTHER and shared >= 0 else place for place, key in enumerate(keys)]
