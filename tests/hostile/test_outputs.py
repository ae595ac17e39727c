"""What goes out: hostile titles run nowhere, in no format, and nothing in a file asks another host."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.story import Chapter, Story, story_html
from geo.export.svg import svg_text
from geo.export.tables import Csv
from geo.filter.apply import select
from geo.filter.view import View
from geo.importing import import_files, open_working_copy
from geo.model.dataset import Dataset
from geo.scene.bidi import visual_order
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from tests.hostile.corpus import ELSEWHERE, FORMULAS, LETTERS, MARKUP, TEXTS, TYPST
from tests.importing.conftest import TODAY

SVG = "{http://www.w3.org/2000/svg}"
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """An incident for each hostile text, which is its title, its place and one who took part."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "id": str(n), "date": "2020-01-03", "title": text, "place": text, "actor": text, "notes": text,
            "lat": 33 + n % 7, "lon": 44 + n // 7,
        }
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    path = folder / "texts.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    import_files([path], folder / "out.parquet", today=TODAY)
    return open_working_copy(folder / "out.parquet")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """One incident in one place."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "few.csv").write_text(f"date,title,lat,lon\n2020-01-03,{MARKUP[1]},33,44\n")
    import_files([folder / "few.csv"], folder / "out.parquet", today=TODAY)
    return open_working_copy(folder / "out.parquet")


def order(dataset: Dataset, title: str = "", subtitle: str = "") -> ExportRequest:
    view, picture = View(dataset=dataset.id), Picture(title=title, subtitle=subtitle)
    return ExportRequest(dataset, view, picture, build_scene(dataset, view, picture))


def test_no_cell_of_a_table_is_a_formula(dataset: Dataset) -> None:
    chosen = select(dataset, View(dataset=dataset.id).filter)
    rows = list(csv.DictReader(io.StringIO(Csv().write(dataset, chosen, TODAY).decode("utf-8-sig"))))
    assert len(rows) >= len(TEXTS)
    for row in rows:
        for name, cell in row.items():
            if name not in ("longitude", "latitude") and isinstance(cell, str):
                assert not cell.startswith(RUNS), (name, cell)
    assert any(row["title"].startswith("'=HYPERLINK") for row in rows)


def test_a_drawing_is_a_drawing(few: Dataset) -> None:
    for text in (*MARKUP, *LETTERS):
        check_drawing(svg_text(order(few, text, text).scene, embed=False).encode())


@pytest.mark.full
@pytest.mark.parametrize("text", [*MARKUP, *FORMULAS[:1], *TYPST[:3], *LETTERS])
def test_a_drawing_of_hostile_incidents_is_a_drawing(dataset: Dataset, text: str) -> None:
    check_drawing(FORMAT_BY_NAME["svg"].write(order(dataset, text, text)))


def check_drawing(drawing: bytes) -> None:
    """It holds no script, nothing that runs and no address."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - made here
    names = {element.tag for element in root.iter()}
    assert f"{SVG}script" not in names
    assert not names & {f"{SVG}foreignObject", f"{SVG}iframe", f"{SVG}img"}
    for element in root.iter():
        assert not any(name.lower().startswith("on") for name in element.attrib)
        hrefs = [value for name, value in element.attrib.items() if name.endswith("href")]
        assert all(value.startswith(("#", "data:")) for value in hrefs)


@pytest.mark.full
def test_a_player_and_a_story_hold_their_own_scripts_alone(dataset: Dataset) -> None:
    for text in MARKUP:
        chapter = Chapter(view=View(dataset=dataset.id), headline=text[:300], sentence=text)
        page = story_html(dataset, Story(title=text[:300]).with_chapter(chapter)).decode()
        assert page.count("<script") == 1
        for tag in ("<img", "<svg onload", "<style>@import"):
            assert tag not in page
        assert "default-src 'none'" in page.partition("<title>")[0]
    player = FORMAT_BY_NAME["html"].write(order(dataset, MARKUP[1], MARKUP[0])).decode()
    assert "<script>alert(1)" not in player
    assert "<img src=x" not in player
    assert not re.search(rf"(?:src|href|url)[=(]?\s*[\"']?{ELSEWHERE}", player), "no attribute leads there"


@pytest.mark.full
@pytest.mark.parametrize("text", TYPST)
def test_a_briefing_sets_what_is_written_and_reads_no_file(dataset: Dataset, text: str) -> None:
    content = FORMAT_BY_NAME["briefing"].write(order(dataset, text, text))
    # The one reader sees annotations; the other takes letters of any length, such as one with a thousand accents.
    reader = pypdf.PdfReader(io.BytesIO(content))
    told = "".join("".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content))
    assert "root:x" not in told
    assert "".join(text.split())[:12] in told
    links = [
        str(note.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for note in page.get("/Annots", [])
    ]
    assert not any(ELSEWHERE in link for link in links)


@pytest.mark.full
def test_a_slide_holds_words(dataset: Dataset) -> None:
    for text in (*MARKUP, *LETTERS):
        content = FORMAT_BY_NAME["pptx"].write(order(dataset, text, text))
        with zipfile.ZipFile(io.BytesIO(content)) as slides:
            for name in slides.namelist():
                if name.endswith((".xml", ".rels")):
                    part = ElementTree.fromstring(slides.read(name))  # noqa: S314 - made here
                    outside = [one.get("Target", "") for one in part if one.get("TargetMode") == "External"]
                    assert not any("elsewhere" in target or "javascript" in target for target in outside)


@given(st.text(alphabet="aب1( )\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", max_size=40))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_marks_of_direction_take_no_letter_away(text: str) -> None:
    letters = sorted(letter for letter in text if letter in "aب1 ")
    assert sorted(letter for letter, _ in visual_order(text) if letter in "aب1 ") == letters
