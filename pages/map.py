"""The map: where and when, with the evidence beside it."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.map.page import map_page

map_page(*page_context())
