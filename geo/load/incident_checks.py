"""Checks of an incident beyond the schema: dates, references, the ledger, figures and derived values."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from geo.dates import DatePrecision, allowed_days, span_problem
from geo.errors import Fault
from geo.load.check_context import CheckContext
from geo.load.fault_messages import FaultReporter
from geo.load.ledger_checks import check_claims
from geo.load.partial_record import PartialRecord
from geo.load.place_checks import check_place
from geo.model import derive
from geo.model.incident import Casualty
from geo.model.vocabularies import Kind

_PREFIX = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}


def check_incident(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    """All faults of one incident that keeps the schema at least in part."""
    return chain(
        _dates(record, report),
        _id(record, report),
        _period(record, report, context),
        check_place(record, report),
        _references(record, report, context),
        check_claims(record, report, context),
        _casualties(record, report, context),
        _derived(record, report, context),
    )


def _dates(record: PartialRecord, report: FaultReporter) -> Iterator[Fault]:
    if not record.has("date_start", "date_end", "date_precision"):
        return
    problem = span_problem(record.date_start, record.date_end, record.date_precision)
    if record.date_end < record.date_start:
        yield report.fault(
            "date_end",
            record.date_end.isoformat(),
            f"is before date_start, {record.date_start}",
            f"{record.date_start} or later",
            "Correct one of the two.",
        )
    elif problem:
        yield report.fault(
            "date_precision",
            record.date_precision.value,
            f"does not go with the days: the incident {problem}",
            f"{allowed_days(record.date_precision)} from date_start to date_end",
            "Correct the days or the precision; never pad a month to its first day.",
        )


def _id(record: PartialRecord, report: FaultReporter) -> Iterator[Fault]:
    if not record.has("id", "date_start", "date_precision"):
        return
    prefix = record.date_start.isoformat()[: _PREFIX.get(record.date_precision, 4)]
    if not record.id.startswith(f"{prefix}-"):
        yield report.fault(
            "id",
            record.id,
            "does not start with the date",
            f"an id that starts with {prefix}-",
            "Correct the id.",
        )


def _period(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    period = context.period
    if period is None or not record.has("date_start", "date_end", "kind"):
        return
    outside = record.date_end < period.start or record.date_start > period.end
    covered = f"the period of the dataset, {period.start} to {period.end}"
    if outside and record.kind is not Kind.BACKGROUND:
        yield report.fault(
            "kind",
            record.kind.value,
            f"goes with dates outside of {covered}",
            "background",
            "Write background, or correct the dates.",
        )
    if not outside and record.kind is Kind.BACKGROUND:
        yield report.fault(
            "kind",
            record.kind.value,
            f"goes with dates inside of {covered}",
            "any other word of the vocabulary",
            "Choose the kind, or correct the dates.",
        )


def _references(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    for number, actor in record.numbered("targets"):
        yield from context.actor(report, f"targets[{number}]", actor)
    for number, code in record.numbered("country"):
        yield from context.country(report, f"country[{number}]", code)
    for number, citation in record.numbered("sources"):
        yield from context.citation(report, f"sources[{number}]", citation)
    for field in ("weapons", "country", "targets"):
        yield from _twice(report, field, getattr(record, field) or ())
    if record.has("sources"):
        told = {citation.source for citation in record.sources}
        for field in ("claims", "casualties"):
            for number, entry in record.numbered(field):
                if entry.source not in told and entry.source in context.sources:
                    yield report.fault(
                        f"{field}[{number}].source",
                        entry.source,
                        "is not among the incident's sources",
                        "",
                        "Add it to sources, with the paragraph.",
                    )


def _twice(report: FaultReporter, field: str, values: Iterable[str]) -> Iterator[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            yield report.fault(field, value, f"stands there {times} times", "each value once", "Remove the repetition.")


def _casualties(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    seen = set()
    for number, row in record.numbered("casualties"):
        field = f"casualties[{number}]"
        yield from context.citation(report, field, row)
        if row.killed is None and row.wounded is None:
            yield report.fault(
                field,
                ...,
                "states neither killed nor wounded",
                "a figure for one of the two at least",
                "Add the figure, or remove the row: unknown needs none.",
            )
        if _key(row) in seen:
            yield report.fault(
                field,
                row.group.value,
                "repeats a group for the same source and place",
                "one row a group and place in a source",
                "Join the two rows: rows of one group never add.",
            )
        seen.add(_key(row))


def _key(row: Casualty) -> tuple[object, ...]:
    return row.group, row.source, row.paragraph, row.row


def _derived(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    for field, rule in (("perpetrators", derive.perpetrators), ("parties", derive.parties)):
        if not record.has("claims", field) or getattr(record, field) is None:
            continue
        expected = rule(record.claims)
        if getattr(record, field) != expected:
            yield report.fault(
                field,
                list(getattr(record, field)),
                "does not follow from the ledger",
                _array(expected),
                "Write what the ledger gives, or correct the ledger.",
            )
    if record.has("claims", "sources", "verification"):
        status = derive.verification(record.claims, record.sources, context.sources)
        if record.verification is not status:
            yield report.fault(
                "verification",
                record.verification.value,
                "does not follow from the ledger and the sources",
                status.value,
                "Write what they give, or correct them.",
            )


def _array(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
