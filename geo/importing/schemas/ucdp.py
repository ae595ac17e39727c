"""UCDP GED: deaths in organised violence, with a span of days, a precision and bounds for the figures."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.cells import Cells, Mask, Objects, each, each_of, first_filled, texts
from geo.importing.countries import country_code
from geo.importing.datecells import precision_of
from geo.importing.draft import CasualtySlot, ClaimSlot, Dates, Draft, Place
from geo.importing.reasons import Reason
from geo.importing.schemas.base import (
    ActorHints,
    Context,
    Schema,
    as_dates,
    constant,
    constant_tuple,
    read_dates,
    recognised,
    unknown_days,
)
from geo.model.licence import UCDP_GED
from geo.model.vocabularies import ActorKind, CasualtyGroup, EventType, Kind, LocationPrecision, Stance

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "relid": ("relid",),
    "date": ("date_start",),
    "date_end": ("date_end",),
    "date_prec": ("date_prec",),
    "violence": ("type_of_violence",),
    "conflict": ("conflict_name", "conflict_n", "conflict_1"),
    "dyad": ("dyad_name",),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "headline": ("source_headline",),
    "clarity": ("event_clarity",),
    "where_prec": ("where_prec",),
    "place": ("where_coordinates", "where_description"),
    "admin1": ("adm_1",),
    "admin2": ("adm_2",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "country": ("country",),
    "deaths_a": ("deaths_a",),
    "deaths_b": ("deaths_b",),
    "civilians": ("deaths_civilians",),
    "unknown": ("deaths_unknown",),
    "best": ("best", "best_est", "best_estimate"),
    "high": ("high", "high_est"),
    "low": ("low", "low_est"),
    "year": ("year",),
}
CORE = ("date", "violence", "side_a")
"""Properties without which a table is not GED's."""
HALLMARKS = (
    "side_b", "where_prec", "date_prec", "best", "conflict", "dyad", "clarity", "civilians", "deaths_a", "relid",
)  # fmt: skip
"""Of these at least two are there: their names are UCDP's own."""

WHERE: dict[str, tuple[LocationPrecision, float, str]] = {
    "1": (LocationPrecision.SITE, 1.0, "the exact place"),
    "2": (LocationPrecision.VICINITY, 25.0, "within about 25 km of a known place"),
    "3": (LocationPrecision.ADMIN2, 0.0, "a second-order division; its coordinates are a stand-in and are not drawn"),
    "4": (LocationPrecision.ADMIN1, 0.0, "a first-order division; its coordinates are a stand-in and are not drawn"),
    "5": (
        LocationPrecision.FEATURE,
        0.0,
        "a landscape feature or a line; its coordinates are a stand-in and are not drawn",
    ),
    "6": (LocationPrecision.COUNTRY, 0.0, "a country; its coordinates are a stand-in and are not drawn"),
    "7": (LocationPrecision.UNKNOWN, 0.0, "international waters or airspace; not drawn"),
}
"""By ``where_prec``: the atlas's precision, its radius in km, and words."""
DATE = {
    "1": ("the day is known", DatePrecision.DAY), "2": ("within 2 to 6 days", DatePrecision.WEEK),
    "3": ("a week", DatePrecision.WEEK), "4": ("8 to 30 days, or a month", DatePrecision.MONTH),
    "5": ("more than a month, up to a year", DatePrecision.YEAR),
}  # fmt: skip
VIOLENCE = {
    "1": (Kind.CLASH, "State-based conflict"),
    "2": (Kind.CLASH, "Non-state conflict"),
    "3": (Kind.ATTACK, "One-sided violence"),
}
_STATE = re.compile(r"^Government of (?:the )?(.+)$")
_PARTY = "Side {} of the fighting: UCDP does not say which of the two attacked."
_ACTS = "In one-sided violence side A acts on civilians (UCDP GED codebook, type_of_violence 3)."


