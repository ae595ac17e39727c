"""The browser's code that needs no browser: its own tests (``tests/web_unit``), run where Node is."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.count.histogram import Unit
from geo.engine import Engine, connect
from geo.engine.loading import load_dataset
from geo.export.export_request import ExportRequest
from geo.export.html import html_bytes
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.layers.browser_columns import day_number, encode_columns
from geo.layers.browser_queries import counted_responses
from geo.load import open_dataset
from geo.query.timeline_steps import TimeSteps
from geo.scene.counted import letters_size, ring_width
from geo.scene.scene_items import Circle, Shape
from geo.scene.scene_items import Path as Course
from geo.scene.symbols import symbol
from geo.style.symbols import Form
from geo.web import FOLDER, TABLE
from geo.web.joining import code_of
from tests.conftest import ROOT
from tests.generated import dataset_of

UNIT = ROOT / "tests" / "web_unit"
PLAYER = "player.test.mjs"
STORED = "stored_counts.test.mjs"
INK, PAPER = "#102030", "#ffffff"


def plain(shape: Shape) -> dict[str, Any]:
    """A shape of a picture as the browser's module has it."""
    assert isinstance(shape, (Circle, Course))
    paint = shape.paint
    place = (
        {"circle": [shape.x, shape.y, shape.r]}
        if isinstance(shape, Circle)
        else {"paths": [part.tolist() for part in shape.parts]}
    )
    return {
        **place,
        "filled": bool(paint.fill),
        "stroke": paint.stroke,
        "width": paint.stroke_width,
        "dash": paint.dash,
    }


def drawn_in_pictures() -> dict[str, Any]:
    """What the pictures draw, to be held against what the browser draws."""
    symbols = [
        {"form": form.name.lower(), "radius": radius, "turn": turn,
         "shapes": [plain(shape) for shape in symbol(3.0, 5.0, radius, form, INK, PAPER, turn)]}
        for form in Form for radius in (7.0, 10.0, 14.0) for turn in (0.0, 30.0)
    ]  # fmt: skip
    return {
        "ink": INK,
        "paper": PAPER,
        "symbols": symbols,
        "bands": [[radius, ring_width(radius)] for radius in (8.0, 13.0, 18.0, 30.0)],
        "letters": [[room, ems, letters_size(room, ems)] for room in (4.0, 6.1, 9.0, 14.0) for ems in (0.6, 1.2, 3.1)],
    }


def write_players(folder: Path) -> None:
    """An HTML file of each mode of the map."""
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    for mode in MapMode:
        request = ExportRequest(dataset, View(dataset=dataset.id, show=mode))
        (folder / f"{mode}.html").write_bytes(html_bytes(request))


def write_stored(folder: Path) -> None:
    """The same incidents as columns and as a database answers for its counted maps, and the windows to count."""
    dataset = dataset_of(11, 700)
    address = f"duckdb://{folder}/stored.duckdb"
    load_dataset(dataset, address)
    engine = connect(address)
    view = View(dataset=dataset.id, filter=Filter(background=True))
    windows = [(date(2019, 1, 10), date(2019, 10, 3)), (date(2018, 3, 1), date(2018, 3, 20))]
    cases = []
    (folder / "columns.bin").write_bytes(encode_columns(dataset))
    (folder / "areas.bin").write_bytes(counted_responses.areas(engine, view.filter))
    since, until = (day_number(day) for day in dataset_days(engine))
    for number, (first, last) in enumerate(windows):
        start, end = day_number(first), day_number(last)
        steps = TimeSteps(Unit.MONTH, since, until, (start, end + 1))
        for mode in (MapMode.HEXAGONS, MapMode.DENSITY):
            for x, y in ((4, 3), (5, 3)):
                content = counted_responses.counted_tile(engine, view, mode, (5, x, y), steps)
                (folder / f"{number}-{mode}-5-{x}-{y}.bin").write_bytes(content)
        cases.append({"start": start, "end": end})
    engine.close()
    (folder / "stored.json").write_text(json.dumps(cases), encoding="utf-8")


def dataset_days(engine: Engine) -> tuple[date, date]:
    """The first day of the first month and the last day of all incidents."""
    first, last = engine.about.spans.whole
    return first.replace(day=1), last


# A plain skip: Node is no part of what the checks need, not even where all of them run.
@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing: the browser's own unit tests are not run")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.name, marks=[pytest.mark.full] if path.name in (PLAYER, STORED) else [])
        for path in sorted(UNIT.glob("*.test.mjs"))
    ],
)
def test_the_browser_s_unit_tests_pass(name: str, tmp_path: Path) -> None:
    # A copy, in a folder that says that its .js files are modules.
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    shutil.copytree(FOLDER, tmp_path / "web", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "web" / TABLE).write_text(code_of(TABLE), encoding="utf-8")
    shutil.copytree(UNIT, tmp_path / "unit")
    shutil.copy(ROOT / "tests" / "figure_range_cases.json", tmp_path / "unit")
    shutil.copy(ROOT / "tests" / "context_words_cases.json", tmp_path / "unit")
    shutil.copy(ROOT / "tests" / "hexagon_cases.json", tmp_path / "unit")
    shutil.copy(ROOT / "tests" / "near_words_cases.json", tmp_path / "unit")
    shutil.copy(ROOT / "tests" / "area_count_cases.json", tmp_path / "unit")
    (tmp_path / "unit" / "pictures.json").write_text(json.dumps(drawn_in_pictures()), encoding="utf-8")
    if name == PLAYER:
        write_players(tmp_path / "unit")
    if name == STORED:
        write_stored(tmp_path / "unit")
    run = subprocess.run(
        ["node", "--test", str(tmp_path / "unit" / name)], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
