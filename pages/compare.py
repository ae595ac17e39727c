"""Compare: two periods or two actors side by side."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.compare.page import compare_page

compare_page(*page_context())
