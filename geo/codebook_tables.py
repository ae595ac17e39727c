"""The codebook as tables: what every field and every word of the data means, made from the schema itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc

from geo.model.codebook_markdown import VOCABULARIES
from geo.model.schema_columns import FILE_MODELS, INCIDENT_COLUMNS, Column, columns_of
from geo.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RecordTable:
    """One kind of record: its heading, what it is, and its fields."""

    title: str
    about: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class VocabularyTable:
    """One controlled vocabulary: its heading, what it is for, and its words."""

    title: str
    about: str
    words: tuple[Vocabulary, ...]


def record_tables() -> tuple[RecordTable, ...]:
    """The records of the three files, then the columns that are derived when a file is read."""
    files = [RecordTable(title, _about(model.__doc__), columns_of(model)) for title, model in FILE_MODELS]
    stated = {column.name for column in columns_of(FILE_MODELS[0][1])}
    derived = tuple(column for column in INCIDENT_COLUMNS if column.name not in stated)
    about = "Columns of tables and exports that follow from the file; no file states them."
    return (*files, RecordTable("Derived columns", about, derived))


def vocabulary_tables() -> tuple[VocabularyTable, ...]:
    """Every controlled vocabulary, in the order of the codebook."""
    return tuple(VocabularyTable(title, _about(words.__doc__), tuple(words)) for title, words in VOCABULARIES)


def allowed_values(column: Column) -> str:
    """What a field may hold, in a few words: ``date · ISO 8601 date · may be null``."""
    return " · ".join(_parts(column))


def _parts(column: Column) -> Iterator[str]:
    if column.vocabulary:
        yield "words of a list" if column.many else "a word of a list"
    elif column.many:
        yield "a list"
    else:
        yield _TYPES.get(column.dtype, "a record")
    if column.unit:
        yield column.unit
    if column.nullable:
        yield "may be null"
    if not column.required:
        yield "may be left out"


_TYPES = {
    "str": "text",
    "Int64": "whole number",
    "Float64": "number",
    "boolean": "true or false",
    "datetime64[s]": "date",
}


def _about(docstring: str | None) -> str:
    return " ".join(cleandoc(docstring or "").split("\n\n")[0].split()).replace("``", "")
