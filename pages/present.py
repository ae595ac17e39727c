"""Present: the map as pictures, slides, films and stories."""

from __future__ import annotations

from geo.ui.frame import framed
from geo.ui.present import present_page

present_page(*framed())
