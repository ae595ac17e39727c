"""Checks the assertion ledger: who can say what of whom, and since when it can be known."""

from collections.abc import Iterator

from geo.errors import Fault
from geo.load.check_context import CheckContext
from geo.load.fault_messages import FaultReporter
from geo.load.partial_record import PartialRecord
from geo.model.cited_source import Source
from geo.model.incident import Claim
from geo.model.vocabularies import KnownBasis, Stance

_NEED_ACTOR = {Stance.CLAIMED, Stance.ATTRIBUTED, Stance.DENIED, Stance.PARTY}
_BY_OTHERS = {Stance.ATTRIBUTED, Stance.SUSPECTED}


def check_claims(record: PartialRecord, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    """Faults of the ledger, entry by entry."""
    seen = set()
    for number, claim in record.numbered("claims"):
        field = f"claims[{number}]"
        yield from context.actor(report, f"{field}.actor", claim.actor)
        yield from context.speaker(report, f"{field}.by", claim.by)
        yield from context.citation(report, field, claim)
        yield from _stance(claim, report, field)
        if record.has("date_start") and claim.known_since < record.date_start:
            yield report.fault(
                f"{field}.known_since",
                claim.known_since.isoformat(),
                "is before the incident can have been",
                f"{record.date_start} or later",
                "Correct the day.",
            )
        source = context.sources.get(claim.source)
        if source is not None:
            yield from _known(claim, source, report, f"{field}.known_since")
        key = (claim.actor, claim.stance, claim.by, claim.source, claim.paragraph, claim.row)
        if key in seen:
            yield report.fault(field, ..., "repeats an earlier entry", "each assertion once", "Remove one of the two.")
        seen.add(key)


def _stance(claim: Claim, report: FaultReporter, field: str) -> Iterator[Fault]:
    stance = claim.stance
    if claim.actor is None and stance in _NEED_ACTOR:
        yield report.fault(
            f"{field}.actor",
            ...,
            f"is missing, while the stance is '{stance}'",
            "an actor id",
            "Say who took part." if stance is Stance.PARTY else "Say whose act it is said to be.",
        )
    elif stance is Stance.CLAIMED and claim.by != claim.actor:
        yield report.fault(
            f"{field}.by",
            claim.by,
            "can't claim an act for somebody else",
            f"{claim.actor}",
            "Write attributed for what others say, or correct who says it.",
        )
    elif stance in _BY_OTHERS and claim.actor is not None and claim.by == claim.actor:
        yield report.fault(
            f"{field}.stance",
            stance.value,
            "is what others say, while the actor itself speaks here",
            "claimed, denied, reported, disputed",
            "Correct the stance, or who says it.",
        )


def _known(claim: Claim, source: Source, report: FaultReporter, field: str) -> Iterator[Fault]:
    """The rule of known_since: dated by the source, else its publication, else the earliest day."""
    day, published = claim.known_since, (source.date_start, source.date_end)
    if day > source.date_end:
        yield report.fault(
            field,
            day.isoformat(),
            f"is after the publication of '{source.id}', which tells it",
            f"{source.date_end} or earlier",
            "Correct the day.",
        )
    elif claim.known_since_basis is KnownBasis.PUBLISHED and published != (day, day):
        exact = source.date_start == source.date_end
        allowed = f"{source.date_start}" if exact else "stated or earliest: the day of publication is not known exactly"
        yield report.fault(
            field,
            day.isoformat(),
            f"is not the day on which '{source.id}' was published",
            allowed,
            "Correct the day, or known_since_basis.",
        )
