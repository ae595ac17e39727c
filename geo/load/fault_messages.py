"""Turns validation errors into faults in words: field, value, what is allowed, what to do."""

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from geo.errors import Fault

_KINDS = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dict_type": "an object",
    "date_type": "a day as YYYY-MM-DD",
    "date_parsing": "a day as YYYY-MM-DD",
    "date_from_datetime_parsing": "a day as YYYY-MM-DD",
    "date_from_datetime_inexact": "a day as YYYY-MM-DD",
    "finite_number": "a finite number",
}
_PATTERNS = {
    "state": "a code of ISO 3166-1, two capitals",
    "country": "a code of ISO 3166-1, two capitals",
    "language": "a language tag such as en or ar",
    "address": "an address such as https://example.org/report",
}
_IDS = "small letters and digits, joined by hyphens"
_ACTOR_IDS = "small letters and digits, joined by underscores"
_GEOMETRY = 'a geometry of RFC 7946, such as {"type": "Point", "coordinates": [longitude, latitude]}, or null'


@dataclass(frozen=True, slots=True)
class FaultReporter:
    """Makes faults about one entry of one file."""

    file: str
    feature: str | None = None
    row: int | None = None

    def fault(self, field: str, value: Any, problem: str, allowed: str, remedy: str) -> Fault:
        """A fault at ``field``; ``value`` is shown as JSON, ``...`` for none."""
        shown = None if value is ... else show(value)
        return Fault(self.file, self.feature, self.row, field, shown, problem, allowed, remedy)

    def schema_faults(self, errors: Iterable[ErrorDetails], names: Sequence[str]) -> Iterator[Fault]:
        """The faults behind a schema library's errors; a geometry gives one, however much of it is wrong."""
        told = set()
        for error in errors:
            if "geometry" in error["loc"][:1]:
                if "geometry" not in told:
                    yield self._geometry(error)
                told.add("geometry")
                continue
            yield self._one(error, names)

    def _geometry(self, error: ErrorDetails) -> Fault:
        if error["loc"] == ("geometry",) and error["type"] == "missing":
            return self.fault("geometry", ..., "is missing", _GEOMETRY, "Add it; write null for no place.")
        places = [part for part in error["loc"][1:] if isinstance(part, int)]
        at = f" (look at {path(['coordinates', *places])})" if places else ""
        return self.fault("geometry", ..., f"is no valid geometry{at}", _GEOMETRY, "Correct it, or write null.")

    def _one(self, error: ErrorDetails, names: Sequence[str]) -> Fault:
        field, kind, value = path(error["loc"]), error["type"], error["input"]
        name = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str)), "")
        if kind == "json_invalid":
            return self.fault(field, ..., "holds a character that no text can hold", "", "Correct the text.")
        if kind == "missing":
            return self.fault(field, ..., "is missing", "", "Add it; write null only where the contract allows it.")
        if kind == "extra_forbidden":
            return self.fault(field, value, "is no field of the contract", "", _closest(name, names))
        allowed = _allowed(kind, name, error.get("ctx", {}))
        problem = error["msg"].removeprefix("Value error, ") if kind == "value_error" else "is not allowed"
        return self.fault(field, value, problem, allowed, "Correct the value.")


def path(parts: Iterable[int | str]) -> str:
    """A field's path with list places counted from 1: ``claims[2].stance``."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def show(value: Any) -> str:
    """A value as JSON, shortened to what a line can hold."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}…"


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence."""
    return ", ".join(words)


def _closest(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, names, 1)
    return f"Did you mean '{near[0]}'?" if near else "Remove it, or correct its name."


def _allowed(kind: str, name: str, context: dict[str, Any]) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    if kind in {"enum", "literal_error"}:
        return str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "string_pattern_mismatch":
        return _pattern(name, context)
    limits = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
    if kind in limits:
        return f"{kind.replace('_', ' ')} {context[limits[kind]]}".replace("equal", "or equal to")
    if kind in {"too_short", "string_too_short"}:
        return "at least one entry" if kind == "too_short" else "a text that is not empty"
    return ""


def _pattern(name: str, context: dict[str, Any]) -> str:
    if name in _PATTERNS:
        return _PATTERNS[name]
    pattern = str(context.get("pattern", ""))
    if "_" in pattern:
        return _ACTOR_IDS
    return _IDS if "-" in pattern else "a text that is not empty"
