"""The map: where and when, with the evidence beside it."""

from __future__ import annotations

from geo.ui.frame import framed
from geo.ui.stage import stage

stage(*framed())
