"""Pictures, pages and slides: they open, they hold their words, and they are the same on every run."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from geo.errors import AtlasError, UnreadableFile
from geo.export.before_after_files import pair_bytes, whole_of
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.png import read_png
from geo.filter.filter import Filter
from geo.filter.view import Camera, View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import split_at_day
from geo.scene.picture_options import Picture, Preset
from tests.conftest import ROOT, lacking
from tests.generated import dataset_of

STILL = ("png", "pptx", "svg", "pdf", "html", "briefing")
ARABIC = "الحوادث الأمنية في العراق"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


@pytest.fixture(scope="module")
def order(dataset: Dataset) -> ExportRequest:
    return ExportRequest(dataset, View(dataset=dataset.id), Picture(title=f"Iraq · {ARABIC}"))


def write(name: str, order: ExportRequest) -> bytes:
    return FORMAT_BY_NAME[name].write(order)


SCRIPT = """
import hashlib, sys
from pathlib import Path
from geo.load import open_dataset
from geo.export.formats import FORMAT_BY_NAME
from geo.export.export_request import ExportRequest
from geo.filter.view import View
from geo.scene.picture_options import Picture
dataset = open_dataset(Path("data/incidents.geojson"))
order = ExportRequest(dataset, View(dataset=dataset.id), Picture(title=sys.argv[1]))
for name in sys.argv[2:]:
    print(name, hashlib.sha256(FORMAT_BY_NAME[name].write(order)).hexdigest())
