"""Charts of a trend with Altair: for the page, and as a picture with title and source.

A bar is what certainly falls in a period, its paler top what possibly does; a line is the moving average, a triangle
says that a number is open upwards.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from geo.count.trend import Amount, TrendPart
from geo.export.trend_report import TrendReport
from geo.export.trend_time_axis import iso, later, middle, time_axis
from geo.style.chart_look import CHART_FONT, styled
from geo.style.hues import mix
from geo.style.tokens import Theme, tokens

SELECTED = "bar"
"""Name of the selection by which a bar is clicked; it has ``place`` (of the period) and ``part`` (-1 for all)."""
ALL = -1
POSSIBLE = "Possibly"
_HIGH, _SMALL = 330, 150
_WIDE, _LETTERS = 1180, 195


@dataclass(frozen=True, slots=True)
class TrendPanel:
    """One chart and what is in it."""

    title: str
    """The part that it is of; empty for all."""
    chart: Any


def trend_panels(report: TrendReport, theme: Theme) -> list[TrendPanel]:
    """The charts of the page, whose bars can be clicked: one, or one for each part on one scale."""
    chosen = alt.selection_point(name=SELECTED, fields=["place", "part"], toggle=False, empty=False)
    return [
        TrendPanel(title, styled(chart.add_params(chosen).properties(background="transparent"), theme))
        for title, chart in _panels(report, theme, legend=False)
    ]


def trend_picture(report: TrendReport, theme: Theme) -> Any:
    """All of it as one picture with title, how it is to be read, and source."""
    look = tokens(theme)
    panels = _panels(report, theme, legend=True)
    head = alt.TitleParams(
        _broken([report.headline], 80), subtitle=_broken([report.subtitle], 120), anchor="start", frame="bounds",
        fontSize=27, fontWeight=700, color=look.ink, subtitleFontSize=15, subtitleColor=look.muted, offset=18,
        subtitlePadding=8, font=CHART_FONT, subtitleFont=CHART_FONT,
    )  # fmt: skip
    foot = alt.TitleParams(
        _broken([" ".join([*report.notes, *report.marks]), report.source], _LETTERS), orient="bottom", anchor="start", fontSize=12,
        fontWeight="normal", color=look.muted, offset=14, lineHeight=16, font=CHART_FONT,
    )  # fmt: skip
    if len(panels) == 1 and not panels[0][0]:
        body = panels[0][1].properties(width=_WIDE, height=_HIGH + 80, title=head)
    else:
        columns = 2 if len(panels) <= 4 else 4
        width = (_WIDE - (columns - 1) * 60) / columns
        drawn = [chart.properties(width=width, title=_named(title, theme)) for title, chart in panels]
        body = alt.concat(*drawn, columns=columns, spacing=26).resolve_scale(color="independent").properties(title=head)
    whole = (
        alt.vconcat(body).resolve_scale(color="independent").properties(title=foot, background=look.paper, padding=28)
    )
    return styled(whole, theme, legend=True)


def _named(title: str, theme: Theme) -> Any:
    ink = tokens(theme).ink
    return alt.TitleParams(title, anchor="start", fontSize=14, fontWeight=600, color=ink, font=CHART_FONT)


def _broken(words: Sequence[str], letters: int) -> list[str]:
    return [line for one in words for line in textwrap.wrap(one, letters)]


def _panels(report: TrendReport, theme: Theme, *, legend: bool) -> list[tuple[str, Any]]:
    parts, hues = report.trend.parts, [one[theme] for one in report.hues]
    look = tokens(theme)
    if not parts or report.stacked:
        top = max([1, *(amount.high for amount in report.trend.total)])
        stack = [(number, part, hues[number]) for number, part in enumerate(parts)]
        band = paler(look.muted if parts else look.accent, look.paper)
        whole = TrendPart((), "Certainly", report.trend.total)
        return [("", _panel(report, stack or [(ALL, whole, look.accent)], whole, band, top, theme, legend))]
    top = max([1, *(amount.high for part in parts for amount in part.amounts)])
    return [
        (part.label, _panel(report, [(k, part, hues[k])], part, paler(hues[k], look.paper), top, theme, False))
        for k, part in enumerate(parts)
    ]


def _panel(
    report: TrendReport, stack: Sequence[tuple[int, TrendPart, str]], whole: TrendPart, band: str, top: int,
    theme: Theme, legend: bool,
) -> Any:  # fmt: skip
    """One chart: the parts on one another, what possibly is more of all on top."""
    look = tokens(theme)
    rows = _bars(report, stack, whole)
    keys = [f"{number}|{part.label}" for number, part, _ in stack] + [f"{ALL}|{POSSIBLE}"]
    colors = [color for _, _, color in stack] + [band]
    shown = [key for key in keys if any(row["key"] == key for row in rows)]
    label = "slice(datum.label, indexof(datum.label, '|') + 1)"
    key = alt.Legend(orient="top", direction="horizontal", labelExpr=label, values=shown, columns=9, offset=12)
    alone = bool(report.trend.parts) and not report.stacked
    y = alt.Y(
        "low:Q", title=None if alone else _unit_words(report), scale=alt.Scale(domain=[0, top * 1.06], nice=False),
        axis=alt.Axis(tickCount=5, tickMinStep=1, format=",d", domain=False, ticks=False, minExtent=38, maxExtent=38),
    )  # fmt: skip
    bars = alt.Chart(pd.DataFrame(rows, columns=_COLUMNS)).mark_rect(stroke=look.paper, strokeWidth=_gap(report), cursor="pointer").encode(
        x=time_axis(report), x2=alt.X2("until:T"), y=y, y2=alt.Y2("high:Q"),
        color=alt.Color("key:N", scale=alt.Scale(domain=keys, range=colors), legend=key if legend else None),
        tooltip=[
            alt.Tooltip("period:N", title=report.unit.label), alt.Tooltip("label:N", title=report.split or "Of"),
            alt.Tooltip("words:N", title=report.measure.label),
            *([alt.Tooltip("unstated:Q", title="Without a figure", format=",d")] if report.people else []),
        ],
    )  # fmt: skip
    layers = [bars]
    line = _average(report, whole.amounts)
    if len(line):
        base = alt.Chart(line).encode(x=alt.X("middle:T"), y=alt.Y("average:Q"))
        layers.append(base.mark_line(stroke=look.paper, strokeWidth=4.5, strokeCap="round"))
        layers.append(base.mark_line(stroke=look.ink, strokeWidth=1.8, strokeCap="round"))
    open_ = _open(report, whole.amounts)
    if len(open_) and not report.mostly_open:
        layers.append(alt.Chart(open_).mark_point(shape="triangle-up", filled=True, size=42, opacity=1, yOffset=-6, color=look.ink).encode(x=alt.X("middle:T"), y=alt.Y("high:Q")))  # fmt: skip
    return alt.layer(*layers).properties(height=_SMALL if alone else _HIGH)


_COLUMNS = ["place", "part", "key", "label", "period", "from", "until", "low", "high", "words", "unstated"]


def _bars(report: TrendReport, stack: Sequence[tuple[int, TrendPart, str]], whole: TrendPart) -> list[dict[str, Any]]:
    """The rectangles of a chart; empty ones are left out."""
    rows: list[dict[str, Any]] = []
    alone = stack[0][0] if len(stack) == 1 else ALL
    for place, period in enumerate(report.periods):
        same = {
            "place": place,
            "period": period.label,
            "from": iso(period.start),
            "until": iso(later(period.end, 1)),
        }
        low = 0
        for number, part, _ in stack:
            amount = part.amounts[place]
            rows.append(same | _bar(report, number, part, amount, low, low + amount.low))
            low += amount.low
        amount = whole.amounts[place]
        possible = _bar(report, alone, whole, amount, low, max(low, amount.high)) | {"key": f"{ALL}|{POSSIBLE}"}
        rows.append(same | (possible | {"label": "All"} if alone == ALL else possible))
    return [row for row in rows if row["high"] > row["low"]]


def _bar(report: TrendReport, number: int, part: TrendPart, amount: Amount, low: int, high: int) -> dict[str, Any]:
    label = part.label if number != ALL else "All"
    words, unstated = amount.words(report.people), amount.unstated
    return {"part": number, "key": f"{number}|{part.label}", "label": label, "low": low, "high": high, "words": words,
            "unstated": unstated}  # fmt: skip


def _average(report: TrendReport, amounts: Sequence[Amount]) -> pd.DataFrame:
    """The line; it breaks where there is no average."""
    averages = report.average(amounts)
    rows = [
        {"middle": middle(period.start, period.end), "average": average}
        for period, average in zip(report.periods, averages, strict=True)
    ]
    return pd.DataFrame(rows if len(averages) - averages.count(None) > 1 else [])


def _open(report: TrendReport, amounts: Sequence[Amount]) -> pd.DataFrame:
    pairs = zip(report.periods, amounts, strict=True)
    return pd.DataFrame(
        [{"middle": middle(p.start, p.end), "high": a.high} for p, a in pairs if a.unbounded and a.high]
    )


def _unit_words(report: TrendReport) -> str:
    noun = "incidents" if not report.people else f"people {report.measure!s}"
    return f"{noun} a {report.unit}"


def _gap(report: TrendReport) -> float:
    count = len(report.periods)
    return 2.0 if count <= 14 else 1.2 if count <= 60 else 0.7 if count <= 150 else 0.2


def paler(color: str, paper: str) -> str:
    """A colour that lies nearer to the paper."""
    return mix(color, paper, 0.42)
