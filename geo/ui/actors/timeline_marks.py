"""The marks on an actor's line of time: one an incident, or, where they are too many, bars that count them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from geo.count.ledger_matrix import ActorLine
from geo.dates import date_words, day_words
from geo.filter.filter_table import day_number
from geo.model.dataset import Dataset
from geo.model.vocabularies import NAMING, Stance
from geo.number_words import quantity

MOST_MARKS = 150
"""Incidents of one form on a line that have a mark each; beyond, bars count them."""
_MOST_BARS = 48
_UNITS = (("day", "D"), ("week", "W-SUN"), ("month", "M"), ("quarter", "Q"), ("year", "Y"))
_LAYERS = ("target", "party", "for", "against", "both")
"""What is drawn last lies on top: no accusation hides a denial."""


def form_of(stance: Stance) -> str:
    """The mark of a stance."""
    if stance in NAMING:
        return "for"
    return "party" if stance is Stance.PARTY else "against"


def marks(dataset: Dataset, actor_line: ActorLine, span: tuple[date, date]) -> list[dict[str, Any]]:
    """The marks of an actor's line: named, denied or disputed, both, a party, or a target. ``span`` is what the line shows."""
    named = {i for stance, ids in actor_line.stances.items() if stance in NAMING for i in ids}
    against = {i for stance, ids in actor_line.stances.items() if form_of(stance) == "against" for i in ids}
    forms = dict.fromkeys(actor_line.target, "target") | dict.fromkeys(
        actor_line.stances.get(Stance.PARTY, ()), "party"
    )
    forms |= dict.fromkeys(named, "for") | dict.fromkeys(against, "against")
    forms |= dict.fromkeys(named & against, "both")
    drawn = ((form, [i for i in actor_line.named if forms[i] == form]) for form in _LAYERS)
    return [mark for form, ids in drawn for mark in marks_of(dataset, ids, form, span, MOST_MARKS // 3)]


def marks_of(
    dataset: Dataset, ids: Sequence[str], form: str, span: tuple[date, date], most: int
) -> list[dict[str, Any]]:
    """A mark an incident; where they are more than ``most``, a bar for each stretch of time, with their number. Nothing
    is left out: the numbers of the bars add up to all."""
    if len(ids) <= most:
        return [_mark(dataset, incident, form) for incident in ids]
    days = dataset.incidents[["date_start", "date_end"]].loc[list(ids)]
    unit, frequency = _unit(span)
    begun = days["date_start"].dt.to_period(frequency)
    later = begun != days["date_end"].dt.to_period(frequency)
    counted = pd.DataFrame({"when": begun, "later": later}).groupby("when")["later"].agg(["size", "sum"])
    return [_bar(period, int(count), int(unsure), form, unit) for period, count, unsure in counted.itertuples()]


def _unit(span: tuple[date, date]) -> tuple[str, str]:
    """The finest stretch of time of which a line has room for all."""
    start, end = map(pd.Timestamp, span)
    fitting = (one for one in _UNITS if len(pd.period_range(start, end, freq=one[1])) <= _MOST_BARS)
    return next(fitting, _UNITS[-1])


def _bar(period: pd.Period, count: int, unsure: int, form: str, unit: str) -> dict[str, Any]:
    start, end = period.start_time.date(), period.end_time.date()
    words = f"{quantity(count, 'incident')}, {_between(start, end)}"
    if unsure:
        words += f"; {unsure:,} of them then or later" if unsure < count else ", then or later"
    return {
        "id": "", "start": day_number(start), "end": day_number(end), "form": form, "words": words, "count": count,
        "unit": unit,
    }  # fmt: skip


def _between(start: date, end: date) -> str:
    return day_words(start) if start == end else f"{day_words(start)} to {day_words(end)}"


def when_words(dataset: Dataset, actor_line: ActorLine) -> str:
    """The marks of a line in words, for whoever doesn't see them."""
    ids = actor_line.named
    if not ids:
        return "named in none of the incidents shown"
    rows = dataset.incidents.index.get_indexer(list(ids))
    first = pd.Timestamp(dataset.incidents["date_start"].to_numpy()[rows].min()).date()
    last = pd.Timestamp(dataset.incidents["date_end"].to_numpy()[rows].max()).date()
    count = quantity(len(ids), "incident")
    return f"{count}, {day_words(first)}" + (f" to {day_words(last)}" if last > first else "")


def _mark(dataset: Dataset, incident: str, form: str) -> dict[str, Any]:
    record = dataset.incident(incident)
    start, end = day_number(record.date_start), day_number(record.date_end)
    words = f"{record.title}, {date_words(record.span)}"
    return {"id": incident, "start": start, "end": end, "form": form, "words": words}
