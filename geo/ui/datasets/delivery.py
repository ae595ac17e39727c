"""How a browser gets the incidents of a source: all at once as packed columns, or by asking the database piece by piece."""

from __future__ import annotations

import streamlit as st

from geo.filter.filter import Filter
from geo.query import Source
from geo.ui.datasets import catalog
from geo.ui.server.addresses import ENGINE, addresses


def base_of(source: Source) -> str:
    """Where a dataset that stays in its database is asked, beside the browser's page; names the version of the data and
    how many incidents a browser may hold, so that answers stay true."""
    return f".{ENGINE}/{source.facts.id}/{source.facts.version}-{source.limit}"


def delivered(source: Source, asked: Filter, owner: str) -> dict[str, str]:
    """Where the browser's pieces find the incidents: ``columns``, an address of packed columns, or ``engine``, an address
    that answers questions; and ``ui``, the theme of the page. ``owner`` is the secret of the session whose upload it is."""
    ui = {"ui": str(st.context.theme.type or "light")}
    if source.limit is not None:
        return {"engine": f"{base_of(source)}/about", **ui}
    shelf = addresses()["shelf"]
    return {"columns": f"{shelf}/{catalog.columns_name(source.held(asked), shelf, owner)}", **ui}
