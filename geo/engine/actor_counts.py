"""Counts beside actors, roles and bases of attribution, from one look at ledgers, parties and targets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from geo.engine.combination_codes import CombinationCodes, Ints
from geo.engine.counts import grouped
from geo.engine.query_context import QueryContext
from geo.engine.stored_metadata import StoredMetadata
from geo.filter.apply import bases
from geo.filter.filter import ActorRole, Filter
from geo.model.vocabularies import ATTRIBUTIONS

_LISTS = {ActorRole.PARTY: "parties", ActorRole.TARGET: "targets"}
"""Roles that an incident lists apart from its ledger, by their column."""


@dataclass(frozen=True)
class ActorCounts:
    """How many incidents each would leave."""

    actors: dict[str, int]
    """Each actor alone, in the chosen role and by the chosen stances."""
    stances: dict[str, int]
    """Each stance alone, said of the chosen actors or of anyone."""
    roles: dict[str, int]
    """The chosen actors in each role, by the chosen stances."""


def actor_counts(context: QueryContext, about: StoredMetadata, filter: Filter) -> ActorCounts:
    """What each actor and each stance would leave under all other parts of a filter."""
    anybody = filter.model_copy(update={"actors": (), "stances": (), "actor_role": ActorRole.ANY})
    answer = context.run(grouped(context.incidents(anybody), ["ledger", *_LISTS.values()]))
    groups = {name: answer[name].to_numpy() for name in answer.column_names}
    meant: dict[ActorRole, dict[str, set[int]]] = {role: {} for role in ActorRole}
    for role in (ActorRole.ANY, ActorRole.PERPETRATOR):
        _gather(meant[role], groups["ledger"], by_code(context.sets["ledger"], bases(filter)))
    for one, column in _LISTS.items():
        for role in (ActorRole.ANY, one):
            _gather(meant[role], groups[column], by_code(context.sets[column], None))
    counts, known = groups["count"], [actor for actor in filter.actors if actor in about.actors]
    actors = {actor: _sum(counts, meant[filter.actor_role].get(actor, ())) for actor in about.actors}
    roles = {str(role): _sum(counts, set().union(*(meant[role].get(a, ()) for a in known))) for role in ActorRole}
    return ActorCounts(actors, _stance_counts(context, filter, known, groups), roles)


def _sum(counts: Ints, places: Collection[int]) -> int:
    return int(counts[list(places)].sum())


def _stance_counts(context: QueryContext, filter: Filter, known: list[str], groups: dict[str, Ints]) -> dict[str, int]:
    """As perpetrators, whom a statement is about; where only another role is looked for, statements don't matter."""
    counts, column = groups["count"], _LISTS.get(filter.actor_role)
    if column is not None:
        held = np.isin(groups[column], context.sets[column].holding(known)) if filter.actors else counts >= 0
        return dict.fromkeys(map(str, ATTRIBUTIONS), int(counts[held].sum()))
    found = {}
    for word in map(str, ATTRIBUTIONS):
        codes = context.sets["ledger"].where(
            lambda actor, stance, word=word: stance == word and (not filter.actors or actor in known)  # type: ignore[misc]
        )
        found[word] = int(counts[np.isin(groups["ledger"], codes)].sum())
    return found


def by_code(sets: CombinationCodes, stances: frozenset[str] | None) -> dict[int, set[str]]:
    """The actors that each code names, of a ledger those of an entry that takes one of the stances."""
    found: dict[int, set[str]] = {}
    for code, actor, stance in zip(sets.code.tolist(), sets.value, sets.extra, strict=True):
        if stances is None or stance in stances:
            found.setdefault(code, set()).add(str(actor))
    return found


def _gather(meant: dict[str, set[int]], codes: Ints, named: dict[int, set[str]]) -> None:
    """Which rows of an answer each actor is meant by."""
    for place, code in enumerate(codes.tolist()):
        for actor in named.get(code, ()):
            meant.setdefault(actor, set()).add(place)
