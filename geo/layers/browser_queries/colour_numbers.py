"""Values that give the colour, as numbers of the facet's options."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.engine import Engine
from geo.layers.array_packing import Array


def colour_numbers(engine: Engine, facet_id: str, values: pa.ChunkedArray) -> Array:
    """The place of each value among the facet's options; one past the last where it has none. In a byte each, or two where
    the facet has more options."""
    place = {option.value: number for number, option in enumerate(engine.about.facet(facet_id).options)}
    coded = values.combine_chunks()
    coded = coded if pa.types.is_dictionary(coded.type) else coded.dictionary_encode()
    numbers = np.array([place.get(value, len(place)) for value in coded.dictionary.to_pylist()] or [0])
    small = np.uint8 if len(place) < 256 else np.uint16
    found: Array = numbers.astype(small)[coded.indices.to_numpy(zero_copy_only=False)]
    return found