def draft(cells: Cells, context: Context, hints: ActorHints) -> Draft:
    """The incidents of a batch of GED's rows."""
    violence = each(cells.text("violence"), _violence)
    one_sided = (violence == "3").astype(np.bool_)
    a, b = cells.text("side_a"), cells.text("side_b")
    for names in (a, b):
        each(names, lambda name: _hint(hints, name))
    title = _title(cells, violence)
    states = each(a, lambda name: _STATE.match(name) is not None).astype(np.bool_)
    kind = np.array([VIOLENCE.get(code, (Kind.OTHER, ""))[0] for code in violence], dtype=object)
    kind[one_sided & states] = Kind.STRIKE
    figures, at_odds = _deaths(cells)
    return Draft(
        id=first_filled(cells.text("id"), cells.text("relid")),
        dates=_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(cells.text("headline"), title),
        kind=kind,
        event_type=constant(EventType.OTHER, cells.count),
        weapons=constant_tuple((), cells.count),
        known=unknown_days(cells.count),
        claims=[_claim(a, np.ones(cells.count, np.bool_), one_sided, "A"), _claim(b, ~one_sided, one_sided, "B")],
        targets=[texts(np.where(one_sided, b.to_numpy(zero_copy_only=False), ""))],
        casualties=figures,
        contradicting=at_odds,
        put_together=each(cells.text("clarity"), lambda text: text.removesuffix(".0") == "2").astype(np.bool_),
    )


def _violence(text: str) -> str:
    """The code of a type of violence, also where it is written in words."""
    plain = text.casefold().removesuffix(".0").replace(" ", "-")
    words = {"state-based": "1", "non-state": "2", "one-sided": "3"}
    return next((code for start, code in words.items() if plain.startswith(start)), plain)


def _hint(hints: ActorHints, name: str) -> None:
    if not name:
        return
    found = _STATE.match(name)
    if found:
        hints.note(name, ActorKind.STATE, country_code(found[1]))
    else:
        hints.note(name, ActorKind.OTHER if name.casefold() == "civilians" else ActorKind.ARMED_GROUP)


def _claim(names: pa.Array, where: Mask, one_sided: Mask, side: str) -> ClaimSlot:
    notes = np.where(one_sided, _ACTS, _PARTY.format(side)).astype(object)
    shown = np.where(where, np.asarray(names.to_numpy(zero_copy_only=False), dtype=object), "")
    stance = np.array([Stance.REPORTED if acts else Stance.PARTY for acts in one_sided], dtype=object)
    return ClaimSlot(texts(shown), stance, np.zeros(len(names), np.bool_), texts(notes))


def _title(cells: Cells, violence: Objects) -> pa.Array:
    where = first_filled(cells.known("place"), cells.known("admin2"), cells.known("admin1"), cells.known("country"))
    return texts(
        each_of([texts(violence), cells.known("side_a"), cells.known("side_b"), cells.known("dyad"), where], _words)
    )


def _words(violence: str, a: str, b: str, dyad: str, where: str) -> str:
    what = VIOLENCE.get(violence, (None, "Organised violence"))[1]
    place = f", {where}" if where else ""
    if violence == "3" and a:
        hit = b.casefold() if b == "Civilians" else b
        return f"{what}: {a} against {hit or 'civilians'}{place}"
    sides = " and ".join(name for name in (a, b) if name) or dyad
    return f"{what}: {sides}{place}" if sides else f"{what}{place}"


def _dates(cells: Cells, context: Context) -> Dates:
    """From ``date_start`` to ``date_end``; the precision follows ``date_prec`` as far as the days allow it."""
    found = as_dates(read_dates(cells, "date", context), each(cells.text("date"), bool), context)
    ends = as_dates(read_dates(cells, "date_end", context), each(cells.text("date_end"), bool), context)
    given = ~np.isnat(ends.end)
    found.end = np.where(given, ends.end, found.end)
    found.either |= ends.either
    undecided = np.array([reason is Reason.ORDER for reason in ends.reason], dtype=np.bool_)
    found.reason[undecided & (found.reason == None)] = Reason.ORDER  # noqa: E711
    codes = each(cells.text("date_prec"), lambda text: text.removesuffix(".0"))
    for place in range(cells.count):
        if found.reason[place] is None:
            wanted = DATE.get(codes[place], ("", DatePrecision.PERIOD))[1]
            start, end = found.start[place].astype(object), found.end[place].astype(object)
            found.precision[place] = precision_of(start, end, wanted)
    found.basis = texts(
        each(texts(codes), lambda code: f"UCDP date_prec {code}: {DATE[code][0]}." if code in DATE else "")
    )
    return found


def _place(cells: Cells) -> Place:
    codes = each(cells.text("where_prec"), lambda text: text.removesuffix(".0"))
    rows = each(texts(codes), lambda code: WHERE.get(code, (LocationPrecision.VICINITY, 25.0, "not stated")))
    return Place(
        lon=cells.numbers("longitude"),
        lat=cells.numbers("latitude"),
        precision=np.array([row[0] for row in rows], dtype=object),
        radius_km=np.array([row[1] for row in rows], dtype=np.float64),
        basis=texts(each(texts(codes), _basis)),
        place=first_filled(cells.text("place"), cells.text("admin2")),
        admin1=first_filled(
            cells.text("admin1"), texts(np.where(codes == "4", cells.text("place").to_numpy(zero_copy_only=False), ""))
        ),
        country=each(cells.text("country"), country_code),
        shapes=cells.batch.geometry,
    )


