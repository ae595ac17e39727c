"""The view that an address asks for, checked against the dataset; what is not there is left out, with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from geo.filter.view import View
from geo.filter.view_link import from_query
from geo.query import Source, validated_view
from geo.ui.state.page_parameters import NAMES

_MOST = 6
"""Sentences about what the dataset does not hold."""


def read_address(
    params: Mapping[str, Sequence[str]], defaults: View, source: Source, is_here: Callable[[str], bool]
) -> tuple[View, list[str]]:
    """The view of an address, and a sentence for everything in it that was ignored; ``is_here`` says whether the person has
    the own layer of a digest. Raises EngineError where the dataset
    lies in a database that does not answer, and nothing else."""
    own = {name: list(values) for name, values in params.items() if name not in NAMES}
    view, ignored = from_query(own, defaults)
    dataset = source.facts.id
    if view.dataset != dataset:
        # What the address asks of another dataset means nothing here.
        default_view = defaults.model_copy(update={"dataset": dataset, "theme": view.theme})
        return default_view, [
            f"The address asks for the dataset “{view.dataset}”, which is not here; you see “{dataset}”, and nothing else of "
            "the address is followed."
        ]
    view, unknown = validated_view(view, defaults, source, is_here)
    return view, ignored + _shortened(unknown)


def _shortened(sentences: list[str]) -> list[str]:
    """So many that a broken address doesn't fill the page."""
    if len(sentences) <= _MOST:
        return sentences
    left = len(sentences) - _MOST + 1
    return [*sentences[: _MOST - 1], f"{left} more values that this dataset does not hold were ignored."]
