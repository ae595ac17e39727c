"""The citation that a licence asks for stands under every picture and in every file, whatever else is written there."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from html import escape

import pypdf
import pytest

from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.redistribution import owner_words, redistribution_refusal
from geo.export.tables import Csv, GeoJson
from geo.export.totals_tables import totals
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.importing import open_working_copy
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene, Text, flat
from tests.conftest import ROOT
from tests.importing.conftest import Import

ASKED = {
    "acled_new.csv": "Data: ACLED (Armed Conflict Location & Event Data), acleddata.com",
    "ucdp_ged.csv": "Data: UCDP Georeferenced Event Dataset (GED), Uppsala Conflict Data Program, ucdp.uu.se, CC BY 4.0",
    "gtd.csv": "Data: Global Terrorism Database (GTD), START, University of Maryland, start.umd.edu/gtd",
}
DAY = date(2026, 5, 2)


def opened(take: Import, name: str) -> Dataset:
    return open_working_copy(take(name).path)


def words(scene: Scene) -> str:
    return " ".join(shape.reading for shape in flat(scene.groups) if isinstance(shape, Text))


@pytest.mark.parametrize(("name", "asked"), ASKED.items(), ids=list(ASKED))
def test_every_picture_carries_it(name: str, asked: str, take: Import) -> None:
    dataset = opened(take, name)
    view = View(dataset=dataset.id)
    assert f"{asked}." in words(build_scene(dataset, view))
    assert f"{asked}, accessed 2 May 2026." in words(build_scene(dataset, view, Picture(accessed=DAY)))
    assert f"Field notes. {asked}." in words(build_scene(dataset, view, Picture(source_line="Field notes.")))
    assert f"{asked}." in words(build_scene(dataset, view, Picture(source_line="")))
    assert f"{asked}." in words(build_scene(dataset, view, Picture(cut_out=True)))
    pair = build_pair(dataset, *split_at_day(view.model_copy(update={"filter": Filter(end=date(2026, 1, 1))}), DAY))
    assert f"{asked}." in words(pair)


def test_a_source_line_that_names_it_names_it_once(take: Import) -> None:
    dataset = opened(take, "acled_new.csv")
    line = "Source: ACLED (Armed Conflict Location & Event Data), acleddata.com; own count."
    assert words(build_scene(dataset, View(dataset=dataset.id), Picture(source_line=line))).count("acleddata.com") == 1


def test_tables_carry_it_and_it_comes_back_with_them(take: Import) -> None:
    dataset = opened(take, "ucdp_ged.csv")
    every = select(dataset, Filter(background=True))
    assert ASKED["ucdp_ged.csv"] in Csv().write(dataset, every).decode("utf-8-sig")
    head = json.loads(GeoJson().write(dataset, every))
    assert head["description"].endswith(f"{ASKED['ucdp_ged.csv']}.")
    assert head["licence"] == dataset.licence.to_dict()


def test_what_may_not_leave_stays_also_out_of_the_geojson_of_an_import(take: Import) -> None:
    dataset = open_dataset(take("acled_new.csv", out="out.geojson").path)
    assert dataset.licence.dataset == "ACLED"
    assert (redistribution_refusal(dataset) or "").startswith("ACLED forbids passing its raw rows on")


@pytest.mark.full
def test_a_page_leaves_without_the_rows_that_may_not(take: Import) -> None:
    view = View(dataset="x", filter=Filter(background=True))
    for name, attached in (("acled_new.csv", []), ("ucdp_ged.csv", ["incidents.csv"])):
        order = ExportRequest(opened(take, name), view)
        reader = pypdf.PdfReader(io.BytesIO(FORMAT_BY_NAME["pdf"].write(order)))
        assert list(reader.attachments) == attached
        assert "Data: " in reader.pages[0].extract_text()


def test_the_atlas_and_an_own_table_ask_for_none(take: Import) -> None:
    for dataset in (open_dataset(ROOT / "data" / "incidents.geojson"), opened(take, "generic.csv")):
        assert "Data:" not in words(build_scene(dataset, View(dataset=dataset.id)))
        assert redistribution_refusal(dataset) is None


@pytest.mark.full
def test_files_that_are_passed_on_hold_no_row_of_acled(take: Import) -> None:
    """No title, id or note of a row stands in a slide, its notes, a drawing, a page or a briefing."""
    dataset = opened(take, "acled_new.csv")
    view = View(dataset=dataset.id, filter=Filter(background=True))
    order = ExportRequest(dataset, view, Picture(accessed=DAY))
    rows = [*dataset.incidents["title"], *dataset.incidents["summary"], *dataset.incidents.index]
    slide = zipfile.ZipFile(io.BytesIO(FORMAT_BY_NAME["pptx"].write(order)))
    parts = {name: slide.read(name).decode() for name in slide.namelist() if name.endswith(".xml")}
    parts["drawing"] = FORMAT_BY_NAME["svg"].write(order).decode()
    for name in ("pdf", "briefing"):
        reader = pypdf.PdfReader(io.BytesIO(FORMAT_BY_NAME[name].write(order)))
        parts[name] = " ".join(page.extract_text() for page in reader.pages)
        assert list(reader.attachments) == []
    found = {(name, row) for name, text in parts.items() for row in rows if escape(str(row)) in text}
    assert found == set()
    notes = next(text for name, text in parts.items() if "notesSlide" in name and dataset.version in text)
    assert "Kind: " in notes
    assert "acleddata.com, accessed 2 May 2026. Filters: " in notes
    assert "pictures and totals may leave, rows may not." in notes


def test_a_briefing_of_acled_tells_totals(take: Import) -> None:
    dataset = opened(take, "acled_new.csv")
    order = ExportRequest(dataset, View(dataset=dataset.id, filter=Filter(background=True)))
    reader = pypdf.PdfReader(io.BytesIO(FORMAT_BY_NAME["briefing"].write(order)))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "In numbers" in text
    assert "Evidence, incident by incident" not in text
    numbers = {table["title"]: table["rows"] for table in totals(dataset, order.view.filter)}
    assert sum(int(count) for _, count in numbers["Kind"]) == len(dataset.incidents)


def test_the_owner_reads_what_may_be_done_with_the_rows(take: Import) -> None:
    said = owner_words(opened(take, "acled_new.csv"), DAY)
    assert said == (
        "These are rows of the file that you brought, so you may download them. ACLED forbids passing its raw rows on: "
        "pictures and totals may leave, rows may not. Cite: ACLED (Armed Conflict Location & Event Data), "
        "acleddata.com, accessed 2 May 2026, with the filters that you set."
    )
    assert owner_words(opened(take, "ucdp_ged.csv"), DAY) == ""
