"""What sort of actor a side of an event of ACLED is: by its code, and by its name where there is no code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geo.importing.countries import country_code
from geo.model.vocabularies import ActorKind

NOBODY = ""
GROUPS: dict[str, str] = {
    "0": NOBODY, "1": "state", "2": "rebels", "3": "political militia", "4": "identity militia", "5": "rioters",
    "6": "protesters", "7": "civilians", "8": "outside",
}  # fmt: skip
"""What the numbers of ``inter1`` and ``inter2`` stand for (Codebook 2024, Actor Names, Types, and 'Inter' Codes)."""
_STARTS = (
    ("state", "state"), ("rebel", "rebels"), ("political militia", "political militia"),
    ("identity militia", "identity militia"), ("communal militia", "identity militia"), ("rioter", "rioters"),
    ("protest", "protesters"), ("civilian", "civilians"), ("external", "outside"), ("other", "outside"),
)  # fmt: skip
"""How the words begin that stand for them now."""
_KINDS = {
    "state": ActorKind.STATE_FORCE, "rebels": ActorKind.ARMED_GROUP, "political militia": ActorKind.ARMED_GROUP,
    "identity militia": ActorKind.ARMED_GROUP, "rioters": ActorKind.CROWD, "protesters": ActorKind.CROWD,
}  # fmt: skip
_FORCE = (
    r"(?:military|police|security|armed|naval|navy|air|border|border guard|coast guard|state|government|special|"
    r"national guard|gendarmerie|prison|intelligence|customs)"
)
_FORCES_OF = re.compile(
    rf"^(?:(?:unidentified|joint|former|royal) )?{_FORCE}(?:(?:,| and|/) ?{_FORCE})* (?:forces?|services?) of "
    r"(?:the )?(?P<state>.+)",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"^government of (?:the )?(?P<state>.+)", re.IGNORECASE)
_ARMY_OF = re.compile(
    r"^(?:royal )?(?:army|navy|air force|armed forces|military|national guard|coast guard|police|gendarmerie) of "
    r"(?:the )?(?P<state>.+)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^(?P<state>.+?) (?:army|navy|air force|armed forces|military|defen[cs]e forces?|state forces|government)\b",
    re.IGNORECASE,
)
_SOME_STATE = re.compile(rf"^(?:unidentified )?{_FORCE} forces\b", re.IGNORECASE)
_ARMED = re.compile(r"\b(?:armed (?:group|men)|gunm[ae]n|militias?|rebels?|insurgents?|militants?)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEARS = re.compile(r"\(\s*\d{4}\s*(?:[-–]\s*(?:\d{4})?\s*)?\)")
_AFTER_NAME = re.compile(r"\s*[(\[,;:].*|\s+[-–]\s.*|\s+\d{4}-.*")


@dataclass(frozen=True)
class Side:
    """A named side of an event."""

    name: str
    number: int
    """1 or 2, as ACLED numbers its actors."""
    group: str
    """One of the values of ``GROUPS``; ``""`` where neither code nor name tells."""


@lru_cache(maxsize=50_000)
def groups_of(name1: str, inter1: str, name2: str, inter2: str, interaction: str) -> tuple[str, str]:
    """What the two sides of a row are: by their codes, else by their names, else by what the interaction leaves open.

    >>> groups_of("Militia A", "2", "Civilians (Iraq)", "", ""), groups_of("A", "", "Civilians (Iraq)", "", "37")
    (('rebels', 'civilians'), ('political militia', 'civilians'))
    """
    names = (name1, name2)
    found = [
        (inter_group(inter) or _group_by_name(name)) if name else NOBODY
        for name, inter in zip(names, (inter1, inter2), strict=True)
    ]
    rest = list(interaction_groups(interaction))
    for group in found:
        if group in rest:
            rest.remove(group)
    open_ = [place for place in (0, 1) if names[place] and not found[place]]
    if len(open_) == len(rest) and len(set(rest)) == 1:
        for place in open_:
            found[place] = rest[0]
    return found[0], found[1]


@lru_cache(maxsize=1000)
def inter_group(text: str) -> str:
    """The group of an ``inter`` cell, a number or words.

    >>> inter_group("8"), inter_group("1.0"), inter_group("External/Other forces"), inter_group("0")
    ('outside', 'state', 'outside', '')
    """
    plain = " ".join(text.casefold().split()).removesuffix(".0")
    if plain in GROUPS:
        return GROUPS[plain]
    return next((group for start, group in _STARTS if plain.startswith(start)), "")


@lru_cache(maxsize=1000)
def interaction_groups(text: str) -> tuple[str, ...]:
    """The groups of an ``interaction`` cell in no order: two digits, or words; nobody is left out.

    >>> interaction_groups("37"), interaction_groups("80"), interaction_groups("State forces-Civilians")
    (('political militia', 'civilians'), ('outside',), ('state', 'civilians'))
    """
    plain = text.strip().removesuffix(".0")
    if plain.isdigit():
        parts = [GROUPS.get(digit, "") for digit in plain] if len(plain) <= 2 else []
    else:
        parts = [inter_group(part.strip().removeprefix("sole ")) for part in plain.casefold().split("-")]
    return tuple(part for part in parts if part)


def _group_by_name(name: str) -> str:
    first = name.casefold().split("(")[0].strip()
    for start, group in (("civilian", "civilians"), ("protester", "protesters"), ("rioter", "rioters")):
        if first.startswith(start):
            return group
    if is_state("", name):
        return "state"
    return "political militia" if _ARMED.search(name) else ""


@lru_cache(maxsize=50_000)
def is_state(group: str, name: str) -> bool:
    """Whether a side is a state's force: by its code, or an outside force (or one without a code) by its name.

    >>> is_state("outside", "Military Forces of Ruritania (2017-)"), is_state("outside", "Private Guards Ltd")
    (True, False)
    """
    if group == "state":
        return True
    if group not in ("", "outside"):
        return False
    if _FORCES_OF.match(name) or _GOVERNMENT.match(name) or _SOME_STATE.match(name):
        return True
    return any(found and _country(found["state"]) for found in (_ARMY_OF.match(name), _STATES.match(name)))


@lru_cache(maxsize=50_000)
def kind_of(group: str, name: str) -> tuple[ActorKind, str | None]:
    """The kind of an actor and the state (ISO 3166-1 alpha-2) that it serves, as far as code and name say."""
    if not is_state(group, name):
        armed = ActorKind.ARMED_GROUP if not group and _ARMED.search(name) else ActorKind.OTHER
        return _KINDS.get(group, armed), None
    if _GOVERNMENT.match(name):
        return ActorKind.STATE, state_of(name)
    return ActorKind.STATE_FORCE, state_of(name)


def state_of(name: str) -> str | None:
    """The state in the name of a force, whatever year stands behind it; else the country in its brackets.

    >>> state_of("Military Forces of Iraq (2018-)"), state_of("Popular Front Forces (Iraq)"), state_of("Guards")
    ('IQ', 'IQ', None)
    """
    for pattern in (_FORCES_OF, _GOVERNMENT, _ARMY_OF, _STATES):
        found = pattern.match(name)
        if found:
            code = _country(found["state"])
            if code:
                return code
    if _FORCES_OF.match(name) or _GOVERNMENT.match(name):
        return None
    return next((code for text in _BRACKETS.findall(name) if (code := country_code(text))), None)


def _country(text: str) -> str | None:
    whole = text.strip()
    return country_code(whole) or country_code(_AFTER_NAME.sub("", whole).strip())


@lru_cache(maxsize=50_000)
def short_name(name: str) -> str:
    """A name as a title gives it: without years in brackets, and without a country in brackets at its end.

    >>> short_name("Militia Q (Iraq)"), short_name("Military Forces of Iraq (2014-)"), short_name("Brigade (North)")
    ('Militia Q', 'Military Forces of Iraq', 'Brigade (North)')
    """
    plain = " ".join(_YEARS.sub(" ", name).split()) or name.strip()
    found = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", plain)
    return short_name(found[1]) if found and country_code(found[2]) else plain


__all__ = ["Side", "groups_of", "inter_group", "interaction_groups", "is_state", "kind_of", "short_name", "state_of"]
