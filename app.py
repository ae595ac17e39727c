"""Incident Atlas. ``streamlit run app.py`` serves it; each page's run starts here."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from geo.ui.app_shell import draw
from geo.ui.datasets import database_mount
from geo.ui.server.addresses import UnderBase, nowhere, routes
from geo.ui.server.owner_cookie import Owners
from geo.ui.server.preload import Foretell

if __name__ == "__main__":
    draw()
else:
    own = [*routes(), database_mount.mount(), *nowhere()]
    app = st.App(__file__, routes=own, middleware=[Middleware(UnderBase), Middleware(Owners), Middleware(Foretell)])
