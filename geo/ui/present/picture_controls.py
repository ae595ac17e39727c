"""The controls of a picture: shape, words, callouts."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from geo.card.fact_words import country_name, joined
from geo.count import summary
from geo.count.focus_countries import focus_countries
from geo.filter.apply import select
from geo.filter.view import Size, View
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.scene.build_scene import plan_of
from geo.scene.picture_options import MAX_CALLOUTS, MAX_PIXELS, Callout, Picture, PlaceNames, Preset
from geo.scene.picture_text import alt_words, source_words, subtitle_words, title_words
from geo.scene.visible_incidents import VisibleIncidents
from geo.ui.present.control_state import CALLOUTS, DAY, HEIGHT, LABEL, OWN_SIZE, SHAPE, TEXT_SIZES, WIDTH
from geo.ui.state import session
from geo.ui.state.picture_state import keep_picture

BEFORE_AFTER = date(2020, 1, 3)
USUAL = Picture()
"""The controls stand so by themselves too: a run that is overtaken does not bring the browser what was set for it."""


def chosen_picture(dataset: Dataset, whole: Dataset, view: View) -> Picture:
    """Draw the controls and give what they say. What is left empty is written from the view."""
    plain = Picture(viewport=session.map_size(), cropped=session.viewfinder())
    found = _seen(dataset, view, plain)
    title = _words("Title", "title", title_words(dataset, plain))
    subtitle = _words("Subtitle", "subtitle", subtitle_words(found, view, plain))
    values = _shape(joined([country_name(code) for code in focus_countries(whole)]))
    with st.expander("Callouts, sources, alternative text", key="present_more"):
        callouts = _callouts(dataset, found.ids)
        source = _words("Source line", "source", source_words(found, plain))
        accessed = st.date_input("Date of access", key="present_accessed", format="YYYY-MM-DD")
        alt = st.text_area(
            "Alternative text", key="present_alt", placeholder=alt_words(found, view, plain), max_chars=2000, height=160
        )
    return keep_picture(
        Picture(
            **values,
            title=title,
            subtitle=subtitle,
            source_line=source,
            alt=alt or None,
            viewport=plain.viewport,
            cropped=plain.cropped,
            accessed=accessed if isinstance(accessed, date) else None,
            callouts=callouts,
        )
    )


@last_kept(24)
def _seen(dataset: Dataset, view: View, picture: Picture) -> VisibleIncidents:
    return plan_of(dataset, view, picture).found


def _shape(countries: str) -> dict[str, Any]:
    shape = st.selectbox("Shape", [*Preset, OWN_SIZE], format_func=_shape_words, key=SHAPE)
    size = _own_size() if shape == OWN_SIZE else None
    names = st.segmented_control(
        "Place names", list(PlaceNames), format_func=lambda one: one.label, key="present_names", required=True,
    )  # fmt: skip
    text_size = st.select_slider(
        "Text size", TEXT_SIZES, USUAL.text_size, key="present_text_size", format_func=lambda factor: f"{factor:.0%}",
        help="Of all type and symbols. Each shape has sizes for where it is read: a slide, a phone, a page.",
    )  # fmt: skip
    with st.container(horizontal=True):
        legend = st.toggle("Legend", USUAL.legend, key="present_legend")
        inset = st.toggle("Small map", USUAL.inset, key="present_inset")
        cut_out = st.toggle(
            f"Show {countries} only", key="present_cut_out", help="The country by itself, on an empty ground."
        )
    return {
        "preset": shape if isinstance(shape, Preset) else Preset.SLIDE, "size": size, "names": names, "text_size": text_size, "legend": legend, "inset": inset, "cut_out": cut_out,
    }  # fmt: skip


def _shape_words(shape: Preset | str) -> str:
    return f"{shape.label} · {shape.definition.split(',')[0].rstrip('.')}" if isinstance(shape, Preset) else shape


def _own_size() -> Size | None:
    """Width and height in pixels; None, with a word on it, for more than a picture may have."""
    left, right = st.columns(2)
    width = left.number_input("Width (pixels)", 64, 10_000, key=WIDTH)
    height = right.number_input("Height (pixels)", 64, 10_000, key=HEIGHT)
    if width * height > MAX_PIXELS:
        st.text(f"A picture may have {MAX_PIXELS:,} pixels, {width:,} × {height:,} are more.")
        return None
    return Size(width=int(width), height=int(height))


def _callouts(dataset: Dataset, ids: tuple[str, ...]) -> tuple[Callout, ...]:
    st.session_state[CALLOUTS] = [one for one in st.session_state.get(CALLOUTS, []) if one in ids]
    picked = st.multiselect(
        "Add callouts",
        list(ids),
        format_func=lambda one: str(dataset.incidents["title"].get(one, one)),
        max_selections=MAX_CALLOUTS,
        key=CALLOUTS,
        placeholder="Numbered in the order in which you choose them",
    )
    return tuple(_callout(dataset, incident, number) for number, incident in enumerate(picked, 1) if incident in ids)


def _callout(dataset: Dataset, incident: str, number: int) -> Callout:
    """A number, or the few words that the person puts in its place."""
    label = st.text_input(
        f"Label of {dataset.incidents['title'].get(incident, incident)}", key=f"{LABEL}{incident}",
        placeholder=f"Leave empty to show the number {number}", max_chars=80,
    )  # fmt: skip
    return Callout(incident=incident, label=label.strip() or None)


def _words(label: str, name: str, written: str) -> str | None:
    return st.text_input(label, key=f"present_{name}", placeholder=written, max_chars=2000) or None


def chosen_day(dataset: Dataset, view: View) -> date:
    """The day at which before becomes after."""
    span = summary(select(dataset, view.filter), view.filter, dataset)
    usual = BEFORE_AFTER if span.start < BEFORE_AFTER <= span.end else span.start + (span.end - span.start) / 2
    st.session_state.setdefault(DAY, usual)
    day = st.date_input("First day of “after”", key=DAY, format="YYYY-MM-DD")
    return day if isinstance(day, date) else usual
