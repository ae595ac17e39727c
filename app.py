"""Incident Atlas. ``streamlit run app.py`` serves it; each page's run starts here."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from geo.ui.app_shell import run_app
from geo.ui.datasets import database_mount
from geo.ui.server.base_path import BasePathMiddleware
from geo.ui.server.owner_cookie import OwnerCookieMiddleware
from geo.ui.server.preload import PreloadMiddleware
from geo.ui.server.routes import not_found_routes, routes
from geo.ui.server.settled_heap import settle_heap
from geo.ui.warm_up import warm_up_when_idle

if __name__ == "__main__":
    run_app()
else:
    settle_heap()
    warm_up_when_idle()
    own = [*routes(), database_mount.mount(), *not_found_routes()]
    app = st.App(
        __file__,
        routes=own,
        middleware=[Middleware(BasePathMiddleware), Middleware(OwnerCookieMiddleware), Middleware(PreloadMiddleware)],
    )
