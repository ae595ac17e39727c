"""Two incidents side by side."""

from __future__ import annotations

from geo.card.ledger_rows import headline, involved_in
from geo.dates import date_words
from geo.model.dataset import Dataset
from geo.ui.components.prose import Block, table
from geo.ui.components.widgets import line


def side_by_side(dataset: Dataset, first: str, other: Dataset, second: str, caption: str) -> Block:
    """A row an incident: what happened, when, where, who; the second may be of another dataset."""
    rows = [_cells(dataset, first), _cells(other, second)]
    columns = [("Incident", "36%"), ("When", "18%"), ("Where", "18%"), ("Who", "28%")]
    return table(caption, columns, rows)


def _cells(dataset: Dataset, incident: str) -> list[object]:
    record = dataset.incident(incident)
    actors = headline(dataset, involved_in(record))
    words = [line(record.title, "strong"), line(record.summary[:300]), line(_cited(dataset, incident), "muted")]
    return [words, date_words(record.span), record.place or "not stated", actors]


def _cited(dataset: Dataset, incident: str) -> str:
    citation = dataset.incident(incident).sources[0]
    return f"{dataset.sources[citation.source].short_title}, {citation.where}"
