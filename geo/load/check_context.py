"""What an entry is checked against: the actors and sources of its dataset, and ISO's countries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from geo.errors import Fault
from geo.load.fault_messages import FaultReporter
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.record_base import REPORT, Citation, Span

_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
"""Two-letter codes of CLDR that ISO 3166-1 doesn't assign to a country."""


@cache
def country_codes() -> frozenset[str]:
    """The codes of ISO 3166-1 alpha-2, as CLDR knows them."""
    territories = [str(code) for code in Locale("en").territories]
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The dataset around an entry."""

    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    period: Span | None = None

    def actor(self, report: FaultReporter, field: str, actor: str | None) -> Iterator[Fault]:
        """A fault where ``actor`` is not in actors.json."""
        if actor is not None and actor not in self.actors:
            yield report.fault(
                field,
                actor,
                "is not in actors.json",
                "an actor id of actors.json",
                "Correct the id, or add the actor.",
            )

    def speaker(self, report: FaultReporter, field: str, speaker: str) -> Iterator[Fault]:
        """A fault where whoever speaks is neither 'report' nor in actors.json."""
        if speaker != REPORT and speaker not in self.actors:
            yield report.fault(
                field,
                speaker,
                "is not in actors.json",
                "'report', or an actor id of actors.json",
                "Correct the id, or add the actor.",
            )

    def country(self, report: FaultReporter, field: str, code: str | None) -> Iterator[Fault]:
        """A fault where ``code`` is no country of ISO 3166-1."""
        if code is not None and code not in country_codes():
            yield report.fault(
                field, code, "is no country", "a code of ISO 3166-1 alpha-2, such as IQ", "Correct the code."
            )

    def citation(self, report: FaultReporter, field: str, citation: Citation) -> Iterator[Fault]:
        """Faults where a citation leads nowhere: no such source, or no such paragraph or row in it."""
        source = self.sources.get(citation.source)
        if source is None:
            yield report.fault(
                f"{field}.source",
                citation.source,
                "is not in sources.json",
                "a source id of sources.json",
                "Correct the id, or add the source.",
            )
        if (citation.paragraph is None) == (citation.row is None):
            found = "neither a paragraph nor a row" if citation.row is None else "both a paragraph and a row"
            yield report.fault(field, ..., f"names {found}", "one of the two", "Say where in the source it stands.")
        elif source is not None:
            yield from self._within(report, field, citation, source)

    def _within(self, report: FaultReporter, field: str, citation: Citation, source: Source) -> Iterator[Fault]:
        word, place = ("row", citation.row) if citation.paragraph is None else ("paragraph", citation.paragraph)
        last = source.rows if citation.paragraph is None else source.paragraphs
        if last is None or (place or 0) > last:
            has = f"has no {word}s" if last is None else f"has {last} {word}s"
            allowed = "" if last is None else f"1 to {last}"
            yield report.fault(
                f"{field}.{word}",
                place,
                f"does not exist: the source '{source.id}' {has}",
                allowed,
                "Correct the number.",
            )
