"""The house has one way through: each part imports only what lies before it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

ORDER = [
    {
        "geo.errors",
        "geo.database_errors",
        "geo.disk",
        "geo.vocabulary",
        "geo.dates",
        "geo.basemap",
        "geo.extent",
        "geo.hexagon_grid",
        "geo.number_words",
    },
    {"geo.model"},
    {
        "geo.load",
        "geo.filter",
        "geo.count",
        "geo.search",
        "geo.style",
        "geo.card",
        "geo.codebook_tables",
        "geo.importing",
        "geo.admin1",
    },
    {"geo.web"},
    {"geo.engine"},
    {"geo.query"},
    {"geo.layers", "geo.scene"},
    {"geo.export"},
    {"geo.cli", "geo.ui"},
]
INSIDE_UI = [
    {"access"},
    {"state"},
    {"server"},
    {"datasets"},
    {"components"},
    {"map", "incidents", "actors", "compare", "trends", "present", "data", "sources", "about"},
    {"app_shell", "warm_up"},
]
"""The order inside geo/ui. What stands in one set does not see the others in it: no page imports another."""
FILES = sorted((ROOT / "geo").rglob("*.py"))
CONVENTIONAL = {"__init__", "__main__", "page"}
"""Base names that mean the same in every package."""
TWICE = {
    "opening": "geo/query opens a dataset, geo/ui sends what the browser needs before Streamlit is there",
    "symbols": "geo/style says how each symbol looks, geo/scene draws it: one subject, one direction of imports",
}
"""Base names that two modules share, with the reason."""


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


@pytest.mark.parametrize("path", sorted((ROOT / "geo" / "ui").rglob("*.py")), ids=module_of)
def test_pages_depend_on_what_they_share_and_never_on_one_another(path: Path) -> None:
    own = part_of_ui(module_of(path))
    if own is None:
        return
    number = next(number for number, parts in enumerate(INSIDE_UI) if own in parts)
    allowed = {own}.union(*INSIDE_UI[:number])
    seen = {part_of_ui(name) for name in imported(path)} - {None}
    assert seen <= allowed, f"{module_of(path)} imports a page, or what comes after it"


def test_every_page_has_a_folder_of_its_own() -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert pages == INSIDE_UI[-2]
    for name in pages:
        assert (ROOT / "geo" / "ui" / name / "page.py").is_file()
        parts = {part_of_ui(module) for module in imported(ROOT / "pages" / f"{name}.py")} - {None}
        assert parts == {name, "app_shell"}


def part_of_ui(module: str) -> str | None:
    """The part of geo/ui that a module lies in; None for all others."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["geo", "ui"] and len(parts) > 2 and parts[2] != "__init__" else None


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


def test_no_two_modules_share_a_base_name() -> None:
    names: dict[str, list[str]] = {}
    for path in FILES:
        if path.stem not in CONVENTIONAL:
            names.setdefault(path.stem, []).append(module_of(path))
    shared = {name: modules for name, modules in names.items() if len(modules) > 1 and name not in TWICE}
    assert shared == {}, "give each module a name of its own, or its reason in TWICE"
    assert all(len(names.get(name, ())) <= 2 for name in TWICE)
