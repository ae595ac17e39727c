"""What a file holds is what is counted: headers, hidden sheets, members of archives, labels, times, encodings."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from shapely.geometry import Point, box

from geo.errors import AtlasError, UnreadableFile
from geo.importing import open_working_copy
from geo.importing.readers import delimited, reader_registry
from geo.importing.reasons import Notice, Reason
from geo.importing.schemas import generic
from tests.importing.conftest import FIXTURES, Import, write
from tests.importing.test_dates import days_of

INCIDENTS = "id,date,lat,lon\n1,2020-03-05,33.3,44.4\n"


def test_a_row_of_data_is_never_the_header(take: Import, tmp_path: Path) -> None:
    table = (
        "sqldate,code1,code2,x1,x2\n20200301,GOV,MIL,33.3,44.4\n20200302,REF,SOURCE,33.4,44.5\n20200303,ID,DATE,1,2\n"
    )
    found = take(write(tmp_path, "t.csv", table))
    assert (found.account.read, found.account.accepted) == (3, 3)
    assert [start for start, _, _ in days_of(found)] == ["2020-03-01", "2020-03-02", "2020-03-03"]


def test_a_table_without_a_header_keeps_all_its_rows(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "t.csv", "2020-03-01,Town A,33.3,44.4\n2020-03-02,Town B,33.4,44.5\n"))
    assert (found.account.read, found.account.accepted) == (2, 2)
    assert found.account.reported == {Notice.NO_HEADER.value: 1}
    assert found.about.mapping[0]["columns"]["date"] == "column 1"


def test_lines_above_the_header_are_told(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "t.csv", f"Report of the ministry\nPeriod: 2020,,,\n{INCIDENTS}"))
    assert (found.account.read, found.account.accepted) == (1, 1)
    assert found.account.reported == {Notice.ABOVE.value: 2}
    assert found.account.details[Notice.ABOVE.value] == "“Report of the ministry”; “Period: 2020”"


def test_a_mark_that_nobody_sees_is_no_part_of_a_name(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "t.csv", "sep=;\n\ufeffeventid;date\nA1;2020-03-05\n"))
    assert found.about.mapping[0]["columns"] == {"id": "eventid", "date": "date"}


def workbook(path: Path, *, from_1904: bool = False, hidden: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path), {"date_1904": from_1904}) as book:
        sheet, old = book.add_worksheet("Data"), book.add_worksheet("Old")
        for page, rows in ((sheet, [[1, 42433 if from_1904 else 43895], [2, None]]), (old, [[9, 43000]])):
            page.write_row(0, 0, ["id", "date", "lat", "lon"])
            for number, row in enumerate(rows, 1):
                page.write_row(number, 0, [*row, 33.3, 44.4])
        sheet.write_datetime(2, 1, datetime(2020, 3, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
        if hidden:
            old.hide()
    return path


def test_the_rows_of_a_hidden_sheet_are_no_incidents(take: Import, tmp_path: Path) -> None:
    assert take(workbook(tmp_path / "open.xlsx")).account.read == 3
    found = take(workbook(tmp_path / "hidden.xlsx", hidden=True))
    assert (found.account.read, found.account.accepted) == (2, 2)
    assert found.account.reported[Notice.HIDDEN.value] == 1
    assert found.account.details[Notice.HIDDEN.value] == "Old"


def test_plain_day_numbers_of_a_workbook_of_1904(take: Import, tmp_path: Path) -> None:
    days = [("2020-03-05", "2020-03-05", "day"), ("2020-03-06", "2020-03-06", "day")]
    assert days_of(take(workbook(tmp_path / "new.xlsx", hidden=True))) == days
    found = take(workbook(tmp_path / "old.xlsx", from_1904=True, hidden=True))
    assert days_of(found) == days
    assert found.about.mapping[0]["day_0"] == "1904-01-01"


def test_the_mark_of_1904_in_older_workbooks(tmp_path: Path) -> None:
    from geo.importing.date_numbers import EPOCH_1900, EPOCH_1904
    from geo.importing.readers.workbook_epoch import workbook_epoch

    raw = (FIXTURES / "book.xls").read_bytes()
    assert workbook_epoch(FIXTURES / "book.xls") == EPOCH_1900
    changed = raw.replace(b"\x22\x00\x02\x00\x00\x00\x0e\x00", b"\x22\x00\x02\x00\x01\x00\x0e\x00")
    assert workbook_epoch(write(tmp_path, "old.xls", changed)) == EPOCH_1904
    ods = tmp_path / "old.ods"
    with zipfile.ZipFile(ods, "w") as archive:
        archive.writestr("content.xml", '<table:null-date table:value-type="date" table:date-value="1904-01-01"/>')
    assert workbook_epoch(ods) == EPOCH_1904


def test_cells_beyond_the_header_of_a_sheet_are_kept(take: Import, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["date", "place"])
        sheet.write_row(1, 0, ["2020-03-05", "A", "a remark"])
    originals = pq.read_table(take(path).path).column("original").to_pylist()
    assert originals == [{"date": "2020-03-05", "place": "A", "column 3": "a remark"}]


def test_stata_with_labels_and_dates_of_each_precision(take: Import, tmp_path: Path) -> None:
    path = tmp_path / "t.dta"
    frame = pd.DataFrame({
        "month_date": pd.to_datetime(["2020-03-01", "2020-04-01"]), "type": pd.Categorical(["Bomb", "Raid"]),
        "lat": [33.3, 33.4], "lon": [44.4, 44.5], "killed": [2.0, None],
    })  # fmt: skip
    frame.to_stata(path, convert_dates={"month_date": "tm"}, write_index=False)
    found = take(path)
    assert days_of(found) == [("2020-03-01", "2020-03-31", "month"), ("2020-04-01", "2020-04-30", "month")]
    incidents = open_working_copy(found.path).incidents
    assert incidents["title"].tolist()[0].startswith("Bomb")
    assert incidents["killed_min"].isna().tolist() == [False, True]
    frame.rename(columns={"month_date": "date"}).to_stata(path, convert_dates={"date": "td"}, write_index=False)
    assert [precision for _, _, precision in days_of(take(path))] == ["day", "day"]


UNOPENED = {
    "x.rds": 'is data of R, which is not opened. Write a CSV from R: write.csv(x, "incidents.csv", row.names = FALSE).',
    "x.RData": 'is data of R, which is not opened. Write a CSV from R: write.csv(x, "incidents.csv", row.names = FALSE).',
    "x.sav": "is data of SPSS, which is not opened. Save it from SPSS as CSV (File, Save as) or as Stata (.dta).",
    "x.sas7bdat": "is data of SAS, which is not opened. Write a CSV from SAS (proc export … dbms=csv).",
    "x.pdf": "is a PDF: a page to read, not a table. Ask for the table that it was made from, as CSV or Excel.",
    "x.docx": "is a text document, not a table. Copy its table into a spreadsheet and save that as .xlsx or .csv.",
    "x.pptx": "is a set of slides, not a table. Ask for the table that they were made from, as CSV or Excel.",
    "x.dbf": "is one part of a shapefile. Zip all parts of the shapefile (.shp, .shx, .dbf, .prj) and open that.",
}


@pytest.mark.parametrize("name", UNOPENED)
def test_what_cannot_be_opened_says_what_to_do(name: str, take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        take(write(tmp_path, name, b"\x00\x01abc"))
    assert str(caught.value) == f"{name}: {UNOPENED[name]}"
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(name, "abc")
    with pytest.raises(UnreadableFile) as caught:
        take(tmp_path / "in.zip")
    assert str(caught.value) == f"in.zip/{name}: {UNOPENED[name]}"


def test_a_pdf_under_another_name(take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^t\.csv: is a PDF"):
        take(write(tmp_path, "t.csv", b"%PDF-1.4\n1 0 obj"))


def test_boundaries_in_an_archive_are_told_and_not_counted(take: Import, tmp_path: Path) -> None:
    areas = gpd.GeoDataFrame(
        {"ADM1_EN": ["A", "B"], "ADM1_PCODE": ["X1", "X2"], "date": ["2019-01-01"] * 2, "validOn": ["2019-02-01"] * 2},
        geometry=[box(44, 33, 45, 34)] * 2, crs=4326,
    )  # fmt: skip
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("areas.geojson", areas.to_json())
        archive.writestr("a.csv", INCIDENTS)
        archive.writestr("b.csv", INCIDENTS)
        archive.writestr("broken.xlsx", "no workbook")
    account = take(path).account
    assert (account.read, account.accepted, account.placed, account.set_aside) == (2, 2, 2, 0)
    assert account.reported == {Notice.LEFT_OUT.value: 2}
    told = account.details[Notice.LEFT_OUT.value]
    assert "all.zip/areas.geojson: holds boundaries of areas, not incidents" in told
    assert "all.zip/broken.xlsx: can't be read as a spreadsheet" in told


ARABIC = ["هجوم على نقطة تفتيش في المدينة القديمة", "انفجار عبوة ناسفة على الطريق", "اشتباكات بين القوات والمسلحين"]
RUSSIAN = ["Обстрел склада на окраине города", "Взрыв на железной дороге у станции", "Перестрелка возле заставы"]


@pytest.mark.parametrize(("encoding", "texts"), [("cp1256", ARABIC), ("cp1251", RUSSIAN), ("utf-8", ARABIC)])
def test_a_shapefile_that_does_not_say_its_encoding(
    encoding: str, texts: list[str], take: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    frame = gpd.GeoDataFrame(
        {"event_date": ["2020-03-05"] * 3, "notes": texts}, geometry=[Point(44.4, 33.3)] * 3, crs=4326
    )
    frame.to_file(folder / "layer.shp", encoding=encoding, engine="pyogrio")
    (folder / "layer.cpg").unlink()
    table = bytearray((folder / "layer.dbf").read_bytes())
    table[29] = 0
    (folder / "layer.dbf").write_bytes(table)
    with zipfile.ZipFile(tmp_path / "layer.zip", "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    found = take(tmp_path / "layer.zip")
    assert open_working_copy(found.path).incidents["summary"].tolist() == texts
    assert found.account.details.get(Notice.ENCODING.value) == (None if encoding == "utf-8" else encoding)


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Convoy attacked</name><TimeStamp><when>2020-02</when></TimeStamp>
<Point><coordinates>45.1,31.6,0</coordinates></Point></Placemark>
<Placemark><name>Base shelled</name><TimeSpan><begin>2020-03-01</begin><end>2020-03-03</end></TimeSpan>
<Point><coordinates>44.4,33.3,0</coordinates></Point></Placemark>
<Placemark><name>Road closed</name><TimeSpan><begin>2026-11-20</begin></TimeSpan>
<Point><coordinates>44.4,33.3,0</coordinates></Point></Placemark></Document></kml>"""


