"""How each part of a view is written in an address: one entry a parameter."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from pydantic import TypeAdapter

from geo.filter.area import MAX_CORNERS, Area, RadiusArea
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES, FigureRange
from geo.filter.filter import ANY, MAX_VALUE, ActorRole, DateMatch
from geo.filter.near_layer import LEAST_KM, MOST_KM, NearLayer
from geo.filter.view import Camera, ColorBy, MapMode, Name, ShownLayer, Size, Theme, View
from geo.model.file_columns import MOST_COLUMNS
from geo.model.own_layer import MOST_LAYERS
from geo.model.vocabularies import ATTRIBUTIONS

Reading = tuple[Any, list[str]]
"""A value, and the words of the address that were no part of it."""


class UnreadableError(ValueError):
    """A parameter that can't be read."""


@dataclass(frozen=True, slots=True)
class Codec:
    """One parameter of an address."""

    name: str
    """Public name of the parameter."""
    part: Literal["filter", "view"]
    field: str
    """Field of the filter or the view."""
    meaning: str
    """What a value is, for the sentence about one that isn't."""
    write: Callable[[Any], list[str]]
    read: Callable[[list[str]], Reading]
    many: bool = False
    """Whether the parameter may repeat."""

    def get(self, view: View) -> Any:
        """The part's value in a view."""
        return getattr(view.filter if self.part == "filter" else view, self.field)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}(\.\d{1,12})?", re.ASCII)
_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})", re.ASCII)
_COLUMN = re.compile(rf"([1-{MOST_COLUMNS}]):(.+)")
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_AREA: TypeAdapter[Any] = TypeAdapter(Area)


def _optional(write: Callable[[Any], str], read: Callable[[str], Any]) -> dict[str, Any]:
    """A value that may be missing, which ``*`` says."""
    return {
        "write": lambda value: [ANY if value is None else write(value)],
        "read": lambda words: (None if words[0] == ANY else read(words[0]), []),
    }


_OLD_ROLES = {"either": "any"}
"""Links from before there were parties say ``either`` where perpetrator and target were all roles."""


