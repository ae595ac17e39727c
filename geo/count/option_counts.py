"""How many incidents each option of a facet would leave."""

import numpy as np

from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.filter.filter_parts import without
from geo.filter.filter_table import table_of
from geo.model.dataset import Dataset


def option_counts(dataset: Dataset, filter: Filter, facet_id: str) -> dict[str, int]:
    """How many incidents each option of a facet would leave under all other filters, in the order of its
    options.

    Raises KeyError for an id that isn't a facet's.
    """
    codes = table_of(dataset).facets[facet_id]
    mask = select(dataset, without(filter, facet_id)).mask
    counts = np.bincount(codes.code[mask[codes.row]], minlength=len(codes.place))
    return {word: int(counts[place]) for word, place in codes.place.items()}
