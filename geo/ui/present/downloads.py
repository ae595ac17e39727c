"""Downloads of a picture: files of each format, and a film."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from geo.export.before_after_files import PAIR_FORMATS, pair_bytes
from geo.export.export_request import ExportRequest, Film, FilmMode, ProgressCallback
from geo.export.film_frames import NOTHING
from geo.export.formats import FORMAT_BY_NAME, FORMATS, Format
from geo.export.redistribution import redistribution_refusal
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene
from geo.ui.components.download import download
from geo.ui.present.background_work import in_turn, run_in_background
from geo.ui.present.browser_actions import make_and_download

FILM, FILM_OF = "present_film", "present_film_of"


def downloads(order: ExportRequest) -> None:
    """A button a format; a file is made when its button is pressed."""
    refused = redistribution_refusal(order.dataset)
    if refused:
        st.text(refused)
    kinds = [kind for kind in FORMATS if not kind.slow and not (refused and kind.of_rows)]
    pressed = pressed_button(kinds, "present_get")
    if pressed:
        name = f"{order.scene.stamp['view_id']}{'-briefing' if pressed.name == 'briefing' else ''}"
        make_and_download(
            pressed.noun,
            lambda progress: pressed.write(with_progress(order, progress)),
            file_name(pressed, name),
            pressed.mime,
        )


def pair_downloads(dataset: Dataset, scene: Scene, before: View, after: View, picture: Picture) -> None:
    """Before and after as a picture, a drawing, a page and a slide."""
    pressed = pressed_button([FORMAT_BY_NAME[name] for name in PAIR_FORMATS], "present_get")
    if pressed:
        name = file_name(pressed, f"{scene.stamp['view_id']}-before-after")
        make = partial(pair_bytes, pressed.name, dataset, before, after, picture)
        make_and_download(pressed.noun, lambda _: make(), name, pressed.mime)


def pressed_button(kinds: Iterable[Format], key: str) -> Format | None:
    """A row of buttons, and the one that the person has just pressed."""
    with st.container(horizontal=True, key=f"{key}_row"):
        pressed = [kind for kind in kinds if st.button(kind.title, help=kind.what, key=f"{key}_{kind.name}")]
    return pressed[0] if pressed else None


def file_name(kind: Format, name: str) -> str:
    """The name that a file gets."""
    return f"incident-atlas-{name}{kind.suffix}"


def with_progress(order: ExportRequest, progress: ProgressCallback, film: Film | None = None) -> ExportRequest:
    """The same order, which says how far it is."""
    return ExportRequest(order.dataset, order.view, order.picture, film or order.film, progress)


def film(order: ExportRequest) -> None:
    """The film: made on demand, with progress; another click stops it."""
    with st.expander("Film of the timeline", key="present_film_box"):
        chosen = _film_options()
        kinds = [kind for kind in FORMATS if kind.slow]
        lacking = {kind.name: kind.missing() for kind in kinds}
        with st.container(horizontal=True):
            pressed = [kind for kind in kinds if _make_button(kind, lacking[kind.name])]
        for words in filter(None, lacking.values()):
            st.caption(words)
        if not order.scene.incidents:
            st.caption(f"{NOTHING}. The film would stand still: widen the dates or the filters, or move the map.")
        if pressed:
            with in_turn():
                content = run_in_background(
                    "Drawing the film", lambda progress: pressed[0].write(with_progress(order, progress, chosen))
                )
            st.session_state[FILM] = (pressed[0].name, content)
            st.session_state[FILM_OF] = order.scene.stamp["view_id"]
        _offer_film(order)


def _film_options() -> Film:
    left, middle, right = st.columns(3)
    mode = left.segmented_control(
        "Time runs", list(FilmMode), format_func=lambda one: one.label, default=FilmMode.CUMULATIVE,
        key="present_film_mode", required=True,
    )  # fmt: skip
    seconds = middle.slider("Seconds", 4, 60, 12, key="present_film_seconds")
    window = right.slider("Days in the window", 1, 120, 14, key="present_film_window", disabled=mode != FilmMode.WINDOW)
    return Film(mode=mode or FilmMode.CUMULATIVE, seconds=seconds, window_days=window)


def _make_button(kind: Format, missing: str | None) -> bool:
    return st.button(f"Make the {kind.title}", key=f"present_make_{kind.name}", disabled=missing is not None)


def _offer_film(order: ExportRequest) -> None:
    film_before: tuple[str, bytes] | None = st.session_state.get(FILM)
    view_id = order.scene.stamp["view_id"]
    if film_before is None or st.session_state.get(FILM_OF) != view_id:
        return
    kind, content = FORMAT_BY_NAME[film_before[0]], film_before[1]
    download(
        f"Download the {kind.title} ({len(content) / 1e6:.1f} MB)", partial(bytes, content), mime=kind.mime,
        file_name=file_name(kind, view_id), key=f"present_get_{kind.name}",
    )  # fmt: skip
