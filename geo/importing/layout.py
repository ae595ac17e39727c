"""A batch of drafts laid out as the atlas's columns: incidents with their ledger, figures and original cells."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.dates import DatePrecision
from geo.importing.actors import ActorBook
from geo.importing.cells import Mask, Objects, each, joined, texts
from geo.importing.draft import Place
from geo.importing.ledger import casualty_lists, citation_lists, claim_lists, distinct_lists, summed
from geo.importing.part import Part
from geo.importing.placing import Placed
from geo.importing.records import Ints
from geo.importing.schemas.gtd import DAMAGED
from geo.importing.working import schema_of
from geo.load.copy_columns import nothing
from geo.model.vocabularies import PerpetratorKind, Verification

_PREFIX = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}
_TEXTS = pa.list_(pa.string())


@dataclass
class Naming:
    """Ids given so far, and what tells the files of an import apart."""

    several: bool
    """Whether the import has several files."""
    taken: set[str] = field(default_factory=set)


def lay_out(part: Part, book: ActorBook, naming: Naming, originals: pa.StructType) -> pa.Table:
    """The columns of the incidents of a batch, in the order of ``schema_of``."""
    draft, first = part.draft, part.first
    take = pa.array(first)
    start, end = draft.dates.start[first], draft.dates.end[first]
    precision = draft.dates.precision[first]
    claims, perpetrators, parties = claim_lists(part, book)
    casualties, figures = casualty_lists(part)
    count = len(first)
    columns: dict[str, pa.Array] = {
        "id": _ids(draft.id.take(take), start, precision, part, naming),
        "title": draft.title.take(take),
        "summary": draft.summary.take(take),
        "kind": _words(draft.kind[first]),
        "event_type": _words(draft.event_type[first]),
        "weapons": pa.array(draft.weapons[first], type=_TEXTS),
        "munitions_min": pa.nulls(count, pa.int64()),
        "munitions_max": pa.nulls(count, pa.int64()),
        "date_start": pa.array(start),
        "date_end": pa.array(end),
        "date_precision": _words(precision),
        "date_basis": _nullable(joined(draft.dates.basis.take(take), " ", texts(draft.dates.told[first]))),
        **_place_columns(draft.place, part.placed, first),
        "targets": _targets(part, book),
        "perpetrators": perpetrators,
        "parties": parties,
        "perpetrator_kind": _hues(perpetrators, parties, book),
        "verification": texts(np.full(count, Verification.REPORTED.value, dtype=object)),
        **{name: summed(figures, name, count) for name in ("killed_min", "killed_max", "wounded_min", "wounded_max")},
        "known_since": _known_since(claims),
        "claims": claims,
        "casualties": casualties,
        "citations": citation_lists(part),
        "file": texts(np.full(count, part.file, dtype=object)),
        "row": pa.array(part.rows[first]),
        "original": _original(part, originals),
        "geometry": pa.array(shapely.to_wkb(part.placed.shapes), type=pa.binary()),
    }
    # Properties of incidents that no schema reads.
    columns |= {one.name: nothing(one.type, count) for one in schema_of(originals) if one.name not in columns}
    return pa.table(columns)


def _hues(perpetrators: pa.ListArray, parties: pa.ListArray, book: ActorBook) -> pa.Array:
    """The hue of each incident (see ``PERPETRATOR_KIND_RULE``)."""
    words = list(PerpetratorKind.words())
    place = {word: number for number, word in enumerate(words)}
    unknown = place[PerpetratorKind.UNKNOWN]
    codes = each(perpetrators.flatten(), lambda actor: place[book.hue(actor)]).astype(np.int64)
    lengths = np.diff(perpetrators.offsets.to_numpy())
    some = np.flatnonzero(lengths)
    taking_part = np.diff(parties.offsets.to_numpy()) > 0
    found = np.where(taking_part, place[PerpetratorKind.PARTIES], unknown).astype(np.int64)
    if len(some):
        starts = perpetrators.offsets.to_numpy()[:-1][some] - perpetrators.offsets[0].as_py()
        least, most = np.minimum.reduceat(codes, starts), np.maximum.reduceat(codes, starts)
        found[some] = np.where(least == most, least, unknown)
    return pa.array(words, type=pa.string()).take(pa.array(found))


def _place_columns(place: Place, placed: Placed, first: Ints) -> dict[str, pa.Array]:
    take = pa.array(first)
    basis = place.basis.take(take)
    basis = pc.if_else(pa.array(placed.looked_up), joined(basis, " The country follows from the coordinates."), basis)
    doubt = " It lies outside of today's borders of the country that the row names."
    basis = pc.if_else(pa.array(placed.outside), joined(basis, doubt), basis)
    return {
        "place": _nullable(place.place.take(take)),
        "place_native": pa.nulls(len(first), pa.string()),
        "admin1": _nullable(place.admin1.take(take)),
        "country": _one_or_none(placed.country),
        "location_precision": _words(placed.precision),
        "radius_km": pa.array(placed.radius_km, from_pandas=True),
        "location_basis": _nullable(basis),
        "not_placed": _nullable(texts(each_reason(placed.reason))),
    }


def _one_or_none(words: Objects) -> pa.ListArray:
    """Lists of one word, or of none."""
    there = np.array([word is not None for word in words], dtype=np.bool_)
    offsets = np.concatenate([[0], np.cumsum(there)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(words[there], type=pa.string()))


def each_reason(reasons: Objects) -> Objects:
    """The words of reasons; None where there is none."""
    return np.array([None if reason is None else str(reason) for reason in reasons], dtype=object)


def _words(values: Objects) -> pa.Array:
    return pa.array(values, type=pa.string())


def _nullable(values: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _ids(ids: pa.Array, start: npt.NDArray[np.datetime64], precision: Objects, part: Part, naming: Naming) -> pa.Array:
    """Slugs that start with the date as far as it is known; a row without a usable id goes by its number."""
    lengths = np.array([_PREFIX.get(value, 4) for value in precision], dtype=np.int64)
    whole = pa.array(start).cast(pa.string())
    days = pc.if_else(pa.array(lengths == 10), whole, pc.utf8_slice_codeunits(whole, 0, 7))
    days = pc.if_else(pa.array(lengths == 4), pc.utf8_slice_codeunits(whole, 0, 4), days)
    slug = pc.utf8_trim(pc.replace_substring_regex(pc.ascii_lower(ids), "[^a-z0-9]+", "-"), "-")
    slug = pc.utf8_trim(pc.utf8_slice_codeunits(slug, 0, 80), "-")
    damaged = pc.match_substring_regex(ids, rf"(?i)^\s*{DAMAGED.pattern}\s*$")
    unusable = pc.or_(pc.equal(slug, ""), damaged).to_numpy(zero_copy_only=False)
    numbers = [f"{part.source + '-' if naming.several else ''}row-{row}" for row in part.rows[part.first][unusable]]
    if unusable.any():
        plain = np.array(slug.to_pylist(), dtype=object)
        plain[unusable] = numbers
        slug = pa.array(plain, type=pa.string())
    return pa.array(_unique(joined(days, "-", slug).to_pylist(), part, naming), type=pa.string())


def _unique(wanted: list[str], part: Part, naming: Naming) -> list[str]:
    """Ids that no other incident of the import has."""
    new = set(wanted)
    if len(new) == len(wanted) and naming.taken.isdisjoint(new):
        naming.taken |= new
        return wanted
    found = []
    for slug, row in zip(wanted, part.rows[part.first].tolist(), strict=True):
        apart = f"{slug}-{part.source}-row-{row}" if slug in naming.taken else slug
        naming.taken.add(apart)
        found.append(apart)
    return found


def _targets(part: Part, book: ActorBook) -> pa.Array:
    """Ids of whom each incident hit, each once."""
    owners, words = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=object)]
    for names in part.draft.targets:
        ids = book.ids(names)
        rows = np.flatnonzero((part.owner >= 0) & (ids != None))  # noqa: E711
        owners.append(part.owner[rows])
        words.append(ids[rows])
    return distinct_lists(np.concatenate(owners), np.concatenate(words), len(part.first))


def _known_since(claims: pa.ListArray) -> pa.Array:
    """The earliest day among the entries; the table is published later than all of them."""
    days = claims.flatten().field("known_since").cast(pa.int32()).to_numpy(zero_copy_only=False)
    starts = claims.offsets.to_numpy()[:-1]
    earliest = np.minimum.reduceat(days, starts) if len(starts) else days
    return pa.array(earliest.astype("datetime64[D]"))


def _original(part: Part, wanted: pa.StructType) -> pa.StructArray:
    """The original cells as one column; null for columns that only other files have. Where several rows tell of one
    incident, what they say differently stands one below the other."""
    names = [wanted.field(place).name for place in range(wanted.num_fields)]
    cells = part.cells
    others = np.flatnonzero(part.owner >= 0)
    others = others[others != part.first[part.owner[others]]]
    arrays = [
        _told_by_all(cells.column(name).combine_chunks(), part, others)
        if name in cells.column_names
        else pa.nulls(len(part.first), pa.string())
        for name in names
    ]
    return pa.StructArray.from_arrays(arrays, names=names)


def _told_by_all(column: pa.Array, part: Part, others: Ints) -> pa.Array:
    """A column's cells by incident: those of its first row, and below them what its ``others`` say differently."""
    first = column.take(pa.array(part.first))
    if not len(others):
        return first
    told = first.to_pylist()
    for owner, text in zip(part.owner[others].tolist(), column.take(pa.array(others)).to_pylist(), strict=True):
        if text and text not in (told[owner] or "").split("\n"):
            told[owner] = f"{told[owner]}\n{text}" if told[owner] else text
    return pa.array(told, pa.string())


def mask_of(rows: Ints, wanted: set[int]) -> Mask:
    """Which rows are among the wanted ones."""
    return np.isin(rows, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))
