"""The command line as a whole: what it lists, and what it loads to do so."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
from typer.testing import CliRunner

from geo.cli import COMMANDS, app
from tests.conftest import ROOT

HELP = """
import sys
from typer.testing import CliRunner
from geo.cli import app
assert "render" in CliRunner().invoke(app, ["--help"]).output
print(sorted({name.partition(".")[0] for name in sys.modules} & {"pandas", "numpy", "geopandas", "ibis", "pydantic"}))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    found = COMMANDS[name]
    said = inspect.getdoc(getattr(import_module(found.module), found.function)) or ""
    assert " ".join(said.split("\n\n")[0].split()) == found.summary
    listed = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "400"}).output
    assert found.summary in " ".join(listed.split())


def test_help_loads_none_of_the_large_packages() -> None:
    found = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_a_misspelt_command_is_told_its_likely_name() -> None:
    found = CliRunner().invoke(app, ["rendr"])
    assert found.exit_code == 2
    assert "No such command 'rendr'. Did you mean 'render'?" in found.output
