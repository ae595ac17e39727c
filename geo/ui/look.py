"""The look of the pages around our own pieces."""

from __future__ import annotations

import streamlit as st

# Streamlit's own measures: the map is to fill what the header leaves.
PAGE_CSS = """
<style>
  .stMainBlockContainer { padding: 3.75rem 0 0 0; max-width: none; }
  .stMain .stVerticalBlock { gap: 0; }
  [data-testid="stSidebarUserContent"] { padding-top: 0.25rem; padding-bottom: 1rem; }
  [data-testid="stElementContainer"]:has(> style) { display: none; }
</style>
"""


def apply_look() -> None:
    """Give the page its measures. The text is fixed: nothing of the data goes in."""
    st.html(PAGE_CSS)
