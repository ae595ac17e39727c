"""What gives each incident of a dataset its hue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.filter.colour_order import colour_order
from geo.filter.facets import FACET_BY_ID
from geo.filter.view import View
from geo.layers.grouping import Ints
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.style.column_hues import hue_keys


@dataclass(frozen=True, eq=False)
class FacetValues:
    """The values of a facet in the order of its options, and the number of each incident's (by position)."""

    names: tuple[str, ...]
    numbers: Ints

    @cached_property
    def by_incident(self) -> tuple[str, ...]:
        """The value of each incident, by position."""
        return tuple([self.names[number] for number in self.numbers.tolist()])


@last_kept(8)
def _values(dataset: Dataset, facet_id: str) -> FacetValues:
    """By facet: the value of each incident, of several the first; of what depends on the dataset what
    gives its hue (``hue_keys``)."""
    facet = FACET_BY_ID[facet_id]
    coded = facet.coded(dataset)
    listed = [option.value for option in facet.options(dataset)]
    keys = dict(zip(listed, hue_keys(facet_id, listed, colour_order(dataset, facet_id)), strict=True))
    plain = {
        value: keys.get(first, first)
        for value in coded.different
        for first in [value if isinstance(value, str) else (value[0] if value else "")]
    }
    names = tuple(dict.fromkeys([*keys.values(), *(plain[value] for value in coded.present()), *plain.values(), ""]))
    places = {name: at for at, name in enumerate(names)}
    numbers = np.array([places[plain[value]] for value in coded.different], dtype=np.int64)
    return FacetValues(names, numbers[coded.number] if len(numbers) else coded.number)


def values_of(dataset: Dataset, view: View) -> FacetValues:
    """The value that gives each incident its hue; of several the first."""
    return _values(dataset, str(view.color_by))
