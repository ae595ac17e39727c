"""GTD: whose attack it was is a claim, an attribution or a suspicion, each kept as what it is."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.countries import country_code
from geo.importing.date_cells import ParsedDay, Reading, month_span, year_span
from geo.importing.distinct_rows import Objects, each, each_text, each_text_of
from geo.importing.mapped_cells import MappedCells, Mask, first_filled, texts
from geo.importing.parsed import ClaimSlot, Dates, ParsedRows, Place
from geo.importing.schemas.gtd_casualties import casualties
from geo.importing.schemas.gtd_codes import (
    ATTACK_CODES,
    ATTACKS,
    COLUMNS,
    CORE,
    HALLMARKS,
    OF_STATES,
    TARGET_KINDS,
    THREE,
    WEAPONS,
    WHERE,
)
from geo.importing.schemas.schema_base import (
    ActorHints,
    Schema,
    TableContext,
    as_dates,
    constant,
    recognised,
    unknown_days,
)
from geo.model.licence import GTD
from geo.model.vocabularies import ActorKind, EventType, Kind, LocationPrecision, Stance, Weapon

DAMAGED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_NOBODY = {"", "unknown", "."}
_UNKNOWN_CODES = {"-9", "-99", "-9.0", "-99.0", "unknown"}


def parse(cells: MappedCells, context: TableContext, hints: ActorHints) -> ParsedRows:
    """The incidents of a batch of GTD's rows."""
    targets = [_target(cells, hints, number) for number in THREE]
    attack = cells.together(("attack", "attack_code"), _attack)
    title = _title(cells, texts(attack), targets[0])
    figures, at_odds = casualties(cells)
    return ParsedRows(
        id=cells.text("id"),
        dates=_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(cells.text("summary"), title),
        kind=constant(Kind.ATTACK, cells.count),
        event_type=each(texts(attack), lambda text: ATTACKS.get(text, EventType.OTHER)),
        weapons=cells.together(("weapon1", "weapon2", "weapon3", "weapon4"), _weapons),
        known=unknown_days(cells.count),
        claims=[slot for number in THREE for slot in _claims(cells, hints, number)],
        targets=targets,
        casualties=figures,
        contradicting=at_odds,
        unknown_figures=sum(_coded_unknown(cells, prop) for prop in ("killed", "wounded", "killed_ter", "wounded_ter")),
    )


def _known(text: str) -> str:
    return "" if text.casefold() in _NOBODY else text


def _attack(words: str, code: str) -> str:
    """The type of attack in words; empty where it is not known."""
    plain = code.removesuffix(".0")
    return _known(words) or (_known(ATTACK_CODES.get(int(plain), "")) if plain.isdigit() else "")


def _target(cells: MappedCells, hints: ActorHints, number: int) -> pa.Array:
    """Whom the attack hit: the target as GTD names it, else its body, else its type."""
    props = (f"target{number}", f"corp{number}", f"targtype{number}", f"natlty{number}")

    def named(target: str, body: str, sort: str, nationality: str) -> str:
        name = _known(target) or _known(body) or _known(sort if not sort.removesuffix(".0").isdigit() else "")
        if name:
            kind = TARGET_KINDS.get(sort.removesuffix(".0"), ActorKind.OTHER)
            hints.note(name, kind, country_code(nationality) if kind in OF_STATES else None)
        return name

    return texts(cells.together(props, named))


