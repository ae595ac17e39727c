"""A slide with the chart of a trend as the presentation program's own: numbers and colours can be changed there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Pt

from geo.count.trend import Amount, TrendPart
from geo.count.trend_periods import TrendPeriod, TrendUnit
from geo.export.drawingml import FONT
from geo.export.drawingml_paint import EMU
from geo.export.formula_escaping import escape_formula
from geo.export.pptx import resize, timeless
from geo.export.trend_chart import POSSIBLE, paler
from geo.export.trend_report import TrendReport
from geo.scene.font_metrics import printable
from geo.style.hues import channels
from geo.style.tokens import Theme, Tokens, tokens

_TITLE_ONLY = 5
_WIDE, _HIGH, _EDGE, _FOOT = 1280.0, 720.0, 48.0, 86.0
_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def trend_slide(report: TrendReport, theme: Theme) -> bytes:
    """One slide: the headline as its title, native charts, how to read them, and the source; the same bytes each time.

    Stacked or not split it is one chart; side by side a chart for each part, on one scale. What a bar possibly holds
    beyond what is certain is a series of its own. Figures that nobody states are empty cells.
    """
    look, notes = tokens(theme), [*report.notes, *_open_words(report)]
    deck = Presentation()
    resize(deck, _WIDE, _HIGH)
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _rgb(look.paper)
    title = slide.shapes.title
    _place(title, _EDGE, 30, _WIDE - 2 * _EDGE, 52)
    _words(title.text_frame, report.headline, 28, look.ink, bold=True)
    about = slide.shapes.add_textbox(0, 0, 0, 0)
    _place(about, _EDGE, 84, _WIDE - 2 * _EDGE, 30)
    _words(about.text_frame, report.subtitle, 14, look.muted)
    for part, box, series in _charts(report, theme):
        _chart(slide, report, part, box, series, look)
    source = slide.shapes.add_textbox(0, 0, 0, 0)
    _place(source, _EDGE, _HIGH - _FOOT, _WIDE - 2 * _EDGE, _FOOT - 16)
    _words(source.text_frame, "\n".join(filter(None, [" ".join(notes), report.source])), 10, look.muted)
    slide.notes_slide.notes_text_frame.text = "\n".join(map(printable, [report.headline, *notes, "", report.source]))
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = printable(report.headline)[:255], "", ""
    properties.keywords, properties.revision = "Incident Atlas", 1
    properties.created = properties.modified = datetime(1980, 1, 1)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


Box = tuple[float, float, float, float]
Series = tuple[str, Sequence[int | None], str]


def _charts(report: TrendReport, theme: Theme) -> list[tuple[TrendPart | None, Box, list[Series]]]:
    """Each chart of the slide: what it is of (None for all), its place, and its series."""
    look, parts = tokens(theme), report.trend.parts
    hues = [one[theme] for one in report.hues]
    top, height = 118.0, _HIGH - 118 - _FOOT - 6
    if not parts or report.stacked:
        whole = [("Certainly", report.trend.total, look.accent)]
        named = [(part.label, part.amounts, hues[k]) for k, part in enumerate(parts)] or whole
        band = paler(look.muted if parts else look.accent, look.paper)
        series: list[Series] = [(label, _lows(amounts, report.people), color) for label, amounts, color in named]
        series.append((POSSIBLE, _more(report.trend.total), band))
        return [(None, (_EDGE, top, _WIDE - 2 * _EDGE, height), series)]
    columns = 2 if len(parts) <= 4 else 4
    lines = -(-len(parts) // columns)
    wide, high = (_WIDE - 2 * _EDGE) / columns, height / lines
    return [
        (
            part,
            (_EDGE + k % columns * wide, top + k // columns * high, wide - 8, high - 6),
            [
                ("Certainly", _lows(part.amounts, report.people), hues[k]),
                (POSSIBLE, _more(part.amounts), paler(hues[k], look.paper)),
            ],
        )
        for k, part in enumerate(parts)
    ]


def _open_words(report: TrendReport) -> list[str]:
    """Which numbers are open upwards, unless most are: then the notes say so."""
    pairs = zip(report.periods, report.trend.total, strict=True)
    found = [period.label for period, amount in pairs if amount.unbounded]
    return (
        [f"At least so many, because a figure is open upwards: {', '.join(found)}."]
        if found and not report.mostly_open
        else []
    )


def _lows(amounts: Sequence[Amount], people: bool) -> list[int | None]:
    return [None if people and amount.silent else amount.low for amount in amounts]


def _more(amounts: Sequence[Amount]) -> list[int | None]:
    return [max(0, amount.high - amount.low) or None for amount in amounts]


def _chart(
    slide: Any, report: TrendReport, part: TrendPart | None, box: Box, series: list[Series], look: Tokens
) -> None:
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = [_short(period, report.unit) for period in report.periods]
    told = [one for one in series if any(one[1])] or series[:1]
    for name, values, _ in told:
        data.add_series(escape_formula(printable(name)), values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *(Emu(round(side * EMU)) for side in box), data)
    name = report.headline if part is None else f"{part.label}: {report.headline}"
    frame.name = printable(name)[:120]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(f"{name}. {report.subtitle}"))
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(11 if part is None else 9), FONT
    chart.font.color.rgb = _rgb(look.ink)
    chart.has_title = part is not None
    if part is not None:
        _words(chart.chart_title.text_frame, part.label, 11, look.ink, bold=True)
        chart.chart_title.include_in_layout = False
    chart.has_legend = part is None and len(told) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _axes(chart, report, part, look)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 22, 100
    for drawn, (_, _, color) in zip(plot.series, told, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _rgb(color)
        drawn.invert_if_negative = False
    part_of = chart.part.chart_workbook.xlsx_part
    part_of._blob = _workbook(part_of.blob)


def _short(period: TrendPeriod, unit: TrendUnit) -> str:
    """A period in so few letters that many stand beside each other."""
    if not period.whole or unit in (TrendUnit.DAY, TrendUnit.WEEK):
        first = f"{period.start.day} {period.start:%b} {period.start.year}"
        return first if period.start == period.end or unit is TrendUnit.WEEK else f"{first} –"
    return f"{period.start:%b} {period.start.year}" if unit is TrendUnit.MONTH else period.label


def _round_up(number: int) -> int:
    """The next number of which a fifth is 1, 2, 5, 10, 20 …"""
    step = 1
    while True:
        for times in (1, 2, 5):
            if times * step * 5 >= number:
                return times * step * 5
        step *= 10


def _axes(chart: Any, report: TrendReport, part: TrendPart | None, look: Tokens) -> None:
    values, categories = chart.value_axis, chart.category_axis
    lists = [report.trend.total] if part is None else [one.amounts for one in report.trend.parts]
    values.minimum_scale = 0
    if part is not None:
        values.maximum_scale = _round_up(max(amount.high for amounts in lists for amount in amounts))
        values.major_unit = values.maximum_scale / 5
    elif max((amount.high for amounts in lists for amount in amounts), default=0) <= 5:
        values.major_unit = 1
    values.major_gridlines.format.line.color.rgb = _rgb(look.rule)
    values.format.line.fill.background()
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.rgb = _rgb(look.ink)


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(round(one * EMU)) for one in (left, top, width, height))


def _words(frame: Any, text: str, size: float, color: str, *, bold: bool = False) -> None:
    frame.text = "\n".join(map(printable, text.split("\n")))
    if hasattr(frame, "vertical_anchor"):
        frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold, paragraph.font.name = Pt(size), bold, FONT
        paragraph.font.color.rgb = _rgb(color)
        if not bold or size > 20:
            paragraph.alignment = 1  # left


def _rgb(color: str) -> Any:
    return RGBColor(*channels(color))  # type: ignore[no-untyped-call]


def _workbook(package: bytes) -> bytes:
    """The numbers behind a chart without the time of day at which they were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _CREATED.sub(rb"\g<1>1980-01-01T00:00:00Z", content))
    return timeless(out.getvalue())
