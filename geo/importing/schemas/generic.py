"""Any table: read by a mapping that was guessed, or that the person confirmed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.importing.cells import Cells, each, first_filled, joined, parts_of, texts
from geo.importing.coordinates import Floats, pair
from geo.importing.countries import country_code
from geo.importing.draft import CasualtySlot, ClaimSlot, Draft, Place
from geo.importing.schemas.base import ActorHints, Context, Schema, blank, constant, unknown_days
from geo.importing.schemas.generic_dates import generic_dates
from geo.importing.schemas.words import TOTAL, event_of
from geo.model.licence import OWN
from geo.model.vocabularies import ActorKind, CasualtyGroup, LocationPrecision, Stance

_PRECISIONS = {str(precision): precision for precision in LocationPrecision}


def draft(cells: Cells, context: Context, hints: ActorHints) -> Draft:
    """The incidents of a batch."""
    actor, target = cells.known("actor"), cells.known("target")
    each(actor, lambda name: hints.note(name, ActorKind.OTHER) if name else None)
    each(target, lambda name: hints.note(name, ActorKind.OTHER) if name else None)
    kind, event_type, weapons = parts_of([cells.text("event_type"), cells.text("title")], event_of, 3)
    title = _title(cells)
    return Draft(
        id=cells.text("id"),
        dates=generic_dates(cells, context),
        place=_place(cells),
        title=title,
        summary=first_filled(cells.text("summary"), title),
        kind=kind,
        event_type=event_type,
        weapons=weapons,
        known=unknown_days(cells.count),
        claims=[_claim(actor)],
        targets=[target],
        casualties=[_figures(cells)],
        aggregate=cells.together(("id", "title", "place", "date"), _is_total).astype(np.bool_),
    )


def _is_total(*words: str) -> bool:
    """Whether a row calls itself a total."""
    return any(TOTAL.fullmatch(word) for word in words)


def _claim(actor: pa.Array) -> ClaimSlot:
    count = len(actor)
    note = texts(constant("Named by the table, which does not say how it knows.", count))
    return ClaimSlot(actor, constant(Stance.REPORTED, count), np.zeros(count, np.bool_), note)


def _title(cells: Cells) -> pa.Array:
    what = first_filled(cells.known("title"), cells.known("event_type"), texts(constant("Incident", cells.count)))
    has_title = each(cells.known("title"), bool).astype(np.bool_)
    where = first_filled(cells.known("place"), cells.known("admin1"), cells.known("country"))
    where = texts(np.where(has_title, "", np.asarray(where.to_numpy(zero_copy_only=False), dtype=object)))
    return joined(what, texts(each(where, lambda text: ", " if text else "")), where)


def _place(cells: Cells) -> Place:
    lon, lat = _coordinates(cells)
    fixed = cells.mapping.country
    country = constant(fixed, cells.count) if fixed else each(cells.text("country"), country_code)
    assumed = f"{cells.mapping.radius_km:g} km are an assumption of the import."
    words = f"Coordinates of the table, which does not say how exact they are; {assumed}"
    return Place(
        lon=lon,
        lat=lat,
        precision=constant(_PRECISIONS[cells.mapping.location_precision], cells.count),
        radius_km=np.full(cells.count, cells.mapping.radius_km),
        basis=texts(constant(words, cells.count)),
        place=cells.known("place"),
        admin1=cells.known("admin1"),
        country=country,
        shapes=cells.batch.geometry,
    )


def _coordinates(cells: Cells) -> tuple[Floats, Floats]:
    """Longitude and latitude out of two columns, one column, or WKT."""
    if cells.has("latitude") and cells.has("longitude"):
        return cells.numbers("longitude"), cells.numbers("latitude")
    prop = "coordinates" if cells.has("coordinates") else "wkt"
    found = each(cells.text(prop), pair)
    return np.array([lon for _, lon in found], dtype=np.float64), np.array([lat for lat, _ in found], dtype=np.float64)


def _figures(cells: Cells) -> CasualtySlot:
    killed, wounded = cells.counts("killed"), cells.counts("wounded")
    group = constant(CasualtyGroup.NOT_STATED, cells.count)
    return CasualtySlot(group, killed, killed, wounded, wounded, blank(cells.count))


SCHEMA = Schema("generic", "Table", OWN, lambda columns: None, draft, ("actor", "target"))
