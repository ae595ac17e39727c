"""Incidents: everything that the filter leaves, as a table."""

from __future__ import annotations

from geo.ui.frame import framed
from geo.ui.incidents_page import incidents_page

incidents_page(*framed())