def _word(kind: type[StrEnum], old: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """A word of a closed list; ``old`` has words of earlier links by what they are now."""
    return {"write": lambda value: [str(value)], "read": lambda words: (kind(old.get(words[0], words[0])), [])}


def _words(allowed: frozenset[str] | None) -> dict[str, Any]:
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


def _read_day(word: str) -> date:
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


def _write_area(area: Any) -> str:
    if isinstance(area, RadiusArea):
        return ",".join(map(number, (*area.center, area.km))) + "km"
    return ",".join(number(part) for corner in area.ring for part in corner)


def _read_area(word: str) -> Any:
    parts = word.split(",")
    if len(parts) == 3 and word.endswith("km"):
        lon, lat, km = _numbers([*parts[:2], parts[2].removesuffix("km")])
        return _AREA.validate_python({"type": "radius", "center": (lon, lat), "km": km})
    if len(parts) % 2 or len(parts) > 2 * MAX_CORNERS:
        raise UnreadableError
    flat = _numbers(parts)
    return _AREA.validate_python({"type": "polygon", "ring": tuple(zip(flat[::2], flat[1::2], strict=True))})


def _write_camera(camera: Any) -> str:
    parts = [camera.longitude, camera.latitude, camera.zoom, camera.bearing, camera.pitch]
    while len(parts) > 3 and parts[-1] == 0:
        parts.pop()
    return ",".join(map(number, parts))


def _read_camera(word: str) -> Camera:
    parts = word.split(",")
    if not 3 <= len(parts) <= 5:
        raise UnreadableError
    names = ("longitude", "latitude", "zoom", "bearing", "pitch")
    return Camera(**dict(zip(names, _numbers(parts), strict=False)))


def _read_size(word: str) -> Size:
    found = _SIZE.fullmatch(word)
    if not found:
        raise UnreadableError
    return Size(width=int(found[1]), height=int(found[2]))


def _write_layers(layers: Any) -> list[str]:
    return [f"{one.digest}:{one.colour}:{one.name}" for one in layers] or [ANY]


def _read_layers(words: list[str]) -> Reading:
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


def _write_near(near: NearLayer) -> str:
    return f"{number(near.km)}km:{near.match}:{near.digest}:{near.name}"


def _read_near(word: str) -> NearLayer:
    km, match, digest, name = word.split(":", 3)
    if not km.endswith("km"):
        raise UnreadableError
    asked = {"km": _numbers([km.removesuffix("km")])[0], "match": match, "digest": digest, "name": name}
    return NearLayer.model_validate(asked)


def _write_columns(names: Any) -> list[str]:
    return [f"{place}:{name}" for place, name in enumerate(names, 1) if name] or [ANY]


def _read_columns(words: list[str]) -> Reading:
    if words == [ANY]:
        return (), []
    found = {word: _COLUMN.fullmatch(word) for word in words}
    named = {int(match[1]): match[2] for word, match in found.items() if match and _possible(match[2], None)}
    bad = [word for word, match in found.items() if not (match and _possible(match[2], None))]
    if not named:
        raise UnreadableError
    return tuple(named.get(place, "") for place in range(1, max(named) + 1)), bad


def _read_flag(words: list[str]) -> Reading:
    if words[0] not in ("yes", "no"):
        raise UnreadableError
    return words[0] == "yes", []


def _read_text(words: list[str]) -> Reading:
    return "" if words[0] == ANY else words[0], []


_DATE = _optional(date.isoformat, _read_day)
_PEOPLE = _optional(FigureRange.link_word, FigureRange.from_link)
_ID = _optional(str, _NAME.validate_python)

CODECS: tuple[Codec, ...] = (
    Codec(
        "dataset",
        "view",
        "dataset",
        "the id of a dataset",
        write=lambda value: [value],
        read=lambda words: (_NAME.validate_python(words[0]), []),
    ),
    Codec("from", "filter", "start", "a day such as 2019-12-27", **_DATE),
    Codec("to", "filter", "end", "a day such as 2020-01-08", **_DATE),
    Codec("match", "filter", "match", "possibly or certainly", **_word(DateMatch)),
    Codec(
        "columns",
        "filter",
        "columns",
        "a place and a column such as 1:sector",
        write=_write_columns,
        read=_read_columns,
        many=True,
    ),
    *(Codec(facet.parameter, "filter", facet.id, "one of its values", **_words(facet.closed)) for facet in FACETS),
    *(
        Codec(name, "filter", name, "a number of people such as 10-, 1-5, 0 or not_stated", **_PEOPLE)
        for name in FIGURES
    ),
    Codec("actor", "filter", "actors", "the id of an actor", **_words(None)),
    Codec("role", "filter", "actor_role", "any, perpetrator, party or target", **_word(ActorRole, _OLD_ROLES)),
    Codec("stance", "filter", "stances", "one of its values", **_words(frozenset(map(str, ATTRIBUTIONS)))),
    Codec(
        "background",
        "filter",
        "background",
        "yes or no",
        write=lambda value: ["yes" if value else "no"],
        read=_read_flag,
    ),
    Codec("q", "filter", "text", "a text", write=lambda value: [value or ANY], read=_read_text),
    Codec("area", "filter", "area", "an area such as 44.36,33.31,50km", **_optional(_write_area, _read_area)),
    Codec(
        "near",
        "filter",
        "near",
        f"a distance of {LEAST_KM:g} to {MOST_KM:g} km and an own layer such as 10km:possibly:3f2a90bc11de8847:Camps",
        **_optional(_write_near, _read_near),
    ),
    Codec("known", "filter", "as_known_on", "a day such as 2020-01-03", **_DATE),
    Codec("colour", "view", "color_by", "something that colours the map", **_word(ColorBy)),
    Codec("show", "view", "show", "symbols, hexagons, density or areas", **_word(MapMode)),
    Codec("theme", "view", "theme", "light or dark", **_word(Theme)),
    Codec("incident", "view", "selection", "the id of an incident", **_ID),
    Codec(
        "at",
        "view",
        "camera",
        "longitude, latitude and zoom such as 43.7,33.2,5.4",
        **_optional(_write_camera, _read_camera),
    ),
    Codec(
        "size",
        "view",
        "size",
        "a size such as 1920x1080",
        **_optional(lambda value: f"{value.width}x{value.height}", _read_size),
    ),
    Codec(
        "layer",
        "view",
        "layers",
        "an own layer such as 3f2a90bc11de8847:teal:Camps",
        write=_write_layers,
        read=_read_layers,
        many=True,
    ),
)
"""Every parameter, in the order in which an address names them."""
