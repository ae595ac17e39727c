"""Sources and method: what rests on what, and by which rules."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.sources.page import sources_page

sources_page(*page_context())
