"""The briefing: the map, the incidents as a cited table, the ledger, the sources and the method, as one
PDF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import category

from geo.card import incident_card
from geo.export.export_request import ExportRequest
from geo.export.pdf import STANDARD, TABLE, attachment
from geo.export.redistribution import redistribution_refusal
from geo.export.svg import svg_text
from geo.export.totals_tables import totals
from geo.export.typesetting import compile_typst
from geo.filter.apply import select
from geo.filter.view import Size
from geo.model.cited_source import NOT_STATED, Source
from geo.model.dataset import Dataset
from geo.model.notice import NOTICE
from geo.scene.build_scene import build_scene
from geo.scene.font_metrics import drawable, missing_words, printable
from geo.scene.picture_options import Preset
from geo.scene.picture_text import licence_words, span_words
from geo.style.attribution import ATTRIBUTION, BORDERS_NOTE
from geo.style.fonts import FAMILIES

TEMPLATE = Path(__file__).parent / "briefing.typ"
UNTITLED = "(a title without letters that can be drawn)"
MOST_TOLD = 300
"""Incidents that are told one by one; all are in the table and in the attached file."""
_MAP = Size(width=1440, height=1440)

METHOD = (
    "Every incident is read from the sources named with it, paragraph by paragraph. A claim is not an attribution: "
    "who says what about whose act it was is kept entry by entry, denials included, and the perpetrators and the "
    "grade of verification are derived from these entries, never typed in.",
    "Corroborated means that two independent sources tell an incident and none disputes it. Reported means that "
    "somebody other than a claimant tells it. Claimed only means that nobody but the claimant does. Disputed means "
    "that a source doubts that it happened as reported.",
    "A place is drawn no more exactly than the sources give it: the disc around a symbol holds the true place, a "
    "route is the likely road, and what no source places is listed but not drawn. A date keeps its precision, and "
    "what a source does not state is not zero.",
    "No symbol stands farther from its place than it is wide; one that does is tied to its place by a thin line. "
    "Incidents that would cover each other are one symbol with their number, its colours as shares. " + BORDERS_NOTE,
)


def briefing_bytes(request: ExportRequest) -> bytes:
    """The briefing as tagged PDF with the incidents attached. The same bytes for the same order."""
    unframed = {"framed": False, "cropped": False, "cut_out": False, "bare": False}
    picture = request.picture.model_copy(update={"size": _MAP, "preset": Preset.A4, **unframed})
    view = request.view.model_copy(update={"theme": type(request.view.theme).LIGHT})
    scene = build_scene(request.dataset, view, picture)
    own = build_scene(request.dataset, view, request.picture)
    ids = select(request.known, view.filter).ids
    withheld = redistribution_refusal(request.dataset)
    data = {
        "title": own.title,
        "subtitle": own.subtitle,
        "alt": own.alt,
        "foot": f"{NOTICE}. Data {request.dataset.version} · View {own.stamp['view_id']}",
        "sources_line": f"{licence_words(request.dataset, request.picture)}Map: {ATTRIBUTION}. Web Mercator.",
        "colours": {},
        "fonts": list(FAMILIES),
        "incidents": [] if withheld else [_incident(request.known, one) for one in ids[:MOST_TOLD]],
        "withheld": withheld or "",
        "counts": totals(request.known, view.filter) if withheld else [],
        "totals": list(_totals(request.known, ids)),
        "sources": [_source(source) for source in _cited(request.known, ids)],
        "method": [*METHOD, *([] if withheld else _left_out(ids))],
    }
    lost = missing_words(_texts(data))
    data = _drawable(data) | {"alt": printable(own.alt)}
    if lost:
        data["method"].append(lost)
    table = request.attachment()
    attached = "" if table is None else attachment("The incidents of this briefing, with their sources")
    source = attached + TEMPLATE.read_text(encoding="utf-8")
    request.progress(0.0)  # nothing is known of how far it is, but it may be stopped here
    files = {
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        "map.svg": svg_text(scene, embed=False).encode(),
        **({} if table is None else {TABLE: table}),
    }
    return compile_typst(source, files, "pdf", standard=STANDARD)


def _texts(value: Any) -> Iterable[str]:
    """Every text in what the template is given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _drawable(value: Any) -> Any:
    """The same with a box for each letter that no font has: the page would be refused for it."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {name: _title(part) if name == "title" else _drawable(part) for name, part in value.items()}
    return [_drawable(part) for part in value] if isinstance(value, (list, tuple)) else value


def _title(text: str) -> str:
    """A heading must have something to read, or no page can be set."""
    drawn = drawable(text)
    return drawn if any(category(letter)[0] not in "CMZ" for letter in drawn) else UNTITLED


def _incident(dataset: Dataset, incident: str) -> dict[str, Any]:
    card = incident_card(dataset, incident)
    return {
        "title": card.title,
        "when": card.when,
        "where": card.where,
        "verification": card.verification.label,
        "headline": card.headline,
        "summary": card.summary,
        "cited": _cited_in(dataset, incident),
        "ledger": [[r.known_since, r.who, r.stance, r.about, f"{r.source}, {r.where}"] for r in card.ledger],
        "casualties": [[row.group, row.killed, row.wounded, row.source] for row in card.casualties],
    }


def _cited_in(dataset: Dataset, incident: str) -> str:
    """Short titles of the sources with the places in them: ``Covert attacks, ¶ 9, ¶ 30``."""
    places: dict[str, list[str]] = {}
    for citation in dataset.incident(incident).sources:
        places.setdefault(dataset.sources[citation.source].short_title, []).append(citation.where)
    return "; ".join(f"{title}, {', '.join(where)}" for title, where in places.items())


def _cited(dataset: Dataset, ids: Iterable[str]) -> list[Source]:
    chosen = set(ids)
    told = dataset.incidents.index.isin(chosen)
    cited = {source for listed in dataset.incidents["sources"].to_numpy(dtype=object)[told] for source in listed}
    for entries in (dataset.claims, dataset.casualties):
        cited |= set(entries.loc[entries["incident"].isin(chosen), "source"])
    return [source for source in dataset.sources.values() if source.id in cited]


def _totals(dataset: Dataset, ids: Iterable[str]) -> Iterable[dict[str, str]]:
    for source in _cited(dataset, ids):
        for total in source.stated_totals:
            about = "about " if total.approximate and total.figure.max is not None else ""
            figure = f"{about}{total.figure.words()} {total.unit}"
            yield {"label": total.label, "figure": figure, "where": f"{source.short_title}, ¶ {total.paragraph}"}


def _source(source: Source) -> dict[str, str]:
    publisher = "Publisher not stated" if source.publisher == NOT_STATED else source.publisher
    handed = "; ".join(dict.fromkeys(f"hands on a report of {relay.origin}" for relay in source.relays))
    parts = [publisher, span_words(source.date_start, source.date_end), handed]
    return {"title": source.title, "about": ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."}


def _left_out(ids: tuple[str, ...]) -> list[str]:
    if len(ids) <= MOST_TOLD:
        return []
    return [f"Of {len(ids):,} incidents the first {MOST_TOLD} are told here; the attached table holds them all."]
