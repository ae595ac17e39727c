"""Rows that tell of an event which an earlier row tells too: such as one row for each party of a clash."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.importing.distinct_rows import Objects
from geo.importing.raw_rows import RawTable
from geo.importing.reasons import Reason
from geo.importing.row_batches import Batch
from geo.importing.row_identity import Identity


def merged_rows(raw: RawTable, identity: Identity) -> Batch | None:
    """The rows that tell of an event which an earlier row tells too; None where there are none."""
    if not identity.merged:
        return None
    parts = []
    for batch in raw.batches():
        mask = np.isin(batch.rows, identity.merged_rows[0])
        if mask.any():
            parts.append((batch.rows[mask], batch.cells.filter(pa.array(mask))))
    return Batch(np.concatenate([rows for rows, _ in parts]), pa.concat_tables([cells for _, cells in parts]))


def events_of(whole: Batch, identity: Identity) -> np.ndarray | None:
    """Which row first tells of each row's event, so that a schema can judge all rows of an event together."""
    rows, into = identity.merged_rows
    if not len(rows):
        return None
    place = np.searchsorted(rows, whole.rows).clip(max=len(rows) - 1)
    return np.where(rows[place] == whole.rows, into[place], whole.rows)


def with_merged(batch: Batch, extra: Batch | None, identity: Identity) -> Batch:
    """The batch with those rows behind it that tell of its events."""
    if extra is None:
        return batch
    first, last = int(batch.rows[0]), int(batch.rows[-1])
    rows, into = identity.merged_rows
    lead = into[np.searchsorted(rows, extra.rows)]
    mask = (first <= lead) & (lead <= last)
    rows, cells = extra.rows[mask], extra.cells.filter(pa.array(mask))
    geometry = batch.geometry
    if geometry is not None:
        geometry = pa.concat_arrays([geometry, pa.nulls(len(rows), geometry.type)])
    return Batch(np.concatenate([batch.rows, rows]), pa.concat_tables([batch.cells, cells]).combine_chunks(), geometry)


def owners(whole: Batch, leads: np.ndarray, merged: dict[int, int], own: int) -> tuple[np.ndarray, list[int]]:
    """Which incident each row tells of, and the rows whose event was set aside with its first row."""
    owner = np.full(len(whole.rows), -1, dtype=np.int64)
    owner[leads] = np.arange(len(leads))
    by_row = {int(whole.rows[place]): number for number, place in enumerate(leads)}
    lost = []
    for place in range(own, len(whole.rows)):
        owner[place] = by_row.get(merged[int(whole.rows[place])], -1)
        if owner[place] < 0:
            lost.append(place)
    return owner, lost


def reason_of_lead(whole: Batch, place: int, merged: dict[int, int], reasons: Objects) -> Reason:
    """Why a row is set aside with its event: its own reason, or that of the event's first row."""
    lead = int(np.flatnonzero(whole.rows == merged[int(whole.rows[place])])[0])
    found = reasons[place] or reasons[lead]
    return found if isinstance(found, Reason) else Reason.SAME_ID
