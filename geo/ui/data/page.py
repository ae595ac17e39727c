"""The page Data: files that a person brings, what was understood of them, and the account of every row."""

from __future__ import annotations

from typing import cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import AtlasError
from geo.importing import ColumnMapping, InputFile
from geo.importing.decisions import read_decisions
from geo.importing.mapping_file import mapping_from_text
from geo.importing.readers.reader_registry import FORMATS, SUFFIXES
from geo.query import Source
from geo.ui.access.current_person import may_bring_files
from geo.ui.components.prose import text
from geo.ui.components.reference_page import fault_lines, reference_page, text_line
from geo.ui.components.widgets import widget
from geo.ui.data.import_progress import shown_work
from geo.ui.data.layers_section import layers_section
from geo.ui.data.listed_section import listed_section
from geo.ui.data.upload_section import deleted_section, upload_section
from geo.ui.datasets import uploads
from geo.ui.datasets.upload_store import Upload
from geo.ui.datasets.uploads import own_uploads, retention_words
from geo.ui.state import session
from geo.ui.state.navigation import open_requested_page

FAULTS = "atlas_import_faults"
ROUND = "atlas_import_round"
_NOT_AN_EDITOR = (
    "Editors of this server may upload files of incidents here. Whoever looks after the server can make you one."
)


def data_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    with reference_page("Data"):
        listed_section()
        if not may_bring_files():
            text_line(_NOT_AN_EDITOR, "muted", "not_an_editor")
            return
        widget("prose", "data_lead", {"blocks": _introduction()})
        _upload_form()
        _show_faults()
        if (not_kept := st.session_state.pop(uploads.NOT_KEPT, None)) is not None:
            st.error(not_kept)
        layers_section()
        deleted_section()
        for upload in reversed(list(own_uploads().uploads.values())):
            upload_section(upload, _read_again, _put_together)


def _introduction() -> list[dict[str, object]]:
    formats = ", ".join(form.title for form in FORMATS)
    return [
        text(
            "Upload a file of incidents: your own table, or an export of ACLED, UCDP GED or GTD. Every row is accounted "
            "for, and nothing is corrected without you.",
            "lead",
        ),
        text(
            f"{formats}; any of them zipped. Up to {st.get_option('server.maxUploadSize'):,} MiB a file here; larger ones by "
            "path with python -m geo import FILE -o OUT.parquet.",
            "muted",
        ),
        text(retention_words(), "muted"),
    ]


def _upload_form() -> None:
    """Choosing files, and importing them."""
    number = st.session_state.setdefault(ROUND, 0)
    chosen = st.file_uploader(
        "Files of incidents",
        [suffix.lstrip(".") for suffix in SUFFIXES],
        accept_multiple_files=True,
        key=f"data_files_{number}",
    )
    title = st.text_input(
        "Title",
        key=f"data_title_{number}",
        max_chars=120,
        placeholder="As it is to be called; left empty it is made of schema, countries and period",
    )
    with st.expander("Load a saved column mapping"):
        kept = st.file_uploader("Mapping", ["json"], key=f"data_mapping_{number}")
    files = cast(list[UploadedFile], chosen or [])
    if st.button("Import", type="primary", disabled=not files, key="data_import"):
        mapping = _mapping(kept)
        if FAULTS not in st.session_state:
            try:
                kept_files = uploads.keep_files(files)
            except AtlasError as error:
                st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
            else:
                _import_files(kept_files, mapping, title.strip() or None)


def _import_files(files: tuple[InputFile, ...], mapping: ColumnMapping | None, title: str | None) -> None:
    """Import with progress and a way to stop: pressing it ends this run, and nothing of the import is left. Mended rows
    go to the dataset that they belong to."""
    st.session_state.pop(FAULTS, None)
    kept: set[InputFile] = set()
    try:
        with shown_work("data_stop") as work:
            for file in files:
                if (before := uploads.upload_corrected_by(file, work)) is not None:
                    decided = read_decisions(before.path).mapping
                    _show_instead(before, uploads.import_upload((*before.files, file), decided, work, before))
                    kept.add(file)
            if rest := tuple(file for file in files if file not in kept):
                uploads.import_upload(rest, mapping, work, title=title)
                kept.update(rest)
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    finally:
        uploads.discard_files(tuple(file for file in files if file not in kept))
    st.session_state[ROUND] += 1
    st.rerun()


def _mapping(kept: UploadedFile | None) -> ColumnMapping | None:
    """The mapping of a file that was given along."""
    st.session_state.pop(FAULTS, None)
    if kept is None:
        return None
    try:
        return mapping_from_text(kept.getvalue().decode("utf-8-sig", errors="replace"), kept.name)
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
        return None


def _read_again(upload: Upload, mapping: ColumnMapping) -> None:
    """Import the same files with another mapping; the earlier import goes when the new one is there, and stays where
    this one is stopped."""
    st.session_state.pop(FAULTS, None)
    try:
        with shown_work(f"stop_{upload.id}") as work:
            _show_instead(upload, uploads.import_upload(upload.files, mapping, work, upload))
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    st.rerun()


def _put_together(files: tuple[InputFile, ...], stop: str) -> None:
    """Put datasets that are here already on one map; they also stay by themselves."""
    st.session_state.pop(FAULTS, None)
    try:
        with shown_work(stop) as work:
            found = uploads.import_upload(files, None, work, kept=())
        st.session_state[f"look_{found.id}"] = True
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    st.rerun()


def _show_instead(before: Upload, now: Upload) -> None:
    """Where the map shows what was read again, it shows what came of that."""
    current: session.Session = st.session_state[session.KEY]
    if current.view.dataset == before.id != now.id:
        session.change(dataset=now.id, selection=None)


def _show_faults() -> None:
    faults: list[str] = st.session_state.get(FAULTS, [])
    if faults:
        fault_lines("This could not be imported.", faults[:20], "fault")
