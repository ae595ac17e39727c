"""Incidents: everything that the filter leaves, as a table."""

from __future__ import annotations

from geo.ui.app_shell import page_context
from geo.ui.incidents.page import incidents_page

incidents_page(*page_context())
