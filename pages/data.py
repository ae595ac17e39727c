"""Data: a person's own files, every row accounted for."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.data.page import data_page

data_page(*page_context())
