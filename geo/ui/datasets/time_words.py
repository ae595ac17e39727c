"""Spans of time and moments in words, in the person's own time zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st


def hours(span: timedelta) -> str:
    """A span of whole hours in words."""
    return f"{span // timedelta(hours=1)} hours"


def minutes(span: timedelta) -> str:
    """A span of whole minutes in words."""
    return f"{span // timedelta(minutes=1)} minutes"


def clock_in(seconds: float) -> str:
    """The moment in so many seconds, as ``clock`` writes it."""
    return clock(time.time() + seconds)


def clock(moment: float) -> str:
    """A moment (seconds since 1970) in the person's own time zone: 30 November 2026, 19:05 UTC."""
    zone = st.context.timezone
    try:
        local = datetime.fromtimestamp(moment, ZoneInfo(zone) if isinstance(zone, str) else UTC)
    except (KeyError, ValueError, OSError):
        local = datetime.fromtimestamp(moment, UTC)
    return f"{local.day} {local:%B %Y, %H:%M} {local.tzname()}"
