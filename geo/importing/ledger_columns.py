"""Ledger entries and figures of a batch as lists of records, one list an incident."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.accepted_rows import AcceptedRows
from geo.importing.actor_register import ActorRegister
from geo.importing.distinct_rows import Objects, words
from geo.importing.mapped_cells import Mask, repeated
from geo.importing.parsed import CasualtySlot
from geo.model.record_base import REPORT
from geo.model.vocabularies import NAMING, KnownBasis, Stance

CLAIM_FIELDS = pa.struct(
    [
        ("actor", pa.string()), ("stance", pa.string()), ("by", pa.string()), ("known_since", pa.date32()),
        ("known_since_basis", pa.string()), ("source", pa.string()), ("paragraph", pa.int64()),
        ("row", pa.int64()), ("note", pa.string()),
    ]
)  # fmt: skip
CASUALTY_FIELDS = pa.struct(
    [
        ("group", pa.string()), ("killed_min", pa.int64()), ("killed_max", pa.int64()), ("wounded_min", pa.int64()),
        ("wounded_max", pa.int64()), ("source", pa.string()), ("paragraph", pa.int64()),
        ("row", pa.int64()), ("note", pa.string()),
    ]
)  # fmt: skip
CITATION_FIELDS = pa.struct([("source", pa.string()), ("paragraph", pa.int64()), ("row", pa.int64())])
_BASES = np.array([KnownBasis.EARLIEST.value, KnownBasis.STATED.value], dtype=object)
_REPORT = np.array(REPORT, dtype=object)
_FIGURES = ("killed_min", "killed_max", "wounded_min", "wounded_max")


def claim_lists(accepted: AcceptedRows, register: ActorRegister) -> tuple[pa.ListArray, pa.ListArray, pa.ListArray]:
    """The ledger of each incident, its perpetrators and its parties; one that names nobody tells of the event itself."""
    owners, actors, stances, bys, rows, notes = _entries(accepted, register)
    order = np.argsort(owners, kind="stable")
    owners, rows = owners[order], rows[order]
    keep = _first_of_its_kind(owners, actors[order], stances[order], bys[order])
    owners, rows, order = owners[keep], rows[keep], order[keep]
    known, basis = _known(accepted, owners, rows)
    entries = pa.StructArray.from_arrays(
        [
            words(actors[order]),
            words(stances[order]),
            words(bys[order]),
            pa.array(known),
            words(basis),
            repeated(accepted.source, len(order)),
            pa.nulls(len(order), pa.int64()),
            pa.array(accepted.rows[rows]),
            _nullable(notes.take(pa.array(order))),
        ],
        fields=list(CLAIM_FIELDS),
    )
    offsets = _offsets(owners, len(accepted.first))
    roles = _roles(owners, actors[order], stances[order], len(accepted.first))
    return pa.ListArray.from_arrays(offsets, entries), *roles


def _entries(
    accepted: AcceptedRows, register: ActorRegister
) -> tuple[npt.NDArray[np.int64], Objects, Objects, Objects, npt.NDArray[np.int64], pa.Array]:
    """Owner, actor, stance, speaker, row and note of all entries, slot by slot."""
    owners: list[Any] = []
    actors: list[Any] = []
    stances: list[Any] = []
    bys: list[Any] = []
    rows: list[Any] = []
    notes: list[Any] = []
    named = np.zeros(len(accepted.first), dtype=np.bool_)
    for slot in accepted.parsed.claims:
        ids = register.ids(slot.actor)
        found = np.flatnonzero((accepted.owner >= 0) & (ids != None))  # noqa: E711
        named[accepted.owner[found]] = True
        owners.append(accepted.owner[found])
        actors.append(ids[found])
        stances.append(slot.stance[found])
        bys.append(np.where(slot.by_actor[found], ids[found], _REPORT))
        rows.append(found)
        notes.append(slot.note.take(pa.array(found)))
    silent = np.flatnonzero(~named)
    owners.append(silent)
    actors.append(np.full(len(silent), None, dtype=object))
    stances.append(np.full(len(silent), Stance.REPORTED, dtype=object))
    bys.append(np.full(len(silent), REPORT, dtype=object))
    rows.append(accepted.first[silent])
    notes.append(repeated("The row names nobody whose act it was.", len(silent)))
    whole = [np.concatenate(values) for values in (owners, actors, stances, bys, rows)]
    return whole[0], whole[1], whole[2], whole[3], whole[4], pa.concat_arrays(notes)


def _first_of_its_kind(owners: npt.NDArray[np.int64], actors: Objects, stances: Objects, bys: Objects) -> Mask:
    """Entries without those that repeat an earlier one of the same incident (rows of one event name a party twice)."""
    told = np.zeros(len(owners), dtype=np.int64)
    for values in (actors, stances, bys):
        codes, different = pd.factorize(values)
        told = told * (len(different) + 1) + codes + 1
    return np.asarray(~pd.DataFrame({"owner": owners, "told": told}).duplicated(), dtype=np.bool_)


def _known(
    accepted: AcceptedRows, owners: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.datetime64], Objects]:
    """The day that the dataset states, where it is possible; else the earliest day that it can be."""
    start = accepted.parsed.dates.start[accepted.first][owners]
    stated = accepted.parsed.known[rows]
    good = ~np.isnat(stated) & (stated >= start)
    basis = _BASES[good.astype(np.int64)]
    return np.where(good, stated, start), basis


def _roles(
    owners: npt.NDArray[np.int64], actors: Objects, stances: Objects, count: int
) -> tuple[pa.ListArray, pa.ListArray]:
    """Every actor that an entry puts forward, each once; and every other that an entry names as a party."""
    codes, different = pd.factorize(stances)
    someone = actors != None  # noqa: E711
    named = np.array([word in NAMING for word in different], dtype=np.bool_)[codes] & someone
    accepted = np.array([word == Stance.PARTY for word in different], dtype=np.bool_)[codes] & someone
    key = owners * (len(actors) + 1) + pd.factorize(actors)[0]
    accepted &= ~np.isin(key, key[named])
    return distinct_lists(owners[named], actors[named], count), distinct_lists(
        owners[accepted], actors[accepted], count
    )


def distinct_lists(owners: npt.NDArray[np.int64], told: Objects, count: int) -> pa.ListArray:
    """The words of each incident, each once, in the order in which they come."""
    codes, different = pd.factorize(told)
    _, first = np.unique(owners * (len(told) + 1) + codes, return_index=True)
    order = first[np.lexsort((first, owners[first]))]
    found = pa.array(different, type=pa.string()).take(pa.array(codes[order]))
    return pa.ListArray.from_arrays(_offsets(owners[order], count), found)


def _nullable(found: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, pa.string()), found)


def casualty_lists(accepted: AcceptedRows) -> tuple[pa.ListArray, list[CasualtySlot]]:
    """The figures of each incident by group, and the slots cut to the incidents."""
    slots = [_cut(slot, accepted.first) for slot in accepted.parsed.casualties]
    owners = [np.flatnonzero(~np.isnan(slot.killed_min) | ~np.isnan(slot.wounded_min)) for slot in slots]
    owner = np.concatenate(owners) if owners else np.zeros(0, dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    columns = [
        words(_picked(slots, owners, "group", object)[order]),
        *(_whole(_picked(slots, owners, name, np.float64)[order]) for name in _FIGURES),
        repeated(accepted.source, len(owner)),
        pa.nulls(len(owner), pa.int64()),
        pa.array(accepted.rows[accepted.first][owner[order]]),
        _nullable(_notes(slots, owners).take(pa.array(order))),
    ]
    entries = pa.StructArray.from_arrays(columns, fields=list(CASUALTY_FIELDS))
    return pa.ListArray.from_arrays(_offsets(owner[order], len(accepted.first)), entries), slots


def _cut(slot: CasualtySlot, first: npt.NDArray[np.int64]) -> CasualtySlot:
    figures = {name: getattr(slot, name)[first] for name in ("group", *_FIGURES)}
    return CasualtySlot(**figures, note=slot.note.take(pa.array(first)))


def _picked(slots: list[CasualtySlot], owners: list[npt.NDArray[np.int64]], name: str, kind: type) -> npt.NDArray[Any]:
    parts: list[npt.NDArray[Any]] = [
        np.asarray(getattr(slot, name), dtype=kind)[rows] for slot, rows in zip(slots, owners, strict=True)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def _notes(slots: list[CasualtySlot], owners: list[npt.NDArray[np.int64]]) -> pa.Array:
    parts = [slot.note.take(pa.array(rows)) for slot, rows in zip(slots, owners, strict=True)]
    return pa.concat_arrays(parts) if parts else pa.array([], pa.string())


def _whole(floats: npt.NDArray[np.float64]) -> pa.Array:
    """Whole numbers; null where a figure is not known or open."""
    known = np.isfinite(floats)
    return pa.array(np.where(known, floats, 0).astype(np.int64), mask=~known)


def summed(slots: list[CasualtySlot], name: str, count: int) -> pa.Array:
    """A figure of ``count`` incidents over all groups; null where no group has one, a maximum also where one group's is
    open."""
    if not slots:
        return pa.nulls(count, pa.int64())
    values = np.stack([getattr(slot, name) for slot in slots])
    none = np.isnan(values).all(axis=0)
    if name.endswith("_max"):
        least = np.stack([getattr(slot, name.replace("_max", "_min")) for slot in slots])
        none |= (np.isnan(values) & ~np.isnan(least)).any(axis=0)
    return _whole(np.where(none, np.nan, np.nansum(values, axis=0)))


def citation_lists(accepted: AcceptedRows) -> pa.ListArray:
    """Each incident's one citation: its row."""
    count = len(accepted.first)
    columns = [
        repeated(accepted.source, count),
        pa.nulls(count, pa.int64()),
        pa.array(accepted.rows[accepted.first]),
    ]
    entries = pa.StructArray.from_arrays(columns, fields=list(CITATION_FIELDS))
    return pa.ListArray.from_arrays(pa.array(np.arange(count + 1, dtype=np.int32)), entries)


def _offsets(owners: npt.NDArray[np.int64], count: int) -> pa.Array:
    """Where the list of each incident starts, in entries sorted by incident."""
    return pa.array(np.searchsorted(owners, np.arange(count + 1)).astype(np.int32))
