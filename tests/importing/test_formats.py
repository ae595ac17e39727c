"""Every container: the rows that are read out of it, and the account of each."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from geo.errors import AtlasError, UnreadableFile
from geo.importing import open_working_copy
from geo.importing.reasons import Notice, Reason, Unplaced
from tests.importing.conftest import FIXTURES, Import, write

# Fixture: schema, rows read, accepted, placed, set aside.
ACCOUNTS = {
    "acled_new.csv": ("acled", 6, 6, 3, 0),
    "acled_old.csv": ("acled", 4, 4, 4, 0),
    "acled_revisions.csv": ("acled", 6, 4, 4, 2),
    "ucdp_ged.csv": ("ucdp_ged", 5, 5, 2, 0),
    "ucdp_mdy.csv": ("ucdp_ged", 2, 2, 2, 0),
    "ucdp_no_order.csv": ("ucdp_ged", 2, 1, 1, 1),
    "gtd.csv": ("gtd", 4, 4, 2, 0),
    "gtd_damaged.csv": ("gtd", 2, 2, 2, 0),
    "generic.csv": ("generic", 3, 3, 3, 0),
    "generic_quirks.csv": ("generic", 16, 11, 7, 5),
    "one_cell.csv": ("generic", 2, 2, 2, 0),
    "pairs.csv": ("generic", 1, 1, 1, 0),
    "cr_only.csv": ("generic", 2, 2, 2, 0),
    "ragged.csv": ("generic", 5, 2, 0, 3),
    "unclosed.csv": ("generic", 2, 1, 0, 1),
    "one_name_fewer.csv": ("generic", 2, 2, 0, 0),
    "book.xlsx": ("generic", 2, 2, 2, 0),
    "book.xls": ("generic", 2, 2, 2, 0),
    "book.ods": ("generic", 2, 2, 2, 0),
    "layer.geojson": ("generic", 3, 3, 3, 0),
    "old_crs.geojson": ("generic", 4, 3, 1, 1),
    "layer.parquet": ("generic", 3, 3, 3, 0),
    "utm.gpkg": ("generic", 3, 3, 3, 0),
    "layer.fgb": ("generic", 1, 1, 1, 0),
    "layer.shp.zip": ("generic", 1, 1, 1, 0),
    "places.kml": ("generic", 2, 2, 2, 0),
    "places.kmz": ("generic", 2, 2, 2, 0),
    "track.gpx": ("generic", 1, 1, 1, 0),
    "records.json": ("generic", 2, 2, 1, 0),
    "lines.jsonl": ("generic", 3, 2, 0, 1),
    "csv.zip": ("generic", 1, 1, 1, 0),
}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_account(name: str, take: Import) -> None:
    schema, read, accepted, placed, reject = ACCOUNTS[name]
    found = take(name)
    account = found.account
    assert found.about.schemas == (schema,)
    assert (account.read, account.accepted, account.placed, account.set_aside) == (read, accepted, placed, reject)
    assert len(found.rejects) == reject
    dataset = open_working_copy(found.path)
    assert len(dataset.incidents) == account.incidents
    assert [dataset.incident(name).id for name in dataset.records] == list(dataset.incidents.index)


@pytest.mark.parametrize("name", ["layer.geojson", "layer.parquet", "utm.gpkg"])
def test_lines_and_areas_stay_what_they_are(name: str, take: Import) -> None:
    frame = open_working_copy(take(name).path).incidents
    assert frame.geometry.geom_type.tolist() == ["Point", "LineString", "Polygon"]
    assert frame["location_precision"].tolist() == ["vicinity", "route", "feature"]
    assert frame.geometry.iloc[0].x == pytest.approx(44.4, abs=1e-6)
    assert frame.geometry.iloc[0].y == pytest.approx(33.3, abs=1e-6)


def test_another_reference_system_is_told(take: Import) -> None:
    account = take("utm.gpkg").account
    assert account.reported[Notice.PROJECTED.value] == 3
    assert account.details[Notice.PROJECTED.value] == "WGS 84 / UTM zone 38N"


def test_the_old_crs_member_of_geojson_is_heeded(take: Import) -> None:
    found = take("old_crs.geojson")
    point = open_working_copy(found.path).incidents.geometry.iloc[0]
    assert (round(point.x, 1), round(point.y, 1)) == (44.4, 33.3)
    assert found.account.not_placed_reasons == {Unplaced.NO_COORDINATES.value: 1, Unplaced.SHAPE.value: 1}
    assert found.account.reasons == {Reason.NOT_RECORD.value: 1}
    assert found.rejects[0].row == 4


def test_sep_line_semicolons_bom_and_localised_columns(take: Import) -> None:
    found = take("generic.csv")
    assert found.about.mapping[0]["columns"] == {
        "date": "When", "latitude": "Lat", "longitude": "Long", "country": "Country", "actor": "Perpetrator",
        "killed": "Killed", "title": "Incident",
    }  # fmt: skip
    frame = open_working_copy(found.path).incidents
    assert frame["country"].tolist() == [("IQ",), ("IQ",), ("IQ",)]
    assert [day.isoformat() for day in frame["date_start"].dt.date] == ["2019-12-27", "2020-01-03", "2020-01-14"]
    assert frame["killed_min"].tolist()[0] == 1
    assert frame["killed_min"].isna().tolist() == [False, True, False]
    assert (round(frame.geometry.iloc[1].x, 2), round(frame.geometry.iloc[1].y, 2)) == (44.36, 33.31)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1252", "cp1252"),
        ("cp1251", "cp1251"),
        ("cp1256", "cp1256"),
    ],
)
def test_encodings(encoding: str, told: str | None, take: Import, tmp_path: Path) -> None:
    towns = {"cp1251": "Александровск город на реке", "cp1256": "الموصل مدينة في العراق"}
    town = towns.get(encoding, "Zürich an der Limmat schöne Straße")
    rows = "".join(f"2020-01-{day:02d},{town},Iraq\n" for day in range(1, 31))
    found = take(write(tmp_path, "towns.csv", ("date,place,country\n" + rows).encode(encoding)))
    assert found.account.details.get(Notice.ENCODING.value) == told
    assert set(open_working_copy(found.path).incidents["place"]) == {town}


def test_blank_lines_and_rows_of_several_lines(take: Import) -> None:
    found = take("ragged.csv")
    assert found.account.reasons == {Reason.RAGGED.value: 2, Reason.CUT.value: 1}
    assert [(reject.row, reject.reason) for reject in found.rejects] == [
        (2, Reason.RAGGED.value), (3, Reason.RAGGED.value), (5, Reason.CUT.value),
    ]  # fmt: skip
    assert found.rejects[0].detail == "5 cells, while the header has 4"
    assert found.rejects[0].cells == {"id": "2", "date": "2020-01-03", "place": "A", "country": "B", "cell 5": "Iraq"}
    assert open_working_copy(found.path).incidents["place"].tolist() == ["two\nlines", "C"]


def test_an_unclosed_quotation_mark(take: Import) -> None:
    found = take("unclosed.csv")
    assert [(reject.row, reject.reason) for reject in found.rejects] == [(2, Reason.UNCLOSED.value)]


def test_a_header_with_one_name_fewer_than_the_rows(take: Import) -> None:
    found = take("one_name_fewer.csv")
    assert found.account.reported[Notice.INDEX.value] == 1
    assert open_working_copy(found.path).incidents["place"].tolist() == ["A", "B"]


def test_a_row_of_tags_is_no_row(take: Import) -> None:
    assert take("ucdp_ged.csv").account.reported[Notice.TAGS.value] == 1


def test_blank_and_repeated_names_are_told_apart(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "names.csv", "date,,place,place\n2020-01-03,x,A,B\n"))
    assert found.account.reported[Notice.HEADER.value] == 2
    assert open_working_copy(found.path).incidents["place"].tolist() == ["A"]


def test_dates_inside_of_descriptions(take: Import) -> None:
    found = take("places.kml")
    assert found.about.mapping[0]["columns"]["date_text"] == "description"
    days = open_working_copy(found.path).incidents["date_start"].dt.date
    assert [day.isoformat() for day in days] == ["2020-07-19", "2019-12-27"]


def test_gzip(take: Import, tmp_path: Path) -> None:
    raw = (FIXTURES / "acled_new.csv").read_bytes()
    assert take(write(tmp_path, "acled.csv.gz", gzip.compress(raw))).account.read == 6


def test_sheets_that_hold_no_incidents_are_told(take: Import) -> None:
    found = take("book.xlsx")
    assert found.account.reported == {Notice.ABOVE.value: 2}


REFUSED = {
    "form.csv": "form.csv: holds no column that could be read as dates, so this is not a table of incidents. "
    "Name the column of the date in a mapping, or open another file.",
    "totals.csv": "totals.csv: holds totals of a period (column 'EVENTS'), not incidents. "
    "Open the table with one row an event.",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_incident_data(name: str, take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        take(name)
    assert str(caught.value) == REFUSED[name]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "a.csv: is empty. Fetch the file again from where it came."),
        ("a.csv", b"   \n", "a.csv: is empty. Fetch the file again from where it came."),
        ("a.xlsx", b"PK\x03\x04", "a.xlsx: can't be read as a spreadsheet"),
        ("a.parquet", b"PAR1xxxx", "a.parquet: can't be read as Parquet"),
        ("a.gpkg", b"nothing", "a.gpkg: can't be read as geodata"),
        ("a.json", b'{"a": [1, 2', "a.json: is not JSON"),
        ("a.json", b'{"a": 1}', "a.json: holds no list of records. Check that it is the right file."),
        ("a.zip", b"PK\x05\x06", "a.zip: can't be unpacked"),
        ("a.docx", b"x", "a.docx: is a text document, not a table."),
        ("a.csv", b"\x00\x00\x00\x01" * 50, "a.csv: is no text: it holds zero bytes."),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes, told: str, take: Import, tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as caught:
        take(write(tmp_path, name, content))
    assert str(caught.value).startswith(told)
