"""The house has one way through: each part imports only what lies before it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

ORDER = [
    {"geo.errors", "geo.database_errors", "geo.vocabulary", "geo.dates", "geo.basemap", "geo.extent"},
    {"geo.model"},
    {"geo.load", "geo.filter", "geo.count", "geo.search", "geo.style", "geo.card", "geo.codebook", "geo.importing"},
    {"geo.web"},
    {"geo.engine"},
    {"geo.query"},
    {"geo.layers", "geo.scene"},
    {"geo.export"},
    {"geo.cli", "geo.ui"},
]
FILES = sorted((ROOT / "geo").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by themselves or as a name of their package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & MODULES.keys() or {node.module}
    return found


def floor(module: str) -> int | None:
    """How far along the way a module lies."""
    part = ".".join(module.split(".")[:2])
    return next((number for number, parts in enumerate(ORDER) if part in parts), None)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


MODULES = {module_of(path).removesuffix(".__init__"): path for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    own = floor(module_of(path))
    if own is None:
        return
    later = {name for name in imported(path) if (floor(name) or 0) > own}
    assert later == set(), f"{module_of(path)} imports what comes after it"


def test_no_modules_import_each_other_in_a_circle() -> None:
    circle: list[str] = []
    try:
        TopologicalSorter({name: imported(path) & MODULES.keys() - {name} for name, path in MODULES.items()}).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle == []


def test_only_the_pages_and_geo_ui_know_streamlit() -> None:
    knowing = {
        module_of(path)
        for path in [*FILES, ROOT / "app.py", *(ROOT / "pages").glob("*.py")]
        if any(name.split(".")[0] == "streamlit" for name in imported(path))
    }
    strangers = {name for name in knowing if not name.startswith(("geo.ui", "pages", "app"))}
    assert strangers == set()
