"""A person's own layers, for any dataset: bringing a file, its name and colour, and removing it."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import AtlasError
from geo.filter.view import ShownLayer
from geo.importing.limits import MEBIBYTE
from geo.importing.read_own_layer import LIMITS, MOST_BYTES
from geo.model.own_layer import MOST_LAYERS, MOST_NAME, LayerColour
from geo.number_words import quantity
from geo.ui.components.prose import heading, text
from geo.ui.components.reference_page import fault_lines
from geo.ui.components.widgets import widget
from geo.ui.datasets.layer_uploads import KINDS, add_layer, own_layers, recolour, remove_layer, usual_name
from geo.ui.datasets.upload_store import KeptLayer
from geo.ui.state import session

_ROUND, _FAULTS = "atlas_layers_round", "atlas_layers_faults"
_MEANING = (
    "Points, lines and areas of your own, such as camps, roads or front lines, on the map under the incidents of whatever "
    "dataset is open, and in pictures. Points are squares. Columns named label or name, from and to are the label, the first "
    "and the last day of a feature; without coordinates in a geometry, latitude and longitude are read."
)
_KINDS = f"GeoJSON, GeoPackage, zipped Shapefile, KML or CSV; {LIMITS}; up to {MOST_LAYERS} layers."


def layers_section() -> None:
    """Draw it."""
    kept = own_layers()
    title = f"Your own layers ({len(kept)})" if kept else "Your own layers"
    with st.expander(title, key="own_layers"):
        st.text(_MEANING)
        for one in kept:
            _layer(one)
        _form()


def _form() -> None:
    """Choosing a file, its name and its colour."""
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(
        "File of a layer",
        [kind.lstrip(".") for kind in KINDS],
        key=f"layer_file_{number}",
        max_upload_size=MOST_BYTES // MEBIBYTE,
    )
    st.caption(_KINDS)
    left, right = st.columns(2)
    usual = usual_name(file.name) if file else "As the file is called"
    left.text_input("Name of the layer", key=f"layer_name_{number}", max_chars=MOST_NAME, placeholder=usual)
    right.selectbox("Colour", list(LayerColour), key=f"layer_colour_{number}", format_func=_label)
    st.button("Add the layer", type="primary", disabled=file is None, key="layer_add", on_click=_add, args=(number,))
    faults: list[str] = st.session_state.get(_FAULTS, [])
    if faults:
        fault_lines("This layer could not be added.", faults, "layer-fault")


def _label(colour: LayerColour) -> str:
    return colour.label


def _add(number: int) -> None:
    """Keep the layer that the fields say, and show it on the map."""
    st.session_state.pop(_FAULTS, None)
    file: UploadedFile | None = st.session_state[f"layer_file_{number}"]
    if file is None:
        return
    name, colour = st.session_state[f"layer_name_{number}"], st.session_state[f"layer_colour_{number}"]
    try:
        kept = add_layer(file.name, file.getvalue(), name, colour)
    except AtlasError as error:
        st.session_state[_FAULTS] = [fault.sentence() for fault in error.faults]
    else:
        others = tuple(one for one in _shown() if one.digest != kept.shown.digest)
        session.change(layers=(*others, kept.shown)[-MOST_LAYERS:])
        st.session_state[_ROUND] += 1  # what was chosen is kept: the fields are empty again


def _layer(one: KeptLayer) -> None:
    """A layer that is here: what it holds, what was noticed, its colour, and removing it."""
    digest, features = one.shown.digest, one.layer.features
    dated = ", with dates" if one.layer.is_dated else ""
    told = (f"{quantity(len(features), 'feature')}{dated}.", *one.notices)
    blocks = [heading(one.shown.name), *(text(sentence, "muted") for sentence in told)]
    widget("prose", f"layer_{digest}", {"blocks": blocks})
    left, right = st.columns(2, vertical_alignment="bottom")
    key = f"layer_recolour_{digest}"
    colours = list(LayerColour)
    at = colours.index(one.shown.colour)
    left.selectbox("Colour", colours, at, key=key, format_func=_label, on_change=_recolour, args=(digest, key))
    right.button("Remove the layer", key=f"layer_remove_{digest}", on_click=_remove, args=(digest,))


def _recolour(digest: str, key: str) -> None:
    colour: LayerColour = st.session_state[key]
    if recolour(digest, colour) is not None:
        session.change(
            layers=tuple(one.model_copy(update={"colour": colour}) if one.digest == digest else one for one in _shown())
        )


def _remove(digest: str) -> None:
    """Remove it, and take it out of the view and the filter."""
    remove_layer(digest)
    current: session.Session = st.session_state[session.KEY]
    asked = current.view.filter
    if asked.near is not None and asked.near.digest == digest:
        asked = asked.model_copy(update={"near": None})
    session.change(layers=tuple(one for one in _shown() if one.digest != digest), filter=asked)


def _shown() -> tuple[ShownLayer, ...]:
    current: session.Session = st.session_state[session.KEY]
    return current.view.layers
