"""Any table: read by a mapping that was guessed, or that the person confirmed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from geo.importing.coordinates import Floats, pair
from geo.importing.countries import country_code
from geo.importing.distinct_rows import Objects, each, each_text_of, parts_of
from geo.importing.mapped_cells import FigureColumns, MappedCells, Mask, empty, first_filled, repeated, texts, trimmed
from geo.importing.missing_values import is_missing
from geo.importing.parsed import CasualtySlot, ClaimSlot, ParsedRows, Place
from geo.importing.reasons import Notice
from geo.importing.schemas.generic_dates import generic_dates
from geo.importing.schemas.schema_base import ActorHints, Schema, TableContext, constant, unknown_days
from geo.importing.schemas.vocabulary_words import NO_EVENT, event_in_text, event_of, is_state_force, is_total
from geo.importing.titles import title_of
from geo.model.licence import OWN
from geo.model.vocabularies import ActorKind, CasualtyGroup, EventType, Kind, LocationPrecision, Stance

_PRECISIONS = {str(precision): precision for precision in LocationPrecision}


def parse(cells: MappedCells, context: TableContext, hints: ActorHints) -> ParsedRows:
    """The incidents of a batch."""
    actor, target = cells.known("actor"), cells.known("target")
    each(actor, lambda name: hints.note(name, _kind_of_actor(name)) if name else None)
    each(target, lambda name: hints.note(name, _kind_of_actor(name)) if name else None)
    kind, event_type, weapons = _events(cells, actor)
    place = _place(cells, context)
    title = _title(cells, place)
    return ParsedRows(
        id=cells.codes("id"),
        dates=generic_dates(cells, context),
        place=place,
        title=title,
        summary=first_filled(cells.known("summary"), title),
        kind=kind,
        event_type=event_type,
        weapons=weapons,
        known=unknown_days(cells.count),
        claims=[_claim(actor)],
        targets=[target],
        casualties=[_figures(cells)],
        aggregate=_totals(cells),
    )


def _kind_of_actor(name: str) -> ActorKind:
    return ActorKind.STATE_FORCE if is_state_force(name) else ActorKind.OTHER


def _events(cells: MappedCells, actor: pa.Array) -> tuple[Objects, ...]:
    """Kind, event type and weapons by the column of the type, else by the first words of the title or the text that tell
    an event; an attack from the air by the forces of a state is a strike."""
    columns = [cells.known("event_type"), cells.known("title"), cells.known("summary"), actor]
    kind, event_type, weapons, from_text = parts_of(columns, _event, 4)
    for prop in ("title", "summary"):
        at = np.array([told == prop for told in from_text], dtype=np.bool_)
        cells.notice(Notice.FROM_TEXT, prop, at)
    return kind, event_type, weapons


def _event(event_type: str, title: str, summary: str, actor: str) -> tuple[Any, ...]:
    found, told = event_of(event_type, ""), ""
    for name, text in (("title", title), ("summary", summary)):
        if found is NO_EVENT and text and (read := event_in_text(text)) is not NO_EVENT:
            found, told = read, name
    kind, what, weapons = found
    text = summary or title
    by_state = is_state_force(actor) or (not actor and what is EventType.AIR_STRIKE and is_state_force(text))
    if by_state and found is not NO_EVENT and kind in (Kind.OTHER, Kind.ATTACK):
        kind = Kind.STRIKE
    return kind, what, weapons, told


def _totals(cells: MappedCells) -> Mask:
    """Rows that call themselves totals: by their id, title, place or date, or by their first cell."""
    found = cells.together(("id", "title", "place", "date", "admin1", "country"), _is_total).astype(np.bool_)
    first = trimmed(cells.batch.cells.column(0).combine_chunks())
    return np.asarray(found | each(first, is_total).astype(np.bool_))


def _is_total(*words: str) -> bool:
    """Whether a row calls itself a total."""
    return any(map(is_total, words))


def _claim(actor: pa.Array) -> ClaimSlot:
    count = len(actor)
    note = repeated("Named by the table, which does not say how it knows.", count)
    return ClaimSlot(actor, constant(Stance.REPORTED, count), np.zeros(count, np.bool_), note)


def _title(cells: MappedCells, place: Place) -> pa.Array:
    where = first_filled(place.place, place.admin1, cells.known("country"))
    words = [cells.known("title"), cells.known("event_type"), cells.known("summary"), where]
    return each_text_of(words, title_of)


def _place(cells: MappedCells, context: TableContext) -> Place:
    lon, lat = coordinates(cells)
    assumed = f"{cells.mapping.radius_km:g} km are an assumption of the import."
    words = f"Coordinates of the table, which does not say how exact they are; {assumed}"
    precision = constant(_PRECISIONS[cells.mapping.location_precision], cells.count)
    place = Place(
        lon=lon,
        lat=lat,
        precision=precision,
        radius_km=np.full(cells.count, cells.mapping.radius_km),
        basis=repeated(words, cells.count),
        place=cells.known("place"),
        admin1=cells.known("admin1"),
        country=_countries(cells),
        shapes=cells.batch.geometry,
    )
    stand_in = context.placeholders.at(place.lon, place.lat, place.shapes)
    if stand_in.any():
        _widen(cells, place, stand_in)
    return place


def _widen(cells: MappedCells, place: Place, stand_in: Mask) -> None:
    """Points that stand for something larger: known as far as the row's province or country, and not drawn."""
    province = ~empty(place.admin1)
    place.precision[stand_in & province] = LocationPrecision.ADMIN1
    place.precision[stand_in & ~province] = LocationPrecision.COUNTRY
    basis = np.asarray(place.basis.to_numpy(zero_copy_only=False), dtype=object).copy()
    basis[stand_in] = (
        "The table has the same point under many names of places: it stands for something larger and is not drawn."
    )
    place.basis = texts(basis)
    prop = next((name for name in ("place", "coordinates", "latitude") if cells.has(name)), "date")
    cells.notice(Notice.STAND_IN, prop, stand_in)


