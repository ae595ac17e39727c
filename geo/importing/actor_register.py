"""The actors that the rows name, each with an id of its own."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from anyascii import anyascii

from geo.importing.distinct_rows import each
from geo.importing.schemas.schema_base import ActorHints
from geo.model import derive
from geo.model.actor import Actor
from geo.model.record_base import REPORT
from geo.model.vocabularies import ActorKind

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[A-Za-z]")


class ActorRegister:
    """Names to ids; the same name is the same actor, and no two names are ever taken for one."""

    def __init__(self) -> None:
        self.hints = ActorHints()
        self.actors: dict[str, Actor] = {}
        self._by_name: dict[str, str] = {}
        self._hues: dict[str, str] = {}

    def ids(self, names: pa.Array) -> np.ndarray:
        """The id of each name; None for an empty one."""
        return each(names, lambda name: self.id_of(name) if name else None)

    def id_of(self, name: str) -> str:
        """The id of a name, which is put into the book at its first mention."""
        plain = " ".join(name.split())
        known = self._by_name.get(plain)
        if known is None:
            known = self._by_name[plain] = self._new_id(plain)
            self.actors[known] = self._actor(known, name, plain)
        return known

    def hue(self, actor: str) -> str:
        """The hue of an incident whose only perpetrator is this actor."""
        known = self._hues.get(actor)
        if known is None:
            known = self._hues[actor] = derive.perpetrator_kind((actor,), self.actors).value
        return known

    def _new_id(self, name: str) -> str:
        slug = _NOT_WORD.sub("_", anyascii(name).lower()).strip("_")[:80].strip("_") or "actor"
        found, number = slug, 1
        while found in self.actors or found == REPORT:
            number += 1
            found = f"{slug}_{number}"
        return found

    def _actor(self, id: str, name: str, plain: str) -> Actor:
        latin = bool(_LATIN.search(plain))
        return Actor(
            id=id,
            name=plain,
            native_name=None if latin else plain,
            native_basis=None if latin else "As the table spells it.",
            kind=self.hints.kinds.get(name, ActorKind.OTHER),
            state=self.hints.states.get(name),
            part_of=(),
            aliases=(),
            allegiance=(),
            may_be=(),
            note="Name and kind as the imported table gives them.",
        )
