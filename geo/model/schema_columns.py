"""The one table of columns: it feeds the JSON schema, the codebook, table headers and exports."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from geo.model.actor import Actor, Alias, Allegiance, MayBe
from geo.model.cited_source import Relay, Source, StatedTotal
from geo.model.derivation_rules import KILLED_RULE, KNOWN_RULE, PERPETRATOR_KIND_RULE
from geo.model.incident import Casualty, Claim, Incident, Properties
from geo.model.record_base import Citation, Figure
from geo.model.vocabularies import PerpetratorKind
from geo.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Column:
    """One column or field: its name in files, its heading on screen, its meaning and its unit."""

    name: str
    title: str
    description: str
    unit: str = ""
    vocabulary: type[Vocabulary] | None = None
    """The controlled vocabulary of its words, if it has one."""
    many: bool = False
    """Whether a cell holds several values."""
    required: bool = True
    """Whether the field must be present in a file (null may still be allowed)."""
    nullable: bool = False
    dtype: str = "object"
    """The type in a frame: str, Int64, Float64, datetime64[s] or object (tuples)."""


def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a model, in its order."""
    return tuple(_column(name, field) for name, field in model.model_fields.items())


def _column(name: str, field: FieldInfo) -> Column:
    leaves = list(_leaves(field.annotation))
    vocabulary = next((leaf for leaf in leaves if _is_vocabulary(leaf)), None)
    extra = field.json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    many = _holds_tuple(field.annotation)
    return Column(
        name,
        field.title or name,
        field.description or "",
        unit,
        vocabulary,
        many,
        field.is_required(),
        type(None) in leaves,
        "object" if many else _dtype(leaves),
    )


def _leaves(annotation: Any) -> Any:
    """The plain types inside an annotation, wrappers taken off."""
    if get_origin(annotation) is None:
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for part in get_args(annotation):
            if part is not Ellipsis:
                yield from _leaves(part)
    else:
        yield from _leaves(get_args(annotation)[0])


def _holds_tuple(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return True
    return get_origin(annotation) in (Union, UnionType) and any(map(_holds_tuple, get_args(annotation)))


def _is_vocabulary(leaf: Any) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, Enum)


def _dtype(leaves: list[Any]) -> str:
    names = {leaf.__name__ for leaf in leaves if isinstance(leaf, type)}
    for name, dtype in (
        ("int", "Int64"),
        ("float", "Float64"),
        ("date", "datetime64[s]"),
        ("bool", "boolean"),
    ):
        if name in names:
            return dtype
    return "str" if "str" in names or any(_is_vocabulary(leaf) for leaf in leaves) else "object"


def _of(model: type[BaseModel], *names: str) -> list[Column]:
    table = {column.name: column for column in columns_of(model)}
    return [table[name] for name in names]


def _pair(model: type[BaseModel], name: str, rule: str = "") -> list[Column]:
    """The two columns that a figure becomes in a frame."""
    base = _of(model, name)[0]
    return [
        replace(
            base,
            name=f"{name}_{end}",
            title=f"{base.title}, {word}",
            nullable=True,
            dtype="Int64",
            description=rule or f"{base.description} The {word} of it.",
        )
        for end, word in (("min", "minimum"), ("max", "maximum"))
    ]


_KNOWN = Column("known_since", "Known since", KNOWN_RULE, "ISO 8601 date", dtype="datetime64[s]")
_OF_INCIDENT = Column("incident", "Incident", "Id of the incident.", dtype="str")

_ELSEWHERE = ("id", "claims", "casualties", "admin1_derived")
"""Properties that are no columns: the index, what has tables of its own, and what is looked up when it is asked for."""
_BEFORE: dict[str, list[Column]] = {
    "verification": [
        Column("perpetrator_kind", "Perpetrator kind", PERPETRATOR_KIND_RULE, vocabulary=PerpetratorKind, dtype="str")
    ],
    "sources": [
        *_pair(Casualty, "killed", KILLED_RULE),
        *_pair(Casualty, "wounded", KILLED_RULE.replace("killed", "wounded")),
    ],
}
"""What is derived stands before a property."""


def _incident_columns() -> Iterator[Column]:
    """Every property of an incident in the order of the model, with what is derived from it."""
    for name, field in Properties.model_fields.items():
        if name not in _ELSEWHERE:
            yield from _BEFORE.get(name, [])
            yield from _pair(Incident, name) if Figure in _leaves(field.annotation) else _of(Incident, name)
    yield _KNOWN


INCIDENT_COLUMNS: tuple[Column, ...] = tuple(_incident_columns())
"""Columns of ``Dataset.incidents`` beside its index ``id`` and its ``geometry``; a new property is among them by itself."""

CLAIM_COLUMNS: tuple[Column, ...] = (
    _OF_INCIDENT,
    *_of(
        Claim,
        "actor",
        "stance",
        "by",
        "known_since",
        "known_since_basis",
        "source",
        "paragraph",
        "row",
        "note",
    ),
)
"""Columns of ``Dataset.claims``."""

CASUALTY_COLUMNS: tuple[Column, ...] = (
    _OF_INCIDENT,
    *_of(Casualty, "group"),
    *_pair(Casualty, "killed"),
    *_pair(Casualty, "wounded"),
    *_of(Casualty, "source", "paragraph", "row", "note"),
    replace(
        _KNOWN,
        description="Derived: the (earliest) day of publication of the row's source, never before it.",
    ),
)
"""Columns of ``Dataset.casualties``."""

FILE_MODELS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("Incident", Incident),
    ("Ledger entry", Claim),
    ("Casualties", Casualty),
    ("Citation", Citation),
    ("Figure", Figure),
    ("Actor", Actor),
    ("Alias", Alias),
    ("Allegiance", Allegiance),
    ("May be", MayBe),
    ("Source", Source),
    ("Stated total", StatedTotal),
    ("Handed-on report", Relay),
)
"""The records of the three files, in the order of the codebook."""
