"""The page Trends: more or less than before, which kind, where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from geo.count.trend import Amount, Measure, Trend, TrendPart
from geo.count.trend_comparison import TrendChange
from geo.count.trend_periods import Days, TrendPeriod, trend_periods
from geo.export.trend_chart import ALL, SELECTED, trend_panels
from geo.export.trend_report import TrendReport, part_hues
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import MAX_VALUES, Filter
from geo.model.notice import notice_of
from geo.model.vocabularies import CONTEXT_KINDS
from geo.query import Source
from geo.style.tokens import Theme
from geo.ui.components.page_chart import ChartSpec, chart_spec
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import line, page_theme, widget
from geo.ui.state import session
from geo.ui.state.navigation import change_and_open, open_requested_page
from geo.ui.trends.trend_choices import (
    Layout,
    TrendChoices,
    choices,
    counted,
    narrowed,
    pick_against,
    pick_quiet,
    span_of,
)
from geo.ui.trends.trend_downloads import downloads
from geo.ui.trends.trend_numbers import big_numbers, compared
from geo.ui.trends.trend_tables import bar_table, change_table
from geo.ui.trends.trend_words import BASE_WORDS, amount_words, headline, marks, notes, subtitle

_FEW = 4
"""Charts up to which two stand in a row."""


def trends_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    asked = current.view.filter
    with reference_page("Trends"):
        text_line(source.summary(asked).sentence(), "count", "trends")
        span = span_of(source, asked)
        if span is None:
            text_line("The dataset has nothing in these dates.", "muted", "no_dates")
            return
        with st.container(horizontal=True, vertical_alignment="bottom", key="trend_controls"):
            chosen = choices(source, asked, span)
        quiet = _quiet(source, asked, span)
        _draw(source, asked, counted(asked, chosen.quiet) if quiet else asked, chosen, quiet)


def _quiet(source: Source, asked: Filter, span: Days) -> dict[str, int]:
    """How many entries of the dates are context or background, by the kind's name; none where the person chose kinds."""
    if asked.kind:
        return {}
    parts = source.trend(asked, (span,), Measure.INCIDENTS, "kind", None).parts
    return {part.label: part.amounts[0].possible for part in parts if set(part.values) <= set(CONTEXT_KINDS)}


def _draw(source: Source, asked: Filter, filter: Filter, chosen: TrendChoices, quiet: dict[str, int]) -> None:
    periods = trend_periods(chosen.span, chosen.unit)
    trend = source.trend(filter, tuple(period.days for period in periods), chosen.measure, chosen.split)
    whole = source.trend(filter, (chosen.span,), chosen.measure, chosen.split)
    total = whole.total[0]
    if quiet:
        named = " and ".join(sorted(quiet)).lower()
        pick_quiet(f"Count {named} too ({sum(quiet.values()):,})")
    if not total.possible:
        text_line("Nothing fits this filter.", "count", "nothing")
        return
    big_numbers(source, filter, chosen, total)
    report = _report(source, asked, chosen, periods, trend, total, quiet)
    st.header(f"{chosen.measure.label} by {chosen.unit}", anchor=False)
    _legend(report)
    _charts(report, filter, chosen, whole)
    for place, said in enumerate([*report.notes, *report.marks]):
        text_line(said, "muted", f"note-{place}")
    bar_table(report, partial(_picked, filter, chosen, periods, trend))
    st.header("What changed", anchor=False)
    pick_against()
    found = compared(source, filter, chosen, periods)
    changes: tuple[tuple[Days, Days], tuple[TrendChange, ...]] | None = None
    if isinstance(found, str):
        text_line(found, "muted", "no_changes")
    else:
        changes = found
        change_table(report, *changes, partial(_open_days, filter, chosen.split))
        text_line(BASE_WORDS, "muted", "percent")
    st.header("Download", anchor=False)
    downloads(source, report, changes)


