"""Counts beside actors and beside what is said of them, from one look at ledgers and targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.engine.about import StoredAbout
from geo.engine.asked import Asked
from geo.engine.codes import Ints, Sets
from geo.engine.counting import grouped
from geo.filter.filter import ActorRole, Filter
from geo.filter.table import STANCES
from geo.model.vocabularies import NAMING, Stance


@dataclass(frozen=True)
class ActorCounts:
    """How many incidents each would leave."""

    actors: dict[str, int]
    """Each actor alone, in the chosen role and by the chosen stances."""
    stances: dict[str, int]
    """Each stance alone, said of the chosen actors or of anyone."""


def actor_counts(asked: Asked, about: StoredAbout, filter: Filter) -> ActorCounts:
    """What each actor and each stance would leave under all other parts of a filter."""
    anybody = filter.model_copy(update={"actors": (), "stances": (), "actor_role": ActorRole.EITHER})
    answer = asked.run(grouped(asked.incidents(anybody), ["ledger", "targets"]))
    counts, ledger, targets = (answer[name].to_numpy() for name in ("count", "ledger", "targets"))
    stances = {word for word in filter.stances or map(str, NAMING) if word in STANCES}
    meant: dict[str, set[int]] = {}
    if filter.actor_role is not ActorRole.TARGET:
        _gather(meant, ledger, _by_code(asked.sets["ledger"], stances))
    if filter.actor_role is not ActorRole.PERPETRATOR:
        _gather(meant, targets, _by_code(asked.sets["targets"], None))
    actors = {actor: int(counts[list(meant.get(actor, ()))].sum()) for actor in about.actors}
    return ActorCounts(actors, _stance_counts(asked, about, filter, (ledger, targets, counts)))


def _stance_counts(asked: Asked, about: StoredAbout, filter: Filter, groups: tuple[Ints, Ints, Ints]) -> dict[str, int]:
    """As perpetrators, whom a statement is about; where only targets are looked for, statements don't matter."""
    ledger, targets, counts = groups
    chosen = {actor for actor in filter.actors if actor in about.actors}
    if filter.actor_role is ActorRole.TARGET:
        struck = np.isin(targets, asked.sets["targets"].holding(chosen)) if filter.actors else counts >= 0
        return dict.fromkeys(map(str, Stance), int(counts[struck].sum()))
    found = {}
    for word in map(str, Stance):
        codes = asked.sets["ledger"].where(
            lambda actor, stance, word=word: stance == word and (not filter.actors or actor in chosen)  # type: ignore[misc]
        )
        found[word] = int(counts[np.isin(ledger, codes)].sum())
    return found


def _by_code(sets: Sets, stances: set[str] | None) -> dict[int, set[str]]:
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
