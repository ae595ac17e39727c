"""The frame of the reference pages: their measures and type, in the page's theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitDuplicateElementKey

from geo.style.browser import css_variables
from geo.style.tokens import Theme
from geo.ui.components.widgets import page_theme
from geo.web import FOLDER as WEB_FOLDER


@contextmanager
def reference_page(title: str) -> Iterator[None]:
    """A page with a heading, in the reference pages' measures."""
    st.html(f"<style>{_css(page_theme())}</style>")
    with _sheet():
        st.title(title, anchor=False)
        yield


def _sheet() -> DeltaGenerator:
    """Below what a page had drawn before it came upon an error, where that is what is shown."""
    try:
        return st.container(key="sheet")
    except StreamlitDuplicateElementKey:
        return st.container(key="sheet_below")


@cache
def _css(theme: Theme) -> str:
    """The colours of a theme and the rules that use them; nothing of the data goes in."""
    colours = " ".join(f"{name}: {value};" for name, value in css_variables(theme).items())
    rules = (WEB_FOLDER / "widgets" / "sheet.css").read_text(encoding="utf-8")
    return f".stApp:has(.st-key-sheet) {{ {colours} }}\n{rules}"


def text_line(text: str, kind: str, name: str) -> None:
    """A line of plain text; ``kind`` is muted or count, ``name`` sets it apart on its page."""
    with st.container(key=f"{kind}-{name}"):
        st.text(text)


def fault_lines(title: str, sentences: Iterable[str], name: str) -> None:
    """What could not be done, and a line for each fault; ``name`` sets them apart on their page."""
    st.error(title)
    for place, sentence in enumerate(sentences):
        text_line(sentence, "muted", f"{name}-{place}")
