"""The sides of GED's events: parties in state-based and non-state violence; in one-sided violence side A acts."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from geo.importing.countries import country_code
from geo.importing.distinct_rows import Objects, each_text_of
from geo.importing.mapped_cells import MappedCells, Mask, first_filled, texts
from geo.importing.parsed import ClaimSlot
from geo.importing.schemas.schema_base import ActorHints
from geo.model.vocabularies import ActorKind, Kind, Stance

STATE = re.compile(r"^Government of (?:the )?(.+)$")
"""The name of a side that is a state."""
VIOLENCE = {
    "1": (Kind.CLASH, "State-based conflict"),
    "2": (Kind.CLASH, "Non-state conflict"),
    "3": (Kind.ATTACK, "One-sided violence"),
}
"""By ``type_of_violence``: the kind, and UCDP's name for it."""
_PARTY = "Side {} of the fighting: UCDP does not say which of the two attacked."
_ACTS = "In one-sided violence side A acts on civilians (UCDP GED codebook, type_of_violence 3)."


def violence_code(text: str) -> str:
    """The code of a type of violence, also where it is written in words."""
    plain = text.casefold().removesuffix(".0").replace(" ", "-")
    words = {"state-based": "1", "non-state": "2", "one-sided": "3"}
    return next((code for start, code in words.items() if plain.startswith(start)), plain)


def hint(hints: ActorHints, name: str) -> None:
    if not name:
        return
    found = STATE.match(name)
    if found:
        hints.note(name, ActorKind.STATE, country_code(found[1]))
    else:
        hints.note(name, ActorKind.OTHER if name.casefold() == "civilians" else ActorKind.ARMED_GROUP)


def claim(names: pa.Array, where: Mask, one_sided: Mask, side: str) -> ClaimSlot:
    notes = np.where(one_sided, _ACTS, _PARTY.format(side)).astype(object)
    shown = np.where(where, np.asarray(names.to_numpy(zero_copy_only=False), dtype=object), "")
    stance = np.array([Stance.REPORTED if acts else Stance.PARTY for acts in one_sided], dtype=object)
    return ClaimSlot(texts(shown), stance, np.zeros(len(names), np.bool_), texts(notes))


def title(cells: MappedCells, violence: Objects) -> pa.Array:
    where = first_filled(cells.known("place"), cells.known("admin2"), cells.known("admin1"), cells.known("country"))
    columns = [texts(violence), cells.known("side_a"), cells.known("side_b"), cells.known("dyad"), where]
    return each_text_of(columns, _words)


def _words(violence: str, a: str, b: str, dyad: str, where: str) -> str:
    what = VIOLENCE.get(violence, (None, "Organised violence"))[1]
    place = f", {where}" if where else ""
    if violence == "3" and a:
        hit = b.casefold() if b == "Civilians" else b
        return f"{what}: {a} against {hit or 'civilians'}{place}"
    sides = " and ".join(name for name in (a, b) if name) or dyad
    return f"{what}: {sides}{place}" if sides else f"{what}{place}"
