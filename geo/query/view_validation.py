"""A view is checked against a dataset: what is not there is left out, and never in silence."""

from __future__ import annotations

from collections.abc import Callable

from geo.filter.apply import missing_near_words
from geo.filter.view import View
from geo.model.own_layer import is_held
from geo.query.source import Source


def validated_view(
    view: View, defaults: View, source: Source, is_here: Callable[[str], bool] = is_held
) -> tuple[View, list[str]]:
    """The view without what the dataset does not hold, and a sentence for each part that was left out; ``defaults`` gives
    the colour where that of the view is not there.
    ``is_here`` says whether the person has the own layer of a digest."""
    kept, unknown = source.check(view.filter)
    if kept.near is not None and not is_here(kept.near.digest):  # somebody else's, which they alone may measure from
        unknown.append(missing_near_words(kept.near))
        kept = kept.model_copy(update={"near": None})
    changes: dict[str, object] = {"filter": kept}
    if not view.model_copy(update=changes).colour_is_there:
        unknown.append("The address colours by a column that is not there; you see the usual colours.")
        changes["color_by"] = defaults.color_by
    if view.selection is not None and not source.holds(view.selection):
        unknown.append(f"The address opens the incident “{view.selection}”, which this dataset does not hold.")
        changes["selection"] = None
    there = tuple(one for one in view.layers if is_here(one.digest))
    if there != view.layers:
        changes["layers"] = there
        unknown += [missing_layer_words(one.name) for one in view.layers if one not in there]
    return view.model_copy(update=changes), unknown


def missing_layer_words(name: str) -> str:
    """Says that a layer of a view is not here."""
    return f"The layer “{name}” is not here, so the map is shown without it; add its file to see it."
