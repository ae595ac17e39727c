"""ACLED: who acts on whom follows from the type of the event; in battles both sides are parties."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.dates import DatePrecision
from geo.importing.countries import country_code
from geo.importing.distinct_rows import each, each_of, each_text, parts_of
from geo.importing.mapped_cells import MappedCells, first_filled, texts
from geo.importing.parsed import CasualtySlot, Dates, Days, ParsedRows, Place
from geo.importing.schemas.acled_codes import COLUMNS, CORE, EVENT_TYPES, GEO, HALLMARKS, TIME
from geo.importing.schemas.acled_events import events_of
from geo.importing.schemas.acled_roles import normalised_type
from geo.importing.schemas.acled_titles import titles
from geo.importing.schemas.schema_base import (
    ActorHints,
    Schema,
    TableContext,
    as_dates,
    constant,
    read_dates,
    recognised,
    unknown_days,
)
from geo.model.licence import ACLED
from geo.model.vocabularies import CasualtyGroup, EventType, Kind, LocationPrecision, Weapon

_MEANS: tuple[tuple[str, EventType, Weapon], ...] = (
    (r"katyusha", EventType.ROCKET_ATTACK, Weapon.KATYUSHA_ROCKET),
    (r"ballistic missiles?", EventType.MISSILE_STRIKE, Weapon.BALLISTIC_MISSILE),
    (r"cruise missiles?", EventType.MISSILE_STRIKE, Weapon.CRUISE_MISSILE),
    (r"rockets?", EventType.ROCKET_ATTACK, Weapon.ROCKET),
    (r"mortars?", EventType.SHELLING, Weapon.MORTAR),
)
"""What the notes of an event of shelling, artillery or missiles name, where they name one of these only."""
_NAMED = re.compile("|".join(rf"\b({words})\b" for words, _, _ in _MEANS))
_SHELLS = re.compile(r"\b(?:artillery|shell)")


def parse(cells: MappedCells, context: TableContext, hints: ActorHints) -> ParsedRows:
    """The incidents of a batch of ACLED's rows."""
    events = events_of(cells, hints)
    crowd = pc.or_(*(pc.equal(group, "rioters") for group in events.groups)).to_numpy(zero_copy_only=False)
    kind = each_of([cells.text("event_type"), crowd.astype(np.int64), events.state_acts.astype(np.int64)], _kind)
    event_type, weapons = parts_of([cells.text("event_type"), cells.text("sub_event_type")], _type, 2)
    _by_notes(cells, event_type, weapons)
    title = titles(cells, events)
    return ParsedRows(
        id=cells.text("id"),
        dates=_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(cells.text("notes"), title),
        kind=kind,
        event_type=event_type,
        weapons=weapons,
        known=_uploaded(cells, context),
        claims=events.claims(),
        targets=events.targets(),
        casualties=[_fatalities(cells)],
    )


def _kind(event: str, crowd: int, state: int) -> Kind:
    """The kind by ACLED's type and by who acts: a state's force strikes, all others attack."""
    main = normalised_type(event)
    if main.startswith("battle"):
        return Kind.CLASH
    if main.startswith("protest") or (main == "riots/protests" and not crowd):
        return Kind.PROTEST
    if main.startswith("riot"):
        return Kind.UNREST
    if main.startswith(("explosion", "remote violence", "violence against")):
        return Kind.STRIKE if state else Kind.ATTACK
    context = ("strategic", "non-violent", "headquarters")
    return Kind.CONTEXT if main.startswith(context) else Kind.OTHER


def _type(event: str, sub: str) -> tuple[EventType, tuple[Weapon, ...]]:
    """Event type and weapons out of ACLED's types."""
    found = EVENT_TYPES.get(normalised_type(sub)) or EVENT_TYPES.get(normalised_type(event))
    if not found and normalised_type(event).startswith("battle"):
        found = EVENT_TYPES["battles"]
    return found or (EventType.OTHER, ())


