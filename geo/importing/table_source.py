"""An imported table as a source: what incidents cite, row by row."""

from __future__ import annotations

from datetime import date

from geo.importing.convert import ImportTable
from geo.model.cited_source import NOT_STATED, Source


def source_of(table: ImportTable, today: date) -> Source:
    """The record of a table. When it was published is known only within bounds."""
    schema = table.found.schema
    known = schema.name != "generic"
    return Source(
        id=table.source,
        title=f"{schema.title}: {table.raw.log.file}" if known else table.raw.log.file,
        title_stated=False,
        short_title=schema.title if known else table.raw.log.file[:60],
        publisher=schema.title if known else NOT_STATED,
        publisher_note=None if known else "The table does not say who made it.",
        date_start=min(table.last_known or today, today),
        date_end=today,
        date_basis=(
            "The file does not say when it was published: not before the last day that it tells of, "
            "and not after the day of the import."
        ),
        language=schema.language,
        paragraphs=None,
        rows=max(1, table.account.read),
        address=schema.address,
        relays=(),
        stated_totals=(),
    )
