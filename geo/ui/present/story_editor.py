"""The editor of a story: views in order with a headline and a sentence each; kept in the browser and in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.dates import day_words
from geo.errors import AtlasError
from geo.export.export_request import ProgressCallback
from geo.export.formats import FORMAT_BY_NAME
from geo.export.png import read_png
from geo.export.story import Chapter, Story, read_story, story_html, story_json, story_pdf, story_pptx
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.number_words import quantity
from geo.scene.picture_options import Picture
from geo.ui.components.download import download
from geo.ui.datasets.uploads import session_secret
from geo.ui.present.browser_actions import make_and_download
from geo.ui.server.addresses import blob_address
from geo.ui.server.blob_cache import BLOBS

STORY, KEPT = "present_story", "present_kept"

KEEP_JS = """
const SLOT = "incident-atlas-story";
export default function ({ data, setStateValue }) {
  try {
    if (data.story !== null) localStorage.setItem(SLOT, data.story);
    else if (localStorage.getItem(SLOT)) setStateValue("kept", localStorage.getItem(SLOT));
  } catch { /* a browser that keeps nothing: the file still does */ }
}
"""


def story_section(dataset: Dataset, view: View, picture: Picture) -> None:
    """The story below the picture that would be added to it."""
    story = _story()
    st.subheader("Story", anchor=False)
    with st.container(horizontal=True):
        st.button("Add this view", key="story_add", on_click=_add, args=(Chapter(view=view, picture=picture),))
        download(
            "Save the story", partial(story_json, story), file_name="story.json", mime="application/json",
            key="story_save", disabled=not story.chapters,
        )  # fmt: skip
    _open()
    _chapters(story)
    if story.chapters:
        _downloads(dataset, story)
    _keep_in_browser(story)


def pair_section(before: View, after: View, picture: Picture) -> None:
    """The way of a pair into the story, below the pair."""
    story = _story()
    with st.container(horizontal=True, vertical_alignment="center"):
        chapter = Chapter(view=before, after=after, picture=picture)
        st.button("Add to the story", key="story_add_pair", on_click=_add, args=(chapter,))
        if story.chapters:
            st.text(f"The story has {quantity(len(story.chapters), 'chapter')}.")
    _keep_in_browser(story)


def _story() -> Story:
    """The session's story; a new session takes back what the browser kept."""
    story: Story | None = st.session_state.get(STORY)
    if story is None:
        kept = getattr(st.session_state.get(KEPT), "kept", None)
        if not kept:
            return Story()
        try:
            story = read_story(str(kept).encode(), "kept story")
        except AtlasError:
            story = Story()
        st.session_state[STORY] = story
    return story


def _set(story: Story) -> None:
    st.session_state[STORY] = story


def _keep_in_browser(story: Story) -> None:
    """Let the browser keep the story, so that a reload loses nothing."""
    component = st.components.v2.component("incident_atlas_story", js=KEEP_JS, html="<span></span>")
    begun = STORY in st.session_state
    component(key=KEPT, data={"story": story.model_dump_json() if begun else None}, on_kept_change=lambda: None)


def _add(chapter: Chapter) -> None:
    _set(_story().with_chapter(chapter))


def _open() -> None:
    file = st.file_uploader("Open a story, or add a picture of the atlas", type=["json", "png"], key="story_file")
    if file is None or st.session_state.get("story_file_read") == file.file_id:
        return
    st.session_state["story_file_read"] = file.file_id
    content = file.getvalue()
    if file.name.lower().endswith(".png"):
        carried = read_png(content, file.name)
        chapter = Chapter(view=carried.view, after=carried.after, picture=carried.picture)
        _set(_story().with_chapter(chapter))
    else:
        _set(read_story(content, file.name))
    st.rerun()


def _chapters(story: Story) -> None:
    for at, chapter in enumerate(story.chapters):
        with st.container(border=True, key=f"chapter_{at}"):
            left, right = st.columns([5, 1.4], vertical_alignment="center")
            with left:
                if chapter.after is not None and chapter.after.filter.start:
                    st.caption(f"Before and after {day_words(chapter.after.filter.start)}")
                _field(at, "headline", "Headline", chapter)
                _field(at, "sentence", "Sentence", chapter)
            with right, st.container(horizontal=True):
                _move("↑", at, -1, disabled=at == 0)
                _move("↓", at, 1, disabled=at == len(story.chapters) - 1)
                st.button("Remove", key=f"chapter_{at}_remove", on_click=_remove, args=(at,))


def _field(at: int, name: str, label: str, chapter: Chapter) -> None:
    key = f"chapter_{at}_{name}"
    st.session_state[key] = getattr(chapter, name)
    st.text_input(f"{label} {at + 1}", key=key, on_change=_write, args=(at, name, key), max_chars=300)


def _write(at: int, name: str, key: str) -> None:
    story = _story()
    changed = story.chapters[at].model_copy(update={name: str(st.session_state[key])})
    _set(story.with_chapter(changed, at))


def _move(label: str, at: int, by: int, *, disabled: bool) -> None:
    help_ = "Earlier" if by < 0 else "Later"
    st.button(label, key=f"chapter_{at}_{help_}", help=help_, disabled=disabled, on_click=_moved, args=(at, by))


def _moved(at: int, by: int) -> None:
    _set(_story().moved(at, by))


def _remove(at: int) -> None:
    _set(_story().without(at))


def _downloads(dataset: Dataset, story: Story) -> None:
    """Play it, or download it as slides, pages or one HTML."""
    makers: dict[str, Callable[[ProgressCallback], bytes]] = {
        "pptx": lambda progress: story_pptx(dataset, story, progress=progress),
        "pdf": lambda progress: story_pdf(dataset, story, progress=progress),
        "html": lambda progress: story_html(dataset, story, progress),
    }
    key = f"{dataset.version} {story.model_dump_json()}"
    page = BLOBS.put_lazy(lambda: story_html(dataset, story), key, "text/html; charset=utf-8", session_secret())
    pressed = None
    with st.container(horizontal=True, key="story_downloads"):
        st.link_button("Play full screen", blob_address(page), help="Arrow keys turn, f fills the screen.")
        for name in makers:
            suffix = FORMAT_BY_NAME[name].suffix
            if st.button(f"Story as {suffix[1:].upper()}", key=f"story_get_{name}"):
                pressed = FORMAT_BY_NAME[name]
    if pressed:
        make_and_download(
            f"story as {pressed.suffix[1:].upper()}", makers[pressed.name], f"story{pressed.suffix}", pressed.mime
        )
