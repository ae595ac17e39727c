"""The parts of a filter that can be removed one by one, with what each is called."""

from dataclasses import dataclass
from typing import Any

from geo.filter.apply import by_ledger
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES
from geo.filter.filter import ActorRole, DateMatch, Filter


@dataclass(frozen=True, slots=True)
class FilterPart:
    """A part of a filter that restricts what is shown."""

    id: str
    """Facet id, ``killed`` or ``wounded``, or ``dates``, ``match``, ``actors``, ``text``, ``area``, ``near``, ``known`` or ``background``."""
    label: str
    """What it is called, for the middle of a sentence."""
    without: Filter
    """The same filter without it."""


def restrictions(filter: Filter) -> tuple[FilterPart, ...]:
    """The parts that keep incidents out, in the order of the controls; hidden background is the last."""
    changes: list[tuple[str, str, bool, dict[str, Any]]] = [
        ("dates", "dates", bool(filter.start or filter.end), {"start": None, "end": None}),
        ("match", "certainly within the dates", _certainly(filter), {"match": DateMatch.POSSIBLY}),
        *(
            (facet.id, facet.in_sentence(filter.columns), bool(filter.chosen(facet.id)), {facet.id: ()})
            for facet in FACETS
        ),
        *(
            (name, f"{name} ({asked.words()})", True, {name: None})
            for name in FIGURES
            if (asked := filter.figure(name)) is not None
        ),
        (
            "actors",
            "actor",
            _by_actors(filter),
            {"actors": (), "stances": (), "actor_role": ActorRole.ANY},
        ),
        ("text", "search text", bool(filter.text), {"text": ""}),
        ("area", "area", filter.area is not None, {"area": None}),
        ("near", filter.near.words() if filter.near else "", filter.near is not None, {"near": None}),
        ("known", "as known on", filter.as_known_on is not None, {"as_known_on": None}),
        ("background", "hidden background", not filter.background, {"background": True}),
    ]
    return tuple(FilterPart(name, label, _changed(filter, change)) for name, label, is_set, change in changes if is_set)


def without(filter: Filter, part: str) -> Filter:
    """The filter without one of its parts (see ``Part.id``); the filter itself where that part isn't set."""
    return next((found.without for found in restrictions(filter) if found.id == part), filter)


def _changed(filter: Filter, change: dict[str, Any]) -> Filter:
    return filter.model_copy(update=change)


def _certainly(filter: Filter) -> bool:
    return filter.match is DateMatch.CERTAINLY and bool(filter.start or filter.end)


def _by_actors(filter: Filter) -> bool:
    return bool(filter.actors) or (bool(filter.stances) and by_ledger(filter.actor_role))
