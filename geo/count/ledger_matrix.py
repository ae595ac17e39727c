"""The matrix of actors and stances over all incidents: who is named in which stance or role, who is a target, who
speaks, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.model.dataset import Dataset
from geo.model.record_base import REPORT
from geo.model.vocabularies import Stance

Ids = tuple[str, ...]
_STANCES = {str(stance): stance for stance in Stance}


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor across incidents. Ids are those of incidents, each once, in the order of the dataset."""

    actor: str | None
    """Actor id; ``None`` for entries that mean the event itself and name nobody."""
    stances: Mapping[Stance, Ids]
    """Incidents in which an entry about the actor takes that stance; stances without any are left out. As a party
    an actor counts only where it isn't a perpetrator too."""
    target: Ids
    """Incidents that hit the actor or were aimed at it."""
    speaks: Ids
    """Incidents in which the actor says something about whose act it was."""

    @property
    def named(self) -> Ids:
        """Incidents in which any entry is about the actor, or it is a target."""
        every = {incident: None for ids in self.stances.values() for incident in ids}
        return tuple(dict.fromkeys((*every, *self.target)))


def ledger_matrix(dataset: Dataset, ids: Iterable[str]) -> tuple[ActorLine, ...]:
    """One line for every actor of the dataset, counted over the given incidents, the most named first.

    Counts are incidents, not entries: two entries of one stance in one incident count once. The line of the
    event itself (``actor`` is ``None``) comes last. Actors that appear in none of them have an empty line.
    """
    rank = {str(incident): place for place, incident in enumerate(dataset.incidents.index)}
    wanted = set(ids)
    claims = dataset.claims[["incident", "actor", "stance", "by"]]
    claims = claims[claims["incident"].isin(wanted)]
    incidents = dataset.incidents[["parties", "targets"]][dataset.incidents.index.isin(wanted)]
    stances = _by_stance(claims[claims["stance"] != str(Stance.PARTY)], rank)
    for actor, found in _listed(incidents["parties"], rank).items():
        stances.setdefault(actor, {})[Stance.PARTY] = found
    speaks = _grouped(zip(claims["by"], claims["incident"], strict=True), rank)
    hit = _listed(incidents["targets"], rank)
    lines = [
        ActorLine(actor, stances.get(actor, {}), hit.get(actor, ()), speaks.get(actor, ()))
        for actor in dict.fromkeys((*dataset.actors, *stances, *hit, *speaks))
        if actor is not None and actor != REPORT
    ]
    lines.sort(key=lambda line: (-len(line.named), -len(line.speaks), dataset.actor_name(str(line.actor))))
    return (*lines, ActorLine(None, stances.get(None, {}), (), speaks.get(REPORT, ())))


def _by_stance(claims: pd.DataFrame, rank: Mapping[str, int]) -> dict[str | None, dict[Stance, Ids]]:
    found: dict[str | None, dict[Stance, Ids]] = {}
    for word, entries in claims.groupby("stance", sort=False):
        actors = (None if pd.isna(actor) else str(actor) for actor in entries["actor"])
        for actor, ids in _grouped(zip(actors, entries["incident"], strict=True), rank).items():
            found.setdefault(actor, {})[_STANCES[str(word)]] = ids
    return {actor: {s: by[s] for s in Stance if s in by} for actor, by in found.items()}


def _listed(actors: pd.Series, rank: Mapping[str, int]) -> dict[str | None, Ids]:
    """Incidents by the actors that a column lists."""
    return _grouped(((actor, incident) for incident, listed in actors.items() for actor in listed), rank)


def _grouped(pairs: Iterable[tuple[str | None, str]], rank: Mapping[str, int]) -> dict[str | None, Ids]:
    """Incidents by actor, each once, in the order of the dataset."""
    sets: dict[str | None, set[str]] = {}
    for actor, incident in pairs:
        sets.setdefault(actor, set()).add(str(incident))
    return {actor: tuple(sorted(ids, key=rank.__getitem__)) for actor, ids in sets.items()}
