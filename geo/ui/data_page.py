"""The page Data: files that a person brings, what was understood of them, and the account of every row."""

from __future__ import annotations

import time
from typing import cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import AtlasError
from geo.importing import Given, Mapping, Progress
from geo.importing.decisions import read_decisions
from geo.importing.limits import MEBIBYTE, UPLOAD_BYTES
from geo.importing.mapping_file import mapping_from_text
from geo.importing.progress import Told
from geo.importing.readers.registry import FORMATS, SUFFIXES
from geo.query import Source
from geo.ui import session, uploads
from geo.ui.blocks import text
from geo.ui.data_upload import deleted_section, upload_section
from geo.ui.desks import Upload, desk, kept_words
from geo.ui.plates import plate
from geo.ui.sheet import sheet, words
from geo.ui.shown import follow

FAULTS = "atlas_import_faults"
ROUND = "atlas_import_round"
_EVERY = 0.2


def data_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    follow()
    with sheet("Data"):
        plate("prose", "data_lead", {"blocks": _lead()})
        _bring()
        _tell_faults()
        deleted_section()
        for upload in reversed(list(desk().uploads.values())):
            upload_section(upload, _read_again, _put_together)


def _lead() -> list[dict[str, object]]:
    formats = ", ".join(form.title for form in FORMATS)
    return [
        text(
            "Upload a file of incidents: your own table, or an export of ACLED, UCDP GED or GTD. Every row is accounted "
            "for, and nothing is corrected without you.",
            "lead",
        ),
        text(
            f"{formats}; any of them zipped. Up to {UPLOAD_BYTES // MEBIBYTE} MiB a file here; larger ones by "
            "path with python -m geo import FILE -o OUT.parquet.",
            "muted",
        ),
        text(kept_words(), "muted"),
    ]


def _bring() -> None:
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
            _import(uploads.keep_files(files), mapping, title.strip() or None)


def _import(files: tuple[Given, ...], mapping: Mapping | None, title: str | None) -> None:
    """Import with progress and a way to stop: pressing it ends this run, and nothing of the import is left. Mended rows
    go to the dataset that they belong to."""
    st.session_state.pop(FAULTS, None)
    told = _watched("data_stop")
    kept: set[Given] = set()
    try:
        for file in files:
            if (before := uploads.mended_by(file)) is not None:
                decided = read_decisions(before.path).mapping
                _show_instead(before, uploads.take_in((*before.files, file), decided, told, before))
                kept.add(file)
        if rest := tuple(file for file in files if file not in kept):
            uploads.take_in(rest, mapping, told, title=title)
            kept.update(rest)
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    finally:
        uploads.throw_away(tuple(file for file in files if file not in kept))
    st.session_state[ROUND] += 1
    st.rerun()


def _mapping(kept: UploadedFile | None) -> Mapping | None:
    """The mapping of a file that was given along."""
    st.session_state.pop(FAULTS, None)
    if kept is None:
        return None
    try:
        return mapping_from_text(kept.getvalue().decode("utf-8-sig", errors="replace"), kept.name)
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
        return None


def _watched(key: str) -> Told:
    """Draw a bar with a way to stop, and give what is to hear of the progress. Whatever the person clicks meanwhile
    ends this run where it next tells of its progress."""
    st.button("Stop", key=key)
    bar = st.progress(0.0, "Reading …")
    last = [0.0]

    def told(progress: Progress) -> None:
        now = time.monotonic()
        if now - last[0] > _EVERY:
            last[0] = now
            of = f" of {progress.of:,}" if progress.of else ""
            share = min(1.0, progress.rows / progress.of) if progress.of else 0.0
            bar.progress(share, f"{progress.step.capitalize()}: {progress.rows:,}{of} rows")

    return told


def _read_again(upload: Upload, mapping: Mapping) -> None:
    """Import the same files with another mapping; the earlier import goes when the new one is there, and stays where
    this one is stopped."""
    st.session_state.pop(FAULTS, None)
    try:
        _show_instead(upload, uploads.take_in(upload.files, mapping, _watched(f"stop_{upload.id}"), upload))
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    st.rerun()


def _put_together(files: tuple[Given, ...], stop: str) -> None:
    """Put datasets that are here already on one map; they also stay by themselves."""
    st.session_state.pop(FAULTS, None)
    try:
        found = uploads.take_in(files, None, _watched(stop), kept=())
        st.session_state[f"look_{found.id}"] = True
    except AtlasError as error:
        st.session_state[FAULTS] = [fault.sentence() for fault in error.faults]
    st.rerun()


def _show_instead(before: Upload, now: Upload) -> None:
    """Where the map shows what was read again, it shows what came of that."""
    current: session.Session = st.session_state[session.KEY]
    if current.view.dataset == before.id != now.id:
        session.change(dataset=now.id, selection=None)


def _tell_faults() -> None:
    faults: list[str] = st.session_state.get(FAULTS, [])
    if faults:
        st.error("This could not be imported.")
        for place, sentence in enumerate(faults[:20]):
            words(sentence, "muted", f"fault-{place}")
