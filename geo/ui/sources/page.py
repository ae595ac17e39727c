"""The page Sources and method: what rests on what, what is counted how, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import streamlit as st
from babel import Locale

from geo import codebook_tables
from geo.card.fact_words import capital, figure, name
from geo.dates import DatePrecision, DateSpan, date_words, day_words
from geo.model.cited_source import NOT_STATED
from geo.model.cited_source import Source as CitedSource
from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.derivation_rules import (
    KILLED_RULE,
    KNOWN_RULE,
    PERPETRATOR_KIND_RULE,
    PERPETRATORS_RULE,
    VERIFICATION_RULE,
)
from geo.model.incident import Incident
from geo.model.notice import NOTICE, notice_words
from geo.model.record_base import Citation
from geo.query import Rejected, Source
from geo.style.attribution import BORDERS_NOTE, basemap_credits
from geo.ui.components.citations import where_words
from geo.ui.components.load_incidents import load_incidents
from geo.ui.components.prose import Block, contents, fold, heading, record_fold, table, terms, text, vocabulary_fold
from geo.ui.components.reference_page import reference_page
from geo.ui.components.widgets import Choice, Line, line, widget
from geo.ui.datasets.cache_keys import HASH_FUNCS
from geo.ui.sources.stated_totals import count_noun, totals_blocks
from geo.ui.state import session
from geo.ui.state.navigation import change_and_open, open_requested_page

LICENCE = "Creative Commons Attribution 4.0 International (CC BY 4.0)"
MOST_ROWS = 200
"""Incidents that are listed one by one under a source."""
NO_HEADLINE = "The source has no headline; this is a description of ours."
PARTS = [
    ("Sources", "sources"),
    ("Stated totals", "totals"),
    ("Rules", "rules"),
    ("Codebook", "codebook"),
    ("Rejected", "set-aside"),
    ("Licences", "licences"),
]


def sources_page(source: Source, current: session.Session) -> None:
    """Draw the page. It tells of the whole dataset, whatever the filter leaves; of one that stays in its database, of
    what the filter leaves."""
    open_requested_page()
    incidents = load_incidents(source, current.view.filter, "Sources and method")
    if incidents is None:
        return
    with reference_page("Sources and method"):
        blocks = page_blocks(incidents.shown, source.rejected, source.faults, date.today())
        widget("prose", "sources_prose", {"blocks": blocks}, _on_pick)


@st.cache_data(show_spinner=False, max_entries=4, hash_funcs=HASH_FUNCS)
def page_blocks(
    dataset: Dataset, rejected: tuple[Rejected, ...], faults: tuple[str, ...], accessed: date
) -> list[Block]:
    """All that the page says."""
    return [
        text(f"{NOTICE}.", "lead"),
        text(
            "An incident is here because a source reports it, and missing because none of these does. What "
            "nobody reported is not shown, and a map of reports is not a map of violence."
        ),
        text(notice_words(dataset, accessed), "muted"),
        contents(PARTS),
        *_sources(dataset),
        *totals_blocks(dataset),
        *_rules(),
        *_codebook(),
        *_rejected(rejected, faults),
        *_licences(),
    ]


def _on_pick(choice: Choice) -> None:
    if "incident" in choice:
        change_and_open("Incidents", selection=str(choice["incident"]))


def _sources(dataset: Dataset) -> Iterator[Block]:
    yield heading("Sources", "sources")
    yield text("Every fact comes from one of these sources, with its paragraph or row. The wording is ours.")
    for source in dataset.sources.values():
        yield heading(source.title, f"source-{source.id}", 3)
        yield from _source(dataset, source)


def _source(dataset: Dataset, source: CitedSource) -> Iterator[Block]:
    resting = _resting_on(dataset, source.id)
    entries = int((dataset.claims["source"] == source.id).sum())
    rows = int((dataset.casualties["source"] == source.id).sum())
    yield terms(
        [
            ("Title", "" if source.title_stated else NO_HEADLINE),
            ("Publisher", _publisher(source)),
            ("Published", [line(published(source)), line(source.date_basis, "muted")]),
            ("Address", source.address or ""),
            ("Language", str(Locale("en").languages.get(source.language.split("-")[0], source.language))),
            ("Length", _length(source)),
            ("Based on", [line(f"{relay.origin}: {relay.note}") for relay in source.relays]),
            (
                "Used in",
                f"{count_noun(len(resting), 'incident')}, {count_noun(entries, 'statement')}, {count_noun(rows, 'row')} of casualties",
            ),
        ]
    )
    columns = [("Incident", "34%"), ("As a whole", "16%"), ("Ledger", "25%"), ("Figures", "25%")]
    listed = [_resting(dataset, record, source.id) for record in dataset.several(resting[:MOST_ROWS])]
    inside = [table(f"What rests on {source.short_title}", columns, listed)]
    if len(resting) > MOST_ROWS:
        inside.append(text(f"{MOST_ROWS} of {len(resting):,} are listed here; the page Incidents has all."))
    yield fold(f"Incidents that use it ({len(resting):,})", f"rests-{source.id}", inside)


def _publisher(source: CitedSource) -> list[Line]:
    note = [line(source.publisher_note, "muted")] if source.publisher_note else []
    return [line(source.publisher, "unknown" if source.publisher == NOT_STATED else ""), *note]


def _resting_on(dataset: Dataset, source: str) -> list[str]:
    """The ids of the incidents that lean on a source: as a whole, by entry or by figure."""
    cited = coded_column(dataset.incidents, "sources")
    found = np.array([source in held for held in cited.different], dtype=np.bool_)[cited.number]
    found[dataset.claim_positions[(dataset.claims["source"] == source).to_numpy()]] = True
    found[dataset.casualty_positions[(dataset.casualties["source"] == source).to_numpy()]] = True
    ids: list[str] = dataset.ids[found].tolist()
    return ids


def _resting(dataset: Dataset, record: Incident, source: str) -> list[object]:
    claims = [claim for claim in record.claims if claim.source == source]
    rows = [row for row in record.casualties if row.source == source]
    return [
        [line(record.title, "strong", pick={"incident": record.id}), line(date_words(record.span), "muted")],
        _places([citation for citation in record.sources if citation.source == source]),
        [line(f"{claim.stance.label} by {name(dataset, claim.by)}, {claim.where}") for claim in claims] or "–",
        [
            line(f"{row.group.label}: {figure(row.killed)} killed, {figure(row.wounded)} wounded, {row.where}")
            for row in rows
        ]
        or "–",
    ]


def _places(citations: list[Citation]) -> str:
    return where_words(citations) if citations else "–"


def published(source: CitedSource) -> str:
    """The day of publication, or the range that it must lie in."""
    if source.date_start == source.date_end:
        return day_words(source.date_start)
    return capital(date_words(DateSpan(source.date_start, source.date_end, DatePrecision.PERIOD)))


def _length(source: CitedSource) -> str:
    if source.paragraphs is not None:
        return count_noun(source.paragraphs, "paragraph")
    return count_noun(source.rows or 0, "row")


def _rules() -> Iterator[Block]:
    yield heading("Rules", "rules")
    yield text("These values are worked out from the statements by fixed rules, and checked when a file is opened.")
    yield terms(
        [
            ("Confidence", VERIFICATION_RULE),
            ("Perpetrators", PERPETRATORS_RULE),
            ("Hue on the map", PERPETRATOR_KIND_RULE),
            ("Killed, wounded", KILLED_RULE),
            ("Known since", KNOWN_RULE),
        ]
    )


def _codebook() -> Iterator[Block]:
    yield heading("Codebook", "codebook")
    yield text("Generated from the schema that checks the files.")
    yield heading("Records and fields", level=3)
    yield from map(record_fold, codebook_tables.record_tables())
    yield heading("Controlled words", level=3)
    yield from map(vocabulary_fold, codebook_tables.vocabulary_tables())


def _rejected(rejected: Sequence[Rejected], faults: Sequence[str]) -> Iterator[Block]:
    yield heading("Faults and rejected rows", "set-aside")
    if not rejected and not faults:
        yield text("None: every feature of the file was read, and no fault was found.")
        return
    yield text(
        f"{count_noun(len(rejected), 'feature')} of the file rejected, {count_noun(len(faults), 'fault')} of the files as a whole. "
        "What is rejected is neither shown nor counted."
    )
    yield from map(text, faults)
    rows = [(f"{one.feature or 'without an id'}, entry {one.row}", [line(why) for why in one.why]) for one in rejected]
    if rows:
        yield table("Rejected features", [("Feature", "28%"), ("Why", "72%")], rows)


def _licences() -> Iterator[Block]:
    yield heading("Licences", "licences")
    yield terms([("Data", LICENCE), ("Program", "MIT"), ("Borders", BORDERS_NOTE)])
    yield heading("Basemap and fonts", level=3)
    columns = [("From", "26%"), ("What", "34%"), ("Licence", "16%"), ("Address", "24%")]
    rows = [(credit.source, credit.taken, credit.licence, credit.address) for credit in basemap_credits()]
    yield table("Sources of the basemap and the fonts", columns, rows, "760px")
    yield text("The licences lie beside the program, in geo/basemap/licences.", "muted")
