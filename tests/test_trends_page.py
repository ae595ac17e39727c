"""The page Trends: its words and numbers, what a bar opens, and what the address holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.count.trend import Measure
from geo.count.trend_periods import TrendUnit, trend_periods
from geo.engine.loading import load_dataset
from geo.export.trend_chart import ALL
from geo.filter.filter import DateMatch, Filter
from geo.importing import import_files
from geo.load import open_dataset
from geo.query import MemorySource, connection
from geo.ui.server import first_view
from geo.ui.trends import page as trends
from geo.ui.trends.trend_choices import Against, Layout, TrendChoices, counted, narrowed
from geo.ui.trends.trend_words import amount_words
from tests.acled_like import write_acled_like
from tests.filter_cases import shipped
from tests.test_pages import cell_words, opened, said, widget

UNSURE = "A bar is what certainly falls in it, its paler part what possibly does: the day is not known exactly."
AVERAGE = "Line: moving average, the mean of the lower numbers of a whole month and the 3 before."


def rows(test: AppTest, key: str) -> tuple[list[str], list[list[str]]]:
    """Headings and cells of a table of the page."""
    block = widget(test, key)["blocks"][0]
    table = (block["blocks"][0] if block["is"] == "fold" else block)["table"]
    heads = [column["label"] for column in table["columns"]]
    return heads, [[cell_words(cell) for cell in row["cells"]] for row in table["rows"]]


def charts(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(part.proto.spec) for part in test.get("vega_lite_chart")]


def least(words: str) -> int:
    """The lower number of ``4 to 5``."""
    return int(words.split(" to ")[0])


def most(words: str) -> int:
    return int(words.split(" to ")[-1])


def texts(test: AppTest) -> list[str]:
    assert [error.value for error in test.exception] == []
    return said(test)


def test_incidents_by_month() -> None:
    test = opened("trends")
    told = texts(test)
    assert told[1:4] == ["1 September 2019 – 11 July 2020", "10 incidents", "The period before"]
    assert told.count("Nothing to set beside. The dataset begins on 1 September 2019.") == 2
    assert [words for words in told if words.startswith(("A bar", "Line", "The last", "9 entries"))] == [
        UNSURE, "The last bar is no whole month: it ends on 11 July 2020.",
        "9 entries of the kind Context are not counted.", AVERAGE,
    ]  # fmt: skip
    heads, cells = rows(test, "trends_table")
    assert heads == ["Month", "Incidents", "Moving average"]
    assert cells[:6] == [
        ["September 2019", "0", "–"], ["October 2019", "0 to 1", "–"], ["November 2019", "0 to 1", "–"],
        ["December 2019", "4 to 5", "1.0"], ["January 2020", "2 to 3", "1.5"], ["February 2020", "1", "1.8"],
    ]  # fmt: skip
    assert cells[-1] == ["1 – 11 July 2020", "1", "–"]
    assert rows(test, "trends_changes") == (
        ["What", "May 2020", "June 2020", "Change"],
        [["All", "0", "1", "+1"]],
    )
    assert len(charts(test)) == 1


def test_context_is_counted_only_where_somebody_asks() -> None:
    test = opened("trends", context="yes")
    assert "19 incidents" in texts(test)
    assert "9 entries of the kind Context are counted too." in said(test)
    assert [(box.label, box.value) for box in test.checkbox] == [("Count context too (9)", True)]
    test.checkbox[0].uncheck().run()
    assert "10 incidents" in texts(test)
    assert "context" not in test.query_params
    test = opened("trends", context="yes", background="yes", **{"from": "*", "to": "*"})
    assert "21 incidents" in texts(test)
    assert "11 entries of the kinds Background and Context are counted too." in said(test)
    assert "9 incidents" in texts(opened("trends", kind="context"))


def test_people_are_never_nought_where_nobody_states_a_figure() -> None:
    test = opened("trends", measure="killed", split="kind")
    told = texts(test)
    assert "At least 28 killed" in told
    assert "7 incidents without a figure" in told
    assert "7 incidents without a figure: not 0, and in no bar." in told
    assert "A triangle marks a number that is open upwards: at least so many." in told
    heads, cells = rows(test, "trends_table")
    assert heads == ["Month", "Killed", "Without a figure", "Strike", "Attack", "Unrest", "Protest"]
    assert cells[3:7] == [
        ["December 2019", "26", "3", "25", "1", "not stated", "not stated"],
        ["January 2020", "at least 2", "2", "at least 2", "no incident", "no incident", "not stated"],
        ["February 2020", "not stated", "1", "no incident", "not stated", "no incident", "no incident"],
        ["March 2020", "no incident", "0", *["no incident"] * 4],
    ]  # fmt: skip


def test_the_address_holds_everything() -> None:
    query = {"measure": "wounded", "unit": "quarter", "split": "event_type", "layout": "side", "against": "year"}
    test = opened("trends", **query)
    texts(test)
    assert [part.value for part in test.header] == ["Wounded by quarter", "What changed", "Download"]
    assert {name: test.query_params[name] for name in query} == query
    assert len(charts(test)) == len(test.subheader) > 2
    test.selectbox(key="trends_split").select("none").run()
    assert "split" not in test.query_params
    assert "layout" not in test.query_params, "nothing is split"
    assert len(charts(test)) == 1


def test_the_unit_that_is_chosen_is_one_that_fits() -> None:
    test = opened("trends", unit="day")
    assert test.header[0].value == "Incidents by day"
    test = opened("trends", unit="day", background="yes", context="yes", **{"from": "*", "to": "*"})
    assert test.header[0].value == "Incidents by year", "37 years of days would be 13,000 bars"


def test_several_values_are_told_and_not_stacked() -> None:
    test = opened("trends", split="country")
    told = texts(test)
    assert "Side by side, because the parts add up to more than all." in told
    several = "1 incident has several values of “Country” and counts under each: the parts add up to more than all."
    assert several in told
    heads, cells = rows(test, "trends_table")
    assert heads[1:] == ["Incidents", "Iraq", "Syria"]
    assert cells[3][1:] == ["4 to 5", "4 to 5", "1"]
    assert [part.value for part in test.subheader] == ["Iraq", "Syria"]
    scales = [chart["layer"][0]["encoding"]["y"]["scale"]["domain"] for chart in charts(test)]
    assert scales[0] == scales[1], "one scale for all"


def test_two_months_and_the_same_a_year_ago() -> None:
    test = opened("trends", **{"from": "2020-01-01", "to": "2020-01-31"}, against="before", split="kind")
    told = texts(test)
    place = told.index("The period before: December 2019")
    assert told[place - 2 : place + 3] == [
        "January 2020", "2 to 3 incidents", "The period before: December 2019", "4 to 5 incidents", "Since then: −3 to −1",
    ]  # fmt: skip
    assert rows(test, "trends_changes") == (
        ["Kind", "December 2019", "January 2020", "Change"],
        [
            ["All", "4 to 5", "2 to 3", "−3 to −1"], ["Attack", "2", "0", "−2"], ["Strike", "1", "2", "+1"],
            ["Unrest", "1", "0", "−1"], ["Protest", "0 to 1", "0 to 1", "−1 to +1"],
        ],
    )  # fmt: skip


@pytest.mark.parametrize("split", ["kind", "admin1"])
def test_each_chart_side_by_side_has_its_number_first_and_opens_as_many(split: str) -> None:
    test = opened("trends", split=split, layout="side")
    sums = [button.label for button in test.button if (button.key or "").startswith("trends_sum_")]
    source, asked, days = MemorySource(shipped()), counted(Filter(), False), (date(2019, 9, 1), date(2020, 7, 11))
    parts = source.trend(asked, (days,), Measure.INCIDENTS, split).parts
    assert sums == [amount_words(part.amounts[0], Measure.INCIDENTS) for part in parts]
    assert [head.value for head in test.subheader][: len(parts)] == [part.label for part in parts]
    for part in parts:
        assert source.summary(narrowed(asked, days, split, part.values)).count == part.amounts[0].possible
    if split == "kind":
        assert sums == ["5 incidents", "3 incidents", "1 incident", "1 incident"]


def test_certain_dates_only() -> None:
    told = texts(opened("trends", match="certainly"))
    assert "Only certain dates are counted, as the filter asks: 1 incident can have been in more than one bar and is in none." in told  # fmt: skip
    assert UNSURE not in told


def test_nothing_and_no_dates() -> None:
    assert "Nothing fits this filter." in texts(opened("trends", kind="other"))
    told = texts(opened("trends", **{"from": "1950-01-01", "to": "1951-01-01"}))
    assert "The dataset has nothing in these dates." in told


def choice(split: str) -> TrendChoices:
    span = date(2019, 9, 1), date(2020, 7, 11)
    return TrendChoices(span, TrendUnit.MONTH, Measure.INCIDENTS, split, Layout.STACKED, Against.LAST, False)


def picked(monkeypatch: pytest.MonkeyPatch, filter: Filter, split: str, place: int, part: int) -> tuple[Filter, int]:
    """The filter that a bar opens the page Incidents with, and how many incidents the bar possibly holds."""
    source, chosen, got = MemorySource(shipped()), choice(split), []
    periods = trend_periods(chosen.span, chosen.unit)
    trend = source.trend(filter, tuple(period.days for period in periods), chosen.measure, split)
    monkeypatch.setattr(trends, "change_and_open", lambda title, **changes: got.append((title, changes)))
    trends._picked(filter, chosen, periods, trend, {"place": place, "part": part})
    (title, changes), amounts = got[0], trend.total if part < 0 else trend.parts[part].amounts
    assert title == "Incidents"
    assert changes["selection"] is None
    return changes["filter"], amounts[place].possible


@pytest.mark.parametrize("split", ["kind", "weapon", "country", "admin1"])
@pytest.mark.parametrize("match", list(DateMatch))
def test_a_bar_opens_what_it_counts(monkeypatch: pytest.MonkeyPatch, split: str, match: DateMatch) -> None:
    source = MemorySource(shipped())
    asked = counted(source.opening.model_copy(update={"match": match}), False)
    for place in (1, 3, 4, 10):
        for part in (ALL, 0, 1):
            narrowed, count = picked(monkeypatch, asked, split, place, part)
            assert source.summary(narrowed).count == count
    narrowed, count = picked(monkeypatch, asked, "kind", 3, 0)
    assert (narrowed.start, narrowed.end) == (date(2019, 12, 1), date(2019, 12, 31))
    assert (narrowed.kind, count) == (("attack",), 2)


def test_a_strange_click_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IndexError):
        picked(monkeypatch, Filter(), "kind", 99, 0)
    with pytest.raises(IndexError):
        picked(monkeypatch, Filter(), "kind", 0, 99)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small export in ACLED's layout, imported."""
    out = tmp_path / "acled.parquet"
    import_files([write_acled_like(tmp_path / "export.csv", 400, 40)], out, today=date(2026, 11, 21))
    return out


