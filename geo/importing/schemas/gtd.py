"""GTD: whose attack it was is a claim, an attribution or a suspicion, each kept as what it is."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.cells import Cells, Mask, each, each_of, first_filled, joined, texts
from geo.importing.countries import country_code
from geo.importing.datecells import Day, Reading, month_span, year_span
from geo.importing.draft import CasualtySlot, ClaimSlot, Dates, Draft, Place
from geo.importing.schemas.base import ActorHints, Context, Schema, as_dates, constant, recognised, unknown_days
from geo.model.licence import GTD
from geo.model.vocabularies import ActorKind, CasualtyGroup, EventType, Kind, LocationPrecision, Stance, Weapon

_NUMBERED = {f"{prop}{number}": (f"{name}{number if number > 1 or always else ''}",)
             for prop, name, always in (("gname", "gname", False), ("guncertain", "guncertain", True))
             for number in (1, 2, 3)}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("eventid",), "year": ("iyear",), "month": ("imonth",), "day": ("iday",), "approxdate": ("approxdate",),
    "country": ("country_txt",), "admin1": ("provstate",), "place": ("city",), "latitude": ("latitude",),
    "longitude": ("longitude",), "specificity": ("specificity",), "vicinity": ("vicinity",), "summary": ("summary",),
    "attack": ("attacktype1_txt",), "weapon1": ("weaptype1_txt",), "weapon2": ("weaptype2_txt",),
    "weapon3": ("weaptype3_txt",), "weapon4": ("weaptype4_txt",), "targtype1": ("targtype1_txt",),
    "targtype2": ("targtype2_txt",), "targtype3": ("targtype3_txt",), "target1": ("target1",),
    "claimed1": ("claimed",), "claimed2": ("claim2",), "claimed3": ("claim3",), "compclaim": ("compclaim",),
    "killed": ("nkill",), "killed_ter": ("nkillter",), "wounded": ("nwound",), "wounded_ter": ("nwoundte",),
    **_NUMBERED,
}  # fmt: skip
NEEDED = ("id", "year", "month", "day", "gname1", "latitude", "longitude")
WHERE: dict[str, tuple[LocationPrecision, float, str]] = {
    "1": (LocationPrecision.SETTLEMENT, 5.0, "the coordinates of the city"),
    "2": (LocationPrecision.VICINITY, 50.0, "the city is known, the centroid of the smallest division is used"),
    "3": (
        LocationPrecision.ADMIN2,
        0.0,
        "not in a city; the centroid of the smallest division is a stand-in and is not drawn",
    ),
    "4": (LocationPrecision.ADMIN1, 0.0, "the centroid of a first-order division is a stand-in and is not drawn"),
    "5": (LocationPrecision.UNKNOWN, 0.0, "not known"),
}
"""By ``specificity``: the atlas's precision, its radius in km (an assumption; GTD states none), and words."""
_ATTACKS = {
    "Bombing/Explosion": EventType.BOMBING,
    "Armed Assault": EventType.GROUND_ASSAULT,
}
_WEAPONS = {
    "Explosives": Weapon.EXPLOSIVE_DEVICE, "Explosives/Bombs/Dynamite": Weapon.EXPLOSIVE_DEVICE,
    "Firearms": Weapon.SMALL_ARMS, "Incendiary": Weapon.FIRE, "Unknown": None, "": None, ".": None,
}  # fmt: skip
DAMAGED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_NOBODY = {"", "unknown", "."}
_UNKNOWN_CODES = {"-9", "-99", "-9.0", "-99.0", "unknown"}


def draft(cells: Cells, context: Context, hints: ActorHints) -> Draft:
    """The incidents of a batch of GTD's rows."""
    targets = [
        texts(each(cells.text(f"targtype{number}"), lambda text: "" if text.casefold() in _NOBODY else text))
        for number in (1, 2, 3)
    ]
    for names in targets:
        each(names, lambda name: hints.note(name, ActorKind.OTHER) if name else None)
    title = _title(cells)
    return Draft(
        id=cells.text("id"),
        dates=_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(cells.text("summary"), title),
        kind=constant(Kind.ATTACK, cells.count),
        event_type=each(cells.text("attack"), lambda text: _ATTACKS.get(text, EventType.OTHER)),
        weapons=cells.together(("weapon1", "weapon2", "weapon3", "weapon4"), _weapons),
        known=unknown_days(cells.count),
        claims=[slot for number in (1, 2, 3) for slot in _claims(cells, hints, number)],
        targets=targets,
        casualties=_casualties(cells),
        unknown_figures=sum(_coded_unknown(cells, prop) for prop in ("killed", "wounded", "killed_ter", "wounded_ter")),
    )


def _claims(cells: Cells, hints: ActorHints, number: int) -> tuple[ClaimSlot, ClaimSlot]:
    """What GTD says of one group, and, beside it, the group's own claim."""
    names = texts(each(cells.text(f"gname{number}"), lambda text: "" if text.casefold() in _NOBODY else text))
    each(names, lambda name: hints.note(name, ActorKind.ARMED_GROUP) if name else None)
    unsure = _is_one(cells, f"guncertain{number}")
    claimed = _is_one(cells, f"claimed{number}")
    stance = np.where(unsure, Stance.SUSPECTED, Stance.ATTRIBUTED).astype(object)
    stance[:] = [Stance.SUSPECTED if doubt else Stance.ATTRIBUTED for doubt in unsure]
    note = texts(
        each(
            texts(unsure.astype(str).astype(object)),
            lambda word: "GTD marks the attribution as uncertain." if word == "True" else "",
        )
    )
    competing = np.where(_is_one(cells, "compclaim"), "GTD notes competing claims.", "").astype(object)
    own = texts(np.where(claimed, np.asarray(names.to_numpy(zero_copy_only=False), dtype=object), ""))
    nobody, everybody = np.zeros(cells.count, np.bool_), np.ones(cells.count, np.bool_)
    return (
        ClaimSlot(names, stance, nobody, note),
        ClaimSlot(own, constant(Stance.CLAIMED, cells.count), everybody, texts(competing)),
    )


