"""Files of a trend: tables, pictures and slides hold the page's numbers, words and attribution, the same bytes each
time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation

from geo.count.trend import Amount, Measure, Trend, TrendPart
from geo.count.trend_comparison import TrendChange
from geo.count.trend_periods import TrendUnit, trend_periods
from geo.export.formula_escaping import unescape_formula
from geo.export.trend_chart import trend_panels
from geo.export.trend_files import trend_png, trend_svg
from geo.export.trend_report import TrendReport, changes_csv, part_hues, trend_csv
from geo.export.trend_slide import trend_slide
from geo.model.licence import ACLED
from geo.model.notice import NOTICE, notice_of
from geo.style.symbols import KIND_HUES

PERIODS = trend_periods((date(2020, 1, 1), date(2020, 4, 10)), TrendUnit.MONTH)
EVIL = '=HYPERLINK("http://x.example","<b>")'


def amounts(*pairs: tuple[int, int]) -> tuple[Amount, ...]:
    return tuple(Amount(low, high, certain=low, possible=high) for low, high in pairs)


def report(*, split: bool = True, stacked: bool = True, measure: Measure = Measure.INCIDENTS) -> TrendReport:
    parts = (
        TrendPart(("attack",), "Attack", amounts((4, 5), (2, 2), (0, 0), (1, 1))),
        TrendPart(("strike",), EVIL, amounts((1, 1), (3, 4), (0, 0), (0, 0))),
    )
    total = amounts((5, 6), (5, 6), (0, 0), (1, 1))
    trend = Trend(tuple(period.days for period in PERIODS), total, parts if split else (), 0)
    return TrendReport(
        name="iraq-incidents-by-month", headline="11 to 13 incidents, January 2020", subtitle="By month and kind",
        notes=("A bar is what certainly falls in it.",), marks=(), source=notice_of("ACLED, Iraq", "0123", ACLED), measure=measure,
        unit=TrendUnit.MONTH, periods=PERIODS, trend=trend, split="Kind" if split else "", stacked=stacked,
        hues=part_hues("kind", parts, ("attack", "strike")) if split else (),
    )  # fmt: skip


def people() -> TrendReport:
    total = (
        Amount(2, 4, certain=1, possible=1), Amount(3, 3, unbounded=1, unstated=2, certain=2, possible=4),
        Amount(0, 0, unstated=1, certain=1, possible=1), Amount(),
    )  # fmt: skip
    plain = report(split=False, measure=Measure.KILLED)
    return replace(plain, trend=replace(plain.trend, total=total))


def texts_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def read(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    return [{head: unescape_formula(cell) for head, cell in line.items()} for line in lines]


def test_the_table_holds_every_bar_and_part() -> None:
    lines = read(trend_csv(report()))
    assert list(lines[0]) == ["From", "To", "Period", "Whole period", "Kind", "Certainly", "Possibly", "Moving average of 4", "Notice"]  # fmt: skip
    assert [line["Kind"] for line in lines] == ["All"] * 4 + ["Attack"] * 4 + [EVIL] * 4
    assert list(lines[4].values())[:7] == ["2020-01-01", "2020-01-31", "January 2020", "yes", "Attack", "4", "5"]
    assert list(lines[7].values())[:4] == ["2020-04-01", "2020-04-10", "1 – 10 April 2020", "no"]
    assert {line["Notice"] for line in lines} == {report().source}
    assert "Data: ACLED (Armed Conflict Location & Event Data), acleddata.com." in report().source
    assert "\"'=HYPERLINK" in trend_csv(report()).decode()


def test_the_table_of_people_leaves_empty_what_nobody_states() -> None:
    lines = read(trend_csv(people()))
    heads = ["At least", "At most", "Incidents without a figure", "Incidents, certainly", "Incidents, possibly"]
    assert [[line[head] for head in heads] for line in lines] == [
        ["2", "4", "0", "1", "1"], ["3", "", "2", "2", "4"], ["", "", "1", "1", "1"], ["", "", "0", "0", "0"],
    ]  # fmt: skip


def test_the_table_of_changes() -> None:
    change = TrendChange(("attack",), "Attack", Amount(20, 20, certain=20, possible=20), Amount(25, 25, certain=25, possible=25))  # fmt: skip
    lines = read(changes_csv(report(), "January 2020", "February 2020", [change]))
    assert lines == [
        {
            "Kind": "Attack", "January 2020: certainly": "20", "January 2020: possibly": "20",
            "February 2020: certainly": "25", "February 2020: possibly": "25", "Change, lowest": "5",
            "Change, highest": "5", "Percent": "25", "Notice": report().source,
        }
    ]  # fmt: skip


def test_the_colours_are_the_map_s_where_it_has_them() -> None:
    parts = report().trend.parts
    assert part_hues("kind", parts, ("attack", "strike")) == (KIND_HUES["attack"], KIND_HUES["strike"])
    rest = TrendPart(("a", "b"), "Other (2 values)", ())
    hues = part_hues("admin1", (*parts, rest), ("attack", "strike", "a", "b"))
    assert len({one["light"] for one in hues}) == 3


@pytest.mark.parametrize("stacked", [True, False])
def test_the_slide_has_a_chart_of_its_own(stacked: bool) -> None:
    made = report(stacked=stacked)
    slide = Presentation(io.BytesIO(trend_slide(made, "light"))).slides[0]
    assert slide.shapes.title.text == made.headline
    words = texts_of(slide)
    assert made.subtitle in words
    assert f"{made.notes[0]}\n{made.source}" in words
    assert made.source in slide.notes_slide.notes_text_frame.text
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [len(chart.plots[0].series) for chart in charts] == ([3] if stacked else [2, 2])
    assert list(charts[0].plots[0].categories) == ["Jan 2020", "Feb 2020", "Mar 2020", "1 Apr 2020 –"]
    found = {series.name: list(series.values) for chart in charts for series in chart.plots[0].series}
    if stacked:
        assert found == {
            "Attack": [4, 2, 0, 1], f"'{EVIL}": [1, 3, 0, 0], "Possibly": [1, 1, None, None],
        }  # fmt: skip


def test_the_slide_leaves_empty_what_nobody_states() -> None:
    slide = Presentation(io.BytesIO(trend_slide(people(), "dark"))).slides[0]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert [list(series.values) for series in chart.plots[0].series] == [[2, 3, None, None], [2, None, None, None]]
    assert any(
        "At least so many, because a figure is open upwards: February 2020." in words for words in texts_of(slide)
    )


def test_a_slide_has_the_same_bytes_and_no_time_of_day() -> None:
    made = trend_slide(report(), "light")
    assert made == trend_slide(report(), "light")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        (book,) = (name for name in package.namelist() if name.endswith(".xlsx"))
        with zipfile.ZipFile(io.BytesIO(package.read(book))) as inner:
            about = inner.read("docProps/core.xml").decode()
            sheet = inner.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"dcterms:\w+ [^>]*>([^<]*)<", about) == ["1980-01-01T00:00:00Z"] * 2
    assert "<f>" not in sheet, "a name of the data is no formula"


def test_the_chart_of_the_page_has_a_click_and_the_numbers() -> None:
    (panel,) = trend_panels(report(), "light")
    spec: dict[str, Any] = panel.chart.to_dict()
    assert [one["name"] for one in spec["params"]] == ["bar"]
    rows = next(iter(spec["datasets"].values()))
    assert [(row["place"], row["part"], row["low"], row["high"]) for row in rows] == [
        (0, 0, 0, 4), (0, 1, 4, 5), (0, -1, 5, 6), (1, 0, 0, 2), (1, 1, 2, 5), (1, -1, 5, 6), (3, 0, 0, 1),
    ]  # fmt: skip
    sides = trend_panels(report(stacked=False), "dark")
    assert [panel.title for panel in sides] == ["Attack", EVIL]


@pytest.mark.full
@pytest.mark.parametrize("made", [report(), report(stacked=False), people()], ids=["stacked", "side", "people"])
def test_pictures_have_the_house_s_fonts_and_the_same_bytes(made: TrendReport) -> None:
    drawn = trend_svg(made, "light")
    assert drawn == trend_svg(made, "light")
    text = drawn.decode()
    assert made.headline in text
    assert NOTICE in text
    assert "acleddata.com" in text
    assert set(re.findall(r'font-family:"([^"]+)"', text)) == {"Atlas Sans"}
    assert not re.search(r"""(?:href|src)=["']https?:|url\(["']?https?:""", text), "nothing is fetched"
    assert "<b>" not in text
    picture = trend_png(made, "dark")
    assert picture == trend_png(made, "dark")
    with Image.open(io.BytesIO(picture)) as image:
        assert image.width > 2300
        assert image.convert("RGB").getpixel((4, 4)) == (0x11, 0x17, 0x1D), "the paper of the dark theme"
