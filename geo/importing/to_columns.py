"""Turns the accepted rows of a batch into the columns of a working copy: incidents with ledger, figures and original
cells."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.dates import DatePrecision
from geo.importing.accepted_rows import AcceptedRows
from geo.importing.actor_register import ActorRegister
from geo.importing.distinct_rows import Objects, each, each_object, same_objects, words
from geo.importing.ledger_columns import casualty_lists, citation_lists, claim_lists, distinct_lists, summed
from geo.importing.location_checks import LocationResults
from geo.importing.mapped_cells import joined, repeated, texts
from geo.importing.parsed import Place
from geo.importing.row_batches import Ints
from geo.importing.schemas.gtd import DAMAGED
from geo.importing.working_copy_writer import schema_of
from geo.load.copy_columns import nothing
from geo.model.vocabularies import PerpetratorKind, Verification

_PREFIX = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}
_TEXTS = pa.list_(pa.string())


@dataclass
class IdNaming:
    """Ids given so far, and what tells the files of an import apart."""

    several: bool
    """Whether the import has several files."""
    taken: set[str] = field(default_factory=set)


def to_columns(accepted: AcceptedRows, register: ActorRegister, naming: IdNaming, originals: pa.StructType) -> pa.Table:
    """The columns of the incidents of a batch, in the order of ``schema_of``."""
    parsed, first = accepted.parsed, accepted.first
    take = pa.array(first)
    start, end = parsed.dates.start[first], parsed.dates.end[first]
    precision = parsed.dates.precision[first]
    claims, perpetrators, parties = claim_lists(accepted, register)
    casualties, figures = casualty_lists(accepted)
    count = len(first)
    columns: dict[str, pa.Array] = {
        "id": _ids(parsed.id.take(take), start, precision, accepted, naming),
        "title": parsed.title.take(take),
        "summary": parsed.summary.take(take),
        "kind": words(parsed.kind[first]),
        "event_type": words(parsed.event_type[first]),
        "weapons": _weapons(parsed.weapons[first]),
        "munitions_min": pa.nulls(count, pa.int64()),
        "munitions_max": pa.nulls(count, pa.int64()),
        "date_start": pa.array(start),
        "date_end": pa.array(end),
        "date_precision": words(precision),
        "date_basis": _nullable(joined(parsed.dates.basis.take(take), " ", texts(parsed.dates.told[first]))),
        **_place_columns(parsed.place, accepted.locations, first),
        "targets": _targets(accepted, register),
        "perpetrators": perpetrators,
        "parties": parties,
        "perpetrator_kind": _hues(perpetrators, parties, register),
        "verification": repeated(Verification.REPORTED.value, count),
        **{name: summed(figures, name, count) for name in ("killed_min", "killed_max", "wounded_min", "wounded_max")},
        "known_since": _known_since(claims),
        "claims": claims,
        "casualties": casualties,
        "citations": citation_lists(accepted),
        "file": repeated(accepted.file, count),
        "row": pa.array(accepted.rows[first]),
        "original": _original(accepted, originals),
        "geometry": _as_wkb(accepted.locations.shapes),
    }
    # Properties of incidents that no schema reads.
    columns |= {one.name: nothing(one.type, count) for one in schema_of(originals) if one.name not in columns}
    return pa.table(columns)


def _hues(perpetrators: pa.ListArray, parties: pa.ListArray, register: ActorRegister) -> pa.Array:
    """The hue of each incident (see ``PERPETRATOR_KIND_RULE``)."""
    kinds = list(PerpetratorKind.words())
    place = {word: number for number, word in enumerate(kinds)}
    unknown = place[PerpetratorKind.UNKNOWN]
    codes = each(perpetrators.flatten(), lambda actor: place[register.hue(actor)]).astype(np.int64)
    lengths = np.diff(perpetrators.offsets.to_numpy())
    some = np.flatnonzero(lengths)
    taking_part = np.diff(parties.offsets.to_numpy()) > 0
    found = np.where(taking_part, place[PerpetratorKind.PARTIES], unknown).astype(np.int64)
    if len(some):
        starts = perpetrators.offsets.to_numpy()[:-1][some] - perpetrators.offsets[0].as_py()
        least, most = np.minimum.reduceat(codes, starts), np.maximum.reduceat(codes, starts)
        found[some] = np.where(least == most, least, place[PerpetratorKind.OTHER])
    return pa.array(kinds, type=pa.string()).take(pa.array(found))


def _place_columns(place: Place, locations: LocationResults, first: Ints) -> dict[str, pa.Array]:
    take = pa.array(first)
    basis = place.basis.take(take)
    basis = pc.if_else(
        pa.array(locations.looked_up), joined(basis, " The country follows from the coordinates."), basis
    )
    doubt = " It lies outside of today's borders of the country that the row names."
    basis = pc.if_else(pa.array(locations.outside), joined(basis, doubt), basis)
    return {
        "place": _nullable(place.place.take(take)),
        "place_native": pa.nulls(len(first), pa.string()),
        "admin1": _nullable(place.admin1.take(take)),
        "country": _one_or_none(locations.country),
        "location_precision": words(locations.precision),
        "radius_km": pa.array(locations.radius_km, from_pandas=True),
        "location_basis": _nullable(basis),
        "not_placed": _nullable(
            texts(each_object(locations.reason, lambda reason: None if reason is None else str(reason)))
        ),
    }


def _as_wkb(shapes: npt.NDArray[np.object_]) -> pa.Array:
    """The shapes as WKB; each object is written once, as many rows stand on few places."""
    place, first = same_objects(shapes)
    return pa.array(shapely.to_wkb(shapes[first]), type=pa.binary()).take(pa.array(place))


def _one_or_none(found: Objects) -> pa.ListArray:
    """Lists of one word, or of none."""
    there = found != None  # noqa: E711
    offsets = np.concatenate([[0], np.cumsum(there)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), words(found[there]))


def _weapons(values: Objects) -> pa.ListArray:
    """Lists of words; each different one is made once."""
    different: dict[tuple[str, ...], int] = {}
    place = each_object(values, lambda told: different.setdefault(told, len(different))).astype(np.int64)
    return pa.array(list(different), type=_TEXTS).take(pa.array(place))


def _nullable(values: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _ids(
    ids: pa.Array, start: npt.NDArray[np.datetime64], precision: Objects, accepted: AcceptedRows, naming: IdNaming
) -> pa.Array:
    """Slugs that start with the date as far as it is known; a row without a usable id goes by its number."""
    lengths = each_object(precision, lambda value: _PREFIX.get(value, 4)).astype(np.int64)
    whole = pa.array(start).cast(pa.string())
    days = pc.if_else(pa.array(lengths == 10), whole, pc.utf8_slice_codeunits(whole, 0, 7))
    days = pc.if_else(pa.array(lengths == 4), pc.utf8_slice_codeunits(whole, 0, 4), days)
    slug = pc.utf8_trim(pc.replace_substring_regex(pc.ascii_lower(ids), "[^a-z0-9]+", "-"), "-")
    slug = pc.utf8_trim(pc.utf8_slice_codeunits(slug, 0, 80), "-")
    damaged = pc.match_substring_regex(ids, rf"(?i)^\s*{DAMAGED.pattern}\s*$")
    unusable = pc.or_(pc.equal(slug, ""), damaged).to_numpy(zero_copy_only=False)
    numbers = [
        f"{accepted.source + '-' if naming.several else ''}row-{row}" for row in accepted.rows[accepted.first][unusable]
    ]
    if unusable.any():
        plain = np.array(slug.to_pylist(), dtype=object)
        plain[unusable] = numbers
        slug = pa.array(plain, type=pa.string())
    return pa.array(_unique(joined(days, "-", slug).to_pylist(), accepted, naming), type=pa.string())


def _unique(wanted: list[str], accepted: AcceptedRows, naming: IdNaming) -> list[str]:
    """Ids that no other incident of the import has."""
    new = set(wanted)
    if len(new) == len(wanted) and naming.taken.isdisjoint(new):
        naming.taken |= new
        return wanted
    found = []
    for slug, row in zip(wanted, accepted.rows[accepted.first].tolist(), strict=True):
        apart = f"{slug}-{accepted.source}-row-{row}" if slug in naming.taken else slug
        naming.taken.add(apart)
        found.append(apart)
    return found


def _targets(accepted: AcceptedRows, register: ActorRegister) -> pa.Array:
    """Ids of whom each incident hit, each once."""
    owners, hit = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=object)]
    for names in accepted.parsed.targets:
        ids = register.ids(names)
        rows = np.flatnonzero((accepted.owner >= 0) & (ids != None))  # noqa: E711
        owners.append(accepted.owner[rows])
        hit.append(ids[rows])
    return distinct_lists(np.concatenate(owners), np.concatenate(hit), len(accepted.first))


def _known_since(claims: pa.ListArray) -> pa.Array:
    """The earliest day among the entries; the table is published later than all of them."""
    days = claims.flatten().field("known_since").cast(pa.int32()).to_numpy(zero_copy_only=False)
    starts = claims.offsets.to_numpy()[:-1]
    earliest = np.minimum.reduceat(days, starts) if len(starts) else days
    return pa.array(earliest.astype("datetime64[D]"))


def _original(accepted: AcceptedRows, wanted: pa.StructType) -> pa.StructArray:
    """The original cells as one column; null for columns that only other files have. Where several rows tell of one
    incident, what they say differently stands one below the other."""
    names = [wanted.field(place).name for place in range(wanted.num_fields)]
    cells = accepted.cells
    others = np.flatnonzero(accepted.owner >= 0)
    others = others[others != accepted.first[accepted.owner[others]]]
    arrays = [
        _told_by_all(cells.column(name).combine_chunks(), accepted, others)
        if name in cells.column_names
        else pa.nulls(len(accepted.first), pa.string())
        for name in names
    ]
    return pa.StructArray.from_arrays(arrays, names=names)


def _told_by_all(column: pa.Array, accepted: AcceptedRows, others: Ints) -> pa.Array:
    """A column's cells by incident: those of its first row, and below them what its ``others`` say differently."""
    first = column.take(pa.array(accepted.first))
    if not len(others):
        return first
    owners, place = np.unique(accepted.owner[others], return_inverse=True)
    said = column.take(pa.array(others))
    if pc.all(pc.or_(pc.equal(said, ""), pc.equal(said, first.take(pa.array(accepted.owner[others]))))).as_py():
        return first
    told = first.take(pa.array(owners)).to_pylist()
    for at, text in zip(place.tolist(), said.to_pylist(), strict=True):
        if text and text not in (told[at] or "").split("\n"):
            told[at] = f"{told[at]}\n{text}" if told[at] else text
    mask = np.zeros(len(first), dtype=np.bool_)
    mask[owners] = True
    return pc.replace_with_mask(first, pa.array(mask), pa.array(told, pa.string()))
