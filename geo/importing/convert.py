"""From raw rows to incidents: each row is accepted, or set aside with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import AtlasError
from geo.importing.accepted_rows import AcceptedRows
from geo.importing.actor_register import ActorRegister
from geo.importing.distinct_rows import Objects
from geo.importing.faulty_row import faulty_row_error
from geo.importing.infer_schema import InferredSchema
from geo.importing.limits import FIRST_YEAR
from geo.importing.location_checks import check_locations
from geo.importing.mapped_cells import MappedCells, Mask
from geo.importing.parsed import Dates, ParsedRows, Place
from geo.importing.raw_rows import RawTable
from geo.importing.reasons import Notice, Reason, Unplaced
from geo.importing.reconciliation import Reconciliation
from geo.importing.row_batches import Batch, RejectedRow
from geo.importing.row_identity import Identity
from geo.importing.row_notices import details_of, notice_cells, notice_rows, notice_texts
from geo.importing.rows_of_events import events_of, merged_rows, owners, reason_of_lead, with_merged
from geo.importing.to_columns import IdNaming, to_columns


@dataclass
class ImportTable:
    """One table of an import on its way: its rows, how they are read, and what became of them."""

    raw: RawTable
    found: InferredSchema
    identity: Identity
    source: str
    account: Reconciliation = field(default_factory=Reconciliation)
    unplaced: list[RejectedRow] = field(default_factory=list)
    unread: int = 0
    """Rows that the reader itself set aside."""
    last_known: date | None = None
    """The latest day that an incident or an entry bears: the table was published no earlier."""


def convert(
    table: ImportTable,
    register: ActorRegister,
    naming: IdNaming,
    originals: pa.StructType,
    on_progress: Callable[[int], None],
) -> Iterator[pa.Table]:
    """The incidents of a table, some at a time; ``on_progress`` hears the number of rows done."""
    extra = merged_rows(table.raw, table.identity)
    if extra is not None:
        table.raw.log.notice(Notice.PER_ACTOR, len(table.identity.merged))
    table.raw.log.notice(Notice.REPEATED_ID, table.identity.repeated)
    done = 0
    for batch in table.raw.batches():
        try:
            incidents = _convert_batch(table, batch, extra, register, naming, originals)
        except AtlasError:
            raise
        except Exception as error:
            raise faulty_row_error(table.raw, table.found, batch, error) from error
        if incidents.num_rows:
            yield incidents
        done += len(batch.rows)
        on_progress(done)
    reconcile(table)


def reconcile(table: ImportTable) -> None:
    """Take the reader's own finds into the account, and check that it balances."""
    log, account = table.raw.log, table.account
    account.read = table.raw.count + table.unread
    account.set_aside = sum(log.reasons.values())
    account.reasons = Counter(log.reasons)
    account.reported = Counter(log.notices)
    account.details = details_of(log)
    account.cells = [asdict(cell) for cell in log.cells]
    account.check()


def _convert_batch(
    table: ImportTable,
    batch: Batch,
    extra: Batch | None,
    register: ActorRegister,
    naming: IdNaming,
    originals: pa.StructType,
) -> pa.Table:
    own = len(batch.rows)
    merged = table.identity.merged
    whole = with_merged(batch, extra, table.identity)
    cells = MappedCells(whole, table.found.mapping, events=events_of(whole, table.identity))
    parsed = table.found.schema.parse(cells, table.found.context, register.hints)
    reasons = _reasons(parsed, whole.rows, table)
    leads = ~np.isin(whole.rows, table.identity.merged_rows[0])
    leads[own:] = False
    placed_rows = np.flatnonzero(leads & (reasons == None))  # noqa: E711
    _set_aside(table, whole, leads & (reasons != None), reasons, parsed)  # noqa: E711
    owner, lost = owners(whole, placed_rows, merged, own)
    for row in lost:
        table.raw.log.set_aside(
            int(whole.rows[row]), reason_of_lead(whole, row, merged, reasons), _cells_of(whole, row)
        )
    notice_rows(table.raw.log, parsed, placed_rows)
    notice_texts(table.raw.log, whole.cells.slice(0, own))
    locations = check_locations(_at(parsed, placed_rows), table.found.mapping.crs, table.raw.log)
    _notice_outside(table, cells, placed_rows[locations.outside])
    notice_cells(table.raw.log, cells, placed_rows)
    accepted = AcceptedRows(
        parsed, locations, placed_rows, owner, whole.rows, whole.cells, table.source, table.raw.log.file
    )
    incidents = to_columns(accepted, register, naming, originals)
    _count(table, accepted, locations.reason)
    _remember_last(table, incidents)
    return incidents


