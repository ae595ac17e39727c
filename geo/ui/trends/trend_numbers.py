"""The numbers beside the chart of the page Trends: the chosen dates, what came before, and what changed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.count.trend import Amount, Trend, TrendPart
from geo.count.trend_comparison import TrendChange, total_change, trend_changes
from geo.count.trend_periods import Days, TrendPeriod, days_in_words, period_before, year_before
from geo.filter.filter import Filter
from geo.query import Source
from geo.ui.components.reference_page import text_line
from geo.ui.trends.trend_choices import Against, TrendChoices
from geo.ui.trends.trend_words import amount_words, change_words, silent_words, uncovered


def big_numbers(source: Source, filter: Filter, chosen: TrendChoices, total: Amount) -> None:
    """One line: the chosen dates, the period before, the same a year ago, each with its range and the change."""
    columns = st.columns(3, gap="medium")
    with columns[0]:
        _number(
            "now",
            days_in_words(chosen.span),
            amount_words(total, chosen.measure),
            [silent_words(total, chosen.measure)],
        )
    others = (
        ("before", "The period before", period_before(chosen.span)),
        ("year", "A year ago", year_before(chosen.span)),
    )
    for column, (name, title, days) in zip(columns[1:], others, strict=True):
        with column:
            why = uncovered(source, filter, days)
            if days is None or why:
                _number(name, title, "–", [f"Nothing to set beside. {why}"])
                continue
            change = total_change(_pair(source, filter, chosen, days, chosen.span, None))
            lines = [f"Since then: {change_words(change)}", silent_words(change.before, chosen.measure)]
            _number(name, f"{title}: {days_in_words(days)}", amount_words(change.before, chosen.measure), lines)


def _number(name: str, title: str, words: str, lines: list[str]) -> None:
    text_line(title, "muted", f"number-{name}")
    text_line(words, "figure", name)
    for place, said in enumerate(filter(None, lines)):
        text_line(said, "change" if said.startswith("Since") else "muted", f"{name}-{place}")


def compared(
    source: Source, filter: Filter, chosen: TrendChoices, periods: tuple[TrendPeriod, ...]
) -> tuple[tuple[Days, Days], tuple[TrendChange, ...]] | str:
    """The two periods of "What changed" with the changes, all first; or the sentence that says why there are none."""
    pair = _periods(source, filter, chosen, periods)
    if isinstance(pair, str):
        return pair
    trend = _pair(source, filter, chosen, *pair, chosen.split)
    total = total_change(trend)
    return pair, (replace(total, label="All"), *trend_changes(trend))


def _periods(
    source: Source, filter: Filter, chosen: TrendChoices, periods: tuple[TrendPeriod, ...]
) -> tuple[Days, Days] | str:
    if chosen.against is Against.LAST:
        whole = [period.days for period in periods if period.whole][-2:]
        if len(whole) < 2:
            return f"The chosen dates hold no two whole {chosen.unit}s to compare."
        return whole[0], whole[1]
    days = period_before(chosen.span) if chosen.against is Against.BEFORE else year_before(chosen.span)
    why = uncovered(source, filter, days)
    return (days, chosen.span) if days is not None and not why else f"Nothing to set beside. {why}"


def _pair(source: Source, filter: Filter, chosen: TrendChoices, first: Days, second: Days, split: str | None) -> Trend:
    """Two periods as one trend, all parts told one by one. A year ago may overlap dates of more than a year."""
    if first[1] < second[0]:
        return source.trend(filter, (first, second), chosen.measure, split, None)
    one, other = (source.trend(filter, (days,), chosen.measure, split, None) for days in (first, second))
    held = [{part.values: part for part in trend.parts} for trend in (one, other)]
    none = Amount()
    parts = []
    for values in dict.fromkeys((*held[0], *held[1])):
        known = [trend.get(values) for trend in held]
        label = next(part.label for part in known if part is not None)
        before, after = (none if part is None else part.amounts[0] for part in known)
        parts.append(TrendPart(values, label, (before, after)))
    return Trend((first, second), (one.total[0], other.total[0]), tuple(parts), max(one.several, other.several))
