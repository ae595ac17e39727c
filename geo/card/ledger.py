"""The ledger in words: one row an entry, and the headline over all of them. A claim is not an attribution."""

from dataclasses import dataclass

from geo.card.words import capital, full_name, joined, name
from geo.dates import day_words
from geo.model.dataset import Dataset
from geo.model.incident import Claim, Incident
from geo.model.vocabularies import KnownBasis, Stance

NOBODY = "No perpetrator named"
_SINCE = {
    KnownBasis.STATED: "{}",
    KnownBasis.PUBLISHED: "{}, day of publication",
    KnownBasis.EARLIEST: "{} at the earliest",
}
_ABOUT = {
    Stance.CLAIMED: "to have carried it out",
    Stance.ATTRIBUTED: "to {}",
    Stance.SUSPECTED: "{}",
    Stance.REPORTED: "as an act of {}",
    Stance.DENIED: "that it was an act of {}",
    Stance.DISPUTED: "the part of {}",
}
_ABOUT_EVENT = {
    Stance.SUSPECTED: "the event, as not confirmed",
    Stance.REPORTED: "the event",
    Stance.DENIED: "the event",
    Stance.DISPUTED: "that it happened as told",
}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry of the ledger in words: ``who`` ``stance`` ``about``."""

    known_since: str
    who: str
    stance: str
    about: str
    source: str
    where: str
    note: str | None


def ledger_rows(dataset: Dataset, incident: Incident) -> tuple[LedgerRow, ...]:
    """The ledger in the order in which it became known; entries of one day in the order of the file."""
    return tuple(_row(dataset, claim) for claim in sorted(incident.claims, key=lambda claim: claim.known_since))


def _row(dataset: Dataset, claim: Claim) -> LedgerRow:
    return LedgerRow(
        known_since=_SINCE[claim.known_since_basis].format(day_words(claim.known_since)),
        who=full_name(dataset, claim.by),
        stance=claim.stance.label,
        about=_about(dataset, claim),
        source=dataset.sources[claim.source].short_title,
        where=claim.where,
        note=claim.note,
    )


def _about(dataset: Dataset, claim: Claim) -> str:
    if claim.actor is None:
        return _ABOUT_EVENT.get(claim.stance, "the event")
    if claim.stance is Stance.DENIED and claim.by == claim.actor:
        return "having carried it out"
    return _ABOUT[claim.stance].format(name(dataset, claim.actor))


def headline(dataset: Dataset, incident: Incident) -> str:
    """Who is named by whom, in a line: ``Attributed to A by B; denied by A``."""
    named = [part for stance in Stance for part in _clauses(dataset, incident, stance)]
    if not incident.perpetrators:
        named = [NOBODY, *named]
    return capital("; ".join(named))


def _clauses(dataset: Dataset, incident: Incident, stance: Stance) -> list[str]:
    """One clause for each speaker who takes this stance."""
    speakers: dict[str, list[str]] = {}
    for claim in incident.claims:
        if claim.stance is stance and (claim.actor is not None or stance is Stance.DISPUTED):
            actors = speakers.setdefault(claim.by, [])
            if claim.actor is not None and claim.actor not in actors:
                actors.append(claim.actor)
    return [_clause(dataset, stance, by, actors) for by, actors in speakers.items()]


def _clause(dataset: Dataset, stance: Stance, by: str, actors: list[str]) -> str:
    speaker, whom = name(dataset, by), joined(name(dataset, actor) for actor in actors)
    if stance is Stance.CLAIMED:
        return f"claimed by {speaker}"
    if stance is Stance.REPORTED:
        return f"by {whom}, as {speaker} tells"
    if stance is Stance.SUSPECTED:
        return f"{whom} suspected by {speaker}"
    if stance is Stance.DENIED:
        return f"denied by {speaker}" + ("" if actors == [by] else f" for {whom}")
    return f"attributed to {whom} by {speaker}" if stance is Stance.ATTRIBUTED else f"disputed by {speaker}"
