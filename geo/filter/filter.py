"""The filter: one frozen value that says which incidents are asked for."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from geo.filter.area import Area
from geo.filter.figure_range import FigureRange
from geo.filter.near_layer import NearLayer
from geo.model.file_columns import MOST_COLUMNS
from geo.vocabulary import Vocabulary

MAX_VALUES = 100
"""Values that one part of a filter may hold."""
MAX_VALUE = 200
"""Characters that one value may have."""
MAX_TEXT = 200
"""Characters of the search text that count; the rest is cut off."""
ANY = "*"
"""Stands for "no restriction" in an address, so it can't be a value."""


class DateMatch(Vocabulary):
    """How an incident whose day isn't known meets a range of dates."""

    POSSIBLY = "possibly", "Include uncertain dates", "It can have been on a day in the range."
    CERTAINLY = "certainly", "Certain dates only", "Every day that it can have been lies in the range."


class ActorRole(Vocabulary):
    """In which role an actor is meant."""

    ANY = "any", "In any role", "As perpetrator, as party or as target."
    PERPETRATOR = (
        "perpetrator",
        "As perpetrator",
        "A source says that it was the actor's act: on the chosen bases, or on any that put it forward.",
    )
    PARTY = "party", "As party", "The actor took part and no source says who acted on whom."
    TARGET = "target", "As target", "The actor was hit or aimed at."


def _choices(values: Any) -> Any:
    """Sorted and each once, so that the order in which a person ticks makes no other filter."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        return values
    listed = list(values)
    if not all(isinstance(value, str) for value in listed):
        return tuple(listed)
    return tuple(sorted({str(value) for value in listed}))


def _check_choices(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not value.strip() or value == ANY or len(value) > MAX_VALUE:
            raise ValueError(f"{value[:40]!r} can't be a value: 1 to {MAX_VALUE} characters, not blank, not '{ANY}'")
    return values


def _columns(names: Any) -> Any:
    """Without free places at the end; a column that is named twice keeps its first place."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        return names
    listed = list(names)
    once = [name if name not in listed[:place] else "" for place, name in enumerate(listed)]
    while once and once[-1] == "":
        once.pop()
    return tuple(once)


ColumnName = Annotated[str, Field(max_length=MAX_VALUE)]
Choices = Annotated[
    tuple[str, ...], BeforeValidator(_choices), AfterValidator(_check_choices), Field(max_length=MAX_VALUES)
]


class Filter(BaseModel):
    """Which incidents are asked for. Empty parts restrict nothing; parts are joined by AND, values of one by
    OR.

    Values that a dataset doesn't know are kept and match nothing (``apply.filter_problems`` names them). Raises
    pydantic's ValidationError, a ValueError, where dates run backwards, or where parts are too long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: date | None = None
    """First local day asked for; ``None`` for no bound."""
    end: date | None = None
    """Last local day asked for, counted; ``None`` for no bound."""
    match: DateMatch = DateMatch.POSSIBLY
    kind: Choices = ()
    perpetrator_kind: Choices = ()
    event_type: Choices = ()
    weapon: Choices = ()
    verification: Choices = ()
    location_precision: Choices = ()
    country: Choices = ()
    admin1: Choices = ()
    casualties: Choices = ()
    killed: FigureRange | None = None
    """People killed; ``None`` for any number, stated or not."""
    wounded: FigureRange | None = None
    """People wounded, likewise."""
    columns: Annotated[tuple[ColumnName, ...], BeforeValidator(_columns), Field(max_length=MOST_COLUMNS)] = ()
    """Columns of the file's rows that are facets: what ``column1`` to ``column4`` ask of; empty for a free place."""
    column1: Choices = ()
    column2: Choices = ()
    column3: Choices = ()
    column4: Choices = ()
    actors: Choices = ()
    """Actor ids."""
    actor_role: ActorRole = ActorRole.ANY
    stances: Choices = ()
    """Bases of attribution by which perpetrators are meant; empty for all that put an actor forward."""
    background: bool = False
    """Whether background incidents, outside the period of the dataset, are shown."""
    text: str = ""
    area: Area | None = None
    near: NearLayer | None = None
    """Within a distance of an own layer."""
    as_known_on: date | None = None
    """Show only what a source had told by the end of this day."""

    @field_validator("text", mode="after")
    @classmethod
    def _plain_text(cls, text: str) -> str:
        """Composed, without control characters and needless blanks; empty where no letter or digit is in
        it."""
        composed = unicodedata.normalize("NFC", text[: MAX_TEXT * 4])
        plain = "".join(c if c.isprintable() else " " for c in composed)
        words = " ".join(plain.split())[:MAX_TEXT].strip()
        return words if any(c.isalnum() for c in words) else ""

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the range ends on {self.end}, before it starts on {self.start}")
        return self

    def chosen(self, facet_id: str) -> tuple[str, ...]:
        """The values chosen of a facet."""
        values: tuple[str, ...] = getattr(self, facet_id)
        return values

    def figure(self, name: str) -> FigureRange | None:
        """The range that is asked for of one of ``FIGURES``."""
        asked: FigureRange | None = getattr(self, name)
        return asked
