"""How values are written in an address: days, words, areas, a camera, layers, and what is read of them again."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from geo.filter.area import MAX_CORNERS, Area, RadiusArea
from geo.filter.filter import ANY, MAX_VALUE
from geo.filter.near_layer import NearLayer
from geo.filter.view import Camera, Name, ShownLayer, Size
from geo.model.file_columns import MOST_COLUMNS
from geo.model.own_layer import MOST_LAYERS

Reading = tuple[Any, list[str]]
"""A value, and the words of the address that were no part of it."""


class UnreadableError(ValueError):
    """A parameter that can't be read."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}(\.\d{1,12})?", re.ASCII)
_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})", re.ASCII)
_COLUMN = re.compile(rf"([1-{MOST_COLUMNS}]):(.+)")
NAME: TypeAdapter[str] = TypeAdapter(Name)
"""Reads an id that may stand in an address; raises ValidationError."""
_AREA: TypeAdapter[Any] = TypeAdapter(Area)


def optional(write: Callable[[Any], str], read: Callable[[str], Any]) -> dict[str, Any]:
    """A value that may be missing, which ``*`` says."""
    return {
        "write": lambda value: [ANY if value is None else write(value)],
        "read": lambda words: (None if words[0] == ANY else read(words[0]), []),
    }


OLD_ROLES = {"either": "any"}
"""Links from before there were parties say ``either`` where perpetrator and target were all roles."""


def word_of(kind: type[StrEnum], old: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """A word of a closed list; ``old`` has words of earlier links by what they are now."""
    return {"write": lambda value: [str(value)], "read": lambda words: (kind(old.get(words[0], words[0])), [])}


def words_of(allowed: frozenset[str] | None) -> dict[str, Any]:
    """Any number of values, of a closed list or (None) of what the dataset holds."""

    def read(words: list[str]) -> Reading:
        if words == [ANY]:
            return (), []
        bad = [word for word in words if not _possible(word, allowed)]
        good = tuple(word for word in words if _possible(word, allowed))
        if not good:
            raise UnreadableError
        return good, bad

    return {"write": lambda values: list(values) or [ANY], "read": read, "many": True}


def _possible(word: str, allowed: frozenset[str] | None) -> bool:
    if allowed is not None:
        return word in allowed
    return bool(word.strip()) and word != ANY and len(word) <= MAX_VALUE and word.isprintable()


def read_day(word: str) -> date:
    """A day. Raises UnreadableError or ValueError."""
    if not _DAY.fullmatch(word):
        raise UnreadableError
    return date.fromisoformat(word)


def _numbers(words: list[str]) -> list[float]:
    if not all(_NUMBER.fullmatch(word) for word in words):
        raise UnreadableError
    return [float(word) for word in words]


def number(value: float) -> str:
    """A number as short as it can be without losing anything, never in powers of ten: ``44.36``, ``7``."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def write_area(area: Any) -> str:
    """A circle, or the corners of a polygon."""
    if isinstance(area, RadiusArea):
        return ",".join(map(number, (*area.center, area.km))) + "km"
    return ",".join(number(part) for corner in area.ring for part in corner)


def read_area(word: str) -> Any:
    """The same again. Raises UnreadableError, or ValueError for an area that cannot be."""
    parts = word.split(",")
    if len(parts) == 3 and word.endswith("km"):
        lon, lat, km = _numbers([*parts[:2], parts[2].removesuffix("km")])
        return _AREA.validate_python({"type": "radius", "center": (lon, lat), "km": km})
    if len(parts) % 2 or len(parts) > 2 * MAX_CORNERS:
        raise UnreadableError
    flat = _numbers(parts)
    return _AREA.validate_python({"type": "polygon", "ring": tuple(zip(flat[::2], flat[1::2], strict=True))})


def write_camera(camera: Any) -> str:
    """Longitude, latitude, zoom, and bearing and pitch unless they are 0."""
    parts = [camera.longitude, camera.latitude, camera.zoom, camera.bearing, camera.pitch]
    while len(parts) > 3 and parts[-1] == 0:
        parts.pop()
    return ",".join(map(number, parts))


def read_camera(word: str) -> Camera:
    """The same again. Raises UnreadableError or ValueError."""
    parts = word.split(",")
    if not 3 <= len(parts) <= 5:
        raise UnreadableError
    names = ("longitude", "latitude", "zoom", "bearing", "pitch")
    return Camera(**dict(zip(names, _numbers(parts), strict=False)))


def read_size(word: str) -> Size:
    """A size. Raises UnreadableError or ValueError."""
    found = _SIZE.fullmatch(word)
    if not found:
        raise UnreadableError
    return Size(width=int(found[1]), height=int(found[2]))


def write_layers(layers: Any) -> list[str]:
    """A word for each own layer."""
    return [f"{one.digest}:{one.colour}:{one.name}" for one in layers] or [ANY]


def read_layers(words: list[str]) -> Reading:
    """The same again. Raises UnreadableError where none can be read."""
    if words == [ANY]:
        return (), []
    found, bad = [], list(words[MOST_LAYERS:])
    for word in words[:MOST_LAYERS]:
        try:
            digest, colour, name = word.split(":", 2)
            found.append(ShownLayer.model_validate({"digest": digest, "colour": colour, "name": name}))
        except ValueError:
            bad.append(word)
    if not found:
        raise UnreadableError
    return tuple(found), bad


def write_near(near: NearLayer) -> str:
    """A distance and the layer that it is measured from."""
    return f"{number(near.km)}km:{near.match}:{near.digest}:{near.name}"


def read_near(word: str) -> NearLayer:
    """The same again. Raises UnreadableError or ValueError."""
    km, match, digest, name = word.split(":", 3)
    if not km.endswith("km"):
        raise UnreadableError
    asked = {"km": _numbers([km.removesuffix("km")])[0], "match": match, "digest": digest, "name": name}
    return NearLayer.model_validate(asked)


def write_columns(names: Any) -> list[str]:
    """A word for each chosen column."""
    return [f"{place}:{name}" for place, name in enumerate(names, 1) if name] or [ANY]


def read_columns(words: list[str]) -> Reading:
    """The same again. Raises UnreadableError where none can be read."""
    if words == [ANY]:
        return (), []
    found = {word: _COLUMN.fullmatch(word) for word in words}
    named = {int(match[1]): match[2] for word, match in found.items() if match and _possible(match[2], None)}
    bad = [word for word, match in found.items() if not (match and _possible(match[2], None))]
    if not named:
        raise UnreadableError
    return tuple(named.get(place, "") for place in range(1, max(named) + 1)), bad


def read_flag(words: list[str]) -> Reading:
    """``yes`` or ``no``. Raises UnreadableError."""
    if words[0] not in ("yes", "no"):
        raise UnreadableError
    return words[0] == "yes", []


def read_text(words: list[str]) -> Reading:
    """A text; empty for ``*``."""
    return "" if words[0] == ANY else words[0], []
