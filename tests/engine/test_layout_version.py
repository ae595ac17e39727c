"""A dataset that another version of the atlas stored is refused with what is wrong and the command that mends it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.engine import EngineError, Trouble, connect
from geo.engine.loading import load_dataset
from geo.engine.storage_layout import VERSION
from geo.engine.stored_metadata import StoredMetadata
from geo.model.dataset import Dataset
from tests.conftest import ROOT
from tests.engine.servers import PASSWORD
from tests.engine.test_parity import MADE_UP

Change = Callable[[dict[str, Any]], object]
CASES: dict[str, tuple[Change, str]] = {
    "without": (
        lambda about: about.pop("layout"),
        f"does not say in which layout it was stored; this atlas reads layout {VERSION}",
    ),
    "older": (
        lambda about: about.update(layout=VERSION - 1),
        f"was stored by an older version of the atlas, in layout {VERSION - 1}; this one reads layout {VERSION}",
    ),
    "newer": (
        lambda about: about.update(layout=VERSION + 1),
        f"was stored by a newer version of the atlas, in layout {VERSION + 1}; this one reads layout {VERSION}",
    ),
    "fewer-facets": (
        lambda about: about["facets"].pop("weapon"),
        "was stored by an older version of the atlas, without weapon to filter by",
    ),
    "more-facets": (
        lambda about: about["facets"].update(mood=[]),
        "was stored by another version of the atlas, with mood to filter by",
    ),
    "other-columns": (
        lambda about: about.update(columns_digest="0" * 12),
        f"was stored with other columns than this atlas reads, though in the same layout {VERSION}",
    ),
    "damaged": (lambda about: about.update(spans=None), "is stored with a description that cannot be read"),
}
USUAL = ("older", "damaged")
"""What the README's line tries; the others take three seconds each."""


def store(dataset: Dataset, address: str, name: str, monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """Store a dataset, its description changed on the way."""
    written = StoredMetadata.to_json

    def changed(about: StoredMetadata) -> str:
        found = json.loads(written(about))
        change(found)
        return json.dumps(found)

    with monkeypatch.context() as other_version:
        other_version.setattr(StoredMetadata, "to_json", changed)
        load_dataset(dataset, address, PASSWORD, name)


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.full)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database to store into."""
    if request.param == "duckdb":
        (tmp_path / "a folder").mkdir()
        return f"duckdb://{tmp_path}/a folder/atlas.duckdb"
    return str(request.getfixturevalue("postgres_address"))


@pytest.mark.parametrize(
    "case", [case if case in USUAL else pytest.param(case, marks=pytest.mark.full) for case in CASES]
)
def test_another_layout_is_refused_in_words(
    empty: str, datasets: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    change, problem = CASES[case]
    store(datasets[MADE_UP], empty, case, monkeypatch, change)
    with pytest.raises(EngineError) as told:
        connect(empty, PASSWORD, case)
    assert told.value.trouble is Trouble.LAYOUT
    assert told.value.what == f"the dataset “{case}” {problem}"
    assert told.value.remedy.startswith("Load its file again with this atlas: python -m geo load FILE --into ")
    words = shlex.split(told.value.remedy.partition("python -m geo load FILE ")[2])
    assert words == ["--into", empty, "--as", case]
    load_dataset(datasets[MADE_UP], empty, PASSWORD, case)
    engine = connect(empty, PASSWORD, case)
    assert engine.about.id == MADE_UP
    engine.close()


def test_the_command_names_the_columns_that_were_kept(
    tmp_path: Path, datasets: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"duckdb://{tmp_path}/atlas.duckdb"
    store(datasets[MADE_UP], address, "rows", monkeypatch, lambda about: about.update(layout=1, columns=["Event type"]))
    with pytest.raises(EngineError, match="--as rows --column 'Event type'"):
        connect(address)


def test_the_page_says_so_too(tmp_path: Path, datasets: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"duckdb://{tmp_path}/atlas.duckdb"
    store(datasets[MADE_UP], address, "earlier", monkeypatch, CASES["older"][0])
    monkeypatch.setenv("ATLAS_DATABASE", address)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["The dataset must be loaded again"]
    said = " ".join(text.value for text in app.text)
    assert CASES["older"][1] in said
    assert "python -m geo load FILE --into" in said
