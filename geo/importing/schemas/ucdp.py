"""UCDP GED: deaths in organised violence, with a span of days, a precision and bounds for the figures."""

from __future__ import annotations

import numpy as np

from geo.dates import DatePrecision
from geo.importing.countries import country_code
from geo.importing.date_cells import precision_of
from geo.importing.distinct_rows import each, each_text
from geo.importing.mapped_cells import MappedCells, first_filled, texts
from geo.importing.parsed import Dates, ParsedRows, Place
from geo.importing.reasons import Reason
from geo.importing.schemas.schema_base import (
    ActorHints,
    Schema,
    TableContext,
    as_dates,
    constant,
    constant_tuple,
    read_dates,
    recognised,
    unknown_days,
)
from geo.importing.schemas.ucdp_casualties import deaths
from geo.importing.schemas.ucdp_sides import STATE, VIOLENCE, claim, hint, title, violence_code
from geo.model.licence import UCDP_GED
from geo.model.vocabularies import EventType, Kind, LocationPrecision

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


def parse(cells: MappedCells, context: TableContext, hints: ActorHints) -> ParsedRows:
    """The incidents of a batch of GED's rows."""
    violence = each(cells.text("violence"), violence_code)
    one_sided = (violence == "3").astype(np.bool_)
    a, b = cells.text("side_a"), cells.text("side_b")
    for names in (a, b):
        each(names, lambda name: hint(hints, name))
    heading = title(cells, violence)
    states = each(a, lambda name: STATE.match(name) is not None).astype(np.bool_)
    kind = np.array([VIOLENCE.get(code, (Kind.OTHER, ""))[0] for code in violence], dtype=object)
    kind[one_sided & states] = Kind.STRIKE
    figures, at_odds = deaths(cells)
    return ParsedRows(
        id=first_filled(cells.text("id"), cells.text("relid")),
        dates=_dates(cells, context),
        place=_place(cells),
        title=heading,
        summary=first_filled(cells.text("headline"), heading),
        kind=kind,
        event_type=constant(EventType.OTHER, cells.count),
        weapons=constant_tuple((), cells.count),
        known=unknown_days(cells.count),
        claims=[claim(a, np.ones(cells.count, np.bool_), one_sided, "A"), claim(b, ~one_sided, one_sided, "B")],
        targets=[texts(np.where(one_sided, b.to_numpy(zero_copy_only=False), ""))],
        casualties=figures,
        contradicting=at_odds,
        put_together=each(cells.text("clarity"), lambda text: text.removesuffix(".0") == "2").astype(np.bool_),
    )


def _dates(cells: MappedCells, context: TableContext) -> Dates:
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
    found.basis = each_text(
        texts(codes), lambda code: f"UCDP date_prec {code}: {DATE[code][0]}." if code in DATE else ""
    )
    return found


def _place(cells: MappedCells) -> Place:
    codes = each(cells.text("where_prec"), lambda text: text.removesuffix(".0"))
    rows = each(texts(codes), lambda code: WHERE.get(code, (LocationPrecision.VICINITY, 25.0, "not stated")))
    return Place(
        lon=cells.numbers("longitude"),
        lat=cells.numbers("latitude"),
        precision=np.array([row[0] for row in rows], dtype=object),
        radius_km=np.array([row[1] for row in rows], dtype=np.float64),
        basis=each_text(texts(codes), _basis),
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


SCHEMA = Schema(
    "ucdp_ged", "UCDP GED", UCDP_GED, lambda columns: recognised(columns, COLUMNS, CORE, HALLMARKS), parse,
    address="https://ucdp.uu.se", language="en",
)  # fmt: skip
