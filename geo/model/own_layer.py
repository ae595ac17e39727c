"""A layer of a person's own (sites, roads, front lines): features with a label and dates, kept by their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import AtlasError, Fault
from geo.vocabulary import Vocabulary

DIGEST = r"^[0-9a-f]{16}$"
"""How a layer is named in links: the first 16 hex digits of the SHA-256 over its features."""
MOST_LAYERS = 8
"""Own layers that a view may show at once."""
MOST_NAME = 60
"""Characters of a layer's name."""


class LayerColour(Vocabulary):
    """The colours that an own layer can have; what each looks like: ``geo.style.own_layer_style``."""

    TEAL = "teal", "Teal", "A bluish green."
    VIOLET = "violet", "Violet", "A purple."
    GREEN = "green", "Green", "A leaf green."
    MAGENTA = "magenta", "Magenta", "A strong pink."
    BROWN = "brown", "Brown", "A wood brown."
    CYAN = "cyan", "Cyan", "A light blue."
    INK = "ink", "Ink", "The colour of words: nearly black, nearly white on dark."


@dataclass(frozen=True, slots=True)
class OwnFeature:
    """One feature: its row in the file (from 1), its geometry (EPSG:4326; across the antimeridian longitudes run on
    beyond 180), its label, and the first and last day on which it was there; ``None`` for an end that is open."""

    row: int
    geometry: BaseGeometry
    label: str = ""
    start: date | None = None
    end: date | None = None

    def is_there(self, first: date | None, last: date | None) -> bool:
        """Whether it was there on a day from ``first`` to ``last`` (both counted, ``None`` for no bound)."""
        begun = self.start is None or last is None or self.start <= last
        return begun and (self.end is None or first is None or self.end >= first)


@dataclass(frozen=True, eq=False)
class OwnLayer:
    """The features of a person's file. Two of the same digest are the same."""

    features: tuple[OwnFeature, ...]

    @cached_property
    def digest(self) -> str:
        """Names the content: geometries, labels and dates, in their order."""
        found = hashlib.sha256()
        for one in self.features:
            told = [one.label, str(one.start), str(one.end)]
            found.update(json.dumps(told, ensure_ascii=False).encode() + shapely.to_wkb(one.geometry, byte_order=1))
        return found.hexdigest()[:16]

    @cached_property
    def geometries(self) -> npt.NDArray[np.object_]:
        """The geometries, in the order of the features."""
        return np.array([*(one.geometry for one in self.features), None], dtype=object)[:-1]

    @cached_property
    def is_dated(self) -> bool:
        """Whether any feature has a day on which it begins or ends."""
        return any(one.start or one.end for one in self.features)

    @cached_property
    def is_open(self) -> bool:
        """Whether, in a layer with dates, a feature lacks one of its two days."""
        return self.is_dated and any(one.start is None or one.end is None for one in self.features)

    def shown(self, first: date | None, last: date | None) -> tuple[int, ...]:
        """Places of the features that were there on a day from ``first`` to ``last``."""
        return tuple(at for at, one in enumerate(self.features) if one.is_there(first, last))


class MissingLayer(AtlasError):  # noqa: N818 - says what is missing, not that it is an error
    """A view asks for an own layer that is not here."""

    def __init__(self, name: str) -> None:
        remedy = "Add its file again; a layer is known by its content, whatever the file is called."
        super().__init__([Fault("layer", None, None, "", None, f"“{name}” is not here", "", remedy)])


class _Layers:
    """Layers by their digest, as long as somebody holds them: a view and a filter name a layer, and what the name stands
    for never changes."""

    def __init__(self) -> None:
        self._held: WeakValueDictionary[str, OwnLayer] = WeakValueDictionary()
        self._lock = Lock()

    def hold(self, layer: OwnLayer) -> OwnLayer:
        with self._lock:
            return self._held.setdefault(layer.digest, layer)

    def find(self, digest: str) -> OwnLayer | None:
        with self._lock:
            return self._held.get(digest)


_LAYERS = _Layers()


def hold(layer: OwnLayer) -> OwnLayer:
    """Make a layer known by its digest, as long as what is returned is referred to: the layer itself, or an equal one."""
    return _LAYERS.hold(layer)


def is_held(digest: str) -> bool:
    """Whether a layer of this digest is known."""
    return _LAYERS.find(digest) is not None


def layer_of(digest: str, name: str) -> OwnLayer:
    """The layer of a digest; ``name`` is what the view calls it. Raises MissingLayer."""
    found = _LAYERS.find(digest)
    if found is None:
        raise MissingLayer(name)
    return found


def vertices(shapes: Iterable[BaseGeometry]) -> int:
    """How many corners geometries have together."""
    return int(shapely.get_num_coordinates(np.array(list(shapes), dtype=object)).sum())
