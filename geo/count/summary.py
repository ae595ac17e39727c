"""The line that says how much is shown."""

from dataclasses import dataclass
from datetime import date

from geo.count.context_counts import context_mask, context_words
from geo.count.time_span import core_span, whole_span
from geo.dates import day_words
from geo.filter.apply import Selection
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.number_words import quantity


@dataclass(frozen=True, slots=True)
class Summary:
    """How many incidents are shown, of how many, between which days, how many of them have no place, and how many are
    context."""

    count: int
    total: int
    """All incidents of the dataset, background included."""
    start: date
    end: date
    not_placed: int
    context: int = 0
    """Of those shown: of a kind that is no act (``CONTEXT_KINDS``)."""

    def sentence(self) -> str:
        """The line: ``9 of 17 incidents · 27 December 2019 – 8 January 2020 · 2 of them context · 3 without a map
        location``."""
        first, last = day_words(self.start), day_words(self.end)
        dates = first if self.start == self.end else f"{first} – {last}"
        shown = f"{self.count:,} of {quantity(self.total, 'incident')}"
        away = f"{self.not_placed:,} without a map location"
        return " · ".join(filter(None, [shown, dates, context_words(self.count, self.context), away]))


def summary(selection: Selection, filter: Filter, dataset: Dataset) -> Summary:
    """The summary of a selection. An open end of the dates is the dataset's own; background counts only if
    shown."""
    first, last = whole_span(dataset) if filter.background else core_span(dataset)
    start, end = filter.start or first, filter.end or last
    low, high = min(start, filter.end or start), max(end, filter.start or end)
    context = int((context_mask(dataset) & selection.mask).sum())
    return Summary(selection.count, selection.total, low, high, selection.not_placed_count, context)
