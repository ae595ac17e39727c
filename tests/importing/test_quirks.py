"""What real tables do: reported, counted, never mended in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import AtlasError
from geo.importing import ColumnMapping, open_working_copy
from geo.importing.date_cells import DateOrder
from geo.importing.duplicates import possible_duplicates
from geo.importing.joins import with_joins
from geo.importing.mapping_file import mapping_from_text
from geo.importing.reasons import Notice, Reason, Unplaced
from tests.importing.conftest import Import, write


def test_every_quirk_of_a_table(take: Import) -> None:
    found = take("generic_quirks.csv")
    assert {reject.id: reject.reason for reject in found.rejects} == {
        "8": Reason.FUTURE.value, "9": Reason.EARLY.value, "10": Reason.BAD_DATE.value, "11": Reason.NO_DATE.value,
        "Total": Reason.AGGREGATE.value,
    }  # fmt: skip
    assert [reject.detail for reject in found.rejects[:2]] == ["2068-01-09", "0016-01-09"]
    assert {row.id: row.reason for row in found.unplaced} == {
        "2": Unplaced.SWAPPED.value, "3": Unplaced.ZERO.value,
        "6": Unplaced.RANGE.value, "7": Unplaced.UNREADABLE.value,
    }  # fmt: skip
    assert found.account.reported == {
        Notice.UTC.value: 1, Notice.MOJIBAKE.value: 1, Notice.FORMULA.value: 1, Notice.EQUAL.value: 1,
        Notice.OUTSIDE.value: 2,
    }  # fmt: skip


def test_texts_stay_as_they_stand(take: Import) -> None:
    frame = open_working_copy(take("generic_quirks.csv").path).incidents
    assert {"KirkÃ¼k", "<script>alert(1)</script>", "بغداد"} <= set(frame["place"].dropna())
    assert '=HYPERLINK("http://example.org")' in set(frame["summary"])


def test_an_unknown_figure_is_not_0(take: Import) -> None:
    frame = open_working_copy(take("generic_quirks.csv").path).incidents
    assert frame.loc["2020-01-10-12", ["killed_min"]].isna().all()


def test_a_row_without_an_id_goes_by_its_number(take: Import) -> None:
    assert "2020-01-13-row-15" in open_working_copy(take("generic_quirks.csv").path).incidents.index


def test_several_pairs_of_coordinates_are_asked_about(take: Import) -> None:
    found = take("pairs.csv")
    assert found.about.mapping[0]["other_coordinates"] == [["impact_lat", "impact_lon"]]
    mapping = ColumnMapping(columns={"date": "date", "latitude": "impact_lat", "longitude": "impact_lon"})
    assert open_working_copy(take("pairs.csv", mapping=mapping).path).incidents.geometry.iloc[0].y == 33.79


def test_coordinates_in_a_system_that_the_mapping_names(take: Import) -> None:
    columns = {"date": "date", "latitude": "y", "longitude": "x", "country": "country"}
    assert take("utm.csv").account.not_placed_reasons == {Unplaced.RANGE.value: 1}
    found = take("utm.csv", mapping=ColumnMapping(columns=columns, crs="EPSG:32638"))
    assert found.account.placed == 1
    assert round(open_working_copy(found.path).incidents.geometry.iloc[0].y, 1) == 33.3


def test_the_person_decides_the_order_of_day_and_month(take: Import, tmp_path: Path) -> None:
    table = write(tmp_path, "order.csv", "date,place\n03/04/2020,A\n05/06/2020,B\n07/07/2020,C\n")
    assert take(table).account.reasons == {Reason.ORDER.value: 2}
    for order, days in ((DateOrder.DMY, ["2020-04-03", "2020-06-05"]), (DateOrder.MDY, ["2020-03-04", "2020-05-06"])):
        found = take(table, mapping=ColumnMapping(date_order=order))
        assert found.account.set_aside == 0
        starts = open_working_copy(found.path).incidents["date_start"].dt.date
        assert [day.isoformat() for day in starts][:2] == days


def test_evidence_for_both_orders_decides_nothing(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "both.csv", "date,place\n31/01/2020,A\n01/31/2020,B\n03/04/2020,C\n"))
    assert found.about.mapping[0]["date_evidence"] == {"DMY": 1, "MDY": 1, "either": 1}
    assert found.account.reasons == {Reason.ORDER.value: 1}
    assert found.account.accepted == 2


def test_a_spreadsheets_day_numbers(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "serial.csv", "date,place\n43833,A\n43834,B\n"))
    days = open_working_copy(found.path).incidents["date_start"].dt.date
    assert [day.isoformat() for day in days] == ["2020-01-03", "2020-01-04"]


def test_the_end_before_the_start(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "end.csv", "date,end_date,place\n2020-01-05,2020-01-03,A\n2020-01-05,2020-01-07,B\n"))
    assert [(reject.row, reject.reason, reject.detail) for reject in found.rejects] == [
        (1, Reason.BACKWARDS.value, "2020-01-05 to 2020-01-03")
    ]


def test_rows_that_repeat_an_id_in_a_table_of_ones_own(take: Import, tmp_path: Path) -> None:
    rows = "".join(f"{number},2020-01-{number:02d},A,Town {number}\n" for number in range(1, 21))
    table = write(tmp_path, "ids.csv", f"id,date,actor,place\n{rows}3,2020-01-03,B,Town 3\n4,2020-01-09,A,Town 4\n")
    found = take(table)
    assert (found.account.read, found.account.accepted, found.account.incidents) == (22, 22, 21)
    assert found.account.reasons == {}
    assert found.account.reported[Notice.REPEATED_ID.value] == 1
    assert open_working_copy(found.path).incident("2020-01-03-3").perpetrators == ("a", "b")


def test_a_mended_file_is_imported_again(take: Import, tmp_path: Path) -> None:
    from geo.importing.rejects import rejects_csv

    found = take("acled_revisions.csv")
    text = rejects_csv(found.rejects).decode("utf-8-sig")
    assert text.splitlines()[0].startswith(
        "atlas_file,atlas_row,atlas_id,atlas_reason,atlas_found,atlas_remedy,event_id_cnty,"
    )
    mended = write(tmp_path, "mended.csv", "\r\n".join(text.splitlines()[:3]))
    again = take(mended)
    assert (again.about.schemas, again.account.read, again.account.accepted) == (("acled",), 2, 2)


def test_several_files_in_one_import(take: Import) -> None:
    found = take("acled_new.csv", "gtd.csv", "generic.csv")
    assert found.about.schemas == ("acled", "gtd", "generic")
    assert found.account.read == 13
    assert not found.licence.may_share_rows
    assert found.licence.dataset == "ACLED, GTD, Own table"
    dataset = open_working_copy(found.path)
    assert set(dataset.sources) == {"acled-new-csv", "gtd-csv", "generic-csv"}


def test_possible_duplicates_are_offered_and_joined_only_on_demand(take: Import, tmp_path: Path) -> None:
    head = "id,date,title,actor,lat,lon,country,killed\n"
    base = "1,2020-01-03,Rocket attack on a base,Harbour Brigade,33.30,44.40,Iraq,2\n"
    near = "9,2020-01-04,Rockets hit base,Harbour Brigade,33.31,44.41,Iraq,3\n"
    far = "8,2020-01-04,Far away,Harbour Brigade,36.3,43.1,Iraq,\n"
    one, two = write(tmp_path, "one.csv", head + base), write(tmp_path, "two.csv", head + near + far)
    dataset = open_working_copy(take(one, two).path)
    pairs = possible_duplicates(dataset)
    assert [(pair.first, pair.second, pair.words) for pair in pairs] == [
        ("2020-01-03-1", "2020-01-04-9", "a day apart, 1 km apart")
    ]
    joined = with_joins(dataset, (("2020-01-03-1", "2020-01-04-9"),))
    assert list(joined.incidents.index) == ["2020-01-03-1", "2020-01-04-8"]
    record = joined.incident("2020-01-03-1")
    assert (record.verification, len(record.sources)) == ("corroborated", 2)
    assert joined.incidents.loc["2020-01-03-1", "killed_min"] == 2
    assert joined.incidents.loc["2020-01-03-1", "killed_max"] == 3
    assert len(joined.records) == 2
    assert with_joins(dataset, ()) is dataset
    assert len(dataset.incidents) == 3


FAULTY = [
    ('{"schema": "acledd"}', "schema", "atlas, acled, ucdp_ged, gtd"),
    ('{"columns": {"colour": "x"}}', "columns.colour", "id, date, date_end"),
    ('{"radius_km": 0}', "radius_km", "more than 0, up to 100"),
    ('{"unknown": 1}', "unknown", ""),
]


@pytest.mark.parametrize(("text", "field", "allowed"), FAULTY)
def test_faults_of_a_mapping(text: str, field: str, allowed: str) -> None:
    with pytest.raises(AtlasError) as caught:
        mapping_from_text(text, "m.json")
    fault = caught.value.faults[0]
    assert (fault.file, fault.field) == ("m.json", field)
    assert fault.allowed.startswith(allowed)


def test_a_mapping_that_names_a_column_which_is_not_there(take: Import) -> None:
    with pytest.raises(
        AtlasError, match=r'columns\.date: "dAy" is named by the mapping, and the table has no such column'
    ):
        take("pairs.csv", mapping=ColumnMapping(columns={"date": "dAy"}))


def test_a_mapping_is_kept_and_used_again() -> None:
    mapping = ColumnMapping(columns={"date": "When"}, date_order=DateOrder.DMY, radius_km=5)
    assert mapping_from_text(mapping.to_json(), "m.json") == mapping
