"""The browser's code that needs no browser: its own tests (``tests/web_unit``), run where Node is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from geo.web import FOLDER
from tests.conftest import ROOT

UNIT = ROOT / "tests" / "web_unit"


# A plain skip: Node is no part of what the checks need, not even where all of them run.
@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing: the browser's own unit tests are not run")
@pytest.mark.parametrize("name", sorted(path.name for path in UNIT.glob("*.test.mjs")))
def test_the_browser_s_unit_tests_pass(name: str, tmp_path: Path) -> None:
    # A copy, in a folder that says that its .js files are modules.
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    shutil.copytree(FOLDER, tmp_path / "web", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(UNIT, tmp_path / "unit")
    run = subprocess.run(
        ["node", "--test", str(tmp_path / "unit" / name)], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
