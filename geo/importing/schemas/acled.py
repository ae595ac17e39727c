"""ACLED: both sides of an event are parties; the order of the two does not say who attacked."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.cells import Cells, Objects, each, each_of, first_filled, joined, parts_of, texts
from geo.importing.countries import country_code
from geo.importing.draft import CasualtySlot, ClaimSlot, Dates, Days, Draft, Place
from geo.importing.schemas.base import (
    ActorHints,
    Context,
    Schema,
    as_dates,
    constant,
    read_dates,
    recognised,
    unknown_days,
)
from geo.importing.schemas.names_acled import COLUMNS, EVENT_TYPES, GEO, HARMLESS, INTER, KINDS, NEEDED, TIME
from geo.model.licence import ACLED
from geo.model.vocabularies import ActorKind, CasualtyGroup, EventType, Kind, LocationPrecision, Stance

_FORCES = re.compile(r"^(?:Military|Police|Security) Forces of (?:the )?(.+?)(?: \(\d{4}.*)?$")
_PARTY = "A party to the event as ACLED's actor {}; the order of the two does not say who attacked."
_ACTS = "The only party beside civilians, as ACLED's actor {}."


def draft(cells: Cells, context: Context, hints: ActorHints) -> Draft:
    """The incidents of a batch of ACLED's rows."""
    sides = (cells.known("actor1"), cells.known("actor2"))
    inter = tuple(texts(each(cells.text(f"inter{side}"), inter_words)) for side in (1, 2))
    for names, words in zip(sides, inter, strict=True):
        each_of([names, words], lambda name, word: _hint(hints, name, word))
    hit = [_is_hit(inter[0], sides[0]), _is_hit(inter[1], sides[1])]
    kind, event_type, weapons = _types(cells, inter)
    notes = cells.text("notes")
    title = _title(cells)
    return Draft(
        id=cells.text("id"),
        dates=_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(notes, title),
        kind=kind,
        event_type=event_type,
        weapons=weapons,
        known=_uploaded(cells, context),
        claims=[_claim(sides[side], hit[side], hit[1 - side], sides[1 - side], side + 1) for side in (0, 1)],
        targets=[_only(sides[side], hit[side] & ~hit[1 - side]) for side in (0, 1)],
        casualties=[_fatalities(cells)],
    )


def inter_words(text: str) -> str:
    """The words of an ``inter`` cell, old numbers included."""
    plain = text.strip().removesuffix(".0")
    return INTER.get(plain, plain.casefold())


def _hint(hints: ActorHints, name: str, inter: str) -> None:
    if name:
        found = _FORCES.match(name)
        state = country_code(found[1]) if found else None
        hints.note(name, ActorKind.STATE_FORCE if state else KINDS.get(inter, ActorKind.OTHER), state)


def _is_hit(inter: pa.Array, names: pa.Array) -> np.ndarray:
    """Where a side are civilians, by its code or, where there is none, by its name."""
    return each_of(
        [inter, names], lambda word, name: word in HARMLESS or (not word and name.casefold().startswith("civilians"))
    ).astype(np.bool_)


def _claim(names: pa.Array, hit: np.ndarray, other_hit: np.ndarray, other: pa.Array, number: int) -> ClaimSlot:
    """A side is a party, unless it are civilians beside a party."""
    alone = each(other, lambda name: not name).astype(np.bool_)
    party = ~hit | other_hit | alone
    notes = np.where(other_hit & ~hit, _ACTS.format(number), _PARTY.format(number)).astype(object)
    return ClaimSlot(
        _only(names, party), constant(Stance.REPORTED, len(names)), np.zeros(len(names), dtype=np.bool_), texts(notes)
    )


def _only(names: pa.Array, where: np.ndarray) -> pa.Array:
    """The names in some rows, empty in the others."""
    found = np.asarray(names.to_numpy(zero_copy_only=False), dtype=object)
    return texts(np.where(where, found, ""))


def _types(cells: Cells, inter: tuple[pa.Array, pa.Array]) -> tuple[Objects, Objects, Objects]:
    kind, event_type, weapons = parts_of([cells.text("event_type"), cells.text("sub_event_type"), *inter], _type, 3)
    return kind, event_type, weapons


def _type(event: str, sub: str, inter1: str, inter2: str) -> tuple[Kind, EventType, tuple[object, ...]]:
    """Kind, event type and weapons out of ACLED's types."""
    main, closer = event.casefold().strip(), sub.casefold().strip()
    event_type, weapons = EVENT_TYPES.get(closer) or EVENT_TYPES.get(main) or (EventType.OTHER, ())
    return _kind(main, inter1, inter2), event_type, weapons


