"""About this server: for its administrator."""

from __future__ import annotations

from geo.ui.about.page import about_page
from geo.ui.app_shell import page_context

about_page(*page_context())
