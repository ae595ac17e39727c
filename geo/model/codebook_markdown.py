"""The codebook in Markdown, written from the one table of columns and the vocabularies."""

from collections.abc import Iterator

from geo.model.schema_columns import (
    CASUALTY_COLUMNS,
    CLAIM_COLUMNS,
    FILE_MODELS,
    INCIDENT_COLUMNS,
    Column,
    columns_of,
)
from geo.model.vocabularies import (
    ActorKind,
    CasualtyGroup,
    DatePrecision,
    EventType,
    Kind,
    KnownBasis,
    LocationPrecision,
    PerpetratorKind,
    Stance,
    Verification,
    Weapon,
)
from geo.vocabulary import Vocabulary

VOCABULARIES: tuple[tuple[str, type[Vocabulary]], ...] = (
    ("Kind", Kind),
    ("Event type", EventType),
    ("Weapon", Weapon),
    ("Stance", Stance),
    ("Basis of known since", KnownBasis),
    ("Confidence", Verification),
    ("Date precision", DatePrecision),
    ("Location precision", LocationPrecision),
    ("Actor kind", ActorKind),
    ("Perpetrator kind", PerpetratorKind),
    ("Casualty group", CasualtyGroup),
)
_TABLES = (
    ("Incidents", INCIDENT_COLUMNS),
    ("Ledger", CLAIM_COLUMNS),
    ("Casualties", CASUALTY_COLUMNS),
)


def codebook_text() -> str:
    """The whole codebook."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "Written by `python -m geo codebook`; not edited by hand."
    yield ""
    yield "## The files"
    for title, model in FILE_MODELS:
        yield from _table(f"### {title}", columns_of(model))
    yield ""
    yield "## The tables in memory"
    for title, columns in _TABLES:
        yield from _table(f"### {title}", columns)
    yield ""
    yield "## The vocabularies"
    for title, vocabulary in VOCABULARIES:
        yield from _words(title, vocabulary)


def _table(heading: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield from ("", heading, "", "| field | heading | meaning | unit | required |", "|---|---|---|---|---|")
    for column in columns:
        required = "yes" if column.required else "no"
        yield _row(f"`{column.name}`", column.title, column.description, column.unit, required)


def _words(title: str, vocabulary: type[Vocabulary]) -> Iterator[str]:
    yield from ("", f"### {title}", "", "| word | label | definition |", "|---|---|---|")
    for member in vocabulary:
        yield _row(f"`{member.value}`", member.label, member.definition)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
