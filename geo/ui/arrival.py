"""What an address asks for, held against the dataset: nothing that is not there gets into the view, nor past in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.filter.apply import check, without_unknown
from geo.filter.link import from_query
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.ui.page_query import NAMES

_MOST = 6
"""Sentences about what the dataset does not hold."""


def read_address(params: Mapping[str, Sequence[str]], defaults: View, dataset: Dataset) -> tuple[View, list[str]]:
    """The view of an address, and a sentence for everything in it that was ignored. Never raises."""
    own = {name: list(values) for name, values in params.items() if name not in NAMES}
    view, ignored = from_query(own, defaults)
    if view.dataset != dataset.id:
        return not_here(view, defaults, dataset.id)
    unknown = check(view.filter, dataset)
    changes: dict[str, object] = {"filter": without_unknown(view.filter, dataset)}
    if not view.model_copy(update=changes).colour_is_there:
        unknown.append("The address colours by a column that is not there; you see the usual colours.")
        changes["color_by"] = defaults.color_by
    if view.selection is not None and view.selection not in dataset.incidents.index:
        unknown.append(f"The address opens the incident “{view.selection}”, which this dataset does not hold.")
        changes["selection"] = None
    return view.model_copy(update=changes), ignored + shortened(unknown)


def not_here(view: View, defaults: View, here: str) -> tuple[View, list[str]]:
    """What an address of another dataset opens: what it asks of that one means nothing here."""
    shown = defaults.model_copy(update={"dataset": here, "theme": view.theme})
    return shown, [
        f"The address asks for the dataset “{view.dataset}”, which is not here; you see “{here}”, and nothing else of the "
        "address is followed."
    ]


def shortened(sentences: list[str]) -> list[str]:
    """So many that a broken address doesn't fill the page."""
    if len(sentences) <= _MOST:
        return sentences
    left = len(sentences) - _MOST + 1
    return [*sentences[: _MOST - 1], f"{left} more values that this dataset does not hold were ignored."]
