"""What each option would leave, and which part of a filter to loosen when nothing is found."""

from dataclasses import dataclass

import numpy as np

from geo.filter.apply import prepare, select
from geo.filter.filter import Filter
from geo.filter.parts import restrictions, without
from geo.filter.table import table_of
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


@dataclass(frozen=True, slots=True)
class Loosening:
    """One way out of an empty result."""

    what: str
    """The part to take off, for the middle of a sentence: ``dates``, ``actor``, ``search text`` …"""
    count: int
    """How many incidents there would be."""
    filter: Filter
    """The filter without it."""


def loosen(dataset: Dataset, filter: Filter) -> list[Loosening]:
    """Which single part of a filter to take off to find anything, the one that brings most first.

    ``dataset`` is the whole one, not the one as known on a day. Empty where no single part is to blame.
    """
    ways = (
        Loosening(part.label, select(prepare(dataset, part.without), part.without).count, part.without)
        for part in restrictions(filter)
    )
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)