@pytest.mark.parametrize("packed", [False, True])
def test_times_in_kml_keep_their_precision(packed: bool, take: Import, tmp_path: Path) -> None:
    path = tmp_path / ("t.kmz" if packed else "t.kml")
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", KML)
    else:
        path.write_text(KML, encoding="utf-8")
    found = take(path)
    assert (found.account.read, found.account.accepted, found.account.placed) == (3, 3, 3)
    assert days_of(found) == [
        ("2020-02-01", "2020-02-29", "month"), ("2020-03-01", "2020-03-03", "period"), ("2026-11-20", "2026-11-21", "period"),
    ]  # fmt: skip
    assert found.account.reported == {Notice.OPEN_RANGE.value: 1, Notice.FROM_TEXT.value: 2}


def test_names_of_own_data_in_kml_stay_as_they_are(take: Import, tmp_path: Path) -> None:
    data = '<ExtendedData><Data name="Дата"><value>05.03.2020</value></Data><Data name="Сектор 1"><value>Север</value></Data></ExtendedData>'
    mark = f"<Placemark>{data}<Point><coordinates>37.5,48.0</coordinates></Point></Placemark>"
    found = take(
        write(tmp_path, "t.kml", f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark}</Document></kml>')
    )
    assert found.about.mapping[0]["columns"]["date"] == "Дата"
    assert days_of(found) == [("2020-03-05", "2020-03-05", "day")]


