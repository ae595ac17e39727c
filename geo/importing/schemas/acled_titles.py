"""Titles of ACLED's events, out of what the row says: the type, who acted on whom, and where."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.importing.mapped_cells import MappedCells, each_of, first_filled, texts
from geo.importing.schemas.acled_actors import short_name
from geo.importing.schemas.acled_events import Events
from geo.importing.schemas.acled_roles import Direction, normalised_type

_JOINTS = {
    "air/drone strike": "on", "shelling/artillery/missile attack": "on", "attack": "on", "arrests": "of",
    "abduction/forced disappearance": "of", "looting/property destruction": "against",
}  # fmt: skip
"""How a type leads on to whom it hit."""
_SEVERAL = 2


def titles(cells: MappedCells, events: Events) -> pa.Array:
    """A title for each row: ``Air/drone strike on Militia Q, Town A``."""
    what = first_filled(cells.known("sub_event_type"), cells.known("event_type"))
    where = first_filled(cells.known("place"), cells.known("admin2"), cells.known("admin1"), cells.known("country"))
    direction = texts(np.array([one.name for one in events.direction], dtype=object))
    names = [texts(np.array(["\n".join(row) for row in column], dtype=object))
             for column in (events.acting, events.parties, events.hit)]  # fmt: skip
    return texts(each_of([what, direction, *names, where], _title))


def _title(what: str, direction: str, acting: str, parties: str, hit: str, where: str) -> str:
    place = f", {where}" if where else ""
    return f"{_what(what or 'Event', Direction[direction], acting, parties, hit)}{place}"


def _what(what: str, direction: Direction, acting: str, parties: str, hit: str) -> str:
    if direction is Direction.FIGHT or direction is Direction.NONE:
        return f"{what}: {_named(parties, ' and ')}" if parties else f"{what} against {_named(hit)}" if hit else what
    if direction is Direction.AGAINST_PROTESTERS:
        return f"{what} by {_named(acting)}" if acting else what
    if direction is Direction.ONE_SIDED:
        if hit:
            return f"{what} {_JOINTS.get(normalised_type(what), 'against')} {_named(hit)}"
        if acting:
            return f"{what} by {_named(acting)}"
        return f"{what}: {_named(parties, ' and ')}" if parties else what
    return f"{what} against {_named(hit)}" if hit else what


def _named(names: str, joint: str = ", ") -> str:
    """Some names as a title gives them, beyond two only their number."""
    short = list(dict.fromkeys(_plain_civilians(short_name(name)) for name in names.split("\n")))
    if len(short) > _SEVERAL:
        return f"{short[0]} and {len(short) - 1} more"
    return joint.join(short)


def _plain_civilians(name: str) -> str:
    return name.casefold() if name in ("Civilians", "Protesters", "Rioters") else name
