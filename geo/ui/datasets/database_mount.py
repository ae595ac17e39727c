"""Whether the atlas was pointed at a database. Only then is anything of the engine loaded: it takes a second."""

from __future__ import annotations

from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from geo.ui.server.addresses import ENGINE


def mount() -> Mount:
    """The engine's addresses, for ``st.App``."""
    return Mount(ENGINE, _Later())


class _Later:
    """An ASGI app that is loaded when it is first asked."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from geo.ui.datasets.database_routes import app

        await app(scope, receive, send)