def test_an_answer_of_a_map_service(take: Import, tmp_path: Path) -> None:
    feature = {"attributes": {"OBJECTID": 1, "event_date": 1580515200000}, "geometry": {"x": 44.4, "y": 33.3}}
    answer = {"features": [feature], "spatialReference": {"wkid": 4326}}
    found = take(write(tmp_path, "t.json", json.dumps(answer)))
    assert found.account.placed == 1
    assert days_of(found) == [("2020-02-01", "2020-02-01", "day")]


def test_whatever_a_reader_raises_is_one_refusal(take: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def batches(*args: Any) -> Iterator[Any]:
        yield from delimited._fast(*args)
        raise OverflowError("value too large\n  to convert")

    monkeypatch.setattr(delimited, "_batches", batches)
    with pytest.raises(UnreadableFile) as caught:
        take(write(tmp_path, "t.csv", INCIDENTS))
    assert str(caught.value) == (
        "t.csv: can't be read behind row 1 (value too large to convert). "
        "Open it in the program that it comes from, save it again or as CSV, and open that."
    )
    monkeypatch.setitem(reader_registry.READERS, ".csv", lambda source, log: 1 / 0)
    with pytest.raises(UnreadableFile, match=r"^t\.csv: can't be read \(division by zero\)\."):
        take(tmp_path / "t.csv")


def test_a_row_that_nobody_foresaw_is_named(take: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = generic.SCHEMA.parse

    def failing(cells: Any, context: Any, hints: Any) -> Any:
        if "odd" in cells.text("place").to_pylist():
            raise ValueError("this was not foreseen")
        return parse(cells, context, hints)

    monkeypatch.setattr("geo.importing.infer_schema.SCHEMAS", {"generic": _with(generic.SCHEMA, parse=failing)})
    with pytest.raises(AtlasError) as caught:
        take(write(tmp_path, "t.csv", "date,place\n2020-03-05,A\n2020-03-06,odd\n2020-03-07,B\n"))
    assert str(caught.value) == (
        't.csv, entry 2: {"date": "2020-03-06", "place": "odd"} can\'t be taken in (this was not foreseen). '
        "Correct the row, or leave it out."
    )


def _with(schema: Any, **changed: Any) -> Any:
    from dataclasses import replace

    return replace(schema, **changed)


def test_more_cells_than_columns_far_down_a_sheet_are_set_aside(take: Import, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["date", "place"])
        for row in range(1, 1101):
            sheet.write_row(row, 0, ["2020-03-05", "A"])
        sheet.write_row(1101, 0, ["2020-03-05", "A", "one more"])
    found = take(path)
    assert (found.account.read, found.account.accepted) == (1101, 1100)
    assert found.account.reasons == {Reason.RAGGED.value: 1}
    assert found.rejects[0].cells["cell 3"] == "one more"
