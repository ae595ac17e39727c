"""Which countries and governorates of a dataset take a colour of their own: those of the most incidents.

The order is that of the whole dataset, so that a colour keeps its meaning while somebody filters or moves the dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from geo.filter.facets import FACET_BY_ID, Option
from geo.model.dataset import Dataset
from geo.model.file_columns import NOT_STATED
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.place_facets import PLACE_FACETS


def colour_order(dataset: Dataset, facet_id: str) -> tuple[str, ...]:
    """The values of a facet in the order in which they take colours; of a part of a dataset as in the whole. Empty for
    facets whose values have a colour each beforehand."""
    if facet_id not in PLACE_FACETS:
        return ()
    if dataset.colour_order is not None:
        return dataset.colour_order[facet_id]
    return _OWN[facet_id](dataset.plain or dataset)


def most_incidents_first(options: Sequence[Option], counted: Iterable[tuple[Sequence[str], int]]) -> tuple[str, ...]:
    """The values of some options by how many incidents have them; of as many in the order of the options, which is that
    of their names. ``counted``: the values that incidents have together, and how many incidents."""
    incidents: Counter[str] = Counter()
    for values, count in counted:
        incidents.update(dict.fromkeys(values, count))
    found = [option.value for option in options if option.value != NOT_STATED]
    return tuple(sorted(found, key=lambda value: -incidents[value]))


def _own(facet_id: str, dataset: Dataset) -> tuple[str, ...]:
    facet = FACET_BY_ID[facet_id]
    coded = facet.coded(dataset)
    counts = np.bincount(coded.number, minlength=len(coded.different)).tolist()
    return most_incidents_first(facet.options(dataset), zip(coded.different, counts, strict=True))


_OWN = {facet_id: kept_by_dataset(partial(_own, facet_id)) for facet_id in PLACE_FACETS}
