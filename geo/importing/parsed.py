"""Parsed rows: the columns that a schema reads from a batch, before they are checked and written as incidents."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo.importing.coordinates import Floats
from geo.importing.distinct_rows import Objects
from geo.importing.mapped_cells import Mask
from geo.importing.reasons import Notice

Days = npt.NDArray[np.datetime64]


@dataclass
class Dates:
    """First and last day (NaT where there is none), precision, and what is wrong or to be reported."""

    start: Days
    end: Days
    precision: Objects
    reason: Objects
    """A ``Reason`` where the row has no usable date, else None."""
    basis: pa.Array
    short_year: Mask
    zone: Mask
    either: Mask
    """Where day and month could be either and the order of the column decided."""
    noticed: dict[Notice, Mask] = field(default_factory=dict)
    """What else is to be reported, and of which rows."""
    told: Objects = field(default_factory=lambda: np.zeros(0, dtype=object))
    """Sentences on how the cell was read, where that is not plain; they follow the basis."""


@dataclass
class Place:
    """Where a row places its incident; longitude and latitude are NaN where it gives none."""

    lon: Floats
    lat: Floats
    precision: Objects
    """Words of ``LocationPrecision``: how closely the dataset says that it knows."""
    radius_km: Floats
    basis: pa.Array
    place: pa.Array
    admin1: pa.Array
    country: Objects
    """Codes of ISO 3166-1, or None."""
    shapes: pa.Array | None = None
    """Geometry as WKB (WGS 84), which goes before longitude and latitude."""


@dataclass
class ClaimSlot:
    """At most one entry of the ledger a row: whose act, said how; no entry where the actor is empty."""

    actor: pa.Array
    stance: Objects
    by_actor: Mask
    """Whether the actor itself says so; else it is the dataset."""
    note: pa.Array


@dataclass
class CasualtySlot:
    """At most one row of casualties a row: NaN where a figure is not known; no maximum is infinite."""

    group: Objects
    killed_min: Floats
    killed_max: Floats
    wounded_min: Floats
    wounded_max: Floats
    note: pa.Array


@dataclass
class ParsedRows:
    """The columns of a batch."""

    id: pa.Array
    dates: Dates
    place: Place
    title: pa.Array
    summary: pa.Array
    kind: Objects
    event_type: Objects
    weapons: Objects
    known: Days
    """Day on which the dataset says that it put the row in; NaT where it doesn't say."""
    claims: list[ClaimSlot] = field(default_factory=list)
    targets: list[pa.Array] = field(default_factory=list)
    casualties: list[CasualtySlot] = field(default_factory=list)
    aggregate: Mask | None = None
    """Rows that are totals, not events."""
    put_together: Mask | None = None
    """Events that the dataset marks as put together from several."""
    unknown_figures: int = 0
    """Cells whose figure the dataset codes as not known."""
    contradicting: Mask | None = None
    """Rows whose bounds of a figure contradict each other."""
