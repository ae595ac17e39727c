"""One actor in words: names and where they stand, ties and who reports them, entries, and lines of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from geo.card.words import capital, country_name, name
from geo.count.actors import ActorLine
from geo.dates import day_words
from geo.dates import words as date_words
from geo.model.actor import Actor
from geo.model.base import Citation
from geo.model.dataset import Dataset
from geo.model.incident import Claim
from geo.model.vocabularies import NAMING, Stance
from geo.ui.incident_rows import short_title, where_words
from geo.ui.plates import Choice, line
from geo.ui.timeaxis import axis, day_number

EVENT = "event"
"""Stands for the entries that mean the event itself and name nobody."""
TARGET, SPEAKS = "target", "speaks"
_TICKS = 4
MOST_MARKS = 150
"""Marks of one form on a line; beyond, incidents of the same days share one."""
MOST_ENTRIES = 100
"""Incidents whose entries are told one by one."""
_LAYERS = ("target", "party", "for", "against", "both")
"""What is drawn last lies on top: no accusation hides a denial."""


def actor_sheet(dataset: Dataset, of: ActorLine, column: str | None, span: tuple[date, date]) -> dict[str, Any]:
    """What the sheet of an actor says; ``column`` narrows the entries to one stance or role."""
    actor = dataset.actors.get(of.actor or "")
    return {
        "id": of.actor or EVENT,
        "name": "The event itself" if of.actor is None else dataset.actor_name(of.actor),
        "native": actor.native_name if actor and actor.native_name != actor.name else None,
        "kind": actor.kind.label if actor else "Entries of the ledger that name nobody",
        "facts": _facts(dataset, actor) if actor else [],
        "lanes": _lanes(dataset, of, column),
        "axis": axis(*span, most=_TICKS),
        "entries": _entries(dataset, of, column),
        "map": of.actor if of.named and of.actor else None,
    }


def marks(dataset: Dataset, of: ActorLine) -> list[dict[str, Any]]:
    """The marks of an actor's line: named, denied or disputed, both, a party, or a target; at most a few hundred."""
    named = {i for stance, ids in of.stances.items() if stance in NAMING for i in ids}
    against = {i for stance, ids in of.stances.items() if _form(stance) == "against" for i in ids}
    forms = dict.fromkeys(of.target, "target") | dict.fromkeys(of.stances.get(Stance.PARTY, ()), "party")
    forms |= dict.fromkeys(named, "for") | dict.fromkeys(against, "against")
    forms |= dict.fromkeys(named & against, "both")
    drawn = ((form, [i for i in of.named if forms[i] == form]) for form in _LAYERS)
    return [mark for form, ids in drawn for mark in _marks(dataset, ids, form, MOST_MARKS // 3)]


def _marks(dataset: Dataset, ids: Sequence[str], form: str, most: int = MOST_MARKS) -> list[dict[str, Any]]:
    """A mark an incident; where they are too many, one for those of the same days, the fewest left out last."""
    if len(ids) <= most:
        return [_mark(dataset, incident, form) for incident in ids]
    days = dataset.incidents.loc[list(ids), ["date_start", "date_end"]]
    counted = days.value_counts().head(most).reset_index()
    return [
        {
            "id": "",
            "start": day_number(start.date()),
            "end": day_number(end.date()),
            "form": form,
            "words": f"{count:,} incidents, {_between(start.date(), end.date())}",
        }
        for start, end, count in counted.itertuples(index=False)
    ]


def _between(start: date, end: date) -> str:
    return day_words(start) if start == end else f"between {day_words(start)} and {day_words(end)}"


def when_words(dataset: Dataset, of: ActorLine) -> str:
    """The marks of a line in words, for whoever doesn't see them."""
    ids = of.named
    if not ids:
        return "named in none of the incidents shown"
    days = dataset.incidents.loc[list(ids), ["date_start", "date_end"]]
    first, last = days["date_start"].min().date(), days["date_end"].max().date()
    count = f"{len(ids):,} {'incident' if len(ids) == 1 else 'incidents'}"
    return f"{count}, {day_words(first)}" + (f" to {day_words(last)}" if last > first else "")


def _mark(dataset: Dataset, incident: str, form: str) -> dict[str, Any]:
    record = dataset.incident(incident)
    start, end = day_number(record.date_start), day_number(record.date_end)
    told = f"{record.title}, {date_words(record.span)}"
    return {"id": incident, "start": start, "end": end, "form": form, "words": told}


def _lanes(dataset: Dataset, of: ActorLine, column: str | None) -> list[dict[str, Any]]:
    lanes = [
        _lane(
            dataset,
            stance.label,
            stance.definition,
            ids,
            _form(stance),
            str(stance),
        )
        for stance, ids in of.stances.items()
    ]
    if of.target:
        lanes.append(
            _lane(
                dataset, "Target", "Hit or aimed at, according to the incident’s sources.", of.target, "target", TARGET
            )
        )
    if of.speaks and of.actor:
        about = "Says something about whose act it was."
        lanes.append(_lane(dataset, "Made a statement", about, of.speaks, "voice", SPEAKS))
    return [{**lane, "open": lane["id"] == column} for lane in lanes]


def _form(stance: Stance) -> str:
    """The mark of a stance."""
    if stance in NAMING:
        return "for"
    return "party" if stance is Stance.PARTY else "against"


def _lane(dataset: Dataset, label: str, title: str, ids: tuple[str, ...], form: str, column: str) -> dict[str, Any]:
    drawn = _marks(dataset, ids, form)
    return {"id": column, "label": label, "title": title, "count": len(ids), "marks": drawn}


def _entries(dataset: Dataset, of: ActorLine, column: str | None) -> list[list[Choice]]:
    """The entries about the actor, or by it, in the order in which they became known."""
    ids = list(dict.fromkeys((*of.named, *(of.speaks if of.actor else ()))))[:MOST_ENTRIES]
    found = [(claim, i) for i in ids for claim in dataset.incident(i).claims if _wanted(claim, of.actor, column)]
    told = [_entry(dataset, i, claim) for claim, i in sorted(found, key=lambda pair: pair[0].known_since)]
    hit = [_hit(dataset, incident) for incident in of.target[:MOST_ENTRIES]] if column in (None, TARGET) else []
    left_out = len(of.named) - MOST_ENTRIES
    more = [[line(f"… and {left_out:,} more incidents: the map and the table show them.", "muted")]]
    return [*told, *hit, *(more if left_out > 0 else [])]


def _wanted(claim: Claim, actor: str | None, column: str | None) -> bool:
    about, by = claim.actor == actor, actor is not None and claim.by == actor
    if column in Stance.words():
        return about and claim.stance == column
    if column == SPEAKS:
        return by
    return column is None and (about or by)


def _entry(dataset: Dataset, incident: str, claim: Claim) -> list[Choice]:
    record = dataset.incident(incident)
    whom = f" of {name(dataset, claim.actor)}" if claim.actor and claim.actor != claim.by else ""
    said = f"{claim.stance.label}{whom}, says {name(dataset, claim.by)}"
    if claim.stance is Stance.PARTY:
        said = f"Party, according to {short_title(dataset, claim.source) if claim.row else name(dataset, claim.by)}"
    basis = "" if claim.known_since_basis == "stated" else f" ({claim.known_since_basis.label.lower()})"
    where = f"Known since {day_words(claim.known_since)}{basis} · {_cited(dataset, claim)}"
    note = [line(claim.note, "muted")] if claim.note else []
    return [_opens(incident, record.title), line(said), *note, line(where, "muted")]


def _hit(dataset: Dataset, incident: str) -> list[Choice]:
    record = dataset.incident(incident)
    where = "; ".join(_by_source(dataset, record.sources))
    return [
        _opens(incident, record.title),
        line(f"Target, {date_words(record.span)}"),
        line(f"According to {where}", "muted"),
    ]


def _opens(incident: str, title: str) -> Choice:
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


def _aliases(dataset: Dataset, actor: Actor) -> list[Choice]:
    places: dict[str, list[Citation]] = {}
    for alias in actor.aliases:
        places.setdefault(alias.name, []).append(alias)
    return [
        part
        for spelling, cited in places.items()
        for part in (line(spelling), line("; ".join(_by_source(dataset, cited)), "muted"))
    ]


def _native(actor: Actor) -> list[Choice]:
    if not actor.native_name or actor.native_name == actor.name:
        return []
    return [line(actor.native_name), *([line(actor.native_basis, "muted")] if actor.native_basis else [])]


def _ties(dataset: Dataset, actor: Actor) -> list[Choice]:
    return [
        part
        for tie in actor.allegiance
        for part in (
            line(f"{capital(tie.tie)}" + (f" ({name(dataset, tie.to)})" if tie.to else "")),
            line(f"says {name(dataset, tie.by)} · {_cited(dataset, tie)}", "muted"),
        )
    ]


def _may_be(dataset: Dataset, actor: Actor) -> list[Choice]:
    return [
        part
        for same in actor.may_be
        for part in (
            _other(dataset, same.actor),
            line(same.note),
            line(f"says {name(dataset, same.by)} · {_cited(dataset, same)}", "muted"),
        )
    ]


def _other(dataset: Dataset, actor: str) -> Choice:
    return line(dataset.actor_name(actor), "name", pick={"actor": actor})


def _cited(dataset: Dataset, citation: Citation) -> str:
    return f"{short_title(dataset, citation.source)}, {where_words([citation])}"


def _by_source(dataset: Dataset, citations: Iterable[Citation]) -> list[str]:
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation)
    return [f"{short_title(dataset, source)}, {where_words(cited)}" for source, cited in places.items()]
