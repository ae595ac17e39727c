"""A mapping that a person kept or wrote: read from its file, each fault in words."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from geo.errors import AtlasError, Fault, UnreadableFile
from geo.importing.column_mapping import PROPERTIES, ColumnMapping
from geo.importing.schemas.schema_registry import SCHEMAS
from geo.model.vocabularies import LocationPrecision

SCHEMA_NAMES = ("atlas", *SCHEMAS)
"""What a mapping can name; ``atlas`` stands for files of the atlas's own."""


def read_mapping(path: Path) -> ColumnMapping:
    """The mapping in a file. Raises AtlasError with each fault."""
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            path.name, f"can't be read as a mapping ({error})", "Check the name and the file."
        ) from None
    return mapping_from_text(raw, path.name)


def mapping_from_text(raw: str, file: str) -> ColumnMapping:
    """The mapping in a text; ``file`` is named in faults. Raises AtlasError with each fault."""
    try:
        mapping = ColumnMapping.model_validate_json(raw)
    except ValidationError as error:
        raise AtlasError(
            Fault(file, None, None, ".".join(map(str, found["loc"])), _shown(found["input"]),
                  found["msg"][:1].lower() + found["msg"][1:], _allowed(found["loc"]), "Correct the mapping.")
            for found in error.errors(include_url=False)
        ) from None  # fmt: skip
    if mapping.schema_name not in SCHEMA_NAMES:
        raise AtlasError(
            [Fault(file, None, None, "schema", _shown(mapping.schema_name), "is no schema that is known",
                   ", ".join(SCHEMA_NAMES), "Correct the mapping.")]
        )  # fmt: skip
    unknown = [prop for prop in mapping.columns if prop not in PROPERTIES] if mapping.schema_name == "generic" else []
    if unknown:
        raise AtlasError(
            Fault(file, None, None, f"columns.{prop}", None, "is no property of an incident", ", ".join(PROPERTIES),
                  "Correct the mapping.")
            for prop in unknown
        )  # fmt: skip
    return mapping


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:80]


def _allowed(place: tuple[int | str, ...]) -> str:
    allowed = {
        "schema": ", ".join(SCHEMA_NAMES),
        "date_order": "DMY, MDY or null",
        "location_precision": ", ".join(
            (LocationPrecision.SITE, LocationPrecision.VICINITY, LocationPrecision.SETTLEMENT)
        ),
        "radius_km": "more than 0, up to 100",
    }
    return allowed.get(str(place[0]) if place else "", "")