"""


@pytest.mark.full
def test_the_same_bytes_in_another_process(order: ExportRequest) -> None:
    own = [f"{name} {hashlib.sha256(write(name, order)).hexdigest()}" for name in STILL]
    command = [sys.executable, "-c", SCRIPT, order.picture.title or "", *STILL]
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Baghdad", "PATH": "/usr/bin:/bin"}
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[:-1] == own


def test_a_png_opens_its_view_again(dataset: Dataset) -> None:
    view = View(
        dataset=dataset.id,
        filter=Filter(text="Kirkuk"),
        camera=Camera(longitude=44.3, latitude=35.4, zoom=7.25, bearing=12),
    )
    picture = Picture(title=ARABIC, preset=Preset.A4)
    content = write("png", ExportRequest(dataset, view, picture))
    carried = read_png(content)
    assert (carried.view, carried.picture, carried.dataset, carried.version) == (
        view, picture, dataset.id, dataset.version
    )  # fmt: skip
    image = Image.open(io.BytesIO(content))
    assert image.size == (3508, 2480)
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)
    assert image.info["Title"] == ARABIC


def test_a_png_without_a_view_says_so() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "PNG")
    with pytest.raises(UnreadableFile, match=r"holiday\.png: carries no view of the atlas\."):
        read_png(plain.getvalue(), "holiday.png")
    with pytest.raises(UnreadableFile, match="is no PNG picture"):
        read_png(b"GIF89a", "x.png")


def test_presets_have_their_size(dataset: Dataset) -> None:
    for preset, size in {
        Preset.SLIDE: (1920, 1080),
        Preset.SLIDE_4K: (3840, 2160),
        Preset.COLUMN: (1440, 1800),
    }.items():
        content = write("png", ExportRequest(dataset, View(dataset=dataset.id), Picture(preset=preset)))
        assert Image.open(io.BytesIO(content)).size == size


def test_a_cut_out_is_transparent_around_the_country(dataset: Dataset) -> None:
    content = write("png", ExportRequest(dataset, View(dataset=dataset.id), Picture(cut_out=True)))
    alpha = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"))[..., 3]
    assert alpha[5, 5] == 0
    assert alpha[540, 900] == 255
    assert 0.15 < float((alpha == 255).mean()) < 0.45


def test_a_pdf_holds_words_title_and_the_table(order: ExportRequest) -> None:
    reader = pypdf.PdfReader(io.BytesIO(write("pdf", order)))
    text = reader.pages[0].extract_text()
    assert "Baghdad" in text
    assert "Reported incidents, not a census" in text
    assert reader.metadata is not None
    assert reader.metadata.title == order.scene.title
    assert reader.root_object["/MarkInfo"]["/Marked"]
    table = reader.attachments["incidents.csv"][0].decode("utf-8-sig")
    assert len(table.split('\r\n"')) == len(ExportRequest.table(order).decode("utf-8-sig").split('\r\n"'))
    fonts = {str(font) for page in reader.pages for font in _fonts(page)}
    assert any("AtlasSans" in font for font in fonts)
    assert any("AtlasArabic" in font for font in fonts)


def _fonts(page: pypdf.PageObject) -> Iterator[str]:
    def walk(resources: object) -> Iterator[str]:
        found = resources.get_object() if resources is not None else {}  # type: ignore[attr-defined]
        for font in found.get("/Font", {}).values():
            yield font.get_object()["/BaseFont"]
        for inner in found.get("/XObject", {}).values():
            yield from walk(inner.get_object().get("/Resources"))

    yield from walk(page.get("/Resources"))


def test_a_slide_is_made_of_shapes_with_names(order: ExportRequest) -> None:
    deck = Presentation(io.BytesIO(write("pptx", order)))
    slide = deck.slides[0]
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert slide.shapes.title.text == order.scene.title
    assert {"Basemap", "Incidents", "Legend", "Scale bar"} <= {shape.name for shape in slide.shapes}
    incidents = next(shape for shape in slide.shapes if shape.name == "Incidents")
    assert "More than 30 rockets hit a base near Kirkuk" in {shape.name for shape in incidents.shapes}
    legend = next(shape for shape in slide.shapes if shape.name == "Legend")
    assert legend._element.nvGrpSpPr.cNvPr.get("descr").startswith("Perpetrator: Armed group 4")
    notes = slide.notes_slide.notes_text_frame.text
    assert "27 December 2019: More than 30 rockets hit a base near Kirkuk. Corroborated." in notes
    assert "¶ 9, 30, 31" in notes
    ids = [element.get("id") for element in slide.shapes._spTree.iter() if element.tag.endswith("}cNvPr")]
    assert len(ids) == len(set(ids))
    for relation in slide.part.rels.values():
        assert relation.is_external or relation.target_part is not None


def test_symbols_are_linked_where_a_source_has_an_address(order: ExportRequest) -> None:
    from geo.export.pptx import pptx_bytes

    address = "https://example.org/report"
    content = pptx_bytes([order.scene], "x", dict.fromkeys(order.scene.incidents, address))
    part = Presentation(io.BytesIO(content)).slides[0].part
    links = [rel.target_ref for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert links == [address]
    assert content.count(b"x")
    assert b"hlinkClick" in part.blob


def test_a_symbol_leads_to_the_address_of_its_source(dataset: Dataset) -> None:
    address = "https://example.org/report"
    sources = {name: source.model_copy(update={"address": address}) for name, source in dataset.sources.items()}
    some = replace(dataset, sources=sources, version="with-addresses")
    deck = Presentation(io.BytesIO(write("pptx", ExportRequest(some, View(dataset=some.id)))))
    part = deck.slides[0].part
    assert [rel.target_ref for rel in part.rels.values() if rel.is_external] == [address]
    incidents = next(shape for shape in deck.slides[0].shapes if shape.name == "Incidents")
    linked = [shape for shape in incidents.shapes if shape._element.xpath(".//a:hlinkClick")]
    symbols = [shape for shape in incidents.shapes if shape.name not in ("Leader lines", "Sites of one incident")]
    assert {shape.name for shape in linked} == {shape.name for shape in symbols}
    assert (
        b"hlinkClick"
        not in Presentation(io.BytesIO(write("pptx", ExportRequest(dataset, View(dataset=some.id)))))
        .slides[0]
        .part.blob
    )


def test_before_and_after_come_back_out_of_the_png(dataset: Dataset) -> None:
    whole = View(dataset=dataset.id, filter=Filter(start=date(2019, 9, 1), end=date(2020, 7, 31)))
    before, after = split_at_day(whole, date(2020, 1, 3))
    picture = Picture(title="Before and after")
    content = pair_bytes("png", dataset, before, after, picture)
    carried = read_png(content)
    assert (carried.view, carried.after, carried.picture) == (before, after, picture)
    assert whole_of(before, after) == whole
    assert pair_bytes("png", dataset, carried.view, carried.after, carried.picture) == content
    with pytest.raises(AtlasError, match="the two views differ in more than their dates"):
        whole_of(before, after.model_copy(update={"filter": Filter(text="Kirkuk")}))
    assert read_png(write("png", ExportRequest(dataset, whole))).after is None


@pytest.mark.full
def test_the_slide_looks_like_the_picture(dataset: Dataset, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        lacking("LibreOffice (Debian: libreoffice-impress)")
    order = ExportRequest(dataset, View(dataset=dataset.id), Picture())
    (tmp_path / "slide.pptx").write_bytes(write("pptx", order))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "slide.pptx"], check=True, capture_output=True, timeout=180
    )
    document = pypdfium2.PdfDocument(tmp_path / "slide.pdf")
    assert len(document) == 1
    slide = document[0].render(scale=1280 / document[0].get_width()).to_pil().convert("RGB").resize((1280, 720))
    picture = Image.open(io.BytesIO(write("png", order))).convert("RGB").resize((1280, 720))
    away = np.abs(np.asarray(slide, dtype=int) - np.asarray(picture, dtype=int)).max(axis=2)
    # What has no letters of its own fonts there, the map, differs least; LibreOffice writes all words in others.
    assert float((away[150:640, :830] > 60).mean()) < 0.03
    assert float((away > 60).mean()) < 0.07


@pytest.mark.parametrize("name", STILL)
@pytest.mark.parametrize(
    "size", [pytest.param(0, marks=pytest.mark.full), 1, pytest.param(5000, marks=pytest.mark.full)]
)
def test_every_format_bears_nothing_one_and_thousands(name: str, size: int) -> None:
    dataset = dataset_of(3, size)
    picture = Picture(title=f"{ARABIC} · " + "a very long title that goes on " * 12)
    content = write(name, ExportRequest(dataset, View(dataset=dataset.id, filter=Filter(background=True)), picture))
    assert content[:4] == {"png": b"\x89PNG", "pptx": b"PK\x03\x04", "svg": b"<svg", "html": b"<!do"}.get(name, b"%PDF")
    assert name != "html" or len(content) < 5_000_000


def test_a_briefing_cites_every_incident(order: ExportRequest) -> None:
    reader = pypdf.PdfReader(io.BytesIO(write("briefing", order)))
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    for heading in (
        "Incidents",
        "Totals that the sources state",
        "Evidence, incident by incident",
        "Sources",
        "Method",
    ):
        assert heading in text
    assert "Covert attacks, ¶ 9" in text
    assert "denied by Kataib Hezbollah" in text
    assert "incidents.csv" in reader.attachments