def _notice_outside(table: ImportTable, cells: MappedCells, rows: np.ndarray) -> None:
    """Points outside of the country that their row names, by the cell that names it."""
    at = np.zeros(cells.count, dtype=np.bool_)
    at[rows] = True
    if cells.has("country"):
        cells.notice(Notice.OUTSIDE, "country", at)
    else:
        table.raw.log.notice(Notice.OUTSIDE, len(rows))


def _reasons(parsed: ParsedRows, rows: np.ndarray, table: ImportTable) -> Objects:
    """Why each row can't become an incident; None where it can."""
    dates, today = parsed.dates, np.datetime64(table.found.context.today, "D")
    reasons = dates.reason.copy()
    fine = reasons == None  # noqa: E711
    early = dates.start < np.datetime64(f"{FIRST_YEAR}-01-01", "D")
    reasons[fine & (dates.start > today)] = Reason.FUTURE
    reasons[fine & (dates.end < dates.start)] = Reason.BACKWARDS
    reasons[fine & early] = Reason.EARLY
    if parsed.aggregate is not None:
        reasons[parsed.aggregate] = Reason.AGGREGATE
    if table.identity.reject:
        for place, row in enumerate(rows.tolist()):
            if row in table.identity.reject:
                reasons[place] = table.identity.reject[row]
    return reasons


def _set_aside(table: ImportTable, whole: Batch, mask: Mask, reasons: Objects, parsed: ParsedRows) -> None:
    places = np.flatnonzero(mask)
    if not len(places):
        return
    ids = parsed.id.take(pa.array(places)).to_pylist()
    cells = whole.cells.take(pa.array(places)).to_pylist()
    for place, own_id, row in zip(places, ids, cells, strict=True):
        detail = _detail(parsed.dates, reasons[place], int(place))
        table.raw.log.set_aside(int(whole.rows[place]), reasons[place], row, id=own_id or None, detail=detail)


def _detail(dates: Dates, reason: Reason, place: int) -> str:
    if reason in (Reason.FUTURE, Reason.EARLY):
        return str(dates.start[place])
    return f"{dates.start[place]} to {dates.end[place]}" if reason is Reason.BACKWARDS else ""


def _cells_of(whole: Batch, place: int) -> dict[str, str]:
    return dict(whole.cells.slice(place, 1).to_pylist()[0])


def _at(parsed: ParsedRows, rows: np.ndarray) -> Place:
    take, place = pa.array(rows), parsed.place
    return Place(
        place.lon[rows].astype(np.float64),
        place.lat[rows].astype(np.float64),
        place.precision[rows],
        place.radius_km[rows].copy(),
        place.basis.take(take),
        place.place.take(take),
        place.admin1.take(take),
        place.country[rows].copy(),
        None if place.shapes is None else place.shapes.take(take),
    )


def _count(table: ImportTable, accepted: AcceptedRows, reasons: Objects) -> None:
    """Count accepted rows: those of an event's other parties go with its first row."""
    account = table.account
    rows = np.bincount(accepted.owner[accepted.owner >= 0], minlength=len(accepted.first))
    account.incidents += len(accepted.first)
    account.accepted += int(rows.sum())
    for place in np.flatnonzero(reasons != None):  # noqa: E711
        reason = reasons[place]
        account.not_placed += int(rows[place])
        account.not_placed_reasons[reason.value] += int(rows[place])
        if reason not in (Unplaced.AREA,) and len(table.unplaced) < 100_000:
            row = int(accepted.first[place])
            cells = dict(accepted.cells.slice(row, 1).to_pylist()[0])
            table.unplaced.append(RejectedRow(accepted.file, int(accepted.rows[row]), accepted.parsed.id[row].as_py() or None,
                                        reason.value, "", reason.definition, cells))  # fmt: skip
    account.placed = account.accepted - account.not_placed


def _remember_last(table: ImportTable, incidents: pa.Table) -> None:
    if not incidents.num_rows:
        return
    known = pc.max(incidents.column("claims").combine_chunks().flatten().field("known_since")).as_py()
    start = pc.max(incidents.column("date_start")).as_py()
    table.last_known = max(day for day in (known, start, table.last_known) if day is not None)
