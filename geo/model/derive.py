"""Headline facts derived from ledger, figures and sources (the rules in words are in ``rules``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.incident_values import CasualtyValues
from geo.model.record_base import Citation, Figure
from geo.model.statements import Claim
from geo.model.vocabularies import NAMING, ActorKind, PerpetratorKind, Stance, Verification

_TELLING = (NAMING | {Stance.PARTY}) - {Stance.CLAIMED}
_STATE_HUES = {"US": PerpetratorKind.UNITED_STATES, "IR": PerpetratorKind.IRAN}
_KIND_HUES = {
    ActorKind.ARMED_GROUP: PerpetratorKind.ARMED_GROUP,
    ActorKind.UMBRELLA: PerpetratorKind.ARMED_GROUP,
    ActorKind.CROWD: PerpetratorKind.CROWD,
}


def perpetrators(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Actor ids that the ledger puts forward, each once, in its order (see ``PERPETRATORS_RULE``)."""
    named = (claim.actor for claim in claims if claim.stance in NAMING)
    return tuple(dict.fromkeys(actor for actor in named if actor is not None))


def parties(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Actor ids of who took part and is no perpetrator, each once, in order (see ``PARTIES_RULE``)."""
    named = (claim.actor for claim in claims if claim.stance is Stance.PARTY)
    acting = perpetrators(claims)
    return tuple(dict.fromkeys(actor for actor in named if actor is not None and actor not in acting))


def verification(
    claims: Sequence[Claim],
    citations: Iterable[Citation],
    sources: Mapping[str, Source],
) -> Verification:
    """How far the sources carry an incident (see ``VERIFICATION_RULE``); unknown ids count as themselves."""
    if any(claim.stance is Stance.DISPUTED for claim in claims):
        return Verification.DISPUTED
    claimants = {claim.actor for claim in claims if claim.stance is Stance.CLAIMED}
    told_by_others = any(claim.stance in _TELLING and claim.by not in claimants for claim in claims)
    if claimants and not told_by_others:
        return Verification.CLAIMED_ONLY
    origins = {_origin(citation, sources) for citation in citations}
    return Verification.CORROBORATED if len(origins) > 1 else Verification.REPORTED


def _origin(citation: Citation, sources: Mapping[str, Source]) -> str:
    source = sources.get(citation.source)
    return citation.source if source is None else source.origin(citation)


def perpetrator_kind(
    perpetrators: Sequence[str], actors: Mapping[str, Actor], parties: Sequence[str] = ()
) -> PerpetratorKind:
    """The hue of an incident (see ``PERPETRATOR_KIND_RULE``); an id that ``actors`` lacks is of no known kind."""
    if parties and not perpetrators:
        return PerpetratorKind.PARTIES
    named = [actors.get(actor) for actor in perpetrators]
    if not named:
        return PerpetratorKind.UNKNOWN
    bodies = [actor for actor in named if actor is None or actor.kind is not ActorKind.PERSON]
    hues = {_hue(actor) for actor in bodies or named}
    return hues.pop() if len(hues) == 1 else PerpetratorKind.OTHER


def _hue(actor: Actor | None) -> PerpetratorKind:
    if actor is None:
        return PerpetratorKind.OTHER
    if actor.kind in _KIND_HUES:
        return _KIND_HUES[actor.kind]
    if actor.state is None:
        return PerpetratorKind.OTHER
    return _STATE_HUES.get(actor.state, PerpetratorKind.OTHER_STATE)


def killed(casualties: Iterable[CasualtyValues]) -> Figure | None:
    """People killed, over all groups (see ``KILLED_RULE``); ``None`` where no source states a figure."""
    return _added((row.group, row.killed) for row in casualties)


def wounded(casualties: Iterable[CasualtyValues]) -> Figure | None:
    """People wounded, over all groups, by the same rule."""
    return _added((row.group, row.wounded) for row in casualties)


def _added(rows: Iterable[tuple[str, Figure | None]]) -> Figure | None:
    groups: dict[str, list[Figure]] = {}
    for group, figure in rows:
        if figure is not None:
            groups.setdefault(group, []).append(figure)
    if not groups:
        return None
    low = sum(min(figure.min for figure in figures) for figures in groups.values())
    tops = [figure.max for figures in groups.values() for figure in figures]
    if None in tops:
        return Figure(min=low, max=None)
    return Figure(min=low, max=sum(max(f.max or 0 for f in figures) for figures in groups.values()))
