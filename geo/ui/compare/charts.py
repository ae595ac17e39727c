"""Charts of the page Compare: one scale for both sides, the map's hues, unsure dates as spans."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from geo.count import Unit, unit_for
from geo.model.vocabularies import Kind, PerpetratorKind
from geo.style import chart_look
from geo.style.symbols import PERPETRATOR_HUES
from geo.style.tokens import Theme, tokens

Window = tuple[date, date]
_FREQUENCY = {Unit.DAY: "D", Unit.WEEK: "W-SUN", Unit.MONTH: "M"}
_LANES = 10
"""Lines of spans above the bars; what needs more is drawn on fewer lines, paler where they overlap."""
_ROW = 26
_PLACE_ROW = 34
_LINE_LETTERS = 28
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
    chart.height, chart.background = height, "transparent"
    return chart_look.styled(chart, theme)


def by_word(frame: pd.DataFrame, field: str, words: Sequence[str], most: int, theme: Theme) -> Any:
    """Incidents by kind or place; ``most`` is the longest bar of either side."""
    data = frame.assign(word=frame[field].where(frame[field].isin(words), OTHER_PLACES).map(wrapped))
    counted = data.groupby(["word", "whose"], as_index=False).size()
    names, room = [wrapped(word) for word in words], 78 if field == "kind" else 170
    axis = alt.Axis(ticks=False, domain=False, labelLimit=room, minExtent=room, maxExtent=room, **_LINES)
    base = alt.Chart(counted)
    y = alt.Y("word:N", sort=names, scale=alt.Scale(domain=names), title=None, axis=axis)
    x = alt.X(
        "sum(size):Q",
        title="incidents",
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=min(most, 6), format=",d", domain=False),
    )
    bars = base.mark_bar(height=14).encode(
        x=x, y=y, color=alt.Color("whose:N", scale=hues(theme)),
        tooltip=[alt.Tooltip("word:N", title=field.capitalize()), alt.Tooltip("whose:N", title="Perpetrator"),
                 alt.Tooltip("sum(size):Q", title="Incidents")],
    )  # fmt: skip
    bold = base.mark_text(align="left", dx=5, fontSize=12.5, fontWeight=600, color=tokens(theme).ink)
    numbers = bold.encode(x=alt.X("sum(size):Q"), y=y, text=alt.Text("sum(size):Q", format=",d"))
    return styled(bars + numbers, theme, (_ROW if field == "kind" else _PLACE_ROW) * max(1, len(words)) + 34)


def time_unit(days: int) -> Unit:
    """The width of bars: at least a week."""
    unit = unit_for(days)
    return Unit.WEEK if unit is Unit.DAY else unit


def binned(frame: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    """The incidents whose day is known, by unit of time and perpetrator, stacked from ``low`` to ``high``."""
    sure = frame[frame["sure"]]
    begin = sure["start"].dt.to_period(_FREQUENCY[unit]).dt.start_time
    table = pd.DataFrame({"from": begin, "whose": sure["whose"]})
    counted = table.groupby(["from", "whose"], as_index=False).size()
    length = pd.offsets.MonthBegin(1) if unit is Unit.MONTH else pd.Timedelta(days=7)
    high = counted.groupby("from")["size"].cumsum()
    return counted.assign(until=counted["from"] + length, high=high, low=high - counted["size"])


def by_time(
    counted: pd.DataFrame, spanning: pd.DataFrame, window: Window, unit: Unit, most: int, lanes: int, theme: Theme
) -> Any:
    """Incidents by week or month (of ``binned``); those whose day is not known (of ``spans``) are bars as long as the
    days it can have been.

    ``most`` is the highest bar and ``lanes`` the number of lines of spans above it, of either side.
    """
    step = max(1, most) * 0.13
    top = max(1, most) + step * (lanes + 1)
    color = alt.Color("whose:N", scale=hues(theme))
    y = alt.Y(
        "low:Q",
        title=f"incidents a {unit}",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(values=_whole(most), format=",d", domain=False, ticks=False, minExtent=30, maxExtent=30),
    )
    paper = tokens(theme).paper
    bars = alt.Chart(counted).mark_rect(clip=True, stroke=paper, strokeWidth=1).encode(
        x=_x("from:T", window), x2=alt.X2("until:T"), y=y, y2=alt.Y2("high:Q"), color=color,
        tooltip=[alt.Tooltip("from:T", title=f"{str(unit).capitalize()} from", format=_DAY),
                 alt.Tooltip("whose:N", title="Perpetrator"), alt.Tooltip("size:Q", title="Incidents")],
    )  # fmt: skip
    drawn = spanning.assign(low=max(1, most) + step * (spanning["lane"] % max(1, lanes) + 1))
    over = alt.Chart(drawn).mark_rule(clip=True, strokeWidth=7, strokeOpacity=0.55).encode(
        x=_x("start:T", window), x2=alt.X2("end:T"), y=y, color=color, tooltip=[_SPAN_TITLE, *_SPAN_DAYS]
    )  # fmt: skip
    return styled(_layers((bars, len(counted) > 0), (over, len(drawn) > 0)), theme, 130 + 13 * lanes)


def spans(frame: pd.DataFrame) -> pd.DataFrame:
    """The incidents whose day is not known, those of the same days as one, each on the first line that is free.

    Where all lines are taken, they go on lying on one another.
    """
    keys = ["start", "end", "whose"]
    same = frame[~frame["sure"]].groupby(keys, as_index=False).agg(title=("title", "first"), n=("id", "size"))
    same["title"] = same["title"].where(same["n"] == 1, same["n"].map("{:,} incidents".format))
    free: list[Any] = []
    lanes = []
    for number, (start, end) in enumerate(zip(same["start"], same["end"], strict=True)):
        lane = next((place for place, until in enumerate(free) if until <= start), len(free))
        lane = lane if lane < _LANES else number % _LANES
        free[lane : lane + 1] = [end]
        lanes.append(lane)
    return same.assign(lane=pd.Series(lanes, dtype="int64"), last=same["end"] - pd.Timedelta(days=1))


def lanes_of(*spanning: pd.DataFrame) -> int:
    """Lines that the spans (of ``spans``) of either side take; where they would be too many, spans lie on one another."""
    return min(_LANES, max((int(side["lane"].max()) + 1 for side in spanning if len(side)), default=0))


def by_place(frame: pd.DataFrame, places: Sequence[str], window: Window, theme: Theme) -> Any:
    """Incidents by place and time: a day is a dot, a span of days a bar."""
    names = [wrapped(place) for place in places]
    axis = alt.Axis(
        ticks=False,
        domain=False,
        grid=True,
        labelLimit=170,
        minExtent=170,
        maxExtent=170,
        **_LINES,
    )
    y = alt.Y("place:N", sort=names, scale=alt.Scale(domain=names), title=None, axis=axis)
    data = frame.assign(place=frame["place"].where(frame["place"].isin(places), OTHER_PLACES))
    data = data.assign(last=data["end"] - pd.Timedelta(days=1), place=data["place"].map(wrapped))
    color = alt.Color("whose:N", scale=hues(theme))
    tooltip = [alt.Tooltip("title:N", title="Incident"), alt.Tooltip("place:N", title="Place"), *_SPAN_DAYS]
    bars = alt.Chart(data[~data["sure"]]).mark_bar(clip=True, **_SPAN).encode(
        x=_x("start:T", window), x2=alt.X2("end:T"), y=y, color=color,
        stroke=alt.Stroke("whose:N", scale=hues(theme)), tooltip=tooltip,
    )  # fmt: skip
    dots = alt.Chart(data[data["sure"]]).mark_circle(size=90, opacity=1, clip=True).encode(
        x=_x("start:T", window), y=y, color=color, tooltip=tooltip
    )  # fmt: skip
    sure = data["sure"]
    return styled(_layers((bars, not sure.all()), (dots, sure.any())), theme, _PLACE_ROW * max(1, len(places)) + 34)


def _layers(*layers: tuple[Any, bool]) -> Any:
    """The layers that hold something: an empty one would be a nameless symbol for a screen reader."""
    first, *others = [chart for chart, holds in layers if holds]
    return alt.layer(first, *map(_on_the_same_scale, others))


def _on_the_same_scale(layer: Any) -> Any:
    """A layer above the first, whose scale and axis are the chart's."""
    above = layer.copy(deep=False)
    above.encoding = layer.encoding.copy(deep=False)
    for channel in ("x", "y"):
        plain = layer.encoding[channel].copy(deep=False)
        plain.scale = plain.axis = alt.Undefined
        above.encoding[channel] = plain
    return above


