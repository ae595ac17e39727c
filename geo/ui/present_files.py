"""Ways to take a picture along: files, the clipboard, a film."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.export.film import missing_codec
from geo.export.formats import FORMAT_BY_NAME, FORMATS, Format
from geo.export.frames import NOTHING
from geo.export.order import Film, FilmMode, Order
from geo.export.pair import PAIR_FORMATS, pair_bytes
from geo.export.sharing import WITH_ROWS, refusal
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.options import Picture
from geo.scene.pair import build_pair
from geo.ui.server import SHELF, addresses
from geo.ui.uploads import session_secret

FILM, FILM_OF = "present_film", "present_film_of"

COPY_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("span");
  button.onclick = async () => {
    try {
      const picture = fetch(data.address).then((answer) => answer.blob());
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      told.textContent = "Copied: paste it into your slide.";
    } catch (error) {
      told.textContent = "This browser does not allow it. Download the PNG instead.";
    }
  };
}
"""
COPY_HTML = '<button type="button">Copy picture</button> <span role="status"></span>'
COPY_CSS = """
button { font: inherit; padding: .35rem .8rem; border-radius: .5rem; border: 1px solid var(--st-border-color);
  background: var(--st-background-color); color: var(--st-text-color); cursor: pointer; }
button:hover { border-color: var(--st-primary-color); }
span { color: var(--st-text-color); opacity: .75; margin-left: .5rem; }
"""


def copy_button(order: Order) -> None:
    """One click puts the PNG into the clipboard."""
    name = SHELF.put(FORMAT_BY_NAME["png"].write(order), "image/png", session_secret())
    component = st.components.v2.component("incident_atlas_copy", html=COPY_HTML, css=COPY_CSS, js=COPY_JS)
    component(key="present_copy", data={"address": f"{addresses()['shelf']}/{name}"})


def downloads(order: Order) -> None:
    """A button a format; a file is made when its button is pressed."""
    refused = refusal(order.dataset)
    if refused:
        st.text(refused)
    with st.container(horizontal=True, key="present_downloads"):
        for kind in FORMATS:
            if not kind.slow and not (refused and kind.name in WITH_ROWS):
                _button(kind.title, partial(kind.write, order), kind, order.scene.stamp["view_id"])


def _button(label: str, make: Callable[[], bytes], kind: Format, name: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=f"incident-atlas-{name}{'-briefing' if kind.name == 'briefing' else ''}{kind.suffix}",
        mime=kind.mime,
        help=kind.what,
        key=f"present_get_{kind.name}",
        on_click="ignore",
    )


def pair_downloads(dataset: Dataset, before: View, after: View, picture: Picture) -> None:
    """Before and after as a picture, a drawing, a page and a slide."""
    scene = build_pair(dataset, before, after, picture)
    with st.container(horizontal=True, key="present_downloads"):
        for name in PAIR_FORMATS:
            kind = FORMAT_BY_NAME[name]
            make = partial(pair_bytes, name, dataset, before, after, picture)
            _button(kind.title, make, kind, f"{scene.stamp['view_id']}-before-after")


def film(order: Order) -> None:
    """The film: made on demand, with progress; another click stops it."""
    with st.expander("Film of the timeline", key="present_film_box"):
        chosen = _film_options()
        kinds = [kind for kind in FORMATS if kind.slow]
        lacking = missing_codec()
        with st.container(horizontal=True):
            pressed = [kind for kind in kinds if _make_button(kind, lacking if kind.name == "mp4" else None)]
        if lacking:
            st.caption(lacking)
        if not order.scene.incidents:
            st.caption(f"{NOTHING}. The film would stand still: widen the dates or the filters, or move the map.")
        if pressed:
            _make(Order(order.dataset, order.view, order.picture, chosen), pressed[0])
        _give(order)


def _film_options() -> Film:
    left, middle, right = st.columns(3)
    mode = left.segmented_control(
        "Time runs", list(FilmMode), format_func=lambda one: one.label, default=FilmMode.CUMULATIVE,
        key="present_film_mode", required=True,
    )  # fmt: skip
    seconds = middle.slider("Seconds", 4, 60, 12, key="present_film_seconds")
    window = right.slider("Days in the window", 1, 120, 14, key="present_film_window", disabled=mode != FilmMode.WINDOW)
    return Film(mode=mode or FilmMode.CUMULATIVE, seconds=seconds, window_days=window)


def _make_button(kind: Format, lacking: str | None) -> bool:
    return st.button(f"Make the {kind.title}", key=f"present_make_{kind.name}", disabled=lacking is not None)


def _make(order: Order, kind: Format) -> None:
    """Draw the film. Whatever the person clicks meanwhile ends it: Streamlit leaves this run at the next step."""
    bar = st.progress(0.0, text="Drawing the film …")
    st.button("Stop", key="present_film_stop")

    def told(share: float) -> None:
        bar.progress(min(1.0, share), text=f"Drawing the film … {share:.0%}")

    watched = Order(order.dataset, order.view, order.picture, order.film, told)
    st.session_state[FILM] = (kind.name, kind.write(watched))
    st.session_state[FILM_OF] = order.scene.stamp["view_id"]
    bar.empty()


def _give(order: Order) -> None:
    made: tuple[str, bytes] | None = st.session_state.get(FILM)
    if made is None or st.session_state.get(FILM_OF) != order.scene.stamp["view_id"]:
        return
    kind = FORMAT_BY_NAME[made[0]]
    label = f"Download the {kind.title} ({len(made[1]) / 1e6:.1f} MB)"
    _button(label, partial(bytes, made[1]), kind, order.scene.stamp["view_id"])
