"""The profile of one actor: names and where they stand, ties and who reports them, entries, and lines of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.card.fact_words import capital, country_name, name
from geo.count.ledger_matrix import ActorLine
from geo.dates import date_words, day_words
from geo.model.actor import Actor
from geo.model.dataset import Dataset
from geo.model.incident import Claim
from geo.model.record_base import Citation
from geo.model.vocabularies import Stance
from geo.ui.actors.time_axis import axis
from geo.ui.actors.timeline_marks import MOST_MARKS, form_of, marks_of
from geo.ui.components.citations import short_title, where_words
from geo.ui.components.widgets import Line, line

EVENT = "event"
"""Stands for the entries that mean the event itself and name nobody."""
TARGET, SPEAKS = "target", "speaks"
_TICKS = 4
MOST_ENTRIES = 100
"""Incidents whose entries are listed one by one."""


def actor_profile(
    dataset: Dataset, actor_line: ActorLine, column: str | None, span: tuple[date, date]
) -> dict[str, Any]:
    """What the profile of an actor says; ``column`` narrows the entries to one stance or role."""
    actor = dataset.actors.get(actor_line.actor or "")
    return {
        "id": actor_line.actor or EVENT,
        "name": "The event itself" if actor_line.actor is None else dataset.actor_name(actor_line.actor),
        "native": actor.native_name if actor and actor.native_name != actor.name else None,
        "kind": actor.kind.label if actor else "Statements that name nobody",
        "facts": _facts(dataset, actor) if actor else [],
        "lanes": _lanes(dataset, actor_line, column, span),
        "axis": axis(*span, most=_TICKS),
        "entries": _entries(dataset, actor_line, column),
        "map": actor_line.actor if actor_line.named and actor_line.actor else None,
    }


def _lanes(
    dataset: Dataset, actor_line: ActorLine, column: str | None, span: tuple[date, date]
) -> list[dict[str, Any]]:
    lanes: list[tuple[str, str, str, tuple[str, ...], str]] = [
        (str(stance), stance.label, stance.definition, ids, form_of(stance))
        for stance, ids in actor_line.stances.items()
    ]
    if actor_line.target:
        lanes.append(
            (TARGET, "Target", "Hit or aimed at, according to the incident’s sources.", actor_line.target, "target")
        )
    if actor_line.speaks and actor_line.actor:
        lanes.append((SPEAKS, "Made a statement", "Says something about whose act it was.", actor_line.speaks, "voice"))
    return [
        {
            "id": lane, "label": label, "title": title, "count": len(ids), "open": lane == column,
            "marks": marks_of(dataset, ids, form, span, MOST_MARKS),
        }
        for lane, label, title, ids, form in lanes
    ]  # fmt: skip


def _entries(dataset: Dataset, actor_line: ActorLine, column: str | None) -> list[list[Line]]:
    """The entries about the actor, or by it, in the order in which they became known."""
    ids = list(dict.fromkeys((*actor_line.named, *(actor_line.speaks if actor_line.actor else ()))))[:MOST_ENTRIES]
    found = [
        (claim, record.id)
        for record in dataset.several(ids)
        for claim in record.claims
        if _wanted(claim, actor_line.actor, column)
    ]
    entries = [_entry(dataset, i, claim) for claim, i in sorted(found, key=lambda pair: pair[0].known_since)]
    hit = [_hit(dataset, incident) for incident in actor_line.target[:MOST_ENTRIES]] if column in (None, TARGET) else []
    left_out = len(actor_line.named) - MOST_ENTRIES
    more = [[line(f"… and {left_out:,} more incidents: the map and the table show them.", "muted")]]
    return [*entries, *hit, *(more if left_out > 0 else [])]


def _wanted(claim: Claim, actor: str | None, column: str | None) -> bool:
    about, by = claim.actor == actor, actor is not None and claim.by == actor
    if column in Stance.words():
        return about and claim.stance == column
    if column == SPEAKS:
        return by
    return column is None and (about or by)


def _entry(dataset: Dataset, incident: str, claim: Claim) -> list[Line]:
    record = dataset.incident(incident)
    whom = f" of {name(dataset, claim.actor)}" if claim.actor and claim.actor != claim.by else ""
    statement = f"{claim.stance.label}{whom}, says {name(dataset, claim.by)}"
    if claim.stance is Stance.PARTY:
        statement = (
            f"Party, according to {short_title(dataset, claim.source) if claim.row else name(dataset, claim.by)}"
        )
    basis = "" if claim.known_since_basis == "stated" else f" ({claim.known_since_basis.label.lower()})"
    where = f"Known since {day_words(claim.known_since)}{basis} · {_cited(dataset, claim)}"
    note = [line(claim.note, "muted")] if claim.note else []
    return [_opens(incident, record.title), line(statement), *note, line(where, "muted")]


def _hit(dataset: Dataset, incident: str) -> list[Line]:
    record = dataset.incident(incident)
    where = "; ".join(_by_source(dataset, record.sources))
    return [
        _opens(incident, record.title),
        line(f"Target, {date_words(record.span)}"),
        line(f"According to {where}", "muted"),
    ]


def _opens(incident: str, title: str) -> Line:
    return line(title, "strong", pick={"incident": incident}, title="Open the incident")


def _facts(dataset: Dataset, actor: Actor) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        ("Names in the sources", _aliases(dataset, actor)),
        ("Native name", _native(actor)),
        ("State", [line(country_name(actor.state))] if actor.state else []),
        ("Part of", [_other(dataset, other) for other in actor.part_of]),
        ("Allegiance as reported", _ties(dataset, actor)),
        ("May be the same as", _may_be(dataset, actor)),
        ("Note", [line(actor.note)] if actor.note else []),
    ]
    return [fact for fact in facts if fact[1]]


def _aliases(dataset: Dataset, actor: Actor) -> list[Line]:
    places: dict[str, list[Citation]] = {}
    for alias in actor.aliases:
        places.setdefault(alias.name, []).append(alias)
    return [
        part
        for spelling, cited in places.items()
        for part in (line(spelling), line("; ".join(_by_source(dataset, cited)), "muted"))
    ]


def _native(actor: Actor) -> list[Line]:
    if not actor.native_name or actor.native_name == actor.name:
        return []
    return [line(actor.native_name), *([line(actor.native_basis, "muted")] if actor.native_basis else [])]


def _ties(dataset: Dataset, actor: Actor) -> list[Line]:
    return [
        part
        for tie in actor.allegiance
        for part in (
            line(f"{capital(tie.tie)}" + (f" ({name(dataset, tie.to)})" if tie.to else "")),
            line(f"says {name(dataset, tie.by)} · {_cited(dataset, tie)}", "muted"),
        )
    ]


def _may_be(dataset: Dataset, actor: Actor) -> list[Line]:
    return [
        part
        for same in actor.may_be
        for part in (
            _other(dataset, same.actor),
            line(same.note),
            line(f"says {name(dataset, same.by)} · {_cited(dataset, same)}", "muted"),
        )
    ]


def _other(dataset: Dataset, actor: str) -> Line:
    return line(dataset.actor_name(actor), "name", pick={"actor": actor})


def _cited(dataset: Dataset, citation: Citation) -> str:
    return f"{short_title(dataset, citation.source)}, {where_words([citation])}"


def _by_source(dataset: Dataset, citations: Iterable[Citation]) -> list[str]:
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation)
    return [f"{short_title(dataset, source)}, {where_words(cited)}" for source, cited in places.items()]