def _report(
    source: Source, asked: Filter, chosen: TrendChoices, periods: tuple[TrendPeriod, ...], trend: Trend, total: Amount,
    quiet: dict[str, int],
) -> TrendReport:  # fmt: skip
    facts = source.facts
    facet = FACET_BY_ID[chosen.split] if chosen.split else None
    order = next((entry.colour_order for entry in facts.facets if entry.id == chosen.split), ())
    split = facet.label_of(asked.columns) if facet else ""
    report = TrendReport(
        name=f"{facts.id}-{chosen.measure}-by-{chosen.unit}" + (f"-and-{chosen.split}" if chosen.split else ""),
        headline=headline(total, chosen),
        subtitle=subtitle(source, asked, chosen, split),
        notes=(),
        marks=(),
        source=notice_of(facts.title, facts.version, facts.licence, asked.as_known_on),
        measure=chosen.measure,
        unit=chosen.unit,
        periods=periods,
        trend=trend,
        split=split,
        # Parts that count some incidents twice would stand higher on one another than all are.
        stacked=chosen.layout is Layout.STACKED and not trend.several,
        hues=part_hues(chosen.split, trend.parts, trend.options, order) if chosen.split else (),
    )
    return replace(report, notes=notes(report, chosen, asked, total, quiet), marks=marks(report))


def _legend(report: TrendReport) -> None:
    if not report.trend.parts or not report.stacked:
        return
    entries = [
        line(part.label, swatch={"form": "corroborated", "color": hue})
        for part, hue in zip(report.trend.parts, report.hues, strict=True)
    ]
    widget("legend", "trends_legend", {"label": f"{report.split}: what the colours mean", "entries": entries})


def _charts(report: TrendReport, filter: Filter, chosen: TrendChoices, whole: Trend) -> None:
    """``whole`` is what falls in all chosen dates: each incident counts once, whatever bars it can be in."""
    if report.trend.several and chosen.layout is Layout.STACKED:
        text_line("Side by side, because the parts add up to more than all.", "muted", "not_stacked")
    panels, sums = _panels(report, page_theme()), {part.values: part.amounts[0] for part in whole.parts}
    about = f"{report.headline}, by {report.unit}; the table below has the numbers"
    # Rows of their own: a name that takes two lines moves its row alone.
    wide = 1 if len(panels) == 1 else 2 if len(panels) <= _FEW else 3
    rows = [st.columns(wide, gap="medium") for _ in range(0, len(panels), wide)]
    for number, (title, spec) in enumerate(panels):
        with rows[number // wide][number % wide]:
            if title:
                st.subheader(_plain(title), anchor=False)
                _sum(number, report.trend.parts[number], filter, chosen, sums)
            key = f"trends_chart_{number}"
            st.vega_lite_chart(
                spec, width="stretch", theme=None, key=key, selection_mode=SELECTED,
                on_select=partial(_clicked, key, filter, chosen, report.periods, report.trend),
                alt=f"{title}: {about}" if title else about,
            )  # fmt: skip


def _sum(
    number: int, part: TrendPart, filter: Filter, chosen: TrendChoices, sums: Mapping[tuple[str, ...], Amount]
) -> None:
    """The number of a small chart, which opens its incidents."""
    if (amount := sums.get(part.values)) is None:
        return
    st.button(
        amount_words(amount, chosen.measure), key=f"trends_sum_{number}", type="tertiary",
        help="Open these incidents", on_click=partial(_open_days, filter, chosen.split, chosen.span, part.values),
    )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={TrendReport: repr})
def _panels(report: TrendReport, theme: Theme) -> list[tuple[str, ChartSpec]]:
    """The charts and what each is of; read-only."""
    return [(panel.title, chart_spec(panel.chart)) for panel in trend_panels(report, theme)]


def _plain(words: str) -> str:
    """Words of the data as a heading: nothing in them is markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|~$:<>" else letter for letter in words)


def _clicked(key: str, filter: Filter, chosen: TrendChoices, periods: tuple[TrendPeriod, ...], trend: Trend) -> None:
    """A bar was clicked: open its incidents."""
    state: Any = st.session_state.get(key)
    found = state.selection.get(SELECTED) if state is not None and "selection" in state else None
    for one in found or ():
        place, part = one.get("place"), one.get("part")
        if isinstance(place, int) and isinstance(part, int):
            _picked(filter, chosen, periods, trend, {"place": place, "part": part})
            return


def _picked(
    filter: Filter, chosen: TrendChoices, periods: tuple[TrendPeriod, ...], trend: Trend, choice: dict[str, Any]
) -> None:
    """The incidents of one bar, or of one part of it."""
    place, part = int(choice.get("place", -1)), int(choice.get("part", ALL))
    if 0 <= place < len(periods) and ALL <= part < len(trend.parts):
        values = trend.parts[part].values if part != ALL else ()
        _open_days(filter, chosen.split, periods[place].days, values)


def _open_days(filter: Filter, split: str | None, days: Days, values: tuple[str, ...]) -> None:
    if len(values) <= MAX_VALUES:
        change_and_open("Incidents", filter=narrowed(filter, days, split, values), selection=None)
