"""Who acts on whom in an event of ACLED: what the codebook says of each event and sub-event type, in one table.

The codebook is ACLED's of October 2024, https://acleddata.com/knowledge-base/codebook; event types of before 2019 are
those of its version 8 (2017). Column names alone say nothing: ACLED's actor 1 is not the aggressor in general.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from geo.importing.schemas.acled_actors import Side


class Role(Enum):
    """What a side of an event is."""

    ACTS = "acts"
    PARTY = "party"
    TARGET = "target"


class Direction(Enum):
    """How the two sides of a type of event stand to each other."""

    ONE_SIDED = "actor 1 acts on actor 2; civilians and protesters are never those who act"
    FIGHT = "both sides fight, and neither is said to have attacked; civilians among them are hit"
    AGAINST_PROTESTERS = "whoever is no protester acts on the protesters, in whichever column they stand"
    CROWD = "the crowd acts; civilians are hit by a mob, anyone else takes part"
    NONE = "both sides take part"


@dataclass(frozen=True)
class RoleRule:
    """A type of event, its direction, and where the codebook says so."""

    direction: Direction
    source: str


_CODEBOOK = "Codebook 2024, Event Types and Sub-Event Types: "
_OLD = "Codebook version 8 (2017), Conflict Events: "

DIRECTIONS: dict[str, RoleRule] = {
    "excessive force against protesters": RoleRule(
        Direction.AGAINST_PROTESTERS,
        _CODEBOOK + "Protests, Excessive force against protesters: peaceful protesters are met with lethal violence.",
    ),
    "arrests": RoleRule(
        Direction.ONE_SIDED, _CODEBOOK + "Strategic developments, Arrests: a force in control detains persons."
    ),
    "looting/property destruction": RoleRule(
        Direction.ONE_SIDED,
        _CODEBOOK + "Strategic developments, Looting/property destruction: an actor seizes or destroys goods.",
    ),
    "battles": RoleRule(Direction.FIGHT, _CODEBOOK + "Battles: a violent interaction between two armed groups."),
    "explosions/remote violence": RoleRule(
        Direction.ONE_SIDED,
        _CODEBOOK + "Explosions/Remote violence: one-sided; the means take away the target's ability to respond.",
    ),
    "violence against civilians": RoleRule(
        Direction.ONE_SIDED,
        _CODEBOOK + "Violence against civilians: an armed group inflicts violence on unarmed non-combatants.",
    ),
    "protests": RoleRule(Direction.CROWD, _CODEBOOK + "Protests: participants demonstrate and do not use violence."),
    "riots": RoleRule(Direction.CROWD, _CODEBOOK + "Riots: demonstrators or mobs engage in violent, disruptive acts."),
    "strategic developments": RoleRule(
        Direction.NONE, _CODEBOOK + "Strategic developments: activities that are not political violence themselves."
    ),
    "battle": RoleRule(Direction.FIGHT, _OLD + "Battles, with and without a change of territory."),
    "remote violence": RoleRule(Direction.ONE_SIDED, _OLD + "Remote violence: the attacker need not be present."),
    "riots/protests": RoleRule(Direction.CROWD, _OLD + "Riots/Protests: a protest, or a violent form of it."),
    "headquarters or base established": RoleRule(Direction.NONE, _OLD + "Headquarters or base established."),
    "strategic development": RoleRule(Direction.NONE, _OLD + "Non-violent activity by a conflict actor."),
    "non-violent": RoleRule(Direction.NONE, _OLD + "Non-violent activity, and non-violent transfer of territory."),
}
"""By sub-event type where it says more than its event type, else by event type or the start of an old one."""

_UNARMED = frozenset({"civilians", "protesters"})
_CROWDS = frozenset({"rioters", "protesters"})


@lru_cache(maxsize=10_000)
def direction_of(event: str, sub: str) -> Direction:
    """The direction of an event by its types as ACLED writes them; none where neither is known.

    >>> direction_of("Protests", "Excessive force against protesters").name, direction_of("Battle-No change", "").name
    ('AGAINST_PROTESTERS', 'FIGHT')
    """
    for text in (sub, event):
        found = DIRECTIONS.get(normalised_type(text))
        if found:
            return found.direction
    main = normalised_type(event)
    starts = (line.direction for start, line in DIRECTIONS.items() if main and main.startswith(start))
    return next(starts, Direction.NONE)


def normalised_type(text: str) -> str:
    """A type as it is compared: small letters, single spaces, no spaces around slash and hyphen."""
    words = " ".join(text.casefold().replace("–", "-").split())
    return words.replace(" / ", "/").replace("/ ", "/").replace(" /", "/").replace(" - ", "-")


def roles(direction: Direction, sides: Sequence[Side], ordered: bool = True) -> tuple[Role, ...]:
    """What each of the named sides of one event is.

    ``ordered`` says whether the first is ACLED's actor 1: in a table with one row an actor nothing says so, and two
    sides of which either could have acted are parties.
    """
    return _roles(direction, tuple((side.number, side.group) for side in sides), ordered)


@lru_cache(maxsize=10_000)
def _roles(direction: Direction, sides: tuple[tuple[int, str], ...], ordered: bool) -> tuple[Role, ...]:
    groups = [group for _, group in sides]
    if direction is Direction.ONE_SIDED:
        return _one_sided(sides, ordered)
    if direction is Direction.AGAINST_PROTESTERS:
        return tuple(Role.TARGET if group in _UNARMED else Role.ACTS for group in groups)
    if direction is Direction.FIGHT:
        return tuple(Role.TARGET if group == "civilians" else Role.PARTY for group in groups)
    if direction is Direction.CROWD:
        return _crowd(sides, ordered)
    return (Role.PARTY,) * len(groups)


def _one_sided(sides: tuple[tuple[int, str], ...], ordered: bool) -> tuple[Role, ...]:
    acting = [place for place, (_, group) in enumerate(sides) if group not in _UNARMED]
    if len(acting) == len(sides) and len(sides) > 1:
        if not ordered:
            return (Role.PARTY,) * len(sides)
        acting = [place for place in acting if sides[place][0] == 1]
    if len(sides) == 1 and sides[0][0] == 2 and ordered:
        acting = []
    return tuple(Role.ACTS if place in acting else Role.TARGET for place in range(len(sides)))


def _crowd(sides: tuple[tuple[int, str], ...], ordered: bool) -> tuple[Role, ...]:
    groups = [group for _, group in sides]
    if not _CROWDS.intersection(groups):
        first = [ordered and number == 1 and group != "civilians" for number, group in sides]
        return tuple(Role.ACTS if acts else Role.PARTY for acts in first)
    mob = "rioters" in groups
    found = {"civilians": Role.TARGET if mob else Role.PARTY, **dict.fromkeys(_CROWDS, Role.ACTS)}
    return tuple(found.get(group, Role.PARTY) for group in groups)
