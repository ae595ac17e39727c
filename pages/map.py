"""The map: where and when, with the evidence beside it."""

from __future__ import annotations

from geo.ui.frame import framed
from geo.ui.shown import follow
from geo.ui.stage import stage

follow()
stage(*framed())
