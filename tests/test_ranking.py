"""Places and actors by their incidents and by killed: counted by hand on the shipped data, and on a made-up export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.count.ranking import MOST_ROWS, People, RankBy, RankedRow, RankOrder, only_actor, only_place
from geo.export.ranking_table import ranking_csv
from geo.filter.area import RadiusArea
from geo.filter.figure_range import FigureRange
from geo.filter.filter import ActorRole, Filter
from geo.importing import import_files
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.query import MemorySource
from geo.ui.incidents import ranking_section
from tests.acled_like import write_acled_like
from tests.filter_cases import AIRPORT, KH, shipped, with_parties
from tests.generated import dataset_of, filters_of
from tests.test_pages import cell_words, opened, said, widget

ALL = 1000
EVERYTHING = Filter()
ABOUT = {"notice": "N", "dataset": "d", "dataset_version": "1"}


def ranked(by: RankBy, asked: Filter = EVERYTHING, order: RankOrder = RankOrder.INCIDENTS) -> dict[str, RankedRow]:
    found = MemorySource(shipped()).ranking(asked, by, order, ALL)
    return {row.name: row for row in found.rows}


def test_perpetrators_counted_by_hand() -> None:
    found = MemorySource(shipped()).ranking(Filter(), RankBy.PERPETRATOR, RankOrder.INCIDENTS, 3)
    assert [(row.name, row.incidents, row.killed, row.without_figure) for row in found.rows] == [
        ("qassem_soleimani", 4, People(1, 1), 3),
        ("kataib_hezbollah", 3, People(1, 1), 2),
        ("united_states", 2, People(27, None), 0),
    ]
    assert (found.groups, found.incidents, found.unnamed) == (15, 19, 1)


def test_by_killed_what_states_none_comes_last() -> None:
    found = MemorySource(shipped()).ranking(Filter(), RankBy.TARGET, RankOrder.KILLED, ALL)
    words = [row.killed.words() if row.killed else "not stated" for row in found.rows]
    assert words[:5] == ["25", "2 or more", "2 or more", "1", "1"]
    assert set(words[5:]) == {"not stated"}
    assert [row.name for row in found.rows][3:5] == ["us_forces", "iraqi_armed_forces"], (
        "ties: the more incidents first"
    )


def test_places_add_up_and_say_what_is_not_named() -> None:
    found = MemorySource(shipped()).ranking(Filter(), RankBy.PLACE, RankOrder.INCIDENTS, ALL)
    assert (found.groups, found.incidents, found.unnamed) == (11, 19, 8)
    assert sum(row.incidents for row in found.rows) == 11
    road = next(row for row in found.rows if row.name.startswith("Road"))
    assert (road.admin1, road.countries, road.area) == ("Diwaniyah", ("IQ",), None), "a route is no single point"
    airport = next(row for row in found.rows if row.name == "Baghdad airport")
    assert isinstance(airport.area, RadiusArea)
    assert airport.area.km == 1


def test_parties_are_not_perpetrators() -> None:
    source = MemorySource(with_parties())
    parties = source.ranking(Filter(), RankBy.PARTY, RankOrder.INCIDENTS, ALL)
    assert (parties.rows[0].name, parties.rows[0].incidents) == ("kataib_hezbollah", 2)
    named = {
        row.name: row.incidents for row in source.ranking(Filter(), RankBy.PERPETRATOR, RankOrder.INCIDENTS, ALL).rows
    }
    assert named["kataib_hezbollah"] == 1


def test_an_actor_that_is_chosen_does_not_hide_the_others() -> None:
    asked = Filter(actors=KH, actor_role=ActorRole.TARGET, kind=("attack", "strike"))
    assert ranked(RankBy.TARGET, asked) == ranked(RankBy.TARGET, Filter(kind=("attack", "strike")))
    assert ranked(RankBy.PLACE, asked).keys() == {"Several places in Iraq and Syria, not named"}


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from([1, 2]), st.sampled_from([RankBy.PERPETRATOR, RankBy.PARTY, RankBy.TARGET]))
def test_an_actor_s_row_leaves_as_many_as_it_says(data: st.DataObject, seed: int, by: RankBy) -> None:
    source = MemorySource(dataset_of(seed, 60))
    asked = data.draw(filters_of(source.dataset))
    for row in source.ranking(asked, by, RankOrder.INCIDENTS, 5).rows:
        assert source.summary(only_actor(asked, by, row.name)).count == row.incidents


def test_a_place_s_row_leaves_at_least_what_it_says() -> None:
    source = MemorySource(shipped())
    for row in ranked(RankBy.PLACE).values():
        assert source.summary(only_place(Filter(), row)).count >= row.incidents, row.name


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A small made-up export in ACLED's layout."""
    folder = tmp_path_factory.mktemp("ranking")
    result = import_files([write_acled_like(folder / "acled.csv", rows=400, points=60)], folder / "acled.parquet")
    assert result.path is not None
    return open_dataset(result.path)


