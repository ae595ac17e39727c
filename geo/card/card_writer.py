"""Cards of incidents of a dataset: words follow from columns, and what many incidents share is worded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial

from geo.admin1 import BASIS, derived_at
from geo.card import fact_words
from geo.card.actor_facts import may_be, names_of, spellings, targets
from geo.card.card import Card, CasualtyRow, CellsOfRow, CitedSource, Term
from geo.card.ledger_rows import LedgerRow, assertion_of, entry_words, headline, in_order, involved_in
from geo.dates import DatePrecision, DateSpan, date_words, day_words
from geo.model.cited_source import NOT_STATED as NO_PUBLISHER
from geo.model.cited_source import Source
from geo.model.dataset import Dataset
from geo.model.derive import killed, wounded
from geo.model.incident_values import CasualtyValues, CitationValues, ClaimValues, IncidentValues
from geo.vocabulary import Vocabulary


class CardWriter:
    """Makes the cards, and the rows of lists, of a dataset: one for each incident that it is given, however that was read. Keep it for as many
    cards as are made together, no longer: it remembers their words."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._headline = cache(partial(headline, dataset))
        self._entry = cache(partial(entry_words, dataset))
        self._place = cache(fact_words.place_line)
        self._placed = cache(fact_words.how_placed)
        self._weapons = cache(fact_words.weapons)
        self._names = cache(partial(names_of, dataset))
        self._targets = cache(partial(targets, dataset))
        self._spellings = cache(partial(spellings, dataset))
        self._may_be = cache(partial(may_be, dataset))
        self._when = cache(_when)
        self._word = cache(_word)
        self._publisher = cache(lambda source: _publisher(dataset.sources[source]))

    def card(self, incident: IncidentValues) -> Card:
        """The card of an incident, without the rows that it came from."""
        return Card(
            id=incident.id,
            title=incident.title,
            summary=incident.summary,
            kind=self._word(incident.kind),
            verification=self._word(incident.verification),
            headline=self._headline(involved_in(incident)),
            when=self._when(incident.date_start, incident.date_end, incident.date_precision),
            where=self._where(incident),
            facts=tuple([fact for fact in self._facts(incident) if fact[1]]),
            casualties=tuple(map(self._casualty, incident.casualties)),
            ledger=tuple(map(self._ledger_row, in_order(incident.claims))),
            sources=self._sources(incident.sources),
        )

    def row(self, incident: IncidentValues) -> dict[str, str]:
        """What a list or a tooltip says of an incident; of killed and wounded nothing where no figure is stated."""
        people = {"killed": killed(incident.casualties), "wounded": wounded(incident.casualties)}
        return {
            "id": incident.id,
            "title": incident.title,
            "when": self._when(incident.date_start, incident.date_end, incident.date_precision),
            "where": self._where(incident),
            "headline": self._headline(involved_in(incident)),
            **{name: "" if told is None else told.words() for name, told in people.items()},
        }

    def _where(self, incident: IncidentValues) -> str:
        return self._place(incident.place or "", incident.admin1 or "", incident.country)

    def _facts(self, incident: IncidentValues) -> tuple[tuple[str, str], ...]:
        placed = fact_words.capital(
            self._placed(incident.location_precision, incident.radius_km, incident.geometry is not None)
        )
        took_part = (*incident.perpetrators, *incident.parties)
        return (
            ("How placed", f"{placed}. {incident.location_basis}" if incident.location_basis else f"{placed}."),
            ("Native name", incident.place_native or ""),
            ("Governorate", incident.admin1 or self._governorate(incident.id)),
            ("How dated", incident.date_basis or ""),
            ("What happened", incident.event_type.label),
            ("Weapons", self._weapons(incident.weapons, incident.munitions)),
            ("Parties", self._names(incident.parties)),
            ("Targets", self._targets(incident.targets, tuple([cited.source for cited in incident.sources]))),
            ("On the casualties", _figure_notes(incident.casualties)),
            ("Names in the sources", self._spellings(took_part)),
            ("May be the same", self._may_be(took_part)),
        )

    def _governorate(self, incident_id: str) -> str:
        """In which it lies by its place, where no source states one; empty where the place does not tell."""
        derived = derived_at(self._dataset, incident_id)
        return f"{fact_words.joined(derived)} ({BASIS})" if derived else ""

    def _casualty(self, row: CasualtyValues) -> CasualtyRow:
        source = f"{self._dataset.sources[row.source].short_title}, {row.where}"
        killed, wounded = fact_words.figure(row.killed), fact_words.figure(row.wounded)
        return CasualtyRow(row.group.label, killed, wounded, source, row.note)

    def _ledger_row(self, claim: ClaimValues) -> LedgerRow:
        told = self._entry(assertion_of(claim), claim.known_since, claim.known_since_basis, claim.source)
        return told.at(claim.where, claim.note)

    def _sources(self, citations: Sequence[CitationValues]) -> tuple[CitedSource, ...]:
        places: dict[str, list[int]] = {}
        for citation in citations:
            places.setdefault(citation.source, []).append(citation.paragraph or citation.row or 0)
        return tuple([self._cited(source, numbers) for source, numbers in places.items()])

    def _cited(self, source_id: str, numbers: list[int]) -> CitedSource:
        source = self._dataset.sources[source_id]
        sign = "¶" if source.paragraphs is not None else "row"
        where = f"{sign} {', '.join(map(str, sorted(set(numbers))))}"
        return CitedSource(source.title, self._publisher(source_id), where)


def incident_card(dataset: Dataset, incident_id: str) -> Card:
    """The card of an incident; raises KeyError for an id that the dataset doesn't hold."""
    told = CardWriter(dataset).card(dataset.incident(incident_id))
    rows = dataset.source_rows.of(incident_id)
    return replace(told, source_rows=tuple(CellsOfRow(f"{row.file}, row {row.row:,}", row.cells) for row in rows))


def _when(start: date, end: date, precision: DatePrecision) -> str:
    return date_words(DateSpan(start, end, precision))


def _figure_notes(casualties: Sequence[CasualtyValues]) -> str:
    """What the figures alone would hide: how the sources word them, and that rows of one group never add."""
    notes = [f"{row.group.label}: {row.note}" for row in casualties if row.note]
    groups = [row.group for row in casualties]
    if len(set(groups)) < len(groups):
        notes.append("Sources differ; do not add these figures.")
    return " ".join(notes)


def _publisher(source: Source) -> str:
    publisher = "publisher not stated" if source.publisher == NO_PUBLISHER else source.publisher
    return f"{publisher}, {_published(source)}"


def _published(source: Source) -> str:
    if source.date_start == source.date_end:
        return day_words(source.date_start)
    return date_words(DateSpan(source.date_start, source.date_end, DatePrecision.PERIOD))


def _word(member: Vocabulary) -> Term:
    return Term(member.value, member.label, member.definition)