def _basis(code: str) -> str:
    _, radius, words = WHERE.get(code, (None, 25.0, "not stated"))
    stated = f"UCDP's coordinates; where_prec {code or 'empty'}: {words}."
    assumed = f" The radius of {radius:g} km is an assumption of the import."
    return stated + assumed if radius and code != "2" else stated


def _deaths(cells: Cells) -> tuple[list[CasualtySlot], Mask]:
    """By group where the bounds leave no room; else one figure from the lower to the upper bound.

    A 0 for one side says that none is known of it, so no figure is taken from it. Bounds that contradict each other or
    the best estimate span from the least to the greatest of the three, and the note keeps each as it was given; the
    second value marks these rows.
    """
    best, low, high = (cells.counts(prop) for prop in ("best", "low", "high"))
    given = np.stack([best, low, high])
    at_odds = (low > high) | (best < low) | (best > high)
    low, high = np.where(np.isnan(low), best, low), np.where(np.isnan(high), best, high)
    low = np.where(at_odds, np.fmin.reduce(given), low)
    high = np.where(at_odds, np.fmax.reduce(given), high)
    sides = {prop: cells.counts(prop) for prop in ("deaths_a", "deaths_b", "civilians", "unknown")}
    total = np.sum([np.nan_to_num(values) for values in sides.values()], axis=0)
    exact = (low == high) & (low == total) & (total > 0)
    whole = ~exact & (high > 0)
    note = cells.together(("low", "best", "high"), _bounds)
    odd = cells.together(("low", "best", "high"), _odd_bounds)
    slots = [
        _slot(
            constant(CasualtyGroup.NOT_STATED, cells.count),
            np.where(whole, low, np.nan),
            np.where(whole, high, np.nan),
            texts(np.where(at_odds, odd, note)),
        )
    ]
    groups: dict[str, Objects] = {
        "deaths_a": each(cells.text("side_a"), _group), "deaths_b": each(cells.text("side_b"), _group),
        "civilians": constant(CasualtyGroup.CIVILIANS, cells.count),
        "unknown": constant(CasualtyGroup.NOT_STATED, cells.count),
    }  # fmt: skip
    one_group = np.asarray(
        [ga == gb for ga, gb in zip(groups["deaths_a"], groups["deaths_b"], strict=True)], dtype=np.bool_
    )
    sides["deaths_a"] = np.where(
        one_group, np.nan_to_num(sides["deaths_a"]) + np.nan_to_num(sides["deaths_b"]), sides["deaths_a"]
    )
    sides["deaths_b"] = np.where(one_group, np.nan, sides["deaths_b"])
    blank = texts(constant("", cells.count))
    for prop, values in sides.items():
        figure = np.where(exact & (values > 0), values, np.nan)
        slots.append(_slot(groups[prop], figure, figure, blank))
    return slots, np.asarray(at_odds, dtype=np.bool_)


def _bounds(low: str, best: str, high: str) -> str:
    return f"UCDP's lower and upper bound; best estimate {best or 'not given'}."


def _odd_bounds(low: str, best: str, high: str) -> str:
    low, best, high = (text or "none" for text in (low, best, high))
    return (
        f"UCDP's own figures contradict each other: low {low}, best {best}, high {high}. "
        "The span is from the least to the greatest of them."
    )


def _slot(group: Objects, low: np.ndarray, high: np.ndarray, note: pa.Array) -> CasualtySlot:
    none = np.full(len(low), np.nan)
    return CasualtySlot(group, low, high, none, none, note)


def _group(side: str) -> CasualtyGroup:
    """Whom the deaths of a side count."""
    found = _STATE.match(side)
    if not found:
        return CasualtyGroup.ARMED_GROUPS
    forces = {"IQ": CasualtyGroup.IRAQI_FORCES, "US": CasualtyGroup.US_FORCES, "IR": CasualtyGroup.IRANIAN_FORCES}
    return forces.get(country_code(found[1]) or "", CasualtyGroup.OTHER_FORCES)


SCHEMA = Schema("ucdp_ged", "UCDP GED", UCDP_GED, lambda columns: recognised(columns, COLUMNS, CORE, HALLMARKS), draft)
