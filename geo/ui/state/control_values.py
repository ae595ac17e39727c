"""Controls that say what the address says."""

from __future__ import annotations

from typing import Any

import streamlit as st


def follow(key: str, value: Any) -> None:
    """Before a control is drawn: it says ``value``, and keeps what a person is about to pick until that changes."""
    if key not in st.session_state or st.session_state.get(_of(key)) != value:
        st.session_state[key] = st.session_state[_of(key)] = value


def followed(key: str, value: Any) -> None:
    """What a person picked stands in the address as this value: the control need not be set to it."""
    st.session_state[_of(key)] = value


def _of(key: str) -> str:
    return f"{key}_of"
