"""The countries that a dataset is about: the map sets them off from their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from geo.basemap.basemap_features import features
from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.style.maplibre import DEFAULT_FOCUS

_NEXT_TO = 0.5
_MOST = 8


@last_kept(8)
def focus_countries(dataset: Dataset) -> tuple[str, ...]:
    """The country that most incidents name, and each that at least half as many do, as ISO 3166-1 alpha-2 codes.

    Give the whole dataset: what a filter leaves must not change the ground. Where no country is known, what the
    basemap sets off by itself.
    """
    return focus_of(coded_column(dataset.incidents, "country").words())


def focus_of(named: Mapping[str, int]) -> tuple[str, ...]:
    """The same from how many incidents name each country."""
    counts = Counter({code: count for code, count in named.items() if code in _drawn()})
    if not counts:
        return DEFAULT_FOCUS
    most = max(counts.values())
    near = [code for code, count in counts.most_common(_MOST) if count >= _NEXT_TO * most]
    return tuple(sorted(near))


@cache
def _drawn() -> frozenset[str]:
    """The codes of the countries that the basemap draws."""
    countries, _ = features("world_land")
    return frozenset(found.get("iso") or "" for found in countries) - {""}