def wrapped(place: str) -> str:
    """The name of a place on at most two lines."""
    lines = textwrap.wrap(place, _LINE_LETTERS)
    return "\n".join(lines if len(lines) < 3 else [lines[0], f"{lines[1]} …"])


def places_of(*frames: pd.DataFrame) -> list[str]:
    """The places of both sides, the most frequent first; the rare ones of many under one name."""
    counts = pd.concat([frame["place"] for frame in frames]).value_counts()
    vague = [place for place in counts.index if str(place).startswith("Not stated")]
    named = [str(place) for place in counts.index if place not in vague]
    listed = named if len(named) <= _MOST_PLACES else [*named[:_MOST_PLACES], OTHER_PLACES]
    return [*listed, *map(str, vague)]


def kinds_of(*frames: pd.DataFrame) -> list[str]:
    """The kinds of both sides, in the order of the codebook."""
    present = set().union(*(set(frame["kind"]) for frame in frames))
    return [kind.label for kind in Kind if kind.label in present]


def same_length(*windows: tuple[date, date]) -> list[Window]:
    """Windows of one length in days, each from a week before its first day: a day is as wide on either side."""
    longest = timedelta(days=max((end - start).days for start, end in windows) + 8)
    return [(start - timedelta(days=7), start + longest) for start, _ in windows]


def _x(field: str, window: Window) -> alt.X:
    # Days without a time zone, like those of the data: local to whoever looks.
    domain = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in window]
    return alt.X(field, title=None, axis=_AXIS, scale=alt.Scale(domain=domain, nice=False))


_DAY = "%-d %B %Y"
_AXIS = alt.Axis(
    tickCount="month",
    labelOverlap=True,
    labelFlush=False,
    labelExpr="timeFormat(datum.value, month(datum.value) == 0 || datum.index == 0 ? '%b %Y' : '%b')",
)
_LINES: dict[str, Any] = {"labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 14}
_SPAN: dict[str, Any] = {"height": 7, "cornerRadius": 3.5, "fillOpacity": 0.4, "strokeWidth": 1.5}
_SPAN_TITLE = alt.Tooltip("title:N", title="Day not known")
_SPAN_DAYS = (
    alt.Tooltip("start:T", title="From", format=_DAY),
    alt.Tooltip("last:T", title="To", format=_DAY),
)


def _whole(most: int) -> list[int]:
    step = max(1, -(-most // 4))
    return list(range(0, most + 1, step))
