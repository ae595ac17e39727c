"""The ledger in words: one row an entry, and the headline over all of them. A claim is not an attribution."""

from dataclasses import dataclass

from geo.card.fact_words import capital, full_name, joined, name
from geo.dates import day_words
from geo.model.dataset import Dataset
from geo.model.incident import Claim, Incident
from geo.model.record_base import REPORT
from geo.model.vocabularies import NAMING, KnownBasis, Stance

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
    Stance.PARTY: "{}",
}
_ABOUT_EVENT = {
    Stance.SUSPECTED: "the event, as not confirmed",
    Stance.REPORTED: "the event",
    Stance.DENIED: "the event",
    Stance.DISPUTED: "that it happened as reported",
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
        who=dataset.sources[claim.source].short_title if _by_table(claim) else full_name(dataset, claim.by),
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
    """Who is named by whom, and whom it hit, in a line: ``By A against B``; ``Parties: A and B``; ``Against B; no
    perpetrator named``; ``Attributed to A by C; denied by A``."""
    against = _against(dataset, incident)
    named = [part for stance in Stance if stance in NAMING for part in _clauses(dataset, incident, stance)]
    if not incident.perpetrators:
        named += _without_perpetrators(dataset, incident, against)
    elif incident.parties:
        named.append(f"also {_parties(dataset, incident)}")
    others = [part for stance in (Stance.DENIED, Stance.DISPUTED) for part in _clauses(dataset, incident, stance)]
    return capital("; ".join([*named, *others]))


def _without_perpetrators(dataset: Dataset, incident: Incident, against: str) -> list[str]:
    if incident.parties:
        return [_parties(dataset, incident), *([f"against {against}"] if against else [])]
    return [f"against {against}", NOBODY[0].lower() + NOBODY[1:]] if against else [NOBODY]


def _parties(dataset: Dataset, incident: Incident) -> str:
    word = "party" if len(incident.parties) == 1 else "parties"
    return f"{word}: {joined(name(dataset, actor) for actor in incident.parties)}"


def _against(dataset: Dataset, incident: Incident) -> str:
    return joined(name(dataset, actor) for actor in incident.targets)


def _clauses(dataset: Dataset, incident: Incident, stance: Stance) -> list[str]:
    """One clause for each speaker who takes this stance; a table that speaks for itself isn't named."""
    speakers: dict[tuple[str, bool], list[str]] = {}
    for claim in incident.claims:
        if claim.stance is stance and (claim.actor is not None or stance is Stance.DISPUTED):
            actors = speakers.setdefault((claim.by, _by_table(claim)), [])
            if claim.actor is not None and claim.actor not in actors:
                actors.append(claim.actor)
    against = _against(dataset, incident)
    return [
        _by_row(dataset, stance, actors, against) if table else _clause(dataset, stance, by, actors, against)
        for (by, table), actors in speakers.items()
    ]


def _by_table(claim: Claim) -> bool:
    """Whether a row of a table says so, and no third party in it."""
    return claim.row is not None and claim.by == REPORT


def _by_row(dataset: Dataset, stance: Stance, actors: list[str], against: str) -> str:
    whom = joined(name(dataset, actor) for actor in actors)
    hit = f", against {against}" if against else ""
    words = {
        Stance.REPORTED: f"by {whom} against {against}" if against else f"by {whom}",
        Stance.ATTRIBUTED: f"attributed to {whom}{hit}",
        Stance.SUSPECTED: f"suspected: {whom}{hit}",
        Stance.DENIED: f"denied for {whom}",
        Stance.DISPUTED: "disputed",
    }
    return words[stance]


def _clause(dataset: Dataset, stance: Stance, by: str, actors: list[str], against: str) -> str:
    speaker, whom = name(dataset, by), joined(name(dataset, actor) for actor in actors)
    if stance is Stance.CLAIMED:
        return f"claimed by {speaker}"
    if stance is Stance.REPORTED:
        return f"by {whom}" + (f" against {against}" if against else "") + f", according to {speaker}"
    if stance is Stance.SUSPECTED:
        return f"{whom} suspected by {speaker}"
    if stance is Stance.DENIED:
        return f"denied by {speaker}" + ("" if actors == [by] else f" for {whom}")
    return f"attributed to {whom} by {speaker}" if stance is Stance.ATTRIBUTED else f"disputed by {speaker}"
