"""A file that is overwritten while it is open: every page says so in one sentence, and the next run opens it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.importing import import_files
from geo.load import open_dataset
from geo.query import MemorySource
from geo.ui.datasets import catalog
from geo.ui.state import session
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES, TODAY
from tests.test_app import given, run
from tests.test_pages import said

OVERWRITTEN = "mine.parquet: was overwritten while it was open. Open it again."


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = import_files([FIXTURES / "acled_new.csv"], tmp_path / "mine.parquet", today=TODAY).path
    monkeypatch.setenv("ATLAS_DATASET", str(path))
    return path


def facts_of(app: AppTest) -> str:
    """What the dataset says of itself, as the page was given it."""
    return str(app.session_state[session.KEY].source.facts.title)


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_every_page_says_so(page: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = MemorySource(open_dataset(copy))
    monkeypatch.setattr(catalog, "default_source", lambda: source)
    copy.write_bytes(copy.read_bytes() + b"more")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(str(ROOT / "pages" / f"{page}.py"))
    app.run()
    assert not app.exception
    assert [title.value for title in app.title] == ["This dataset cannot be opened"]
    assert OVERWRITTEN in said(app)


def test_what_only_a_page_asks_for_is_told_too(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = MemorySource(open_dataset(copy))
    monkeypatch.setattr(catalog, "default_source", lambda: source)
    app = run()
    assert given(app, "stage")["columns"]
    copy.write_bytes(copy.read_bytes() + b"more")
    app.switch_page(str(ROOT / "pages" / "sources.py")).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Sources and method", "This dataset cannot be opened"]
    assert OVERWRITTEN in said(app)


def test_the_next_run_opens_the_file_that_is_there_now(copy: Path, tmp_path: Path) -> None:
    assert "ACLED, Iraq, January 2020 to February 2020" in facts_of(run())
    copy.write_bytes(
        import_files([FIXTURES / "ucdp_ged.csv"], tmp_path / "other.parquet", today=TODAY).path.read_bytes()
    )
    app = run()
    assert not app.exception
    assert "UCDP" in facts_of(app)
