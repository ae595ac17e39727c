"""Compare: two periods or two actors side by side."""

from __future__ import annotations

from geo.ui.compare_page import compare_page
from geo.ui.frame import framed

compare_page(*framed())
