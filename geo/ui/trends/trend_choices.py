"""What a person chose on the page Trends: in its controls and in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import streamlit as st

from geo.count.trend import Measure
from geo.count.trend_periods import Days, TrendUnit, default_unit, fitting_units
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.model.vocabularies import CONTEXT_KINDS, Kind
from geo.query import Source
from geo.ui.state import page_parameters
from geo.ui.state.control_values import follow
from geo.vocabulary import Vocabulary

SPLITS = ("kind", "event_type", "perpetrator_kind", "admin1", "country", "weapon", "verification")
"""Facets by which a trend is split, beside the columns that a person chose."""
WHOLE = "none"


class Layout(Vocabulary):
    """How the parts of a split are drawn."""

    STACKED = "stacked", "Stacked", "The parts stand on one another in one chart."
    SIDE = "side", "Side by side", "A chart for each part, on one scale."


class Against(Vocabulary):
    """What is set beside what under "What changed"."""

    LAST = "last", "The last two bars", "The last whole bar and the one before."
    BEFORE = "before", "The period before", "All chosen dates and as many before."
    YEAR = "year", "A year ago", "All chosen dates and the same a year ago."


@dataclass(frozen=True, slots=True)
class TrendChoices:
    """Everything that the page shows a trend by."""

    span: Days
    """The filter's dates as far as the dataset reaches."""
    unit: TrendUnit
    measure: Measure
    split: str | None
    layout: Layout
    against: Against
    quiet: bool
    """Whether context and background are counted too."""


def span_of(source: Source, filter: Filter) -> Days | None:
    """The filter's dates; what lies years before or after the dataset's own is cut off. None where nothing is left."""
    first, last = source.facts.spans.whole if filter.background else source.facts.spans.core
    start = max(filter.start or first, date(first.year, 1, 1))
    end = min(filter.end or last, date(last.year, 12, 31))
    return (start, end) if start <= end else None


def choices(source: Source, filter: Filter, span: Days) -> TrendChoices:
    """The controls of the page, and what they say."""
    measure = _control("measure", tuple(Measure), Measure.INCIDENTS, "Count")
    unit = _control("unit", fitting_units(span), default_unit(span), "By")
    names = [WHOLE, *SPLITS, *(f"column{slot}" for slot, name in enumerate(filter.columns, 1) if name)]
    split = _select(
        "split", names, lambda one: "Nothing" if one == WHOLE else FACET_BY_ID[one].label_of(filter.columns)
    )
    layout = Layout.STACKED if split == WHOLE else _control("layout", tuple(Layout), Layout.STACKED, "Layout")
    quiet = page_parameters.value("context") == "yes"
    against = _word("against", tuple(Against), Against.LAST)
    return TrendChoices(span, unit, measure, None if split == WHOLE else split, layout, against, quiet)


def pick_against() -> None:
    """The control above the table of what changed."""
    _control("against", tuple(Against), Against.LAST, "Compare")


def pick_quiet(label: str) -> None:
    """The switch by which context and background are counted too."""
    wanted = page_parameters.value("context") == "yes"
    key = "trends_context"
    follow(key, wanted)
    st.checkbox(
        label, key=key, on_change=lambda: page_parameters.put("context", "yes" if st.session_state[key] else "")
    )


def counted(filter: Filter, quiet: bool) -> Filter:
    """The filter without context and background, unless they are asked for: by the switch or by their kind."""
    if quiet or filter.kind:
        return filter
    return filter.model_copy(update={"kind": tuple(word for word in sorted(Kind.words()) if word not in CONTEXT_KINDS)})


def narrowed(filter: Filter, days: Days, split: str | None, values: Sequence[str]) -> Filter:
    """The filter of one bar: what falls in its days, of some values of the facet it is split by."""
    changes: dict[str, object] = {"start": days[0], "end": days[1]}
    if split is not None and values:
        changes[split] = tuple(values)
    return Filter.model_validate({**dict(filter), **changes})


Word = TypeVar("Word", bound=Vocabulary)


def _word(name: str, allowed: Sequence[Word], usual: Word) -> Word:
    """The word that the address says; the usual one where it says none that is allowed."""
    value = page_parameters.value(name)
    return next((word for word in allowed if word == value), usual)


def _control(name: str, allowed: Sequence[Word], usual: Word, label: str) -> Word:
    """A row of buttons whose choice stands in the address."""
    chosen, key = _word(name, allowed, usual), f"trends_{name}"
    labels = {str(word): word.label for word in allowed}
    follow(key, str(chosen))
    st.segmented_control(
        label, list(labels), format_func=lambda word: labels[word], key=key, required=True,
        on_change=lambda: page_parameters.put(name, _put(st.session_state[key], str(usual))),
    )  # fmt: skip
    return chosen


def _select(name: str, allowed: list[str], words: Callable[[str], str]) -> str:
    value, key = page_parameters.value(name), f"trends_{name}"
    value = value if value in allowed else WHOLE
    follow(key, value)
    st.selectbox(
        "Split by", allowed, format_func=words, key=key, width=240,
        on_change=lambda: page_parameters.put(name, _put(st.session_state[key], WHOLE)),
    )  # fmt: skip
    return value


def _put(value: str | None, usual: str) -> str:
    return "" if value is None or value == usual else str(value)
