"""What the files for a server name is there: they cannot be run in these tests."""

from __future__ import annotations

import re

import pytest

from geo.basemap.town_map import SETTING
from geo.engine.database_address import DATABASE, PASSWORD
from geo.engine.database_address import DATASET as DATABASE_DATASET
from geo.importing.limits import MEBIBYTE
from geo.load.configured_dataset import DATASET
from geo.ui.access.access_file import ACCESS
from geo.ui.datasets.import_work import SMALL_BYTES
from geo.ui.server.addresses import HEALTH, METRICS
from geo.ui.server.server_settings import ANSWERS, FRAMES, LOG, read_settings
from geo.ui.server.server_settings import METRICS as METRICS_SETTING
from geo.ui.server.upload_limits import LIMITS, UPLOAD
from tests.conftest import ROOT

SERVER, DOCKER, COMPOSE, IGNORE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("docs/server.md", "Dockerfile", "compose.yaml", ".dockerignore")
)
SETTINGS = {
    SETTING, DATABASE, PASSWORD, DATABASE_DATASET, DATASET, ACCESS, FRAMES, LOG, METRICS_SETTING, UPLOAD, *LIMITS,
    ANSWERS,
}  # fmt: skip


def copied() -> list[str]:
    """What the container's image takes from this folder."""
    found = [line.split()[1:-1] for line in DOCKER.splitlines() if line.startswith("COPY ")]
    return [name for names in found for name in names]


def test_what_the_image_takes_is_there_and_not_ignored() -> None:
    assert {"app.py", "geo", "pages", "data", ".streamlit", "requirements.txt", "pyproject.toml"} <= set(copied())
    for name in copied():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in IGNORE.splitlines(), name


def test_the_image_runs_as_somebody_and_is_asked_for_its_health() -> None:
    assert re.search(r"^USER 10001$", DOCKER, re.MULTILINE)
    assert HEALTH.strip("/") in DOCKER
    assert "read_only: true" in COMPOSE
    assert "no-new-privileges:true" in COMPOSE


@pytest.mark.parametrize("text", [SERVER, DOCKER, COMPOSE], ids=["server.md", "Dockerfile", "compose.yaml"])
def test_every_setting_that_is_named_is_read(text: str) -> None:
    assert set(re.findall(r"\bATLAS_[A-Z_]+\b", text)) <= SETTINGS


def test_every_setting_is_explained() -> None:
    assert set(re.findall(r"`(ATLAS_[A-Z_]+)`", SERVER)) == SETTINGS
    log = re.search(rf"{LOG}: (\w+)", COMPOSE)
    assert log is not None
    assert read_settings({LOG: log[1]}).log == "json"


def test_the_limits_are_those_that_hold() -> None:
    for name, default in LIMITS.items():
        assert re.search(rf"^\| `{name}` \| .* \| {default} \|$", SERVER, re.MULTILINE), name
    mib = SMALL_BYTES // MEBIBYTE
    assert f"Files of more than {mib} MiB" in SERVER


def test_links_addresses_and_commands_are_there() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", SERVER):
        assert (ROOT / "docs" / link).is_file(), link
    for path in re.findall(r"\bdata/[\w.]+", SERVER):
        assert (ROOT / path).is_file(), path
    for address in (HEALTH, METRICS):
        assert address in SERVER
    commands = set(re.findall(r"python -m geo (\w+)", SERVER))
    assert commands == {"load", "validate"}
    for name in commands:
        assert (ROOT / "geo" / "cli" / f"{name}_command.py").is_file(), name
