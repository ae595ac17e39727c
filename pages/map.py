"""The map: where and when, with the evidence beside it."""

from __future__ import annotations

from geo.ui.app_shell import framed
from geo.ui.map.page import stage
from geo.ui.state.selection import follow

follow()
stage(*framed())
