"""A person's own boundaries for one dataset: choosing the file and its columns, and going back to governorates."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.disk.temporary_folders import temporary_folder
from geo.errors import AtlasError
from geo.importing.decisions import OwnBoundaries, read_decisions
from geo.importing.own_boundaries import boundary_columns, own_areas
from geo.model.own_areas import BOUNDARY_SUFFIXES
from geo.ui.components.reference_page import fault_lines
from geo.ui.datasets import uploads
from geo.ui.datasets.boundary_files import PARTS, kept_areas, remove_boundaries, write_boundaries
from geo.ui.datasets.keeping import keeping
from geo.ui.datasets.upload_room import check_room
from geo.ui.datasets.upload_store import Upload

_ROUND = "atlas_boundaries_round"
_NONE = "– (count incidents)"
_MEANING = (
    "“By area” on the map, in pictures and films then counts by these areas: for certain, and possibly. They stay with "
    "the dataset and are in no link; the filter keeps its governorates."
)


def boundaries_section(upload: Upload) -> None:
    """Draw it."""
    decided = read_decisions(upload.path)
    if decided.boundaries is not None:
        st.text(_kept_words(upload, decided.boundaries))
        st.button("Back to governorates", key=f"no_boundaries_{upload.id}", on_click=_keep, args=(upload, None))
    st.text(_MEANING)
    number = st.session_state.setdefault(_ROUND, 0)
    chosen = st.file_uploader(
        "GeoJSON, GeoPackage, or a Shapefile with its parts",
        [suffix.lstrip(".") for suffix in (*BOUNDARY_SUFFIXES, *PARTS)],
        accept_multiple_files=True,
        key=f"boundaries_{upload.id}_{number}",
    )
    if chosen:
        try:
            _choose(upload, list(chosen))
        except AtlasError as error:
            sentences = (fault.sentence() for fault in error.faults)
            fault_lines("These boundaries could not be taken in.", sentences, "boundary-fault")


def _kept_words(upload: Upload, kept: OwnBoundaries) -> str:
    areas = kept_areas(upload.path.parent, kept)
    if areas is None:
        return f"“{kept.shown}” can no longer be read: the map counts by governorate. Choose it again."
    people = f", per 100,000 people by “{kept.population_column}”" if kept.population_column else ""
    count = len(areas.names)
    return f"By area counts {count:,} {'area' if count == 1 else 'areas'} of “{kept.shown}”, called by “{kept.name_column}”{people}."


def _choose(upload: Upload, files: list[UploadedFile]) -> None:
    """Ask which columns mean what, and keep the file once it is read whole. Raises AtlasError."""
    content = {file.name: file.getvalue() for file in files}
    shown_names = ", ".join(content)
    with keeping(shown_names), temporary_folder("boundaries") as folder:
        path, shown = write_boundaries(folder, content)
        columns = boundary_columns(path, shown)
        name = st.selectbox("Name or code of an area", columns, key=f"boundaries_name_{upload.id}")
        people = st.selectbox("Population", (_NONE, *columns), key=f"boundaries_people_{upload.id}")
        if not st.button("Count by these areas", type="primary", key=f"use_boundaries_{upload.id}") or name is None:
            return
        population = None if people == _NONE else people
        own_areas(path, name, population, shown)
    check_room(uploads.own_uploads(), shown_names, sum(map(len, content.values())))
    with keeping(shown_names):
        kept, _ = write_boundaries(upload.path.parent, content)
    _keep(upload, OwnBoundaries(file=kept.name, shown=shown, name_column=name, population_column=population))
    st.session_state[_ROUND] += 1  # what was chosen is kept: the field is empty again
    st.rerun()


def _keep(upload: Upload, boundaries: OwnBoundaries | None) -> None:
    """Keep what is chosen in place of what was, whose file goes once that is kept."""
    decided = read_decisions(upload.path)
    uploads.decide(upload, decided.model_copy(update={"boundaries": boundaries}))
    now = read_decisions(upload.path).boundaries
    for old in (decided.boundaries, boundaries):
        if old is not None and old != now:
            remove_boundaries(upload.path.parent, old)