def _kind(main: str, inter1: str, inter2: str) -> Kind:
    if main.startswith("battle"):
        return Kind.CLASH
    if main.startswith("protest"):
        return Kind.PROTEST
    if main.startswith("riot"):
        return Kind.PROTEST if "protest" in main else Kind.UNREST
    if main.startswith("strategic") or main.startswith("non-violent"):
        return Kind.CONTEXT
    acting = {inter for inter in (inter1, inter2) if inter and inter not in HARMLESS}
    if acting == {"state forces"}:
        return Kind.STRIKE
    kinds = {KINDS.get(inter, ActorKind.OTHER) for inter in acting}
    return Kind.ATTACK if kinds == {ActorKind.ARMED_GROUP} else Kind.OTHER


def _title(cells: Cells) -> pa.Array:
    what = first_filled(cells.text("sub_event_type"), cells.text("event_type"), texts(constant("Event", cells.count)))
    where = first_filled(cells.text("place"), cells.text("admin1"), cells.text("country"))
    between = texts(each(where, lambda place: ", " if place else ""))
    return joined(what, between, where)


def _dates(cells: Cells, context: Context) -> Dates:
    """Dates widened to what ``time_precision`` says."""
    found = as_dates(read_dates(cells, "date", context), each(cells.text("date"), bool), context)
    codes = each(cells.text("time_precision"), lambda text: text.removesuffix(".0"))
    exact = np.array([precision is DatePrecision.DAY for precision in found.precision], dtype=np.bool_) & ~np.isnat(
        found.start
    )
    week, month = exact & (codes == "2").astype(np.bool_), exact & (codes == "3").astype(np.bool_)
    found.start[week], found.end[week] = found.start[week] - 3, found.end[week] + 3
    calendar = found.start[month].astype("datetime64[M]")
    found.start[month], found.end[month] = calendar.astype("datetime64[D]"), (calendar + 1).astype("datetime64[D]") - 1
    found.precision[week], found.precision[month] = DatePrecision.WEEK, DatePrecision.MONTH
    found.basis = texts(
        each(texts(codes), lambda code: f"ACLED time_precision {code}: {TIME[code]}." if code in TIME else "")
    )
    return found


def _place(cells: Cells) -> Place:
    codes = each(cells.text("geo_precision"), lambda text: text.removesuffix(".0"))
    rows = each(texts(codes), lambda code: GEO.get(code, (LocationPrecision.VICINITY, 25.0, "not stated")))
    basis = each(texts(codes), _basis)
    return Place(
        lon=cells.numbers("longitude"),
        lat=cells.numbers("latitude"),
        precision=np.array([row[0] for row in rows], dtype=object),
        radius_km=np.array([row[1] for row in rows], dtype=np.float64),
        basis=texts(basis),
        place=cells.text("place"),
        admin1=cells.text("admin1"),
        country=cells.together(("country", "iso"), lambda name, iso: country_code(name) or country_code(iso)),
    )


def _basis(code: str) -> str:
    _, radius, words = GEO.get(code, (None, 25.0, "not stated"))
    stated = f"ACLED's coordinates; geo_precision {code or 'empty'}: {words}."
    return f"{stated} The radius of {radius:g} km is an assumption of the import." if radius else stated


def _uploaded(cells: Cells, context: Context) -> Days:
    """The day of ACLED's ``timestamp``: when the row was put in, not when the event was."""
    seconds = cells.numbers("timestamp") if cells.has("timestamp") else np.full(cells.count, np.nan)
    good = np.isfinite(seconds) & (seconds > 0) & (seconds < 2**33)
    days = unknown_days(cells.count)
    days[good] = seconds[good].astype("int64").astype("datetime64[s]").astype("datetime64[D]")
    days[days > np.datetime64(context.today)] = np.datetime64("NaT", "D")
    return days


def _fatalities(cells: Cells) -> CasualtySlot:
    """One conservative figure; 0 stands for none reported or unknown, so it is not known."""
    killed = cells.counts("fatalities")
    killed = np.where(killed > 0, killed, np.nan)
    none = np.full(cells.count, np.nan)
    note = constant("ACLED gives one conservative figure, and 0 where it knows of none.", cells.count)
    return CasualtySlot(constant(CasualtyGroup.NOT_STATED, cells.count), killed, killed, none, none, texts(note))


SCHEMA = Schema(
    "acled", "ACLED", ACLED, lambda columns: recognised(columns, COLUMNS, NEEDED), draft,
    ("actor1", "actor2", "inter1", "inter2", "assoc1", "assoc2", "interaction", "data_id"), "timestamp",
)  # fmt: skip
