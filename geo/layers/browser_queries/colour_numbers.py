"""Values that give the colour, as numbers of the facet's options."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.engine import Engine
from geo.layers.array_packing import Array


def colour_numbers(engine: Engine, facet_id: str, values: pa.ChunkedArray) -> Array:
    """The place of each value among the facet's options; one past the last where it has none."""
    place = {option.value: number for number, option in enumerate(engine.about.facet(facet_id).options)}
    coded = values.combine_chunks()
    coded = coded if pa.types.is_dictionary(coded.type) else coded.dictionary_encode()
    words = [*coded.dictionary.to_pylist(), None]  # the last one for rows without a value
    numbers = np.array([place.get(value, len(place)) for value in words], dtype=np.int64)
    found: Array = numbers[coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)]
    return found
