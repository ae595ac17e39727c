"""The facets whose values depend on the dataset: countries and governorates, and in which order they take colours."""

from __future__ import annotations

from collections.abc import Mapping

PLACE_FACETS = ("country", "admin1")
"""Facets whose values depend on the dataset, and take colours by how many incidents have them."""
ColourOrder = Mapping[str, tuple[str, ...]]
"""By facet its values in the whole dataset, that of the most incidents first; without what is not stated."""
