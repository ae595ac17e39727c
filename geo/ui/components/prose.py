"""Blocks of reference text for the widget ``prose``: headings, paragraphs, terms, tables, folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.codebook_tables import RecordTable, VocabularyTable, allowed_values

Block = dict[str, Any]
Cell = Any


def heading(text: str, id: str = "", level: int = 2) -> Block:
    """A heading; ``id`` makes it a place to go to."""
    return {"is": "heading", "text": text, "level": level, **({"id": id} if id else {})}


def text(words: str, style: str = "") -> Block:
    """A paragraph; ``style`` is lead or muted."""
    return {"is": "text", "text": words, "style": style}


def terms(pairs: Iterable[tuple[str, Cell]]) -> Block:
    """Pairs of a term and what is said of it; pairs of which nothing is said are left out."""
    return {"is": "terms", "terms": [[term, content] for term, content in pairs if content]}


def table(
    caption: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Cell]], min_width: str = "640px"
) -> Block:
    """A table; a column is its heading and its width."""
    named = [{"id": label, "label": label, "width": width} for label, width in columns]
    listed = [{"id": str(place), "cells": list(cells)} for place, cells in enumerate(rows)]
    content = {
        "caption": caption,
        "captionHidden": True,
        "columns": named,
        "rows": listed,
        "minWidth": min_width,
    }
    return {"is": "table", "table": content}


def fold(title: str, id: str, blocks: Iterable[Block]) -> Block:
    """Something that a click opens."""
    return {"is": "fold", "text": title, "id": id, "blocks": list(blocks)}


def contents(entries: Iterable[tuple[str, str]]) -> Block:
    """Ways to the headings of the page: text and id."""
    return {"is": "contents", "entries": [{"text": words, "id": place} for words, place in entries]}


def record_fold(record: RecordTable) -> Block:
    """The fields of a record of the data."""
    columns = [("Field", "18%"), ("Heading", "16%"), ("Holds", "22%"), ("Meaning", "44%")]
    rows = [(column.name, column.title, allowed_values(column), column.description) for column in record.columns]
    about = [text(record.about), table(f"Fields of {record.title.lower()}", columns, rows)]
    return fold(f"{record.title} ({len(rows)} fields)", f"record-{record.title}", about)


def vocabulary_fold(vocabulary: VocabularyTable) -> Block:
    """The words of a controlled vocabulary."""
    columns = [("Word", "22%"), ("On screen", "24%"), ("Definition", "54%")]
    rows = [(str(word), word.label, word.definition) for word in vocabulary.words]
    about = [text(vocabulary.about), table(f"Words of {vocabulary.title.lower()}", columns, rows)]
    return fold(f"{vocabulary.title} ({len(rows)} words)", f"words-{vocabulary.title}", about)
