"""What ``app.py`` gives ``st.App``: the atlas's own addresses, and the middleware around them and Streamlit's."""

from __future__ import annotations

from functools import cache

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config

from geo.basemap.town_map import town_map
from geo.disk.temporary_folders import sweep_temporary_folders
from geo.errors import AtlasError
from geo.ui.access.current_person import access
from geo.ui.access.ended_sign_ins import ENDED
from geo.ui.access.streamlit_sign_in import check_sign_in
from geo.ui.datasets import database_mount
from geo.ui.datasets.health_routes import counting, health_routes
from geo.ui.server.arriving_files import ArrivingFilesMiddleware
from geo.ui.server.base_path import BasePathMiddleware, base_path
from geo.ui.server.owner_cookie import OwnerCookieMiddleware
from geo.ui.server.preload import PreloadMiddleware
from geo.ui.server.recent_errors import keep_recent_errors
from geo.ui.server.request_log import RequestLogMiddleware
from geo.ui.server.routes import not_found_routes, routes
from geo.ui.server.security_headers import SecurityHeadersMiddleware, check_streamlit
from geo.ui.server.server_settings import ServerSettings, read_settings
from geo.ui.server.shared_answers import SHARED
from geo.ui.server.sign_in_gate import SignInMiddleware
from geo.ui.server.streamlit_files import StreamlitFilesMiddleware


@cache
def settings() -> ServerSettings:
    """The operator's settings; a wrong one ends the start, with its sentence."""
    try:
        town_map()
        return read_settings()
    except AtlasError as error:
        raise SystemExit(str(error)) from None


def served_routes() -> list[BaseRoute]:
    """The atlas's own addresses; what none of them answers comes last."""
    return [*routes(), *health_routes(settings()), database_mount.mount(), *not_found_routes()]


def served_middleware() -> list[Middleware]:
    """From the outermost inwards. What servers that were killed left in the folder of temporary files is removed first.
    Where people are to sign in and can't, the start ends with the sentences that say why."""
    check_streamlit()
    SHARED.folder = folder = settings().answers
    ENDED.folder = None if folder is None else folder / "ended"
    gate = _sign_in()
    if settings().limits.upload is not None:
        config.set_option("server.maxUploadSize", settings().limits.upload)
    sweep_temporary_folders()
    return [
        Middleware(RequestLogMiddleware, settings=settings(), **counting(settings())),
        Middleware(SecurityHeadersMiddleware, settings=settings()),
        Middleware(ArrivingFilesMiddleware, settings=settings()),
        Middleware(BasePathMiddleware),
        *gate,
        Middleware(StreamlitFilesMiddleware),
        Middleware(OwnerCookieMiddleware),
        Middleware(PreloadMiddleware, settings=settings()),
    ]


def _sign_in() -> list[Middleware]:
    """What stands between people and data; nothing where nobody need sign in."""
    if access() is None:
        return []
    said = check_sign_in(base_path())
    if said:
        raise SystemExit("\n".join(said))
    keep_recent_errors()
    return [Middleware(SignInMiddleware)]
