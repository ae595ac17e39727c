"""Trends: more or less than before, which kind, where."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.trends.page import trends_page

trends_page(*page_context())