def test_the_ranking_of_an_export_is_that_of_its_rows(export: Dataset, tmp_path: Path) -> None:
    written = write_acled_like(tmp_path / "again.csv", rows=400, points=60).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    count = {place: sum(row["location"] == place for row in rows) for place in {row["location"] for row in rows}}
    dead = {place: sum(int(row["fatalities"]) for row in rows if row["location"] == place) for place in count}
    source = MemorySource(export)
    found = source.ranking(Filter(), RankBy.PLACE, RankOrder.INCIDENTS, ALL)
    assert {row.name: row.incidents for row in found.rows} == count
    assert {row.name: row.killed.least for row in found.rows if row.killed} == dead
    assert [row.incidents for row in found.rows] == sorted(count.values(), reverse=True)
    assert (found.groups, found.incidents, found.unnamed) == (60, 400, 0)
    first = found.rows[0]
    assert first.killed is not None
    assert first.killed.words() == f"{dead[first.name]:,} or more", "ACLED's 0 is what was reported: there may be more"
    unsure = {place: sum(row["geo_precision"] == "3" for row in rows if row["location"] == place) for place in count}
    assert {row.name: row.incidents - row.at_point for row in found.rows} == unsure, "a province is no point"
    assert sum(unsure.values()) > 0
    for row in found.rows[:10]:
        assert source.summary(only_place(Filter(), row)).count >= row.at_point
    twelve = source.summary(Filter(killed=FigureRange(least=10))).count
    assert twelve == sum(int(row["fatalities"]) >= 10 for row in rows) > 0
    assert source.summary(Filter(killed=FigureRange(least=0, most=0))).count == sum(
        row["fatalities"] == "0" for row in rows
    )
    assert source.summary(Filter(killed=FigureRange(unstated=True))).count == 0


def test_the_file_holds_the_whole_and_adds_up() -> None:
    source = MemorySource(shipped())
    found = source.ranking(Filter(), RankBy.PLACE, RankOrder.KILLED, MOST_ROWS)
    raw = ranking_csv(found, RankBy.PLACE, str, ABOUT)
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert sum(int(line["incidents"]) for line in lines) == 19
    assert [lines[0][name] for name in ("rank", "name", "country", "killed_min", "killed_max")] == [
        "1", "Several places in Iraq and Syria, not named", "IQ; SY", "25", "25",
    ]  # fmt: skip
    open_figure = next(line for line in lines if line["name"] == "Baghdad airport")
    assert (open_figure["killed_min"], open_figure["killed_max"]) == ("2", "")
    assert open_figure["longitude"].startswith("44.23")
    assert (lines[-1]["name"], lines[-1]["incidents"], lines[-1]["notice"]) == ("No place named", "8", "N")
    cut = source.ranking(Filter(), RankBy.PLACE, RankOrder.KILLED, 3)
    rest = list(csv.DictReader(io.StringIO(ranking_csv(cut, RankBy.PLACE, str, ABOUT).decode("utf-8-sig"))))
    assert [(line["name"], line["incidents"]) for line in rest[3:]] == [
        ("All other places", "8"),
        ("No place named", "8"),
    ]


