"""Uploads are their owner's: opened by the session that brought them, and gone when it deletes them."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from streamlit.testing.v1 import AppTest

from geo.count.focus_countries import focus_countries
from geo.ui.datasets.upload_store import OPEN_FOR
from geo.ui.server.blob_cache import BLOBS
from tests.importing.conftest import FIXTURES


def take_in(folder: str, fixture: str) -> None:
    import shutil
    from pathlib import Path

    import streamlit as st

    from geo.importing import InputFile
    from geo.ui.datasets import uploads
    from geo.ui.datasets.import_work import ImportWork

    if "done" not in st.session_state:
        copy = Path(shutil.copy(fixture, folder))
        upload = uploads.import_upload((InputFile(copy, "mine.csv"),), None, ImportWork())
        st.session_state["done"] = upload.id
    dataset = uploads.opened_upload(st.session_state["done"])
    st.text("not here" if dataset is None else f"{len(dataset.incidents)} incidents of {dataset.title}")
    st.text(uploads.session_secret())
    if st.button("Delete"):
        uploads.delete(uploads.own_uploads().uploads[st.session_state["done"]])
        uploads.delete_for_good(st.session_state["done"])
        st.text("not here" if uploads.opened_upload(st.session_state["done"]) is None else "here")


def look(dataset_id: str) -> None:
    import streamlit as st

    from geo.ui.datasets import uploads

    st.text("here" if uploads.opened_upload(dataset_id) else "not here")
    st.text(uploads.session_secret())


def owner(folder: Path) -> AppTest:
    arguments = {"folder": str(folder), "fixture": str(FIXTURES / "acled_new.csv")}
    return AppTest.from_function(take_in, kwargs=arguments, default_timeout=60).run()


def test_the_owner_opens_it_and_nobody_else(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    assert not mine.exception
    assert mine.text[0].value == "6 incidents of ACLED, Iraq, January 2020 to February 2020"
    dataset_id = mine.session_state["done"]
    other = AppTest.from_function(look, kwargs={"dataset_id": dataset_id}, default_timeout=60).run()
    assert other.text[0].value == "not here"
    assert other.text[1].value != mine.text[1].value


def test_deleting_removes_every_file(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    folder = mine.session_state["atlas_uploads"].folder
    assert len(list(folder.iterdir())) == 3
    mine.button[0].click().run()
    assert mine.text[2].value == "not here"
    assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_decisions_are_kept_beside_the_dataset_and_undone(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    from geo.importing.decisions import Decisions, keep_decisions, read_decisions

    upload = mine.session_state["atlas_uploads"].uploads[mine.session_state["done"]]
    pair = ("2020-02-22-irq6", "2020-02-21-irq5")
    keep_decisions(upload.path, Decisions().join(*pair))
    assert mine.run().text[0].value == "5 incidents of ACLED, Iraq, January 2020 to February 2020"
    keep_decisions(upload.path, read_decisions(upload.path).undo(*pair))
    assert mine.run().text[0].value == "6 incidents of ACLED, Iraq, January 2020 to February 2020"
    upload.path.with_name(f"{upload.path.name}.decisions.json").write_text("{damaged", encoding="utf-8")
    assert mine.run().text[0].value == "6 incidents of ACLED, Iraq, January 2020 to February 2020"


def test_what_is_not_shown_for_some_time_leaves_memory_and_opens_again(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    own = mine.session_state["atlas_uploads"]
    (shown,) = own.opened.values()
    own.sweep(shown.used + OPEN_FOR.total_seconds() - 1)
    assert list(own.opened) == [mine.session_state["done"]]
    own.sweep(shown.used + OPEN_FOR.total_seconds() + 1)
    assert own.opened == {}
    assert mine.run().text[0].value == "6 incidents of ACLED, Iraq, January 2020 to February 2020"


def test_what_is_deleted_for_good_is_answered_to_nobody(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    name = BLOBS.put(b"columns of a file", "application/octet-stream", mine.text[1].value)
    assert BLOBS.get(name) is not None
    mine.button[0].click().run()
    assert mine.text[-1].value == "not here"
    assert BLOBS.get(name) is None


def test_what_was_decided_otherwise_leaves_memory(tmp_path: Path) -> None:
    mine = owner(tmp_path)
    from geo.importing.decisions import Decisions, keep_decisions

    own = mine.session_state["atlas_uploads"]
    dataset = own.opened[mine.session_state["done"]].source.dataset
    focus_countries(dataset)
    before = weakref.ref(dataset)
    del dataset
    pair = ("2020-02-22-irq6", "2020-02-21-irq5")
    keep_decisions(own.uploads[mine.session_state["done"]].path, Decisions().join(*pair))
    assert mine.run().text[0].value == "5 incidents of ACLED, Iraq, January 2020 to February 2020"
    gc.collect()
    assert before() is None
