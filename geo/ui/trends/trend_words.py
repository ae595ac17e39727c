"""The sentences of the page Trends: its headline, how its numbers are to be read, and what they are set beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.card.fact_words import joined
from geo.count.trend import Amount, Measure
from geo.count.trend_comparison import AVERAGED, LEAST_BASE, TrendChange, signed
from geo.count.trend_periods import Days, TrendPeriod, days_in_words
from geo.dates import day_words
from geo.export.trend_report import TrendReport
from geo.filter.filter import DateMatch, Filter
from geo.number_words import quantity
from geo.query import Source
from geo.scene.picture_text import asked_words
from geo.ui.trends.trend_choices import TrendChoices


def amount_words(amount: Amount, measure: Measure) -> str:
    """An amount with what it counts: ``9 to 12 incidents``, ``At least 28 killed``, ``Killed: not stated``."""
    words = amount.words(measure is not Measure.INCIDENTS)
    if measure is Measure.INCIDENTS:
        return f"{words} incident" if words == "1" else f"{words} incidents"
    if words in ("not stated", "no incident"):
        return f"{measure.label}: {words}"
    return f"{words[:1].upper()}{words[1:]} {measure}"


def silent_words(amount: Amount, measure: Measure) -> str:
    """How many incidents state no figure; empty where all do."""
    if measure is Measure.INCIDENTS or not amount.unstated:
        return ""
    return f"{quantity(amount.unstated, 'incident')} without a figure"


def headline(total: Amount, chosen: TrendChoices) -> str:
    """The one line above a chart."""
    return f"{amount_words(total, chosen.measure)}, {days_in_words(chosen.span)}"


def subtitle(source: Source, filter: Filter, chosen: TrendChoices, split: str) -> str:
    """By what the chart counts, and what the filter asks for."""
    by = f"By {chosen.unit} and {split[:1].lower()}{split[1:]}" if split else f"By {chosen.unit}"
    options = {entry.id: entry.options for entry in source.facts.facets}
    actors = source.facts.actors
    asked = asked_words(filter, options, lambda one: actors[one].name if one in actors else one)
    return " · ".join([by, *asked])


def notes(
    report: TrendReport, chosen: TrendChoices, filter: Filter, total: Amount, quiet: Mapping[str, int]
) -> tuple[str, ...]:
    """How the numbers are to be read, a sentence each; only those that matter."""
    trend, amounts = report.trend, report.trend.total
    found = []
    if any(amount.high > amount.low for amount in amounts):
        unsure = "the day or the number is not known exactly" if report.people else "the day is not known exactly"
        found.append(f"A bar is what certainly falls in it, its paler part what possibly does: {unsure}.")
    if report.mostly_open:
        found.append("Most numbers are open upwards: at least so many.")
    if silent := silent_words(total, chosen.measure):
        found.append(f"{silent}: not 0, and in no bar.")
    found += _cut(report.periods, chosen)
    if trend.several:
        what = "1 incident has" if trend.several == 1 else f"{trend.several:,} incidents have"
        counted = "counts" if trend.several == 1 else "count"
        found.append(
            f"{what} several values of “{report.split}” and {counted} under each: the parts add up to more than all."
        )
    if filter.match is DateMatch.CERTAINLY:
        found.append(_certain(amounts, total))
    if quiet:
        count, kinds = sum(quiet.values()), sorted(quiet)
        entries = "1 entry" if count == 1 else f"{count:,} entries"
        named = f"kind{'s' if len(kinds) > 1 else ''} {joined(kinds)}"
        counted = "counted too" if chosen.quiet else "not counted"
        found.append(f"{entries} of the {named} {'is' if count == 1 else 'are'} {counted}.")
    return tuple(found)


def marks(report: TrendReport) -> tuple[str, ...]:
    """What is drawn beside the bars, a sentence each."""
    found = []
    if not report.mostly_open and any(amount.unbounded for amount in report.trend.total):
        found.append("A triangle marks a number that is open upwards: at least so many.")
    if report.has_average:
        before = AVERAGED - 1
        found.append(
            f"Line: moving average, the mean of the lower numbers of a whole {report.unit} and the {before} before."
        )
    return tuple(found)


def _cut(periods: Sequence[TrendPeriod], chosen: TrendChoices) -> list[str]:
    """Which bars are no whole units."""
    first, last = periods[0], periods[-1]
    if len(periods) == 1:
        return [] if first.whole else [f"The bar is no whole {chosen.unit}: {days_in_words(first.days)}."]
    found = []
    if not first.whole:
        found.append(f"The first bar is no whole {chosen.unit}: it begins on {day_words(first.start)}.")
    if not last.whole:
        found.append(f"The last bar is no whole {chosen.unit}: it ends on {day_words(last.end)}.")
    return found


def _certain(amounts: Sequence[Amount], total: Amount) -> str:
    lost = total.certain - sum(amount.certain for amount in amounts)
    said = "Only certain dates are counted, as the filter asks"
    return (
        f"{said}: {quantity(lost, 'incident')} can have been in more than one bar and {'is' if lost == 1 else 'are'} in none."
        if lost
        else f"{said}."
    )


def change_words(change: TrendChange) -> str:
    """A change, in percent too where its base allows it: ``+3``, ``+30 (+25 %)``."""
    percent = change.percent
    return change.words() if percent is None else f"{change.words()} ({signed(percent)} %)"


def uncovered(source: Source, filter: Filter, days: Days | None) -> str:
    """Why a period can't be set beside the chosen one; empty where it can."""
    first, last = source.facts.spans.whole if filter.background else source.facts.spans.core
    if days is None or days[1] < first:
        return f"The dataset begins on {day_words(first)}."
    if days[0] < first:
        return f"The dataset covers only part of it: it begins on {day_words(first)}."
    return f"The dataset ends on {day_words(last)}." if days[0] > last else ""


BASE_WORDS = f"In percent only where both numbers are exact and the one before is {LEAST_BASE} or more."
