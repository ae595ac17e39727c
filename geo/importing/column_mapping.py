"""The column mapping of a table: which column holds which property. A small file that is kept and can be used again."""

from __future__ import annotations

import json
from collections.abc import Mapping as MappingType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from geo.errors import AtlasError, Fault
from geo.importing.column_names import core, key_of, split_key, squashed
from geo.importing.date_cells import DateOrder
from geo.importing.known_column_names import NAMES

PROPERTIES = (*NAMES, "date_text", "end_year", "end_month", "end_day")
"""What a column of a generic table can be; ``date_text`` is a text whose first date is taken."""


class ColumnMapping(BaseModel):
    """Which schema a table keeps, which column holds what, and what the table itself doesn't say."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_name: str = Field("generic", alias="schema", description="The schema that the table keeps.")
    columns: dict[str, str] = Field(
        default_factory=dict, description="By property (date, latitude, actor …) the name of its column."
    )
    date_order: DateOrder | None = Field(
        None, description="Whether the day (DMY) or the month (MDY) comes first; null to follow the evidence."
    )
    crs: str | None = Field(None, description="Reference system of the coordinates in columns, such as EPSG:32638.")
    country: str | None = Field(None, description="Code (ISO 3166-1 alpha-2) where no column holds the country.")
    location_precision: Literal["site", "vicinity", "settlement"] = Field(
        "vicinity", description="How closely the coordinates place an incident, where the table doesn't say."
    )
    radius_km: float = Field(
        10, gt=0, le=100, description="How far off the true place may lie (km), where the table doesn't say."
    )

    def column(self, prop: str) -> str | None:
        """The column of a property, or None."""
        return self.columns.get(prop)

    def to_json(self) -> str:
        """The mapping as the file that is kept."""
        return json.dumps(self.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"


def fitted(mapping: ColumnMapping, columns: tuple[str, ...], file: str) -> ColumnMapping:
    """The mapping with the table's own spelling of its columns. Raises AtlasError for columns that it lacks."""
    by_key = {key_of(column): column for column in reversed(columns)}
    missing = {
        prop: name for prop, name in mapping.columns.items() if name not in columns and key_of(name) not in by_key
    }
    if missing:
        raise AtlasError(
            Fault(file, None, None, f"columns.{prop}", json.dumps(name, ensure_ascii=False),
                  "is named by the mapping, and the table has no such column", ", ".join(columns[:40]),
                  "Correct the mapping, or choose the right file.")
            for prop, name in missing.items()
        )  # fmt: skip
    named = {prop: name if name in columns else by_key[key_of(name)] for prop, name in mapping.columns.items()}
    return mapping.model_copy(update={"columns": named})


def by_names(
    columns: tuple[str, ...], wanted: MappingType[str, tuple[str, ...]], loosely: bool = False
) -> dict[str, str]:
    """By property the column whose name is known for it, each column once, the likeliest name first.

    Names as they stand go before names in CamelCase, these before names that run their words together; ``loosely``
    takes a name with words around it at last (``location_latitude``, ``min_ppl_killed``).
    """
    found: dict[str, str] = {}
    for keyed in (key_of, split_key, _squashed_key):
        by_key: dict[str, str] = {}
        for column in columns:
            by_key.setdefault(keyed(column), column)
        run_on = keyed is _squashed_key
        for prop, names in wanted.items():
            for name in () if prop in found else names:
                column = by_key.get(squashed(name) if run_on else name, "")
                if column and column not in found.values():
                    found[prop] = column
                    break
    return _by_core(columns, wanted, found) if loosely else found


def _squashed_key(column: str) -> str:
    return squashed(key_of(column))


def _by_core(
    columns: tuple[str, ...], wanted: MappingType[str, tuple[str, ...]], found: dict[str, str]
) -> dict[str, str]:
    """What was found, with columns that have words around the one that tells what they hold."""
    for prop, names in wanted.items():
        if prop in found:
            continue
        is_id = prop == "id"
        cores = [core(name, is_id) for name in names if core(name, is_id) and len(name) > 2]
        free = [column for column in columns if column not in found.values()]
        by_core = {core(split_key(column), is_id): column for column in reversed(free)}
        first = next((by_core[key] for key in cores if key in by_core), None)
        if first is not None:
            found[prop] = first
    return {prop: found[prop] for prop in wanted if prop in found}
