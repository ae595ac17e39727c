"""How a dataset is stored: the same plain tables in every engine.

Nothing in them is particular to one engine: numbers, texts and nothing else, so that one expression means the same
everywhere. What an incident has several of (weapons, the entries of its ledger) is one number, the code of that very
combination; the small table ``sets`` tells what each combination holds. So a filter is ``code IN (…)`` and counts
are groups by code, and no query joins millions of rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from geo.filter.facets import FACETS

VERSION = 6
"""Raised when tables change in meaning: what an older atlas stored is loaded again, never read wrongly. Columns that are
added or taken away are noticed by themselves (``columns_digest``)."""
MOST_HELD = 200_000
"""Incidents that a browser may hold; beyond it the map draws cells."""
DEEPEST_LEVEL = 24
"""Level of the grid in which positions are kept: cells of 2.4 m at the equator."""
NEVER = 2_000_000_000
"""The day on which the newest state of knowledge ends: never."""
NO_NUMBER = -1
"""A number that is not there: no shape, no figure, no cell."""

REGISTRY = "atlas_datasets"
TABLES = ("incidents", "sets", "shapes", "words", "postings", "documents")

_SCHEMAS: dict[str, dict[str, str]] = {
    REGISTRY: {
        "name": "string", "tables": "string", "loaded": "string", "version": "string", "title": "string",
        "about": "string",
    },
    "incidents": {
        "key": "!int32", "row": "!int32", "id": "string",
        "start_day": "!int32", "end_day": "!int32", "start_week": "!int32", "end_week": "!int32",
        "start_month": "!int32", "end_month": "!int32", "known_from": "!int32", "known_to": "!int32",
        **{f"f_{facet.id}": "!int32" for facet in FACETS},
        "ledger": "!int32", "parties": "!int32", "targets": "!int32", "tied": "!int32", "areas": "!int32",
        "lon": "float64", "lat": "float64", "gx": "!int32", "gy": "!int32", "finest": "!int32", "shape": "!int32",
        "radius": "!float64", "killed": "!int32", "wounded": "!int32",
        "killed_most": "!int32", "wounded_most": "!int32", "sources": "!int32",
        "date_precision": "string", "title": "string", "place": "string", "whose": "string",
    },
    "sets": {"property": "string", "code": "!int32", "number": "!int32", "value": "string", "extra": "string"},
    "shapes": {"code": "!int32", "wkb": "string"},
    "words": {"code": "!int32", "sound": "!int32", "word": "string", "written": "string"},
    "postings": {"word": "!int32", "key": "!int32"},
    "documents": {"row": "!int32", "document": "string"},
}  # fmt: skip

SORTED_BY: dict[str, tuple[str, ...]] = {
    "incidents": ("key",),
    "sets": ("property", "code", "number"),
    "shapes": ("code",),
    "words": ("code",),
    "postings": ("word", "key"),
    "documents": ("row",),
}
"""The order in which rows are written: what is asked for together lies together."""

INDICES: dict[str, tuple[tuple[str, ...], ...]] = {
    "incidents": (("key",), ("id",), ("gx", "gy")),
    "postings": (("word", "key"),),
    "documents": (("row",),),
}
"""For engines that keep rows (PostgreSQL)."""

CODED = (*(f"f_{facet.id}" for facet in FACETS), "ledger", "parties", "targets", "tied", "areas")
"""Columns of combination codes; ``sets.property`` has the same names."""


def schema_of(table: str) -> ibis.Schema:
    """The columns of a table."""
    return ibis.schema(_SCHEMAS[table])


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one stored dataset, to write expressions over; unbound, so that any engine can run them."""

    prefix: str

    def name(self, table: str) -> str:
        """The name of a table in the database."""
        return f"{self.prefix}_{table}"

    def __getattr__(self, table: str) -> ir.Table:
        if table not in _SCHEMAS:
            raise AttributeError(table)
        return ibis.table(schema_of(table), name=self.name(table))


def registry() -> ir.Table:
    """The table of all stored datasets. Rows are only ever added; of one name the newest counts."""
    return ibis.table(schema_of(REGISTRY), name=REGISTRY)


def arrow_schema(table: str) -> Any:
    """The columns of a table for Arrow."""
    return schema_of(table).to_pyarrow()


def columns_digest() -> str:
    """A short hash over the names and types of all columns: a facet more, and stored tables no longer fit."""
    return hashlib.sha256(json.dumps(_SCHEMAS).encode()).hexdigest()[:12]


def layout_problem(about: Mapping[str, Any]) -> str | None:
    """Why tables that were stored with ``about`` (the JSON in the table of datasets) cannot be read, for a sentence that
    begins with the name of the dataset; None where they are laid out as here."""
    version = about.get("layout")
    if not isinstance(version, int):
        return f"does not say in which layout it was stored; this atlas reads layout {VERSION}"
    if version != VERSION:
        age = "an older" if version < VERSION else "a newer"
        return f"was stored by {age} version of the atlas, in layout {version}; this one reads layout {VERSION}"
    held, wanted = set(about.get("facets", ())), {facet.id for facet in FACETS}
    if lacking := sorted(wanted - held):
        return f"was stored by an older version of the atlas, without {', '.join(lacking)} to filter by"
    if unknown := sorted(held - wanted):
        return f"was stored by another version of the atlas, with {', '.join(unknown)} to filter by"
    # A dataset that was stored before the hash was kept has the columns of its layout.
    if about.get("columns_digest", columns_digest()) != columns_digest():
        return f"was stored with other columns than this atlas reads, though in the same layout {VERSION}"
    return None