def _by_notes(cells: MappedCells, event_type: np.ndarray, weapons: np.ndarray) -> None:
    """Where ACLED's type leaves shells, rockets and missiles together, the notes may name one of them."""
    rows = np.flatnonzero(event_type == EventType.SHELLING)
    for row, note in zip(rows.tolist(), cells.text("notes").take(pa.array(rows)).to_pylist(), strict=True):
        text = note.casefold()
        found = sorted({one.lastindex or 0 for one in _NAMED.finditer(text)})
        if len({_MEANS[place - 1][1] for place in found}) == 1 and not _SHELLS.search(text):
            _, event_type[row], weapon = _MEANS[found[0] - 1]
            weapons[row] = (weapon,)


def _dates(cells: MappedCells, context: TableContext) -> Dates:
    """Dates widened to what ``time_precision`` says."""
    found = as_dates(read_dates(cells, "date", context), each(cells.text("date"), bool), context)
    codes = each_text(cells.text("time_precision"), lambda text: text.removesuffix(".0"))
    exact = np.array([precision is DatePrecision.DAY for precision in found.precision], dtype=np.bool_) & ~np.isnat(
        found.start
    )
    week, month = (exact & pc.equal(codes, code).to_numpy(zero_copy_only=False) for code in ("2", "3"))
    found.start[week], found.end[week] = found.start[week] - 3, found.end[week] + 3
    calendar = found.start[month].astype("datetime64[M]")
    found.start[month], found.end[month] = calendar.astype("datetime64[D]"), (calendar + 1).astype("datetime64[D]") - 1
    found.precision[week], found.precision[month] = DatePrecision.WEEK, DatePrecision.MONTH
    found.basis = each_text(codes, lambda code: f"ACLED time_precision {code}: {TIME[code]}." if code in TIME else "")
    return found


def _place(cells: MappedCells) -> Place:
    codes = each_text(cells.text("geo_precision"), lambda text: text.removesuffix(".0"))
    precision, radius, _ = parts_of(
        [codes], lambda code: GEO.get(code, (LocationPrecision.VICINITY, 25.0, "not stated")), 3
    )
    return Place(
        lon=cells.numbers("longitude"),
        lat=cells.numbers("latitude"),
        precision=precision,
        radius_km=radius.astype(np.float64),
        basis=each_text(codes, _basis),
        place=cells.text("place"),
        admin1=first_filled(cells.text("admin1"), pc.if_else(pc.equal(codes, "3"), cells.text("place"), "")),
        country=cells.together(("country", "iso", "iso3"), _country),
        shapes=cells.batch.geometry,
    )


def _country(name: str, *codes: str) -> str | None:
    return next((code for text in (name, *codes) if (code := country_code(text))), None)


def _basis(code: str) -> str:
    _, radius, words = GEO.get(code, (None, 25.0, "not stated"))
    stated = f"ACLED's coordinates; geo_precision {code or 'empty'}: {words}."
    return f"{stated} The radius of {radius:g} km is an assumption of the import." if radius else stated


def _uploaded(cells: MappedCells, context: TableContext) -> Days:
    """The day of ACLED's ``timestamp``: when the row was put in, not when the event was."""
    seconds = cells.numbers("timestamp") if cells.has("timestamp") else np.full(cells.count, np.nan)
    good = np.isfinite(seconds) & (seconds > 0) & (seconds < 2**33)
    days = unknown_days(cells.count)
    days[good] = seconds[good].astype("int64").astype("datetime64[s]").astype("datetime64[D]")
    days[days > np.datetime64(context.today)] = np.datetime64("NaT", "D")
    return days


def _fatalities(cells: MappedCells) -> CasualtySlot:
    """One conservative figure; 0 stands for none reported or unknown, so it is nought or more, never a sure nought."""
    killed = cells.counts("fatalities")
    most = np.where(killed == 0, np.inf, killed)
    none = np.full(cells.count, np.nan)
    note = constant(
        "ACLED gives one conservative figure, and 0 where none was reported or the number is unknown.", cells.count
    )
    return CasualtySlot(constant(CasualtyGroup.NOT_STATED, cells.count), killed, most, none, none, texts(note))


SCHEMA = Schema(
    "acled", "ACLED", ACLED, lambda columns: recognised(columns, COLUMNS, CORE, HALLMARKS), parse,
    ("actor1", "actor2", "inter1", "inter2", "assoc1", "assoc2", "interaction", "data_id"), "timestamp",
    "https://acleddata.com", "en",
)  # fmt: skip
