"""How symbols look is said once: shader, legend, list, HTML player and pictures read one table, and none has a number of
its own."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import geo.layers.grouping
import geo.scene.counted
import geo.scene.discs
import geo.scene.incidents
import geo.scene.legend
import geo.scene.symbols
from geo.export.html import FROM_MAP
from geo.scene.scene_items import Circle
from geo.style import symbol_styles
from geo.style.legend_signs import LEGEND_SIGNS, SIGN_SIZES
from geo.style.symbol_styles import CELL_FORM_STYLES, FORM_STYLES, SELECTION, STROKES, strokes_of
from geo.style.symbol_table import TABLE, table_json
from geo.style.symbols import Form
from geo.style.tokens import LIGHT
from geo.ui.server.addresses import web_version
from geo.web import FOLDER, JOINED, WORKER
from geo.web import TABLE as TABLE_MODULE
from geo.web.joining import JoinError, code_of, joined, module_names, plain_script, read_module, worker
from tests.conftest import ROOT

SCENE = (geo.scene.counted, geo.scene.discs, geo.scene.incidents, geo.scene.legend, geo.scene.symbols)
PAINTERS = (
    *sorted(FOLDER.glob("symbols/*.js")),
    *(
        FOLDER / "map" / f"{name}.js"
        for name in ("overlay", "disc_buffer", "mark_buffer", "line_buffer", "layers", "settings")
    ),
    *(FOLDER / "map" / "cells" / f"{name}.js" for name in ("cell_buffer", "drawing")),
    FOLDER / "legend" / "cells.js",
    FOLDER / "legend" / "legend.js",
    *(ROOT / "geo" / "export" / "player" / f"{name}.js" for name in ("symbols", "marks")),
)
NO_LOOKS = {"0.5", "0.1", "0.01", "0.6", "9.95"}
"""A half, what keeps a division from zero, the room of a number among names, where numbers are rounded."""
IN_SHADERS = {
    *("0.0", "0.001", "0.5", "1.0", "1.5", "2.0", "4.0", "10.0"),
    *("0.04", "0.70710678"),  # the soft end of a dash, half a right angle
    *("0.0464964749", "0.15931422", "0.327622764", "1.57079633", "3.14159265", "6.2831853"),  # the angle of a place
}
SET_LOOKS = re.compile(
    r"""(?:lineWidth|globalAlpha|strokeWidth|strokeOpacity|fillOpacity|stroke-width|stroke-opacity|fill-opacity
        |stroke-dasharray)["']?\s*[:=]\s*["'`]?(?!1\b|0\b|2\ \*)[\d.]""",
    re.VERBOSE,
)


def without_comments(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"//.*", "", text)


def decimals(path: Path) -> set[str]:
    return set(re.findall(r"(?<![\w.])\d+\.\d+", without_comments(path)))


@pytest.mark.parametrize("path", PAINTERS, ids=lambda path: path.stem)
def test_what_paints_in_the_browser_has_no_number_of_its_own(path: Path) -> None:
    text = without_comments(path)
    assert decimals(path) <= NO_LOOKS
    assert SET_LOOKS.findall(text) == []
    assert re.findall(r"#[0-9a-fA-F]{6}\b|setLineDash\(\[\d", text) == []


@pytest.mark.parametrize("name", ["symbol_shaders", "disc_shaders", "line_shaders"])
def test_shaders_have_no_look_of_their_own(name: str) -> None:
    assert decimals(FOLDER / "map" / f"{name}.js") <= IN_SHADERS


@pytest.mark.parametrize("name", ["counted", "discs", "incidents", "symbols"])
def test_what_paints_in_pictures_has_no_number_of_its_own(name: str) -> None:
    tree = ast.parse((ROOT / "geo" / "scene" / f"{name}.py").read_text(encoding="utf-8"))
    found = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, float)}
    # Nothing, all of it, three quarters of a turn, and what keeps a division from zero or two shapes from a gap.
    assert found <= {0.0, 0.01, 0.1, 0.4, 0.5, 1.0, 1.5}


