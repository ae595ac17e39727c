"""Incident Atlas. ``streamlit run app.py`` serves it; each page's run starts here."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from geo.ui import database
from geo.ui.frame import draw
from geo.ui.opening import Foretell
from geo.ui.owners import Owners
from geo.ui.server import UnderBase, nowhere, routes

if __name__ == "__main__":
    draw()
else:
    own = [*routes(), database.mount(), *nowhere()]
    app = st.App(__file__, routes=own, middleware=[Middleware(UnderBase), Middleware(Owners), Middleware(Foretell)])