def _is_one(cells: Cells, prop: str) -> Mask:
    return each(cells.text(prop), lambda text: text.removesuffix(".0") == "1").astype(np.bool_)


def _coded_unknown(cells: Cells, prop: str) -> int:
    return int(each(cells.text(prop), lambda text: text.casefold() in _UNKNOWN_CODES).astype(np.bool_).sum())


def _title(cells: Cells) -> pa.Array:
    what = each(cells.text("attack"), lambda text: "Attack" if text.casefold() in _NOBODY else text)
    where = each_of([cells.text("place"), cells.text("admin1"), cells.text("country")], _first_known)
    between = each(texts(where), lambda text: ", " if text else "")
    return joined(texts(what), texts(between), texts(where))


def _first_known(*names: str) -> str:
    return next((name for name in names if name.casefold() not in _NOBODY), "")


def _weapons(*words: str) -> tuple[Weapon, ...]:
    found = [_WEAPONS.get(word, Weapon.OTHER) for word in words]
    return tuple(dict.fromkeys(weapon for weapon in found if weapon is not None))


def _dates(cells: Cells, context: Context) -> Dates:
    """Year, month and day; a month or a day of 0 is not known, and the span is the month or the year."""
    readings = cells.together(("year", "month", "day"), _day)
    found = as_dates(readings, each(cells.text("year"), bool), context)
    found.basis = texts(each(cells.text("approxdate"), lambda text: f"GTD approxdate: {text}" if text else ""))
    return found


def _day(year: str, month: str, day: str) -> Reading:
    try:
        y, m, d = (int(float(text or 0)) for text in (year, month, day))
    except (ValueError, OverflowError):
        return None
    if m <= 0:
        return year_span(y) if y else None
    span = month_span(y, m)
    if d <= 0 or span is None:
        return span
    try:
        exact = span.start.replace(day=d)
    except ValueError:
        return None
    return Day(exact, exact, DatePrecision.DAY)


def _place(cells: Cells) -> Place:
    codes = each(cells.text("specificity"), lambda text: text.removesuffix(".0"))
    rows = each(texts(codes), lambda code: WHERE.get(code, (LocationPrecision.VICINITY, 50.0, "not stated")))
    precision = np.array([row[0] for row in rows], dtype=object)
    radius = np.array([row[1] for row in rows], dtype=np.float64)
    near = _is_one(cells, "vicinity") & (codes == "1").astype(np.bool_)
    precision[near], radius[near] = LocationPrecision.VICINITY, 25.0
    return Place(
        lon=cells.numbers("longitude"),
        lat=cells.numbers("latitude"),
        precision=precision,
        radius_km=radius,
        basis=texts(each(texts(codes), _basis)),
        place=texts(each(cells.text("place"), lambda text: "" if text.casefold() in _NOBODY else text)),
        admin1=texts(each(cells.text("admin1"), lambda text: "" if text.casefold() in _NOBODY else text)),
        country=each(cells.text("country"), country_code),
    )


def _basis(code: str) -> str:
    _, radius, words = WHERE.get(code, (None, 50.0, "not stated"))
    stated = f"GTD's coordinates; specificity {code or 'empty'}: {words}."
    return f"{stated} The radius is an assumption of the import." if radius else stated


def _casualties(cells: Cells) -> list[CasualtySlot]:
    """The perpetrators' own losses apart; what is left where these are not known may include them."""
    killed, killed_ter = cells.counts("killed"), cells.counts("killed_ter")
    wounded, wounded_ter = cells.counts("wounded"), cells.counts("wounded_ter")
    others = (_others(killed, killed_ter), _others(wounded, wounded_ter))
    unsure = (np.isnan(killed_ter) & ~np.isnan(killed)) | (np.isnan(wounded_ter) & ~np.isnan(wounded))
    note = np.where(
        unsure, "May include perpetrators: how many of these is not known.", "Without perpetrators."
    ).astype(object)
    own = texts(constant("Perpetrators.", cells.count))
    return [
        CasualtySlot(constant(CasualtyGroup.NOT_STATED, cells.count), *others[0], *others[1], texts(note)),
        CasualtySlot(
            constant(CasualtyGroup.ARMED_GROUPS, cells.count), killed_ter, killed_ter, wounded_ter, wounded_ter, own
        ),
    ]


def _others(total: np.ndarray, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of those who are no perpetrators; the total stands where the perpetrators' number is unknown."""
    rest = np.maximum(total - np.nan_to_num(own), 0)
    return rest, rest


def damaged(text: str) -> bool:
    """Whether a spreadsheet has destroyed an id.

    >>> damaged("1.97E+11"), damaged("197001010001")
    (True, False)
    """
    return DAMAGED.fullmatch(text.strip()) is not None


SCHEMA = Schema("gtd", "GTD", GTD, lambda columns: recognised(columns, COLUMNS, NEEDED), draft)
