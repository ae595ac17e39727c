"""The valid fields of a record, and its errors: one fault doesn't hide the next."""

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from geo.model.incident import Incident
from geo.model.record_base import Record


class PartialRecord:
    """An incident as far as it keeps the schema: ``good`` holds its fields, ``faulty`` names the others.

    A list with a faulty entry is held without that entry, and is named as faulty.
    """

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.errors: list[ErrorDetails] = []
        self.incident: Incident | None = None
        try:
            self.incident = Incident.model_validate_json(json.dumps(fields))
            self.good: Record = self.incident
        except ValidationError as error:
            self.errors = error.errors(include_url=False)
            self.good = _PARTIAL.model_validate_json(json.dumps(_without(fields, self.errors)))
        self.faulty = _faulty_fields(self.errors)
        self._entries = _faulty_entries(self.errors)

    def has(self, *fields: str) -> bool:
        """Whether all these fields keep the schema."""
        return not self.faulty.intersection(fields)

    def numbered(self, field: str) -> Iterator[tuple[int, Any]]:
        """The good entries of a list, each with its place in the file, counted from 1."""
        good = iter(getattr(self.good, field) or ())
        faulty = self._entries.get(field, set())
        places = (place for place in itertools.count() if place not in faulty)
        return ((place + 1, entry) for entry, place in zip(good, places, strict=False))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.good, name)


def _partial() -> type[Record]:
    fields: dict[str, Any] = {}
    for name, field in Incident.model_fields.items():
        fields[name] = (field.annotation | None, None) if field.annotation else (Any, None)
    return create_model("PartialIncident", __base__=Record, **fields)


_PARTIAL = _partial()


def _faulty_fields(errors: list[ErrorDetails]) -> frozenset[str]:
    """Names of the fields with an error; all of them where the error lies in the whole."""
    if any(not error["loc"] for error in errors):
        return frozenset(Incident.model_fields)
    return frozenset(str(error["loc"][0]) for error in errors)


def _faulty_entries(errors: list[ErrorDetails]) -> dict[str, set[int]]:
    """Places (from 0) of the faulty entries of each list."""
    entries: dict[str, set[int]] = {}
    for error in errors:
        match error["loc"]:
            case (str(field), int(place), *_):
                entries.setdefault(field, set()).add(place)
    return entries


def _without(fields: Mapping[str, Any], errors: list[ErrorDetails]) -> dict[str, Any]:
    """The fields without what is faulty: entries of lists where an entry is, the whole field elsewhere."""
    entries = _faulty_entries(errors)
    whole = (_faulty_fields(errors) - entries.keys()) | (fields.keys() - Incident.model_fields.keys())
    kept = {name: value for name, value in fields.items() if name not in whole}
    for name, places in entries.items():
        kept[name] = [item for place, item in enumerate(kept[name]) if place not in places]
    return kept
