"""The tables of the page Trends: the numbers of every bar, and what changed; each number opens its incidents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geo.count.trend import Amount
from geo.count.trend_comparison import TrendChange
from geo.count.trend_periods import Days, days_in_words
from geo.export.trend_chart import ALL
from geo.export.trend_report import TrendReport
from geo.filter.filter import MAX_VALUES
from geo.number_words import quantity
from geo.ui.components.prose import fold, table
from geo.ui.components.widgets import Choice, Line, line, widget
from geo.ui.trends.trend_words import change_words

MOST_CHANGES = 25
"""Parts that the table of changes tells; the file has all."""


def bar_table(report: TrendReport, on_pick: Callable[[Choice], None]) -> None:
    """Every bar with its numbers, for whoever doesn't see the chart or wants to open one."""
    parts = report.trend.parts
    share = f"{64 / (len(parts) + 1 + report.people):.0f}%"
    columns = [(report.unit.label, "24%"), (report.measure.label, share)]
    columns += [("Without a figure", share)] * report.people
    columns += [(part.label, share) for part in parts]
    if not parts:
        columns.append(("Moving average", "24%"))
    rows = []
    averages = report.average(report.trend.total)
    for place, period in enumerate(report.periods):
        total = report.trend.total[place]
        cells: list[Any] = [period.label, _number(total, report.people, {"place": place, "part": ALL})]
        cells += [f"{total.unstated:,}"] * report.people
        for number, part in enumerate(parts):
            pick = {"place": place, "part": number} if len(part.values) <= MAX_VALUES else None
            cells.append(_number(part.amounts[place], report.people, pick))
        average = averages[place]
        if not parts:
            cells.append(line("–", "muted") if average is None else f"{average:,.1f}")
        rows.append(cells)
    width = f"{max(420, 150 + 96 * (len(columns) - 1))}px"
    content = table(f"{report.measure.label} by {report.unit}; a number opens its incidents", columns, rows, width)
    widget("prose", "trends_table", {"blocks": [fold("Show as table", "trends", [content])]}, on_pick)


def _number(amount: Amount, people: bool, pick: dict[str, Any] | None) -> Line | str:
    """A number that opens its incidents, where there are any."""
    words = amount.words(people)
    if not amount.possible or pick is None:
        return line(words, "muted")
    return line(words, pick=pick, title=f"Open {quantity(amount.possible, 'incident')}")


def change_table(
    report: TrendReport, days: tuple[Days, Days], changes: tuple[TrendChange, ...],
    open_days: Callable[[Days, tuple[str, ...]], None],
) -> None:  # fmt: skip
    """What changed, the largest change first, under the change of all."""
    shown = changes[: MOST_CHANGES + 1]
    titles = [days_in_words(one) for one in days]
    columns = [(report.split or "What", "34%"), (titles[0], "22%"), (titles[1], "22%"), ("Change", "22%")]
    rows = []
    for number, change in enumerate(shown):
        picks = [
            {"change": number, "side": side} if len(change.values) <= MAX_VALUES else None for side in range(2)
        ]  # fmt: skip
        before, after = (
            _with_silent(amount, report.people, pick)
            for amount, pick in zip((change.before, change.after), picks, strict=True)
        )
        rows.append([line(change.label, "strong") if not number else change.label, before, after, change_words(change)])

    def picked(choice: Choice) -> None:
        number, side = int(choice.get("change", -1)), int(choice.get("side", 0))
        if 0 <= number < len(shown):
            open_days(days[1 if side else 0], shown[number].values)

    blocks: list[dict[str, Any]] = [table(f"What changed from {titles[0]} to {titles[1]}", columns, rows, "520px")]
    left = len(changes) - len(shown)
    if left:
        more = f"{left:,} more with smaller changes stand in the file."
        blocks.append({"is": "text", "text": more, "style": "muted"})
    widget("prose", "trends_changes", {"blocks": blocks}, picked)


def _with_silent(amount: Amount, people: bool, pick: dict[str, Any] | None) -> list[Line | str]:
    lines: list[Line | str] = [_number(amount, people, pick)]
    if people and amount.unstated and not amount.silent:
        lines.append(line(f"{amount.unstated:,} without a figure", "muted"))
    return lines
