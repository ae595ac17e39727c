"""Banners above every page: the day up to which is shown what was known, and what of an address was ignored."""

from __future__ import annotations

import streamlit as st

from geo.dates import day_words
from geo.query import Source
from geo.style.fonts import PAGE_STACK
from geo.style.tokens import Theme, tokens
from geo.ui.state import session

# Only names from the table of styles go in, nothing of the data.
BANNER_CSS = """
<style>
  .st-key-known_on {{ background: {ink}; padding: 0.55rem 1.25rem 0.6rem; align-items: center; gap: 0.15rem 1.25rem; }}
  .st-key-known_on :is(p, button) {{ font-family: {font}; color: {paper}; }}
  .st-key-known_on .ia-known-day {{ font-size: 1.6rem; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em; margin: 0; }}
  .st-key-known_on .ia-known-what {{ font-size: 0.92rem; line-height: 1.35; margin: 0; max-width: 120ch; }}
  .st-key-known_on button {{ background: transparent; border: 1px solid {paper}; min-height: 2.1rem; }}
  .st-key-known_on button:is(:hover, :focus-visible, :active) {{ background: {paper}; color: {ink}; border-color: {paper}; }}
  .st-key-known_on button:is(:hover, :focus-visible, :active) p {{ color: {ink}; }}
  :is(.st-key-ignored, .st-key-missing_dataset) {{
    background: {raised}; border-bottom: 1px solid {rule}; padding: 0.6rem 1.25rem 0.65rem; align-items: center;
  }}
  :is(.st-key-ignored, .st-key-missing_dataset) .stText > span {{ font-family: {font}; font-size: 0.92rem; line-height: 1.4; white-space: normal; color: {ink}; }}
  .st-key-ignored .st-key-ignored_words {{ gap: 0.1rem; max-height: 22vh; overflow-y: auto; }}
  :is(.st-key-ignored, .st-key-missing_dataset) button {{ background: transparent; border: 1px solid {muted}; color: {ink}; min-height: 2.1rem; }}
</style>
"""


def draw_banners(source: Source, current: session.Session) -> None:
    """Draw both, where there is something to say."""
    known_on, ignored = current.view.filter.as_known_on, current.ignored
    if known_on is None and not ignored:
        return
    apply_banner_styles()
    if known_on is not None:
        _known_on(day_words(known_on), source.hidden(current.view.filter))
    if ignored:
        _ignored(ignored)


def apply_banner_styles() -> None:
    """Give the banners their styles, also those that are drawn elsewhere."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    look = tokens(theme)
    st.html(
        BANNER_CSS.format(
            ink=look.ink, paper=look.paper, raised=look.paper_raised, rule=look.rule, muted=look.muted, font=PAGE_STACK
        )
    )


def _known_on(day: str, hidden: int) -> None:
    incidents = {0: "no incident is", 1: "1 incident is"}.get(hidden, f"{hidden:,} incidents are")
    with st.container(key="known_on", horizontal=True):
        # A date and a number, both of our own making.
        st.html(
            f"""<div role="status"><p class="ia-known-day">Known as of {day}</p>
            <p class="ia-known-what">Statements, figures and incidents that no source had told by the end of that day
            are left out: {incidents} hidden. Titles and summaries are as written today.</p></div>"""
        )
        st.button("Show all that is known", key="all_known", on_click=_all_known)


def _all_known() -> None:
    current: session.Session = st.session_state[session.KEY]
    session.change(filter=current.view.filter.model_copy(update={"as_known_on": None}))


def _ignored(sentences: tuple[str, ...]) -> None:
    with st.container(key="ignored", horizontal=True):
        with st.container(key="ignored_words"):
            for sentence in sentences:
                st.text(sentence)
        st.button("Dismiss", key="ignored_read", on_click=session.dismiss_ignored)