def test_a_name_that_a_spreadsheet_would_run_is_marked() -> None:
    row = RankedRow("=1+1", None, (), 1, None, 1, 0, None)
    found = MemorySource(shipped()).ranking(Filter(), RankBy.PLACE, RankOrder.KILLED, 1)
    raw = ranking_csv(type(found)((row,), 1, 1, 0), RankBy.PLACE, str, ABOUT)
    assert b'"\'=1+1"' in raw


def test_the_page_ranks_places() -> None:
    test = opened("incidents", ranking="place")
    assert not test.exception
    assert "11 places. 11 of 19 incidents name a place; 8 do not." in said(test)
    data = widget(test, "ranking_table")
    assert data["caption"] == "Places by incidents"
    assert data["columns"][1]["label"] == "Place"
    first = [cell_words(cell) for cell in data["rows"][0]["cells"]]
    assert first == [
        "1", "Several places in Iraq and Syria, not named\nIraq, Syria\nNo single point on the map", "1", "25", "0",
    ]  # fmt: skip
    assert [part.proto.label for part in test.get("download_button")] == ["CSV"]
    assert test.query_params["ranking"] == "place"


def test_the_page_turns_to_a_ranking_and_back() -> None:
    test = opened("incidents")
    control = test.segmented_control(key="incidents_show")
    assert control.options == ["Incidents", "Places", "Perpetrators", "Parties", "Targets"]
    control.set_value("perpetrator").run()
    rows = widget(test, "ranking_table")["rows"]
    assert [cell_words(cell) for cell in rows[0]["cells"]] == ["1", "Qassem Soleimani", "4", "1", "3"]
    assert "A perpetrator is whom any source puts forward; a claim is not an attribution." in said(test)
    test.segmented_control(key="incidents_show").set_value("party").run()
    assert "None of 19 incidents names a party." in said(test)
    test.segmented_control(key="incidents_show").set_value("").run()
    assert len(widget(test, "incident_table")["rows"]) == 19
    assert "ranking" not in test.query_params


def test_a_row_narrows_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: list[dict[str, object]] = []
    put: list[tuple[str, str]] = []
    monkeypatch.setattr(ranking_section.session, "change", lambda **fields: changes.append(fields))
    monkeypatch.setattr(ranking_section.page_parameters, "put", lambda *pair: put.append(pair))
    rows = list(ranked(RankBy.PLACE).values())
    airport = next(place for place, row in enumerate(rows) if row.name == "Baghdad airport")
    ranking_section._on_table(Filter(), RankBy.PLACE, rows, {"row": str(airport)})
    narrowed = changes[0]["filter"]
    assert isinstance(narrowed, Filter)
    assert AIRPORT in MemorySource(shipped()).rows(narrowed, "date", False, 0, 50).ids
    assert put == [("ranking", "")]
    for bad in ({"row": "99"}, {"row": "x"}, {}, {"row": "-1"}, {"sort": "colour"}):
        ranking_section._on_table(Filter(), RankBy.PLACE, rows, bad)
    assert len(changes) == 1


def test_figures_that_no_source_had_told_do_not_count() -> None:
    first = shipped().casualties["known_since"].min().date()
    early = ranked(RankBy.TARGET, Filter(as_known_on=first - timedelta(days=1), background=True))
    assert early
    assert all(row.killed is None for row in early.values())


def test_incidents_by_link_with_a_number_of_killed() -> None:
    test = opened("incidents", killed="10-")
    assert any(text.startswith("1 of 21 incidents · ") for text in said(test))
    assert test.query_params["killed"] == "10-"
    empty = opened("incidents", killed="30-", kind="strike")
    assert "Nothing fits this filter." in said(empty)
    assert [button.label for button in empty.button] == ["Without killed (30 or more): 3 incidents"]
