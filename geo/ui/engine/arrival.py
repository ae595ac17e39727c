"""What an address asks for, held against a dataset in a database: as ``geo/ui/arrival.py`` does it in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.engine import Engine
from geo.filter.facets import FACET_BY_ID, FACETS
from geo.filter.filter import Filter
from geo.filter.link import from_query
from geo.filter.view import View
from geo.model.file_columns import COLUMN_FACETS
from geo.model.vocabularies import ATTRIBUTIONS
from geo.ui.arrival import not_here, shortened
from geo.ui.engine.opened import read_one
from geo.ui.page_query import NAMES


def read_stored(engine: Engine, params: Mapping[str, Sequence[str]], defaults: View) -> tuple[View, list[str]]:
    """The view of an address, and a sentence for everything in it that was ignored."""
    own = {name: list(values) for name, values in params.items() if name not in NAMES}
    view, ignored = from_query(own, defaults)
    if view.dataset != engine.about.id:
        return not_here(view, defaults, engine.about.id)
    kept, unknown = _known(engine, view.filter)
    changes: dict[str, object] = {"filter": kept}
    if not view.model_copy(update=changes).colour_is_there:
        unknown.append("The address colours by a column that is not kept here; you see the usual colours.")
        changes["color_by"] = defaults.color_by
    if view.selection is not None and not _holds(engine, view.selection):
        unknown.append(f"The address opens the incident “{view.selection}”, which this dataset does not hold.")
        changes["selection"] = None
    return view.model_copy(update=changes), ignored + shortened(unknown)


def _known(engine: Engine, asked: Filter) -> tuple[Filter, list[str]]:
    """The filter without what the dataset doesn't know, with a sentence for each."""
    about, words = engine.about, []
    changes: dict[str, tuple[str, ...]] = {}
    if asked.columns != about.columns:
        kept = ", ".join(f"“{name}”" for name in about.columns if name)
        words += [
            f"This dataset keeps {f'the columns {kept}' if kept else 'no columns of its file'} to filter by, not “{name}”."
            for name in asked.columns
            if name and name not in about.columns
        ]
        nothing: dict[str, tuple[str, ...]] = dict.fromkeys(COLUMN_FACETS, ())
        asked = asked.model_copy(update={**nothing, "columns": about.columns})
    for facet in FACETS:
        options = {option.value for option in about.facet(facet.id).options}
        changes[facet.id] = tuple(value for value in asked.chosen(facet.id) if value in options)
        lost = [value for value in asked.chosen(facet.id) if value not in options]
        words += [
            f"This dataset has no {FACET_BY_ID[facet.id].in_sentence(about.columns)} “{value}”." for value in lost
        ]
    changes["actors"] = tuple(actor for actor in asked.actors if actor in about.actors)
    words += [f"This dataset has no actor “{actor}”." for actor in asked.actors if actor not in about.actors]
    changes["stances"] = tuple(word for word in asked.stances if word in ATTRIBUTIONS)
    return asked.model_copy(update=changes), words


def _holds(engine: Engine, incident: str) -> bool:
    try:
        read_one(engine, incident, None)
    except KeyError:
        return False
    return True