def test_an_export_in_the_layout_of_acled(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATASET", str(export))
    dataset = open_dataset(export)
    test = opened("trends", split="admin1", **{"from": "2020-05-01", "to": "2020-06-30"}, against="year")
    told = texts(test)
    source = MemorySource(dataset)
    now = source.summary(Filter(start=date(2020, 5, 1), end=date(2020, 6, 30)))
    ago = source.summary(Filter(start=date(2019, 5, 1), end=date(2019, 6, 30)))
    assert f"{now.count} incidents" in told
    assert "A year ago: 1 May – 30 June 2019" in told
    assert f"{ago.count} incidents" in told
    change = now.count - ago.count
    percent = f" ({round(100 * change / ago.count):+d} %)".replace("-", "−") if ago.count >= 10 else ""
    assert f"Since then: {change:+d}{percent}".replace("-", "−") in told
    heads, cells = rows(test, "trends_table")
    assert [len(cells), cells[0][0], cells[-1][0]] == [10, "1 – 3 May 2020", "29 – 30 June 2020"], "weeks"
    assert heads[-1].startswith("Other (")
    assert len(heads) == 10
    assert sum(least(row[1]) for row in cells) <= now.count <= sum(most(row[1]) for row in cells)
    for row in cells:
        assert sum(map(least, row[2:])) == least(row[1])
        assert sum(map(most, row[2:])) == most(row[1])
    assert (
        "Totals, no rows: they may be passed on with the attribution, which stands in each file: ACLED (Armed Conflict "
        "Location & Event Data), acleddata.com." in told
    )


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped dataset in a database that lets 5 incidents be read at once."""
    address = f"duckdb://{tmp_path / 'atlas.duckdb'}"
    load_dataset(shipped(), address)
    monkeypatch.setenv("ATLAS_DATABASE", address)
    monkeypatch.setenv("ATLAS_MOST_HELD", "5")
    yield
    connection.forget()
    first_view.forget()


@pytest.mark.usefixtures("stored")
def test_a_database_counts_incidents_and_people_though_it_lets_few_be_read() -> None:
    test = opened("trends", split="kind")
    assert "10 incidents" in texts(test)
    heads, cells = rows(test, "trends_table")
    assert heads == ["Month", "Incidents", "Attack", "Strike", "Unrest", "Protest"]
    assert cells[3] == ["December 2019", "4 to 5", "2", "1", "1", "0 to 1"]
    test = opened("trends", measure="killed", split="kind")
    days = (date(2019, 9, 1), date(2020, 7, 31))
    killed = MemorySource(shipped()).trend(counted(Filter(), False), (days,), Measure.KILLED, None)
    assert amount_words(killed.total[0], Measure.KILLED) in texts(test)
    assert rows(test, "trends_table")[0][:2] == ["Month", "Killed"]
