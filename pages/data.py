"""Data: a person's own files, every row accounted for."""

from __future__ import annotations

from geo.ui.data_page import data_page
from geo.ui.frame import framed

data_page(*framed())
