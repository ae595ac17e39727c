"""The card of an incident: all that is known of it, in words, with where each of these stands."""

from dataclasses import dataclass, replace
from typing import Any

from geo.admin1 import BASIS, derived_at
from geo.card import fact_words
from geo.card.ledger_rows import LedgerRow, headline, ledger_rows
from geo.dates import DatePrecision, DateSpan, date_words, day_words
from geo.model.cited_source import NOT_STATED as NO_PUBLISHER
from geo.model.cited_source import Source
from geo.model.dataset import Dataset
from geo.model.derive import killed, wounded
from geo.model.incident import Casualty, Incident
from geo.model.record_base import Figure
from geo.model.vocabularies import ActorKind
from geo.vocabulary import Vocabulary

CASUALTY_COLUMNS = ("Group", "Killed", "Wounded", "Source")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a controlled vocabulary with its definition."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class CasualtyRow:
    """Killed and wounded of one group by one source; ``not stated`` where it says nothing."""

    group: str
    killed: str
    wounded: str
    source: str
    note: str | None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of the incident with the places in it: ``¶ 9, 30, 31``."""

    title: str
    publisher: str
    where: str


@dataclass(frozen=True, slots=True)
class CellsOfRow:
    """A row of the file that the incident was read from: which one, and its cells (column, text)."""

    where: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An incident in words. ``facts`` are pairs of a heading and a text, in the order to show them in."""

    id: str
    title: str
    summary: str
    kind: Term
    verification: Term
    headline: str
    when: str
    where: str
    facts: tuple[tuple[str, str], ...]
    casualties: tuple[CasualtyRow, ...]
    ledger: tuple[LedgerRow, ...]
    sources: tuple[CitedSource, ...]
    source_rows: tuple[CellsOfRow, ...] = ()
    """Empty where the incident was not read from a table."""

    def to_dict(self) -> dict[str, Any]:
        """The card as JSON values, in the shape that the panel reads."""
        return {
            "id": self.id,
            "title": self.title,
            "summary": self.summary,
            "kind": _term(self.kind),
            "verification": _term(self.verification),
            "headline": self.headline,
            "when": self.when,
            "where": self.where,
            "facts": [list(fact) for fact in self.facts],
            "casualties": {
                "columns": list(CASUALTY_COLUMNS),
                "rows": [[row.group, row.killed, row.wounded, row.source] for row in self.casualties],
                "notes": [row.note for row in self.casualties],
            },
            "ledger": [_ledger(row) for row in self.ledger],
            "sources": [
                {"title": source.title, "publisher": source.publisher, "paragraph": source.where}
                for source in self.sources
            ],
            "sourceRows": [
                {"where": row.where, "cells": [list(cell) for cell in row.cells]} for row in self.source_rows
            ],
        }


def incident_card(dataset: Dataset, incident_id: str) -> Card:
    """The card of an incident; raises KeyError for an id that the dataset doesn't hold."""
    told = evidence_card(dataset, dataset.incident(incident_id))
    rows = dataset.source_rows.of(incident_id)
    return replace(told, source_rows=tuple(CellsOfRow(f"{row.file}, row {row.row:,}", row.cells) for row in rows))


def evidence_card(dataset: Dataset, incident: Incident) -> Card:
    """The same of an incident that was read already, without the rows that it came from: for very many at once."""
    return Card(
        id=incident.id,
        title=incident.title,
        summary=incident.summary,
        kind=_word(incident.kind),
        verification=_word(incident.verification),
        headline=headline(dataset, incident),
        when=date_words(incident.span),
        where=fact_words.where(incident),
        facts=tuple(fact for fact in _facts(dataset, incident) if fact[1]),
        casualties=tuple(_casualty(dataset, row) for row in incident.casualties),
        ledger=ledger_rows(dataset, incident),
        sources=_sources(dataset, incident),
    )


def incident_row(dataset: Dataset, incident: Incident) -> dict[str, str]:
    """What a list or a tooltip says of an incident; of killed and wounded nothing where no figure is stated."""
    return {
        "id": incident.id,
        "title": incident.title,
        "when": date_words(incident.span),
        "where": fact_words.where(incident),
        "headline": headline(dataset, incident),
        **{name: "" if told is None else told.words() for name, told in _people(incident)},
    }


def _people(incident: Incident) -> tuple[tuple[str, Figure | None], ...]:
    return (("killed", killed(incident.casualties)), ("wounded", wounded(incident.casualties)))