def test_the_browser_and_the_pictures_read_the_same_objects() -> None:
    parts = {id(part) for part in TABLE.values() if is_dataclass(part)}
    for module in (*SCENE, geo.layers.grouping):
        read = [value for value in vars(module).values() if is_dataclass(value) and not isinstance(value, type)]
        styles = [value for value in read if type(value).__module__ == symbol_styles.__name__]
        assert all(id(style) in parts for style in styles), module.__name__
    assert TABLE["strokes"] is STROKES
    assert TABLE["signs"] is geo.scene.legend.LEGEND_SIGNS
    assert [TABLE["forms"][form.name.lower()] is geo.scene.symbols.FORM_STYLES[form] for form in Form] == [True] * 9


def test_forms_stand_in_the_order_of_their_numbers() -> None:
    names = list(json.loads(table_json())["forms"])
    assert names == [form.name.lower() for form in Form] + list(CELL_FORM_STYLES)


def test_the_table_as_json_says_what_the_styles_say() -> None:
    found = json.loads(table_json())
    assert found["selection"]["gap"] == SELECTION.gap
    assert found["selection"]["colour"] == SELECTION.colour
    assert [stroke["width"] for stroke in found["strokes"]] == [stroke.width for stroke in STROKES]
    assert found["forms"]["disputed"]["dashShare"] == FORM_STYLES[Form.DISPUTED].dash_share
    assert set(found["signs"]) == set(LEGEND_SIGNS)
    assert len(found["disc"]) == len(fields(symbol_styles.DISC))


def values(part: Any, name: str = "") -> list[tuple[str, Any]]:
    """All numbers of the table with the name of the field that each stands in."""
    if isinstance(part, dict):
        return [found for key, inner in part.items() for found in values(inner, key)]
    if isinstance(part, list):
        return [found for inner in part for found in values(inner, name)]
    return [(name, part)]


def test_numbers_of_the_table_are_in_their_units() -> None:
    for name, value in values(json.loads(table_json())):
        if name.lower().endswith("opacity") or name in ("trace", "least_share", "dashShare", "largest"):
            assert 0 <= value <= 1, name
        elif name.lower().endswith("width"):
            assert 0 <= value <= 10, name
        elif name in ("colour", "light", "dark"):
            assert re.fullmatch("#[0-9a-f]{6}", value), name


def test_signs_of_the_legend_stay_in_their_box() -> None:
    for name, shapes in LEGEND_SIGNS.items():
        for shape in shapes:
            half = shape.stroke_width / 2
            x, y, radius = shape.circle or (0, 0, 0)
            reach = [abs(x) + radius, abs(y) + radius, *(abs(at) for point in shape.path for at in point)]
            assert max(reach) + half <= 9.0, name
            assert shape.circle or len(shape.path) > 1


def test_a_line_has_the_strokes_of_its_role() -> None:
    casing, dashes = strokes_of("route")
    assert casing.width > dashes.width
    assert not casing.dash
    assert casing.opacity < dashes.opacity == 1
    assert [stroke.role for stroke in STROKES] == ["area", "route", "route", "joint"]


def test_the_legend_s_signs_in_a_picture_are_those_of_the_table() -> None:
    disc, dot = geo.scene.legend.sign_shapes("disc", 100.0, 50.0, LIGHT)
    assert isinstance(disc, Circle)
    assert (disc.x, disc.y, disc.r) == (100.0, 50.0, LEGEND_SIGNS["disc"][0].circle[2])  # type: ignore[index]
    assert disc.paint.fill_opacity == symbol_styles.DISC.fill_opacity
    assert isinstance(dot, Circle)
    assert dot.paint.fill == LIGHT.ink
    assert SIGN_SIZES.symbol == symbol_styles.SIZE_CLASSES[0].radius


def test_the_joined_script_and_the_player_hold_the_table_once() -> None:
    for text in (joined(module_names()), worker(WORKER), plain_script(FROM_MAP)):
        assert text.count(table_json()) == 1
    assert 'JSON.parse("{}")' not in joined((TABLE_MODULE,))
    assert JOINED not in read_module(TABLE_MODULE).body


def test_a_module_without_a_place_for_the_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / TABLE_MODULE
    path.parent.mkdir()
    path.write_text("export const SYMBOLS = {};\n", encoding="utf-8")
    with pytest.raises(JoinError, match="it must be there once"):
        code_of(TABLE_MODULE, tmp_path)


def test_the_address_of_the_browser_s_code_changes_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = web_version()
    web_version.cache_clear()
    monkeypatch.setattr("geo.ui.server.addresses.table_json", lambda: "{}")
    assert web_version() != before
    web_version.cache_clear()
