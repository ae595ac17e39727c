"""What is good in a record, and what is not: so that one fault doesn't hide the next."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from geo.model.base import Record
from geo.model.incident import Incident


class Draft:
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
        self.faulty = frozenset(str(error["loc"][0]) for error in self.errors if error["loc"])

    def has(self, *fields: str) -> bool:
        """Whether all these fields keep the schema."""
        return not self.faulty.intersection(fields)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.good, name)


def _partial() -> type[Record]:
    fields: dict[str, Any] = {}
    for name, field in Incident.model_fields.items():
        fields[name] = (field.annotation | None, None) if field.annotation else (Any, None)
    return create_model("PartialIncident", __base__=Record, **fields)


_PARTIAL = _partial()


def _without(fields: Mapping[str, Any], errors: list[ErrorDetails]) -> dict[str, Any]:
    """The fields without what is faulty: entries of lists where an entry is, the whole field elsewhere."""
    entries: dict[str, set[int]] = {}
    whole = set(fields) - set(Incident.model_fields)
    for error in errors:
        field, *rest = error["loc"]
        if rest and isinstance(rest[0], int) and isinstance(fields.get(str(field)), list):
            entries.setdefault(str(field), set()).add(rest[0])
        else:
            whole.add(str(field))
    kept = {name: value for name, value in fields.items() if name not in whole}
    for name, places in entries.items():
        if name in kept:
            kept[name] = [item for place, item in enumerate(kept[name]) if place not in places]
    return kept