def _countries(cells: MappedCells) -> Objects:
    """The country that the mapping names for all rows, or that each row names; a name that is not known is noticed."""
    if cells.mapping.country:
        return constant(cells.mapping.country, cells.count)
    written = cells.text("country")
    blank = each(written, is_missing).astype(np.bool_)
    two_letters = each(written, lambda text: len(text) == 2 and text.isalpha()).astype(np.bool_)
    if two_letters.sum() < 0.5 * (~blank | two_letters).sum():
        written = cells.known("country")
    found = each(written, country_code)
    none = np.array([code is None for code in found], dtype=np.bool_)
    cells.notice(Notice.COUNTRY, "country", none & ~blank)
    return found


def coordinates(cells: MappedCells) -> tuple[Floats, Floats]:
    """Longitude and latitude out of two columns, one column, or WKT."""
    if cells.has("latitude") and cells.has("longitude"):
        return cells.numbers("longitude"), cells.numbers("latitude")
    prop = "coordinates" if cells.has("coordinates") else "wkt"
    found = each(cells.text(prop), pair)
    return np.array([lon for _, lon in found], dtype=np.float64), np.array([lat for lat, _ in found], dtype=np.float64)


def _figures(cells: MappedCells) -> CasualtySlot:
    killed, wounded = _figure(cells, "killed"), _figure(cells, "wounded")
    note = each_text_of([killed.note, wounded.note], _about)
    group = constant(CasualtyGroup.NOT_STATED, cells.count)
    return CasualtySlot(group, killed.low, killed.high, wounded.low, wounded.high, note)


def _about(killed: str, wounded: str) -> str:
    """What the cells say of figures that are not exact."""
    parts = [f"{word} written as {cell!r}" for word, cell in (("killed", killed), ("wounded", wounded)) if cell]
    return f"In the table {', '.join(parts)}: not exact." if parts else ""


def _figure(cells: MappedCells, prop: str) -> FigureColumns:
    """A figure out of its own column, or out of two that hold its least and its most; bounds that contradict each other
    are noticed and put in order."""
    own = cells.figures(prop)
    if not cells.has(f"{prop}_min") and not cells.has(f"{prop}_max"):
        return own
    least, most = cells.figures(f"{prop}_min"), cells.figures(f"{prop}_max")
    low, high = np.where(np.isnan(least.low), own.low, least.low), np.where(np.isnan(most.high), own.high, most.high)
    high = np.where(np.isnan(high) & ~np.isnan(low), np.inf, high)
    low = np.where(np.isnan(low) & ~np.isnan(high), 0, low)
    crossed = low > high
    cells.notice(Notice.AT_ODDS, f"{prop}_min" if cells.has(f"{prop}_min") else f"{prop}_max", crossed)
    return FigureColumns(
        np.where(crossed, high, low), np.where(crossed, low, high), first_filled(least.note, most.note, own.note)
    )


SCHEMA = Schema("generic", "Table", OWN, lambda columns: None, parse, ("actor", "target"))
