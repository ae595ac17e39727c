"""Reading ``actors.json`` and ``sources.json``: good entries kept, each fault told."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from geo.errors import Fault, UnreadableFile
from geo.load.check_context import CheckContext
from geo.load.fault_messages import FaultReporter
from geo.load.json_files import WORDS, expect_object
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.file_models import ACTORS, SCHEMA_VERSION, SOURCES
from geo.model.record_base import Citation

Entry = TypeVar("Entry", Actor, Source)


def read_actors(name: str, found: Any) -> tuple[dict[str, Actor], list[Fault]]:
    """The actors of a file, and its faults of schema."""
    return _entries(name, found, "actors", Actor)


def read_sources(name: str, found: Any) -> tuple[dict[str, Source], list[Fault]]:
    """The sources of a file, and its faults of schema."""
    return _entries(name, found, "sources", Source)


def _entries(name: str, found: Any, key: str, model: type[Entry]) -> tuple[dict[str, Entry], list[Fault]]:
    members = expect_object(name, found, f"an object with the list '{key}'")
    listed = members.get(key)
    if not isinstance(listed, list):
        problem = (
            f"has no list '{key}'"
            if listed is None
            else f"holds {WORDS[type(listed)]} where the list '{key}' is expected"
        )
        raise UnreadableFile(name, problem, "Check that it is the right file.")
    faults = list(_version(name, members))
    entries: dict[str, Entry] = {}
    for row, fields in enumerate(listed, 1):
        tell = FaultReporter(name, _id_of(fields), row)
        try:
            entry = model.model_validate_json(json.dumps(fields))
        except ValidationError as error:
            faults += tell.schema_faults(error.errors(include_url=False), list(model.model_fields))
            continue
        if entry.id in entries:
            faults.append(_repeated(tell, entry.id))
            continue
        entries[entry.id] = entry
    return entries, faults


def _version(name: str, members: Mapping[str, Any]) -> Iterator[Fault]:
    version = members.get("schema_version", ...)
    if version != SCHEMA_VERSION:
        problem = "is missing" if version is ... else "is not a version that can be read"
        yield FaultReporter(name).fault(
            "schema_version", version, problem, f'"{SCHEMA_VERSION}"', "Add it, or bring the file up to date."
        )


def _id_of(fields: Any) -> str | None:
    found = fields.get("id") if isinstance(fields, dict) else None
    return found if isinstance(found, str) else None


def _repeated(report: FaultReporter, found: str) -> Fault:
    return report.fault("id", found, "stands there more than once", "each id once", "Rename or remove one of them.")


def check_lists(context: CheckContext) -> Iterator[Fault]:
    """Faults of actors and sources against each other."""
    for row, actor in enumerate(context.actors.values(), 1):
        yield from _actor(actor, FaultReporter(ACTORS, actor.id, row), context)
    for row, source in enumerate(context.sources.values(), 1):
        yield from _source(source, FaultReporter(SOURCES, source.id, row), context)


def _actor(actor: Actor, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    yield from context.country(report, "state", actor.state)
    for number, other in enumerate(actor.part_of, 1):
        yield from context.actor(report, f"part_of[{number}]", other)
    for number, tie in enumerate(actor.allegiance, 1):
        yield from context.actor(report, f"allegiance[{number}].to", tie.to)
        yield from context.speaker(report, f"allegiance[{number}].by", tie.by)
    for number, same in enumerate(actor.may_be, 1):
        yield from context.actor(report, f"may_be[{number}].actor", same.actor)
        yield from context.speaker(report, f"may_be[{number}].by", same.by)
    cited: list[tuple[str, tuple[Citation, ...]]] = [
        ("aliases", actor.aliases),
        ("allegiance", actor.allegiance),
        ("may_be", actor.may_be),
    ]
    for field, entries in cited:
        for number, entry in enumerate(entries, 1):
            yield from context.citation(report, f"{field}[{number}]", entry)


def _source(source: Source, report: FaultReporter, context: CheckContext) -> Iterator[Fault]:
    if source.date_end < source.date_start:
        yield report.fault(
            "date_end",
            source.date_end.isoformat(),
            f"is before date_start, {source.date_start}",
            f"{source.date_start} or later",
            "Correct one of the two.",
        )
    if (source.paragraphs is None) == (source.rows is None):
        yield report.fault(
            "paragraphs",
            source.paragraphs,
            "must be given for a text, and rows for a table",
            "one of the two",
            "Give one, and null for the other.",
        )
    for number, total in enumerate(source.stated_totals, 1):
        field = f"stated_totals[{number}]"
        yield from context.speaker(report, f"{field}.by", total.by)
        yield from context.citation(report, field, Citation(source=source.id, paragraph=total.paragraph))
        if total.date_start and total.date_end and total.date_end < total.date_start:
            yield report.fault(
                f"{field}.date_end",
                total.date_end.isoformat(),
                f"is before date_start, {total.date_start}",
                f"{total.date_start} or later",
                "Correct one of the two.",
            )
