"""Words in any script are drawn, and a sentence says which letters are not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from geo.export.briefing import briefing_bytes
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.svg import svg_text
from geo.filter.view import Size, View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene, unseen_words
from geo.scene.font_metrics import drawable, missing_words
from geo.scene.picture_options import Callout, Picture
from tests.samples import DATA, KIRKUK

DRAWN = [
    "Події у Харкові",
    "Επεισόδιο στην Αθήνα",
    "פיגוע בירושלים",
    "በአዲስ አበባ",
    "ბათუმი",
    "Երևան",
    "हिन्दी",
    "বাংলা",
    "ไทย",
    "မြန်မာ",
    "قصف في كركوك",
]
SMALL = Size(width=800, height=450)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The shipped one."""
    return open_dataset(DATA / "incidents.geojson")


@pytest.mark.parametrize("words", DRAWN)
def test_a_script_with_a_font_is_drawn_whole(words: str) -> None:
    assert missing_words([words]) is None
    assert "□" not in drawable(words)


@pytest.mark.parametrize(
    ("words", "drawn", "told"),
    [
        ("漢字", "□□", "□ stands for 2 signs that the atlas has no font for (CJK)."),
        ("Fire 🔥!", "Fire □!", "□ stands for 1 sign that the atlas has no font for (symbols)."),
        ("👩\u200d👩\u200d👧 x", "□□□ x", "□ stands for 2 signs that the atlas has no font for (symbols)."),
        ("தமிழ்", "□□□", "□ stands for 5 signs that the atlas has no font for (Tamil)."),
    ],
)
def test_a_letter_without_a_font_is_a_box_and_a_sentence(words: str, drawn: str, told: str) -> None:
    assert drawable(words) == drawn
    assert missing_words([words]) == told


def test_signs_for_machines_are_left_out() -> None:
    assert drawable("a\x00b\tc\r\nd\ud800e") == "ab c de"
    assert missing_words(["a\x00b\tc\ud800"]) is None


@pytest.mark.full
def test_every_format_takes_any_words(dataset: Dataset) -> None:
    words = " ".join([*DRAWN, "漢字 😀 \x07\x0b"])
    callout = Callout(incident=KIRKUK, label="Вибух 🔥")
    order = ExportRequest(
        dataset, View(dataset=dataset.id), Picture(title=words, subtitle=words, callouts=(callout,), size=SMALL)
    )
    assert Image.open(io.BytesIO(FORMAT_BY_NAME["png"].write(order))).size == (800, 450)
    assert FORMAT_BY_NAME["pdf"].write(order).startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(FORMAT_BY_NAME["pptx"].write(order))) as slide:
        assert "Події" in slide.read("ppt/slides/slide1.xml").decode()
    assert briefing_bytes(order).startswith(b"%PDF")
    drawing = svg_text(order.scene)
    assert "has no font for (CJK, symbols)" in drawing
    assert "\x07" not in drawing


def test_the_sentence_stands_in_the_picture_and_beside_it(dataset: Dataset, tmp_path: Path) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(title="漢", size=SMALL))
    assert unseen_words(scene) == "□ stands for 1 sign that the atlas has no font for (CJK)."
    assert unseen_words(build_scene(dataset, View(dataset=dataset.id), Picture(title="Київ", size=SMALL))) is None
