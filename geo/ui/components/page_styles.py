"""The styles of Streamlit's own page around our components, on screen and on paper."""

from __future__ import annotations

from functools import cache

import streamlit as st

from geo.web import FOLDER as WEB_FOLDER

# Streamlit's own measures: the map is to fill what the header leaves.
PAGE_CSS = """
<style>
  .stMainBlockContainer { padding: 3.75rem 0 0 0; max-width: none; }
  .stMain .stVerticalBlock { gap: 0; }
  /* The map takes what the notices above it leave. */
  @media (min-width: 761px) {
    .stMainBlockContainer:has(.st-key-stage) { height: 100dvh; }
    .stMainBlockContainer:has(.st-key-stage) > .stVerticalBlock { height: 100%; flex-wrap: nowrap; }
    .stMainBlockContainer .st-key-stage { flex: 1 1 0; min-height: 480px; }
    .st-key-stage :is(.stBidiComponent, [data-testid="stBidiComponentRegular"]) { height: 100%; }
  }
  [data-testid="stSidebarUserContent"] { padding-top: 0.25rem; padding-bottom: 1rem; }
  .stAppHeader a:focus-visible, [data-testid="stSidebarHeader"] :focus-visible, [data-testid="stSidebarNav"] a:focus-visible {
    outline: 2px solid currentColor !important; outline-offset: 1px;
  }
  [data-testid="stExpandSidebarButton"]::after { content: "Filters"; font-size: 0.95rem; font-weight: 600; padding-inline-end: 0.4rem; }
  [data-testid="stExpandSidebarButton"] { width: auto; }
  .st-key-read_part { padding: 0.7rem 1.25rem 0; opacity: 0.75; }
  .stMain:focus-visible { outline: 2px solid var(--ia-focus, currentColor); outline-offset: -2px; }
  [data-testid="stElementContainer"]:has(> style) { display: none; }
</style>
"""


def apply_page_styles() -> None:
    """Give the page its measures. The text is fixed: nothing of the data goes in."""
    st.html(PAGE_CSS)
    st.html(_print_css())


@cache
def _print_css() -> str:
    """The rules for paper."""
    return f"<style>{(WEB_FOLDER / 'print.css').read_text(encoding='utf-8')}</style>"
