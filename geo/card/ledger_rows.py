"""The ledger in words: one row an entry, and the headline over all of them. A claim is not an attribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from geo.card.fact_words import capital, full_name, joined, name
from geo.dates import day_words
from geo.model.dataset import Dataset
from geo.model.incident_values import ClaimValues, IncidentValues
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


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry of the ledger in words, but for where it stands and its note: the same for many incidents."""

    known_since: str
    who: str
    stance: str
    about: str
    source: str

    def at(self, where: str, note: str | None) -> LedgerRow:
        """The entry of one incident."""
        return LedgerRow(self.known_since, self.who, self.stance, self.about, self.source, where, note)


class Assertion(NamedTuple):
    """Who asserts what about whose act: what a headline follows from."""

    stance: Stance
    actor: str | None
    by: str
    by_table: bool
    """Whether a row of a table says so, and no third party in it."""


def assertion_of(claim: ClaimValues) -> Assertion:
    """What an entry of the ledger asserts."""
    return Assertion(claim.stance, claim.actor, claim.by, claim.row is not None and claim.by == REPORT)


def entry_words(dataset: Dataset, told: Assertion, since: date, basis: KnownBasis, source: str) -> EntryWords:
    """An entry of the ledger in words: what is asserted, since when, and in which source it stands."""
    short = dataset.sources[source].short_title
    return EntryWords(
        known_since=_SINCE[basis].format(day_words(since)),
        who=short if told.by_table else full_name(dataset, told.by),
        stance=told.stance.label,
        about=_about(dataset, told),
        source=short,
    )


def in_order(claims: Sequence[ClaimValues]) -> list[ClaimValues]:
    """The ledger in the order in which it became known; entries of one day in the order of the file."""
    return sorted(claims, key=lambda claim: claim.known_since)


def _about(dataset: Dataset, told: Assertion) -> str:
    if told.actor is None:
        return _ABOUT_EVENT.get(told.stance, "the event")
    if told.stance is Stance.DENIED and told.by == told.actor:
        return "having carried it out"
    return _ABOUT[told.stance].format(name(dataset, told.actor))


class Involved(NamedTuple):
    """Who took part in an incident, whom it hit, and what the ledger asserts: what its headline follows from."""

    targets: tuple[str, ...]
    perpetrators: tuple[str, ...]
    parties: tuple[str, ...]
    ledger: tuple[Assertion, ...]


def involved_in(incident: IncidentValues) -> Involved:
    """Those of an incident."""
    return Involved(
        incident.targets, incident.perpetrators, incident.parties, tuple(map(assertion_of, incident.claims))
    )


def headline(dataset: Dataset, involved: Involved) -> str:
    """Who is named by whom, and whom it hit, in a line: ``By A against B``; ``Parties: A and B``; ``Against B; no
    perpetrator named``; ``Attributed to A by C; denied by A``."""
    against = joined(name(dataset, actor) for actor in involved.targets)
    named = [part for stance in Stance if stance in NAMING for part in _clauses(dataset, involved, stance, against)]
    if not involved.perpetrators:
        named += _without_perpetrators(dataset, involved.parties, against)
    elif involved.parties:
        named.append(f"also {_parties(dataset, involved.parties)}")
    denied = (Stance.DENIED, Stance.DISPUTED)
    others = [part for stance in denied for part in _clauses(dataset, involved, stance, against)]
    return capital("; ".join([*named, *others]))


def _without_perpetrators(dataset: Dataset, parties: tuple[str, ...], against: str) -> list[str]:
    if parties:
        return [_parties(dataset, parties), *([f"against {against}"] if against else [])]
    return [f"against {against}", NOBODY[0].lower() + NOBODY[1:]] if against else [NOBODY]


def _parties(dataset: Dataset, parties: tuple[str, ...]) -> str:
    word = "party" if len(parties) == 1 else "parties"
    return f"{word}: {joined(name(dataset, actor) for actor in parties)}"


def _clauses(dataset: Dataset, involved: Involved, stance: Stance, against: str) -> list[str]:
    """One clause for each speaker who takes this stance; a table that speaks for itself isn't named."""
    speakers: dict[tuple[str, bool], list[str]] = {}
    for told in involved.ledger:
        if told.stance is stance and (told.actor is not None or stance is Stance.DISPUTED):
            actors = speakers.setdefault((told.by, told.by_table), [])
            if told.actor is not None and told.actor not in actors:
                actors.append(told.actor)
    return [
        _by_row(dataset, stance, actors, against) if table else _clause(dataset, stance, by, actors, against)
        for (by, table), actors in speakers.items()
    ]


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
