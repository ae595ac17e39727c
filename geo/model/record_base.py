"""What every record of the dataset shares: frozen, strict, closed, with fields that explain themselves."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

REPORT = "report"
"""Who speaks where a source speaks in its own voice."""

ACTOR_PATTERN = r"^[a-z0-9]+(_[a-z0-9]+)*$"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
ActorId = Annotated[str, StringConstraints(pattern=ACTOR_PATTERN)]
SourceId = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Place = Annotated[int, Field(ge=1, le=1_000_000_000)]


class Record(BaseModel):
    """Base of the models: immutable, strict about types, closed to fields that the contract doesn't name."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", use_attribute_docstrings=False, defer_build=True
    )


def column(title: str, description: str, unit: str = "", **options: Any) -> Any:
    """A field with its heading, its meaning and its unit: the one place where the three are written."""
    extra: dict[str, Any] = {"unit": unit} if unit else {}
    return Field(title=title, description=description, json_schema_extra=extra or None, **options)


class Figure(Record):
    """A number as far as a source gives it: at least ``min``, at most ``max``, which is null where open."""

    min: Count = column("Minimum", "The lowest number that the words allow: 'more than 30' is 31.")
    max: Count | None = column("Maximum", "The highest number that the words allow; null where they leave it open.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"has a max of {self.max} below its min of {self.min}")
        return self

    def words(self) -> str:
        """The figure in words: ``4``, ``31 or more``, ``2 to 5``; ``0 reported`` where there may have been any."""
        if self.max is None and self.min == 0:
            return "0 reported"
        if self.max is None:
            return f"{self.min} or more"
        return str(self.min) if self.min == self.max else f"{self.min} to {self.max}"


def place_in_source(paragraph: int | None, row: int | None) -> str:
    """The place in a source in words: ``¶ 30`` or ``row 12``."""
    return f"¶ {paragraph}" if paragraph is not None else f"row {row}"


class Citation(Record):
    """Where something stands: a source, and the paragraph (of a text) or the row (of a table) in it."""

    source: SourceId = column("Source", "Id of the source in sources.json.")
    paragraph: Place | None = column(
        "Paragraph", "Number of the paragraph, counted from 1; for a source that is a text.", default=None
    )
    row: Place | None = column(
        "Row",
        "Number of the row, counted from 1 below the header; for a source that is a table.",
        default=None,
    )

    @property
    def where(self) -> str:
        """The place in the source: ``¶ 30`` or ``row 12``."""
        return place_in_source(self.paragraph, self.row)


class Span(Record):
    """Two days, both counted."""

    start: date = column("Start", "The first day.", "ISO 8601 date")
    end: date = column("End", "The last day.", "ISO 8601 date")
