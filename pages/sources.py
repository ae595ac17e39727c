"""Sources and method: what rests on what, and by which rules."""

from __future__ import annotations

from geo.ui.frame import framed
from geo.ui.sources_page import sources_page

sources_page(*framed())
