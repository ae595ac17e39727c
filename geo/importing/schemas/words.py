"""What the words of a table's own types mean in the atlas's vocabularies; what they don't say stays open."""

from __future__ import annotations

import re

from geo.model.vocabularies import EventType, Kind, Weapon

TOTAL = re.compile(r"(?:grand |sub)?-?totals?:?|sum:?|gesamt:?|summe:?|insgesamt:?", re.IGNORECASE)
"""A cell that makes its row a total."""

_RULES: tuple[tuple[str, Kind, EventType, tuple[Weapon, ...]], ...] = (
    (r"rocket|katyusha", Kind.ATTACK, EventType.ROCKET_ATTACK, (Weapon.ROCKET,)),
    (r"ballistic", Kind.OTHER, EventType.MISSILE_STRIKE, (Weapon.BALLISTIC_MISSILE,)),
    (r"missile", Kind.OTHER, EventType.MISSILE_STRIKE, ()),
    (r"drone|uav|\buas\b", Kind.OTHER, EventType.DRONE_STRIKE, (Weapon.ARMED_DRONE,)),
    (r"air ?-?strike|aerial|bombardment from", Kind.OTHER, EventType.AIR_STRIKE, (Weapon.AIR_DELIVERED,)),
    (r"convoy", Kind.ATTACK, EventType.CONVOY_ATTACK, ()),
    (r"mortar", Kind.ATTACK, EventType.OTHER, (Weapon.MORTAR,)),
    (r"\bied\b|bomb|explosi|landmine|vbied|suicide", Kind.ATTACK, EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    (r"armed clash|clash|battle|fighting|skirmish", Kind.CLASH, EventType.GROUND_ASSAULT, ()),
    (r"assault|ambush|raid", Kind.ATTACK, EventType.GROUND_ASSAULT, ()),
    (r"shooting|gunfire|small arms|gunmen", Kind.ATTACK, EventType.GROUND_ASSAULT, (Weapon.SMALL_ARMS,)),
    (r"arson", Kind.UNREST, EventType.OTHER, (Weapon.FIRE,)),
    (r"storming|stormed", Kind.UNREST, EventType.STORMING, ()),
    (r"riot|unrest|mob", Kind.UNREST, EventType.OTHER, ()),
    (r"protest|demonstration|march|rally|sit-in", Kind.PROTEST, EventType.DEMONSTRATION, ()),
    (r"attack", Kind.ATTACK, EventType.OTHER, ()),
)
_COMPILED = tuple((re.compile(rule[0], re.IGNORECASE), rule[1:]) for rule in _RULES)


def event_of(event_type: str, title: str) -> tuple[Kind, EventType, tuple[Weapon, ...]]:
    """Kind, event type and weapons by a row's own words; its type goes before its title.

    >>> event_of("Rocket attack", "")[1].value, event_of("", "Meeting")[0].value
    ('rocket_attack', 'other')
    """
    for text in (event_type, title):
        for pattern, meaning in _COMPILED:
            if text and pattern.search(text):
                return meaning
    return Kind.OTHER, EventType.OTHER, ()
