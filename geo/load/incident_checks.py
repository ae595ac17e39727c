"""What an incident must keep beyond the schema: dates, references, the ledger, figures and derived values."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from geo.dates import DatePrecision, allowed_days, span_problem
from geo.errors import Fault
from geo.load.check_context import Context
from geo.load.fault_messages import Teller
from geo.load.ledger_checks import check_claims
from geo.load.partial_record import Draft
from geo.load.place_checks import check_place
from geo.model import derive
from geo.model.incident import Casualty
from geo.model.vocabularies import Kind

_PREFIX = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}


def check_incident(draft: Draft, tell: Teller, context: Context) -> Iterator[Fault]:
    """All faults of one incident that keeps the schema at least in part."""
    return chain(
        _dates(draft, tell),
        _id(draft, tell),
        _period(draft, tell, context),
        check_place(draft, tell),
        _references(draft, tell, context),
        check_claims(draft, tell, context),
        _casualties(draft, tell, context),
        _derived(draft, tell, context),
    )


def _dates(draft: Draft, tell: Teller) -> Iterator[Fault]:
    if not draft.has("date_start", "date_end", "date_precision"):
        return
    problem = span_problem(draft.date_start, draft.date_end, draft.date_precision)
    if draft.date_end < draft.date_start:
        yield tell.fault(
            "date_end",
            draft.date_end.isoformat(),
            f"is before date_start, {draft.date_start}",
            f"{draft.date_start} or later",
            "Correct one of the two.",
        )
    elif problem:
        yield tell.fault(
            "date_precision",
            draft.date_precision.value,
            f"does not go with the days: the incident {problem}",
            f"{allowed_days(draft.date_precision)} from date_start to date_end",
            "Correct the days or the precision; never pad a month to its first day.",
        )


def _id(draft: Draft, tell: Teller) -> Iterator[Fault]:
    if not draft.has("id", "date_start", "date_precision"):
        return
    prefix = draft.date_start.isoformat()[: _PREFIX.get(draft.date_precision, 4)]
    if not draft.id.startswith(f"{prefix}-"):
        yield tell.fault(
            "id",
            draft.id,
            "does not start with the date",
            f"an id that starts with {prefix}-",
            "Correct the id.",
        )


def _period(draft: Draft, tell: Teller, context: Context) -> Iterator[Fault]:
    period = context.period
    if period is None or not draft.has("date_start", "date_end", "kind"):
        return
    outside = draft.date_end < period.start or draft.date_start > period.end
    covered = f"the period of the dataset, {period.start} to {period.end}"
    if outside and draft.kind is not Kind.BACKGROUND:
        yield tell.fault(
            "kind",
            draft.kind.value,
            f"goes with dates outside of {covered}",
            "background",
            "Write background, or correct the dates.",
        )
    if not outside and draft.kind is Kind.BACKGROUND:
        yield tell.fault(
            "kind",
            draft.kind.value,
            f"goes with dates inside of {covered}",
            "any other word of the vocabulary",
            "Choose the kind, or correct the dates.",
        )


def _references(draft: Draft, tell: Teller, context: Context) -> Iterator[Fault]:
    for number, actor in draft.numbered("targets"):
        yield from context.actor(tell, f"targets[{number}]", actor)
    for number, code in draft.numbered("country"):
        yield from context.country(tell, f"country[{number}]", code)
    for number, citation in draft.numbered("sources"):
        yield from context.citation(tell, f"sources[{number}]", citation)
    for field in ("weapons", "country", "targets"):
        yield from _twice(tell, field, getattr(draft, field) or ())
    if draft.has("sources"):
        told = {citation.source for citation in draft.sources}
        for field in ("claims", "casualties"):
            for number, entry in draft.numbered(field):
                if entry.source not in told and entry.source in context.sources:
                    yield tell.fault(
                        f"{field}[{number}].source",
                        entry.source,
                        "is not among the incident's sources",
                        "",
                        "Add it to sources, with the paragraph.",
                    )


def _twice(tell: Teller, field: str, values: Iterable[str]) -> Iterator[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            yield tell.fault(field, value, f"stands there {times} times", "each value once", "Remove the repetition.")


def _casualties(draft: Draft, tell: Teller, context: Context) -> Iterator[Fault]:
    seen = set()
    for number, row in draft.numbered("casualties"):
        field = f"casualties[{number}]"
        yield from context.citation(tell, field, row)
        if row.killed is None and row.wounded is None:
            yield tell.fault(
                field,
                ...,
                "states neither killed nor wounded",
                "a figure for one of the two at least",
                "Add the figure, or remove the row: unknown needs none.",
            )
        if _key(row) in seen:
            yield tell.fault(
                field,
                row.group.value,
                "repeats a group for the same source and place",
                "one row a group and place in a source",
                "Join the two rows: rows of one group never add.",
            )
        seen.add(_key(row))


def _key(row: Casualty) -> tuple[object, ...]:
    return row.group, row.source, row.paragraph, row.row


def _derived(draft: Draft, tell: Teller, context: Context) -> Iterator[Fault]:
    for field, rule in (("perpetrators", derive.perpetrators), ("parties", derive.parties)):
        if not draft.has("claims", field) or getattr(draft, field) is None:
            continue
        expected = rule(draft.claims)
        if getattr(draft, field) != expected:
            yield tell.fault(
                field,
                list(getattr(draft, field)),
                "does not follow from the ledger",
                _array(expected),
                "Write what the ledger gives, or correct the ledger.",
            )
    if draft.has("claims", "sources", "verification"):
        status = derive.verification(draft.claims, draft.sources, context.sources)
        if draft.verification is not status:
            yield tell.fault(
                "verification",
                draft.verification.value,
                "does not follow from the ledger and the sources",
                status.value,
                "Write what they give, or correct them.",
            )


def _array(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