def _facts(dataset: Dataset, incident: Incident) -> list[tuple[str, str]]:
    placed = fact_words.capital(fact_words.how_sure(incident))
    return [
        ("How placed", f"{placed}. {incident.location_basis}" if incident.location_basis else f"{placed}."),
        ("Native name", incident.place_native or ""),
        ("Governorate", incident.admin1 or _governorate(dataset, incident)),
        ("How dated", incident.date_basis or ""),
        ("What happened", incident.event_type.label),
        ("Weapons", fact_words.weapons(incident)),
        ("Parties", "; ".join(fact_words.full_name(dataset, actor) for actor in incident.parties)),
        ("Targets", _targets(dataset, incident)),
        ("On the casualties", _figure_notes(incident)),
        ("Names in the sources", _spellings(dataset, incident)),
        ("May be the same", _may_be(dataset, incident)),
    ]


def _governorate(dataset: Dataset, incident: Incident) -> str:
    """In which it lies by its place, where no source states one; empty where the place does not tell."""
    derived = derived_at(dataset, incident.id)
    return f"{fact_words.joined(derived)} ({BASIS})" if derived else ""


def _targets(dataset: Dataset, incident: Incident) -> str:
    """Whom it hit or was aimed at, and who says so: the sources of the incident as a whole."""
    if not incident.targets:
        return ""
    names = "; ".join(fact_words.full_name(dataset, actor) for actor in incident.targets)
    told = dict.fromkeys(dataset.sources[cited.source].short_title for cited in incident.sources)
    return f"{names}, according to {fact_words.joined(told)}"


def _spellings(dataset: Dataset, incident: Incident) -> str:
    """How the sources spell the armed groups that took part, where not as we do."""
    found = []
    for actor_id in (*incident.perpetrators, *incident.parties):
        actor = dataset.actors.get(actor_id)
        if actor is not None and actor.kind is ActorKind.ARMED_GROUP:
            others = [spelling for spelling in actor.names if spelling not in {actor.name, actor.native_name}]
            found += [f"{actor.name}: {', '.join(others)}"] if others else []
    return "; ".join(found)


def _may_be(dataset: Dataset, incident: Incident) -> str:
    """Which of those who took part may be the same as which other actors, and who says so."""
    found = []
    for actor_id in (*incident.perpetrators, *incident.parties):
        actor = dataset.actors.get(actor_id)
        if actor is not None and actor.may_be:
            others = fact_words.joined((fact_words.name(dataset, same.actor) for same in actor.may_be), "or")
            speakers = fact_words.joined(dict.fromkeys(fact_words.name(dataset, same.by) for same in actor.may_be))
            found.append(f"{actor.name} may be the same as {others}, by {speakers}")
    return "; ".join(found)


def _figure_notes(incident: Incident) -> str:
    """What the figures alone would hide: how the sources word them, and that rows of one group never add."""
    notes = [f"{row.group.label}: {row.note}" for row in incident.casualties if row.note]
    groups = [row.group for row in incident.casualties]
    if len(set(groups)) < len(groups):
        notes.append("Sources differ; do not add these figures.")
    return " ".join(notes)


def _casualty(dataset: Dataset, row: Casualty) -> CasualtyRow:
    source = f"{dataset.sources[row.source].short_title}, {row.where}"
    return CasualtyRow(row.group.label, fact_words.figure(row.killed), fact_words.figure(row.wounded), source, row.note)


def _sources(dataset: Dataset, incident: Incident) -> tuple[CitedSource, ...]:
    places: dict[str, list[int]] = {}
    for citation in incident.sources:
        places.setdefault(citation.source, []).append(citation.paragraph or citation.row or 0)
    return tuple(_cited(dataset.sources[source], numbers) for source, numbers in places.items())


def _cited(source: Source, numbers: list[int]) -> CitedSource:
    publisher = "publisher not stated" if source.publisher == NO_PUBLISHER else source.publisher
    sign = "¶" if source.paragraphs is not None else "row"
    where = f"{sign} {', '.join(str(number) for number in sorted(set(numbers)))}"
    return CitedSource(source.title, f"{publisher}, {_published(source)}", where)


def _published(source: Source) -> str:
    if source.date_start == source.date_end:
        return day_words(source.date_start)
    return date_words(DateSpan(source.date_start, source.date_end, DatePrecision.PERIOD))


def _word(member: Vocabulary) -> Term:
    return Term(member.value, member.label, member.definition)


def _term(term: Term) -> dict[str, str]:
    return {"value": term.value, "label": term.label, "definition": term.definition}


def _ledger(row: LedgerRow) -> dict[str, str | None]:
    return {
        "known_since": row.known_since,
        "who": row.who,
        "stance": row.stance,
        "about": row.about,
        "source": row.source,
        "paragraph": row.where,
        "note": row.note,
    }
