"""The page Present: what is on the map as a picture, a slide, a film, a story."""

from __future__ import annotations

import streamlit as st

from geo.errors import AtlasError, UnreadableFile
from geo.export.before_after_files import whole_of
from geo.export.export_request import ExportRequest
from geo.export.png import read_png
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.query import Source
from geo.scene.before_after import split_at_day
from geo.ui.components.load_incidents import load_incidents
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.present.background_work import run_in_background
from geo.ui.present.browser_actions import copy_button
from geo.ui.present.control_state import DAY, set_controls, set_controls_next_run
from geo.ui.present.downloads import downloads, film, pair_downloads
from geo.ui.present.picture_controls import chosen_day, chosen_picture
from geo.ui.present.preview import drawn_pair, drawn_picture, show_preview
from geo.ui.present.story_editor import pair_section, story_section
from geo.ui.state import session
from geo.ui.state.navigation import open_requested_page

MODES = ("Picture", "Before and after", "Story")
DRAWING = "Drawing the picture"
MODE, OPENED = "present_mode", "present_opened"


def present_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    incidents = load_incidents(source, current.view.filter, "Present")
    if incidents is None:
        return
    set_controls()
    with reference_page("Present"):
        text_line(
            "The map as you left it, drawn for slides and pages. Dates, filters and camera are those of the map.",
            "muted",
            "present_about",
        )
        st.session_state.setdefault(MODE, MODES[0])
        mode = st.segmented_control("What to make", MODES, key=MODE, required=True)
        try:
            _draw(mode or MODES[0], incidents.whole, incidents.shown, current.view)
        except AtlasError as error:
            for fault in error.faults:
                st.error(fault.sentence())


def _draw(mode: str, dataset: Dataset, shown: Dataset, view: View) -> None:
    """The preview, which is the picture itself, with every way to take it along; the controls beside it."""
    left, right = st.columns([2.3, 1], gap="large")
    with right:
        day = chosen_day(shown, view) if mode == MODES[1] else None
        picture = chosen_picture(shown, dataset, view)
        open_picture(dataset)
    with left:
        if day is not None:
            before, after = split_at_day(view, day)
            scene, svg = run_in_background(DRAWING, lambda _: drawn_pair(dataset, before, after, picture))
            show_preview(scene, svg)
            pair_downloads(dataset, scene, before, after, picture)
            pair_section(before, after, picture)
            return
        order = ExportRequest(dataset, view, picture)
        show_preview(*run_in_background(DRAWING, lambda _: drawn_picture(dataset, view, picture)))
        copy_button(order)
        downloads(order)
        film(order)
        if mode == MODES[2]:
            story_section(dataset, view, picture)


def open_picture(dataset: Dataset) -> None:
    """A picture of the atlas, dropped here, brings its view back, and what was written into it."""
    file = st.file_uploader("Restore a view from a PNG", type=["png"], key="present_open")
    if file is None or st.session_state.get(OPENED) == file.file_id:
        return
    st.session_state[OPENED] = file.file_id
    carried = read_png(file.getvalue(), file.name)
    if carried.dataset != dataset.id:
        problem = f"shows the dataset '{carried.dataset}', not '{dataset.id}'"
        raise UnreadableFile(file.name, problem, "Open that dataset first.")
    view = carried.view if carried.after is None else whole_of(carried.view, carried.after)
    session.set_map(carried.picture.viewport, viewfinder=carried.picture.cropped)
    session.change(**{name: value for name, value in view if name != "dataset"})
    set_controls_next_run(carried.picture, {
        MODE: MODES[0] if carried.after is None else MODES[1],
        **({DAY: carried.after.filter.start} if carried.after is not None else {}),
    })  # fmt: skip
    if carried.version != dataset.version:
        st.toast("The data have changed since this picture was made: the same view may show other incidents.")
    st.rerun()
