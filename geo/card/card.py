"""The card of an incident: all that is known of it, in words, with where each of these stands."""

from dataclasses import dataclass
from typing import Any

from geo.card.ledger_rows import LedgerRow

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
