"""What a chart, a table and a slide of a trend are made of: numbers, words, colours. Totals only, no rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.count.trend import Amount, Measure, Trend, TrendPart
from geo.count.trend_comparison import TrendChange, moving_average
from geo.count.trend_periods import TrendPeriod, TrendUnit
from geo.export.csv_bytes import csv_bytes
from geo.model.file_columns import NOT_STATED
from geo.style.column_hues import VALUE_HUES, hue_keys
from geo.style.fixed_hues import OTHER_HUE
from geo.style.hues import GREY, Hue
from geo.style.symbols import hue


@dataclass(frozen=True, slots=True)
class TrendReport:
    """One trend with the words that stand on it."""

    name: str
    """For the name of a file: letters, digits and hyphens."""
    headline: str
    subtitle: str
    notes: tuple[str, ...]
    """How the numbers are to be read, a sentence each."""
    marks: tuple[str, ...]
    """What the line and the triangles of the chart are, a sentence each; a slide has neither."""
    source: str
    """The notice with dataset, version, and the citation that its licence asks for."""
    measure: Measure
    unit: TrendUnit
    periods: tuple[TrendPeriod, ...]
    trend: Trend
    split: str
    """What the facet is called; empty where nothing is split."""
    stacked: bool
    """Whether the parts stand on one another in one chart, rather than side by side."""
    hues: tuple[Hue, ...]
    """Of each part, in their order."""

    @property
    def people(self) -> bool:
        """Whether people are counted."""
        return self.measure is not Measure.INCIDENTS

    @property
    def mostly_open(self) -> bool:
        """Whether most bars hold a number that is open upwards: a mark at each would say nothing."""
        held = [amount for amount in self.trend.total if amount.possible]
        return 2 * sum(amount.unbounded > 0 for amount in held) > len(held)

    @property
    def has_average(self) -> bool:
        """Whether the moving average is known of more than one bar."""
        averages = self.average(self.trend.total)
        return len(averages) - averages.count(None) > 1

    def average(self, amounts: Sequence[Amount]) -> tuple[float | None, ...]:
        """The moving average of amounts of these periods."""
        return moving_average(amounts, [period.whole for period in self.periods])


def part_hues(
    facet: str, parts: Sequence[TrendPart], options: Sequence[str], order: Sequence[str] = ()
) -> tuple[Hue, ...]:
    """The hues of the parts: those of the map where it has one for each; else one by each part's place. ``options``:
    all values of the facet in their order; ``order``: that in which they take colours (``geo.filter.colour_order``)."""
    keys = dict(zip(options, hue_keys(facet, options, order), strict=True))
    mapped = [OTHER_HUE if len(part.values) > 1 else hue(facet, keys[part.values[0]]) for part in parts]
    told = [one for one in mapped if one is not None]
    if len(told) == len(parts) and len({one["light"] for one in told}) == len(parts):
        return tuple(told)
    return tuple(_by_place(part, place) for place, part in enumerate(parts))


def _by_place(part: TrendPart, place: int) -> Hue:
    if part.values == (NOT_STATED,):
        return GREY
    return VALUE_HUES[place] if len(part.values) == 1 and place < len(VALUE_HUES) else OTHER_HUE


_INCIDENTS = ("Certainly", "Possibly")
_PEOPLE = ("At least", "At most", "Incidents without a figure", "Incidents, certainly", "Incidents, possibly")


def trend_csv(report: TrendReport) -> bytes:
    """The numbers of the chart: a line for each period and part, "All" first. UTF-8 with a byte order mark, every text
    quoted; texts that a spreadsheet would run are marked. "At most" is empty where a figure is open upwards, both are
    where no incident states one."""
    parts = [("All", report.trend.total), *((part.label, part.amounts) for part in report.trend.parts)]
    named = report.split or "Part"
    head = ["From", "To", "Period", "Whole period", named, *(_PEOPLE if report.people else _INCIDENTS)]
    rows = []
    for label, amounts in parts:
        averages = report.average(amounts)
        for period, amount, average in zip(report.periods, amounts, averages, strict=True):
            days = [period.start.isoformat(), period.end.isoformat(), period.label, "yes" if period.whole else "no"]
            rows.append(
                [*days, label, *_cells(amount, report.people), "" if average is None else average, report.source]
            )
    return csv_bytes([*head, "Moving average of 4", "Notice"], rows)


def changes_csv(report: TrendReport, before: str, after: str, changes: Sequence[TrendChange]) -> bytes:
    """What changed, a line a part; the periods stand in the headings."""
    columns = _PEOPLE if report.people else _INCIDENTS
    head = [report.split or "Part", *(f"{days}: {one.lower()}" for days in (before, after) for one in columns)]
    rows = [
        [
            change.label, *_cells(change.before, report.people), *_cells(change.after, report.people),
            "" if change.low is None else change.low, "" if change.high is None else change.high,
            "" if change.percent is None else change.percent, report.source,
        ]
        for change in changes
    ]  # fmt: skip
    return csv_bytes([*head, "Change, lowest", "Change, highest", "Percent", "Notice"], rows)


def _cells(amount: Amount, people: bool) -> list[object]:
    if not people:
        return [amount.low, amount.high]
    low = "" if amount.silent else amount.low
    high = "" if amount.silent or amount.unbounded else amount.high
    return [low, high, amount.unstated, amount.certain, amount.possible]
