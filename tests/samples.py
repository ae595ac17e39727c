"""Copies of the shipped dataset that a test may damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

DATA = ROOT / "data"
KIRKUK = "2019-12-27-kirkuk-rockets"
JUNE = "2020-06-claimed-convoy-attack"
CONVOY = "2020-07-11-samawah-diwaniyah-convoy"
MISSILES = "2020-01-08-al-asad-erbil-missiles"
EMBASSY = "2019-12-31-baghdad-embassy-crowd"


def members(name: str = "incidents.geojson") -> dict[str, Any]:
    """One of the shipped files as plain JSON."""
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


def feature(collection: dict[str, Any], incident_id: str) -> dict[str, Any]:
    """A feature of a collection by its id."""
    found: dict[str, Any] = next(f for f in collection["features"] if f["id"] == incident_id)
    return found


def write(folder: Path, collection: dict[str, Any]) -> Path:
    """The collection as a file, with the shipped actors and sources beside it."""
    for name in ("actors.json", "sources.json"):
        shutil.copy(DATA / name, folder / name)
    path = folder / "incidents.geojson"
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def damaged(folder: Path, incident_id: str, change: Callable[[dict[str, Any]], Any]) -> Path:
    """The shipped dataset with one feature changed."""
    collection = members()
    change(feature(collection, incident_id))
    return write(folder, collection)
