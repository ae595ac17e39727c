"""Charts of the page Compare: one scale for both sides, the map's hues, unsure dates as spans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from geo.count import Unit, unit_for
from geo.model.vocabularies import Kind, PerpetratorKind
from geo.style.symbols import PERPETRATOR_HUES
from geo.style.tokens import Theme, tokens

_FREQUENCY = {Unit.DAY: "D", Unit.WEEK: "W-SUN", Unit.MONTH: "M"}
_LANES = 10
"""Lines of spans above the bars; what needs more is drawn on fewer lines, paler where they overlap."""
_ROW = 26
_MOST_PLACES = 14
OTHER_PLACES = "Other places"


def hues(theme: Theme) -> alt.Scale:
    """The hues of perpetrators, as on the map."""
    kinds = list(PerpetratorKind)
    return alt.Scale(
        domain=[kind.label for kind in kinds], range=[PERPETRATOR_HUES[str(kind)][theme] for kind in kinds]
    )


def styled(chart: Any, theme: Theme, height: int) -> Any:
    """A chart in the type and colours of the page."""
    look = tokens(theme)
    axis = {
        "labelColor": look.ink, "titleColor": look.muted, "gridColor": look.rule, "domainColor": look.ink,
        "tickColor": look.rule, "labelFontSize": 12.5, "titleFontSize": 12.5, "titleFontWeight": "normal",
    }  # fmt: skip
    return (
        chart.properties(height=height, background="transparent")
        .configure(font="Atlas Sans, Atlas Arabic, sans-serif")
        .configure_axis(**axis)
        .configure_view(stroke=None)
        .configure_legend(disable=True)
    )


def by_kind(frame: pd.DataFrame, kinds: Sequence[str], most: int, theme: Theme) -> Any:
    """Incidents by kind; ``most`` is the longest bar of either side."""
    base = alt.Chart(frame)
    y = alt.Y("kind:N", sort=list(kinds), scale=alt.Scale(domain=list(kinds)), title=None,
              axis=alt.Axis(ticks=False, domain=False, labelLimit=150, minExtent=78))  # fmt: skip
    x = alt.X("count():Q", title="incidents", scale=alt.Scale(domain=[0, most], nice=False),
              axis=alt.Axis(tickMinStep=1, tickCount=min(most, 6), format=",d", domain=False))  # fmt: skip
    bars = base.mark_bar(height=14).encode(
        x=x, y=y, color=alt.Color("whose:N", scale=hues(theme)),
        tooltip=[alt.Tooltip("kind:N", title="Kind"), alt.Tooltip("whose:N", title="Whose act"),
                 alt.Tooltip("count():Q", title="Incidents")],
    )  # fmt: skip
    numbers = base.mark_text(align="left", dx=5, fontSize=12.5, fontWeight=600, color=tokens(theme).ink).encode(
        x=alt.X("count():Q"), y=y, text=alt.Text("count():Q", format=",d")
    )
    return styled(bars + numbers, theme, _ROW * max(1, len(kinds)) + 34)


def time_unit(days: int) -> Unit:
    """The width of bars: at least a week."""
    unit = unit_for(days)
    return Unit.WEEK if unit is Unit.DAY else unit


def binned(frame: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    """The incidents whose day is known, by unit of time and perpetrator."""
    sure = frame[frame["sure"]]
    periods = sure["start"].dt.to_period(_FREQUENCY[unit])
    table = pd.DataFrame({"from": periods.dt.start_time, "whose": sure["whose"]})
    counted = table.groupby(["from", "whose"], as_index=False).size()
    length = pd.offsets.MonthBegin(1) if unit is Unit.MONTH else pd.Timedelta(days=7)
    counted["until"] = counted["from"] + length
    return counted


def by_time(
    frame: pd.DataFrame, window: tuple[date, date], unit: Unit, most: int, theme: Theme
) -> Any:
    """Incidents by week or month; those whose day is not known are bars as long as the days it can have been."""
    x = alt.X("from:T", title=None, scale=_time(window), axis=_time_axis())
    lanes = spans(frame)
    height = max(1, most) * (1.0 + 0.11 * max(1, lanes["lane"].nunique() + 1))
    bars = (
        alt.Chart(binned(frame, unit))
        .mark_bar(clip=True)
        .encode(
            x=x, x2="until:T", color=alt.Color("whose:N", scale=hues(theme)),
            y=alt.Y("size:Q", title=f"incidents a {unit}", scale=alt.Scale(domain=[0, height], nice=False),
                    axis=alt.Axis(values=_whole(most), format=",d", domain=False, ticks=False, minExtent=30)),
            tooltip=[alt.Tooltip("from:T", title=f"{str(unit).capitalize()} from", format="%-d %B %Y"),
                     alt.Tooltip("whose:N", title="Whose act"), alt.Tooltip("size:Q", title="Incidents")],
        )
    )  # fmt: skip
    drawn = (
        alt.Chart(lanes)
        .mark_bar(clip=True, height=6, cornerRadius=3, fillOpacity=0.4, strokeWidth=1.5)
        .encode(
            x=alt.X("start:T", scale=_time(window)), x2="end:T",
            y=alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[height / max(1, most) / 0.11, 0], nice=False)),
            color=alt.Color("whose:N", scale=hues(theme)), stroke=alt.Stroke("whose:N", scale=hues(theme)),
            tooltip=[alt.Tooltip("title:N", title="Day not known"), alt.Tooltip("start:T", title="From"),
                     alt.Tooltip("last:T", title="To")],
        )
    )  # fmt: skip
    return styled(alt.layer(bars, drawn).resolve_scale(y="independent"), theme, 190)


def spans(frame: pd.DataFrame) -> pd.DataFrame:
    """The incidents whose day is not known, each on the first line that is free, with its last day."""
    unsure = frame[~frame["sure"]].sort_values(["start", "end"])
    free: list[Any] = []
    lanes = []
    for start, end in zip(unsure["start"], unsure["end"], strict=True):
        lane = next((place for place, until in enumerate(free) if until <= start), len(free))
        lane = lane if lane < _LANES else lane % _LANES
        free[lane : lane + 1] = [end]
        lanes.append(lane + 0.7)
    return unsure.assign(lane=lanes, last=unsure["end"] - pd.Timedelta(days=1))


def by_place(frame: pd.DataFrame, places: Sequence[str], window: tuple[date, date], theme: Theme) -> Any:
    """Incidents by place and time: a day is a dot, a span of days a bar."""
    y = alt.Y("place:N", sort=list(places), scale=alt.Scale(domain=list(places)), title=None,
              axis=alt.Axis(ticks=False, domain=False, grid=True, labelLimit=190, minExtent=190))  # fmt: skip
    told = frame.assign(place=frame["place"].where(frame["place"].isin(places), OTHER_PLACES))
    told = told.assign(last=told["end"] - pd.Timedelta(days=1))
    color = alt.Color("whose:N", scale=hues(theme))
    x = alt.X("start:T", title=None, scale=_time(window), axis=_time_axis())
    tooltip = [alt.Tooltip("title:N", title="Incident"), alt.Tooltip("place:N", title="Place"),
               alt.Tooltip("start:T", title="From"), alt.Tooltip("last:T", title="To")]  # fmt: skip
    base = alt.Chart(told)
    dots = base.transform_filter("datum.sure").mark_circle(size=90, opacity=1, clip=True)
    bars = base.transform_filter("!datum.sure").mark_bar(
        height=7, cornerRadius=3.5, fillOpacity=0.4, strokeWidth=1.5, clip=True
    )
    marks = bars.encode(
        x=x, x2="end:T", y=y, color=color, stroke=alt.Stroke("whose:N", scale=hues(theme)), tooltip=tooltip
    ) + dots.encode(x=x, y=y, color=color, tooltip=tooltip)
    return styled(marks, theme, _ROW * max(1, len(places)) + 34)


def places_of(*frames: pd.DataFrame) -> list[str]:
    """The places of both sides, the most told first; the rare ones of many under one name."""
    counts = pd.concat([frame["place"] for frame in frames]).value_counts()
    vague = [place for place in counts.index if str(place).startswith("Not stated")]
    named = [str(place) for place in counts.index if place not in vague]
    shown = named if len(named) <= _MOST_PLACES else [*named[:_MOST_PLACES], OTHER_PLACES]
    return [*shown, *map(str, vague)]


def kinds_of(*frames: pd.DataFrame) -> list[str]:
    """The kinds of both sides, in the order of the codebook."""
    held = set().union(*(set(frame["kind"]) for frame in frames))
    return [kind.label for kind in Kind if kind.label in held]


def same_length(*windows: tuple[date, date]) -> list[tuple[date, date]]:
    """Windows of one length in days, each from its own first day, so that a day is as wide on either side."""
    longest = max((end - start).days for start, end in windows) + 1
    return [(start, start + timedelta(days=longest)) for start, _ in windows]


def _time(window: tuple[date, date]) -> alt.Scale:
    return alt.Scale(domain=[day.isoformat() for day in window], nice=False, type="utc")


def _time_axis() -> alt.Axis:
    return alt.Axis(format="%b", tickCount="month", labelOverlap=True, labelExpr=(
        "timeFormat(datum.value, '%m') == '01' || datum.index == 0 ? timeFormat(datum.value, '%b %Y') "
        ": timeFormat(datum.value, '%b')"
    ))  # fmt: skip


def _whole(most: int) -> list[int]:
    step = max(1, -(-most // 4))
    return list(range(0, most + 1, step))
