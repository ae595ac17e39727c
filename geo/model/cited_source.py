"""A source as it stands in ``sources.json``: what it is, when it was published, which totals it states."""

from datetime import date

from geo.model.record_base import ActorId, Citation, Figure, Place, Record, SourceId, Text, column

NOT_STATED = "not stated"
"""The publisher of a source that names none."""


class Relay(Record):
    """A third report that a source hands on: what it takes from there is not independent of it."""

    origin: Text = column("Origin", "Name of the outlet or agency whose report is handed on.")
    paragraphs: tuple[Place, ...] | None = column(
        "Paragraphs", "The paragraphs that hand it on; null for the whole source."
    )
    note: Text = column("Note", "What in the source says so.")


class StatedTotal(Record):
    """A total that a source states. It is no incident: it stands beside what the dataset holds."""

    id: SourceId = column("Id", "Stable slug, unique among all totals.")
    label: Text = column("Label", "What is counted, in our own words.")
    figure: Figure = column("Figure", "The number stated.")
    approximate: bool = column("Approximate", "Whether the source calls the number rough.")
    unit: Text = column("Unit", "What one of the number is: attacks, deaths, rockets or percent.")
    date_start: date | None = column("From", "First day of the time counted; null where not stated.", "ISO 8601 date")
    date_end: date | None = column("To", "Last day of the time counted; null where not stated.", "ISO 8601 date")
    area: Text | None = column("Area", "The area counted, as the source names it.")
    by: ActorId = column("Said by", "Actor id of whoever states it; 'report' for the report's own voice.")
    paragraph: Place = column("Paragraph", "Number of the paragraph, counted from 1.")
    note: Text | None = column("Note", "What else a reader must know.", default=None)


class Source(Record):
    """A report, or a table that was imported."""

    id: SourceId = column("Id", "Stable slug.")
    title: Text = column("Title", "The headline; where the source has none, a description of ours.")
    short_title: Text = column("Short title", "A few words of ours that fit a table.")
    title_stated: bool = column("Title stated", "Whether the title is the source's own headline.")
    publisher: Text = column("Publisher", "Who published it; 'not stated' where the source doesn't say.")
    publisher_note: Text | None = column("Note on the publisher", "What the source lets one infer.", default=None)
    date_start: date = column("Published from", "The earliest day of publication.", "ISO 8601 date")
    date_end: date = column("Published to", "The latest day of publication.", "ISO 8601 date")
    date_basis: Text = column("Basis of the date", "How the days of publication were found.")
    language: Text = column("Language", "Language of the source.", "BCP 47", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    paragraphs: Place | None = column("Paragraphs", "Number of paragraphs; null for a table.")
    rows: Place | None = column("Rows", "Number of rows; null for a text.", default=None)
    relays: tuple[Relay, ...] = column("Based on", "Third reports that it draws on.")
    address: str | None = column(
        "Address", "Where it can be read; null where it has none or none is known.", "URL",
        pattern=r"^https?://[^\s\"<>]+$", default=None,
    )  # fmt: skip
    stated_totals: tuple[StatedTotal, ...] = column("Stated totals", "Totals that it states; they are no incidents.")

    def origin(self, citation: Citation) -> str:
        """Whose report a citation rests on: the outlet that the paragraph hands on, or the source itself."""
        for relay in self.relays:
            if relay.paragraphs is None or citation.paragraph in relay.paragraphs:
                return relay.origin
        return self.id
