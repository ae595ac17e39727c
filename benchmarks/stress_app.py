"""The component's own stress page: the map with its timeline and list over made-up incidents.

    streamlit run benchmarks/stress_app.py

``?n=1000000&window=1`` opens on the newest 1 % of a million incidents; ``window`` is 1, 10, 50 or 100.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.synthetic_columns import LAST, generated_columns
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.ui.components.mount import mount
from geo.ui.components.page_styles import apply_page_styles
from geo.ui.datasets import catalog
from geo.ui.server.addresses import addresses, blob_address
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.map_setup import setup_address
from geo.ui.server.routes import routes
from geo.ui.server.security_headers import SecurityHeadersMiddleware
from geo.ui.server.server_settings import ServerSettings
from geo.ui.state.view_codec import view_to_browser

MOST = 1_000_000
FRAME = (38.8, 29.1, 48.6, 37.4)  # Iraq: west, south, east, north in degrees (EPSG:4326)


@st.cache_resource(show_spinner=False, max_entries=6)
def generated(size: int) -> tuple[str, dict[str, int]]:
    """Where made-up columns are kept, and where each share of the newest begins."""
    columns, shares = generated_columns(size, catalog.default_source().load(Filter()).whole)
    return BLOBS.put(columns, "application/octet-stream"), shares


def data() -> dict[str, Any]:
    """What the stage is given; of the size of the dataset nothing but its address depends on it."""
    size = min(MOST, max(1, int(st.query_params.get("n", "1000"))))
    name, shares = generated(size)
    first = shares[st.query_params.get("window", "1")]
    epoch = date(1970, 1, 1)
    dates = Filter(start=epoch + timedelta(days=first), end=epoch + timedelta(days=LAST))
    view = View(dataset=f"made-up-{size}", filter=dates)
    found = addresses()
    said = getattr(st.session_state.get("stage"), "view", None) or {}
    return {
        "module": f"{found['web']}/stage.js",
        "renderer": found["renderer"],
        "setup": setup_address(),
        "columns": blob_address(name),
        "ui": "light",
        "view": view_to_browser(view, view, (epoch, epoch + timedelta(days=LAST)))
        | {"frame": FRAME, "revision": 1, "turn": said.get("turn", 0), "query": {}},
        "search": {"matches": None, "suggestion": None},
        "card": None,
    }


if __name__ == "__main__":
    st.set_page_config(page_title="Made-up incidents", layout="wide", initial_sidebar_state="collapsed")
    apply_page_styles()
    mount("stage", data(), lambda: None)
else:
    safe = Middleware(SecurityHeadersMiddleware, settings=ServerSettings())
    app = st.App(__file__, routes=routes(), middleware=[safe])
