"""Titles of ACLED's events, out of what the row says: the type, who acted on whom, and where."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.distinct_rows import each_text_of
from geo.importing.mapped_cells import MappedCells, first_filled, joined
from geo.importing.schemas.acled_actors import short_name
from geo.importing.schemas.acled_events import DIRECTIONS, Events
from geo.importing.schemas.acled_roles import Direction, normalised_type

_JOINTS = {
    "air/drone strike": "on", "shelling/artillery/missile attack": "on", "attack": "on", "arrests": "of",
    "abduction/forced disappearance": "of", "looting/property destruction": "against",
}  # fmt: skip
"""How a type leads on to whom it hit."""
_SEVERAL = 2
Names = tuple[str, ...]


def titles(cells: MappedCells, events: Events) -> pa.Array:
    """A title for each row: ``Air/drone strike on Militia Q, Town A``."""
    what = first_filled(cells.known("sub_event_type"), cells.known("event_type"))
    where = first_filled(cells.known("place"), cells.known("admin2"), cells.known("admin1"), cells.known("country"))

    def head(what: str, direction: int, event: int) -> str:
        told = events.told[event]
        return _what(what or "Event", DIRECTIONS[direction], told.acting, told.parties, told.hit)

    heads = each_text_of([what, events.direction, events.event], head)
    return joined(heads, pc.if_else(pc.equal(where, ""), "", joined(", ", where)))


def _what(what: str, direction: Direction, acting: Names, parties: Names, hit: Names) -> str:
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


@lru_cache(maxsize=10_000)
def _named(names: Names, joint: str = ", ") -> str:
    """Some names as a title gives them, beyond two only their number."""
    short = list(dict.fromkeys(_plain_civilians(short_name(name)) for name in "\n".join(names).split("\n")))
    if len(short) > _SEVERAL:
        return f"{short[0]} and {len(short) - 1} more"
    return joint.join(short)


def _plain_civilians(name: str) -> str:
    return name.casefold() if name in ("Civilians", "Protesters", "Rioters") else name