def _claims(cells: MappedCells, hints: ActorHints, number: int) -> tuple[ClaimSlot, ClaimSlot]:
    """What GTD says of one group, and, beside it, the group's own claim."""
    names = each_text(cells.text(f"gname{number}"), _known)
    each(names, lambda name: hints.note(name, ActorKind.ARMED_GROUP) if name else None)
    unsure, claimed, competing = (
        _is_one(cells, prop) for prop in (f"guncertain{number}", f"claimed{number}", "compclaim")
    )
    stance = np.array([Stance.SUSPECTED if doubt else Stance.ATTRIBUTED for doubt in unsure], dtype=object)
    rivals = np.where(competing, "GTD notes competing claims.", "").astype(object)
    doubts = np.where(unsure, "GTD marks the attribution as uncertain.", "").astype(object)
    mode = each(cells.text(f"claimmode{number}"), lambda text: f"Claimed by: {text}." if _known(text) else "")
    own = texts(np.where(claimed, np.asarray(names.to_numpy(zero_copy_only=False), dtype=object), ""))
    nobody, everybody = np.zeros(cells.count, np.bool_), np.ones(cells.count, np.bool_)
    return (
        ClaimSlot(names, stance, nobody, _sentences(doubts, rivals)),
        ClaimSlot(own, constant(Stance.CLAIMED, cells.count), everybody, _sentences(mode, rivals)),
    )


def _sentences(*parts: Objects) -> pa.Array:
    """The sentences of each row, without empty ones."""
    return each_text_of([texts(part) for part in parts], lambda *told: " ".join(filter(None, told)))


def _is_one(cells: MappedCells, prop: str) -> Mask:
    return each(cells.text(prop), lambda text: text.removesuffix(".0") == "1").astype(np.bool_)


def _coded_unknown(cells: MappedCells, prop: str) -> int:
    return int(each(cells.text(prop), lambda text: text.casefold() in _UNKNOWN_CODES).astype(np.bool_).sum())


def _title(cells: MappedCells, attack: pa.Array, target: pa.Array) -> pa.Array:
    where = each_text_of([cells.text("place"), cells.text("admin1"), cells.text("country")], _first_known)
    return each_text_of([attack, target, where], _words)


def _words(attack: str, target: str, where: str) -> str:
    """A title: ``Bombing/Explosion on Checkpoint A, Kirkuk``."""
    joint = "of" if attack.startswith(("Assassination", "Hostage", "Hijacking")) else "on"
    hit = f" {joint} {target}" if target else ""
    return f"{attack or 'Attack'}{hit}{', ' if where else ''}{where}"


def _first_known(*names: str) -> str:
    return next((name for name in names if name.casefold() not in _NOBODY), "")


def _weapons(*words: str) -> tuple[Weapon, ...]:
    found = [WEAPONS.get(word.removesuffix(".0"), Weapon.OTHER) for word in words]
    return tuple(dict.fromkeys(weapon for weapon in found if weapon is not None))


def _dates(cells: MappedCells, context: TableContext) -> Dates:
    """Year, month and day; a month or a day of 0 is not known, and the span is the month or the year."""
    readings = cells.together(("year", "month", "day"), _day)
    found = as_dates(readings, each(cells.text("year"), bool), context)
    found.basis = each_text(cells.text("approxdate"), lambda text: f"GTD approxdate: {text}" if text else "")
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
    return ParsedDay(exact, exact, DatePrecision.DAY)


def _place(cells: MappedCells) -> Place:
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
        basis=each_text(texts(codes), _basis),
        place=each_text(cells.text("place"), _known),
        admin1=each_text(cells.text("admin1"), _known),
        country=each(cells.text("country"), country_code),
        shapes=cells.batch.geometry,
    )


def _basis(code: str) -> str:
    _, radius, words = WHERE.get(code, (None, 50.0, "not stated"))
    stated = f"GTD's coordinates; specificity {code or 'empty'}: {words}."
    return f"{stated} The radius is an assumption of the import." if radius else stated


def damaged(text: str) -> bool:
    """Whether a spreadsheet has destroyed an id.

    >>> damaged("1.97E+11"), damaged("197001010001")
    (True, False)
    """
    return DAMAGED.fullmatch(text.strip()) is not None


SCHEMA = Schema(
    "gtd", "GTD", GTD, lambda columns: recognised(columns, COLUMNS, CORE, HALLMARKS, 3), parse,
    address="https://www.start.umd.edu/gtd", language="en",
)  # fmt: skip
