"""Present: the map as pictures, slides, films and stories."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.present.page import present_page

present_page(*page_context())
