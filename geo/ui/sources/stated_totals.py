"""Totals that sources state, each beside what the dataset holds of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from geo.card.fact_words import capital, name
from geo.count.source_totals import FIT_RULE, TotalComparison, stated_totals
from geo.dates import day_words
from geo.model.dataset import Dataset
from geo.ui.components.prose import Block, heading, table, text
from geo.ui.components.widgets import Line, line

MOST_TITLES = 20


def totals_blocks(dataset: Dataset) -> Iterator[Block]:
    """The part of the page that tells them."""
    yield heading("Stated totals, and what is held", "totals")
    yield text(
        "Sources also state totals. A total is not a list of incidents and none is made of it: each stands "
        "beside what the dataset holds, and the gap is information."
    )
    yield text(FIT_RULE, "muted")
    found = stated_totals(dataset)
    columns = [("Stated", "38%"), ("Time and area", "20%"), ("Said by", "18%"), ("TotalComparison that fits", "24%")]
    if found:
        yield table("Stated totals and incidents held", columns, [_total(dataset, fit) for fit in found], "760px")
    else:
        yield text("No source of this dataset states a total.")


def _total(dataset: Dataset, fit: TotalComparison) -> list[object]:
    total = fit.total
    citation = f"{fit.source.short_title}, ¶ {total.paragraph}"
    rough = "about " if total.approximate and total.figure.max is not None else ""
    return [
        [
            line(f"{capital(rough + total.figure.words())} {total.unit}", "strong"),
            line(total.label),
            *([line(total.note, "muted")] if total.note else []),
        ],
        [line(_time(total.date_start, total.date_end)), line(total.area or "area not stated", "muted")],
        [line(capital(name(dataset, total.by))), line(citation, "muted")],
        _fitting_lines(dataset, fit),
    ]


def _time(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "time not stated"
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    return f"{day_words(start) if start else 'start not stated'} – {day_words(end) if end else 'end not stated'}"


def _fitting_lines(dataset: Dataset, fit: TotalComparison) -> list[Line]:
    if fit.ids is None:
        return [line(f"Nothing to set beside: the unit is {fit.total.unit}", "unknown")]
    lines = [line(count_noun(len(fit.ids), "incident"), "strong")]
    first = fit.ids[:MOST_TITLES]
    lines += [line(dataset.incident(i).title, pick={"incident": i}, title="Open the incident") for i in first]
    return lines + ([line("and more", "muted")] if len(fit.ids) > MOST_TITLES else [])


def count_noun(count: int, one: str, several: str = "") -> str:
    """A number with its noun: ``1 row``, ``1,200 rows``."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
