"""The facets in the sidebar, shared by all pages."""

from __future__ import annotations

from functools import partial

from geo.query import Source
from geo.ui.components.mount import mount
from geo.ui.components.view_properties import take_report, view_properties
from geo.ui.server.addresses import addresses
from geo.ui.state import session


def sidebar(source: Source, current: session.Session) -> None:
    """Draw the facets."""
    data = {"module": f"{addresses()['web']}/sidebar.js", **view_properties(source, current)}
    mount("facets", data, partial(take_report, "facets"))
