"""Every package that the atlas imports is declared, with what it is for."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import ROOT
from tests.test_imports import FILES

CODE = [*FILES, ROOT / "app.py", *(ROOT / "pages").glob("*.py")]
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(line: str) -> str:
    found = _NAME.match(line)
    return plain(found[0]) if found else ""


def lines_of(file: str) -> list[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-r"))]


def imported() -> set[str]:
    """The packages of others that the code imports."""
    found: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"geo"}


@cache
def declared() -> set[str]:
    """What runs the atlas, and what it can use where it is installed."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return {
        name_of(line) for line in (*lines_of("requirements.txt"), *(one for some in extras.values() for one in some))
    }


def test_what_is_imported_is_declared() -> None:
    found = packages_distributions()
    # A package that isn't installed here (an extra) is taken to be called like its module.
    packages = {module: {plain(name) for name in found.get(module, [module])} for module in imported()}
    missing = {module: names for module, names in packages.items() if not names & declared()}
    assert missing == {}, "declare these modules' packages in requirements.txt"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_and_says_what_it_is_for(file: str) -> None:
    bare = [line for line in lines_of(file) if not re.fullmatch(r"\S+==\S+ +# .+", line)]
    assert bare == []
