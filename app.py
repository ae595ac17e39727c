"""Incident Atlas. ``streamlit run app.py`` serves it; each page's run starts here."""

from __future__ import annotations

import streamlit as st

from geo.ui.app_shell import run_app
from geo.ui.datasets.served_app import served_middleware, served_routes
from geo.ui.server.settled_heap import settle_heap
from geo.ui.warm_up import warm_up_when_idle

if __name__ == "__main__":
    run_app()
else:
    settle_heap()
    warm_up_when_idle()
    app = st.App(__file__, routes=served_routes(), middleware=served_middleware())
