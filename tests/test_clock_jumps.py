"""The day's clock is put forward or back: nothing that was acknowledged goes early, and the newest stays the newest."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.engine import connect
from geo.engine.loading import load_dataset
from geo.filter.filter import Filter
from geo.ui.datasets.upload_store import KEPT_FOR, UploadStore
from geo.ui.server.blob_cache import BlobCache
from tests.generated import dataset_of

DAY_S = KEPT_FOR.total_seconds()


@pytest.mark.parametrize("jump", [-40 * DAY_S, 40 * DAY_S])
def test_uploads_and_kept_answers_stay_when_the_clock_jumps(jump: float, monkeypatch: pytest.MonkeyPatch) -> None:
    store, cache = UploadStore(), BlobCache()
    own = store.of("somebody")
    (own.folder / "rows.csv").write_bytes(b"rows")
    name = cache.put(b"answer", "text/plain")
    jumped = time.time() + jump
    monkeypatch.setattr(time, "time", lambda: jumped)
    store.sweep()
    cache.put(b"another", "text/plain")
    assert store.of("somebody") is own
    assert (own.folder / "rows.csv").read_bytes() == b"rows"
    assert cache.get(name) == (b"answer", "text/plain")
    assert own.left_s == pytest.approx(DAY_S, abs=60)
    own.clear()


def test_uploads_go_a_day_after_their_owner_was_last_here_and_not_sooner() -> None:
    now = [1000.0]
    store = UploadStore(now=lambda: now[0])
    own = store.of("somebody")
    folder = own.folder
    now[0] += DAY_S - 1
    store.touch("somebody")
    now[0] += DAY_S
    store.sweep()
    assert folder.is_dir()
    now[0] += 1
    store.sweep()
    assert not folder.exists()
    assert store.of("somebody") is not own


def test_a_folder_that_somebody_cleared_away_is_made_anew() -> None:
    store, cache = UploadStore(), BlobCache()
    own, name = store.of("somebody"), cache.put(b"answer", "text/plain")
    own.folder.rmdir()
    assert own.folder.is_dir()
    (cache._folder() / name).unlink()
    cache._folder().rmdir()
    assert cache.get(name) is None, "the page says that it is to be reloaded"
    assert cache.put(b"answer", "text/plain") == name
    assert cache.get(name) == (b"answer", "text/plain")
    own.clear()


def test_what_was_loaded_last_is_opened_where_the_clock_was_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"duckdb://{tmp_path / 'atlas.duckdb'}"
    load_dataset(dataset_of(3, 40), address, name="one")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Earlier:
            return cls(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(sys.modules["geo.engine.loading.publish"], "datetime", Earlier)
    for count in (50, 60):
        load_dataset(dataset_of(4, count), address, name="one")
        engine = connect(f"{address}#one")
        assert engine.about.count == count
        assert engine.summary(Filter(background=True)).count == count
        engine.close()
