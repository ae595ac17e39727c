"""``python -m geo render``: what it writes, the same bytes each time, and what it says to a wrong order."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from geo.cli import app
from geo.export.png import read_png
from tests.conftest import ROOT

run = CliRunner()
WINTER = "?from=2019-12-27&to=2020-01-08"


def render(view: str, out: Path, *more: str) -> Result:
    return run.invoke(app, ["render", view, "-o", str(out), *more], env={"COLUMNS": "300"})


def said(done: Result) -> str:
    """What a refusal says, without the box around it."""
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    return " ".join(re.sub("[│╭╮╰╯─]", " ", done.output).split())


@pytest.mark.full
def test_a_picture_from_the_shell_is_the_same_every_time(tmp_path: Path) -> None:
    contents = []
    for name in ("one.png", "two.png"):
        command = [sys.executable, "-m", "geo", "render", WINTER, "-o", str(tmp_path / name)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
        contents.append((tmp_path / name).read_bytes())
        assert done.stdout == f"{tmp_path / name}: {len(contents[-1]):,} bytes\n"
    assert contents[0] == contents[1]
    picture = Image.open(io.BytesIO(contents[0]))
    assert picture.size == (1920, 1080)
    assert "between 27 December 2019 and 8 January 2020" in picture.info["Description"]


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (["--preset", "slide-4k"], (3840, 2160)),
        (["--preset", "a4"], (3508, 2480)),
        (["--size", "1000x500"], (1000, 500)),
    ],
)
def test_a_picture_has_the_size_that_was_asked_for(tmp_path: Path, options: list[str], size: tuple[int, int]) -> None:
    out = tmp_path / "map.png"
    assert render(WINTER, out, *options).exit_code == 0
    assert Image.open(io.BytesIO(out.read_bytes())).size == size


def test_a_drawing_holds_its_words_as_text(tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    done = render(f"https://atlas.example/map{WINTER}", out, "--title", "Winter", "--accessed", "2026-05-02")
    assert done.exit_code == 0
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", out.read_text())
    assert "Winter" in texts
    assert any(text.startswith("27 December 2019 – 8 January 2020 · ") for text in texts)
    assert any("Accessed 2 May 2026" in text for text in texts)
    assert any(text.startswith("Reported incidents, not a census.") for text in texts)


def test_a_picture_is_an_order_for_the_same_picture(tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    render(WINTER, first, "--title", "Winter", "--preset", "square")
    assert render(str(first), second).exit_code == 0
    assert second.read_bytes() == first.read_bytes()


def test_before_and_after_from_the_shell(tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    assert render("?", first, "--before-after", "2020-01-03").exit_code == 0
    carried = read_png(first.read_bytes())
    assert carried.after is not None
    assert str(carried.after.filter.start) == "2020-01-03"
    assert render(str(first), second).exit_code == 0
    assert second.read_bytes() == first.read_bytes()
    refused = said(render(str(first), tmp_path / "pair.html"))
    assert "before and after can't be written as HTML player; allowed: png, svg, pdf, pptx." in refused


REFUSED = {
    "format": ("?", "map.bmp", [], "'map.bmp' doesn't end in a format's suffix; allowed: .png, .pptx, .svg, .pdf"),
    "named format": ("?", "map.png", ["--format", "bmp"], "there is no format 'bmp'; allowed: png, pptx, svg"),
    "no address": ("the map", "map.png", [], "the map: is no file, and no link with a '?'. Give a link, or a file"),
    "unknown part": ("?colour=mood", "map.png", [], "Copy the link from the map again."),
    "unknown incident": (
        "?incident=nobody-knows",
        "map.png",
        [],
        "The address opens the incident “nobody-knows”, which this dataset does not hold",
    ),
    "wrong day": ("?from=2019-13-40", "map.png", [], "2019-13-40"),
    "another dataset": (
        "?dataset=elsewhere",
        "map.png",
        [],
        "The link shows the dataset “elsewhere”. Allowed: iraq-2019-2020.",
    ),
    "size": ("?", "map.png", ["--size", "huge"], "--size 'huge' is no size; allowed: width x height in pixels"),
    "too large": (
        "?",
        "map.png",
        ["--size", "9000x9000"],
        "a picture may have 50,000,000 pixels, 9000 × 9000 are more",
    ),
    "callout": ("?", "map.png", ["--callout", "nobody-knows"], "nobody-knows"),
    "no folder": ("?", "none/map.png", [], "there is no folder"),
    "no data": ("?", "map.png", ["--data", "none.geojson"], "none.geojson: there is no such file."),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_wrong_order_is_refused_in_a_sentence(tmp_path: Path, kind: str) -> None:
    view, name, options, sentence = REFUSED[kind]
    assert sentence in said(render(view, tmp_path / name, *options))
    assert list(tmp_path.iterdir()) == []
