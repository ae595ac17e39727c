"""The measures and type of the reference pages, in the page's theme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.style.fonts import PAGE_STACK
from geo.style.tokens import tokens
from geo.ui.plates import ui_theme

# Only names from the table of styles go in, nothing of the data.
SHEET_CSS = """
<style>
  .stApp:has(.st-key-sheet), .stApp:has(.st-key-sheet) .stAppHeader {{ background: {paper}; }}
  .stMain .st-key-sheet {{
    max-width: 1360px; margin: 0 auto; padding: 1.75rem clamp(1rem, 3vw, 2.75rem) 4rem; gap: 0.9rem;
    color: {ink}; font-family: {font};
  }}
  .stMain .st-key-sheet .stVerticalBlock {{ gap: 0.9rem; }}
  .stMain .st-key-sheet .st-key-head {{ gap: 0.35rem; }}
  .st-key-sheet :is(h1, h2, h3, p, label, button, input, li, summary, [data-baseweb]) {{ font-family: {font}; }}
  .st-key-sheet h1 {{ font-size: 2.35rem; line-height: 1.1; font-weight: 700; letter-spacing: -0.018em; padding: 0; color: {ink}; }}
  .st-key-sheet h2 {{ font-size: 1.4rem; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em; padding: 0.3rem 0 0; color: {ink}; }}
  .st-key-sheet h3 {{ font-size: 1rem; line-height: 1.3; font-weight: 650; padding: 0.4rem 0 0; color: {ink}; letter-spacing: 0; }}
  .st-key-sheet .stText > div {{ font-family: {font}; font-size: 0.97rem; line-height: 1.45; white-space: normal; max-width: 76ch; color: {ink}; }}
  .st-key-sheet [class*="st-key-muted"] .stText > div {{ color: {muted}; font-size: 0.9rem; }}
  .st-key-sheet [class*="st-key-count"] .stText > div {{ font-size: 1.08rem; font-weight: 600; }}
  .st-key-sheet .stButton button, .st-key-sheet .stDownloadButton button {{
    min-height: 2.1rem; padding: 0.25rem 0.8rem; border-radius: 3px; border-color: {muted}; background: {raised}; color: {ink};
  }}
  .st-key-sheet .stHorizontalBlock:has(.st-key-card) {{ align-items: flex-start; }}
  .st-key-card {{ position: sticky; top: 4.25rem; }}
  .st-key-downloads {{ flex-wrap: wrap; }}
  @media (max-width: 760px) {{
    .st-key-sheet h1 {{ font-size: 1.8rem; }}
    .st-key-card {{ position: static; }}
  }}
  @media (pointer: coarse) {{
    .st-key-sheet .stButton button, .st-key-sheet .stDownloadButton button {{ min-height: 44px; }}
  }}
</style>
"""


@contextmanager
def sheet(title: str) -> Iterator[None]:
    """A page with a heading, in the reference pages' measures."""
    found = tokens(ui_theme())
    css = SHEET_CSS.format(
        paper=found.paper, raised=found.paper_raised, ink=found.ink, muted=found.muted, font=PAGE_STACK
    )
    st.html(css)
    with st.container(key="sheet"):
        st.title(title, anchor=False)
        yield


def words(text: str, kind: str, name: str) -> None:
    """A line of plain text; ``kind`` is muted or count, ``name`` sets it apart on its page."""
    with st.container(key=f"{kind}-{name}"):
        st.text(text)
