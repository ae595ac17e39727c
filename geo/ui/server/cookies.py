"""How the atlas sets its cookies: sent to no other host, read by no script of a page, over HTTPS alone where the page came
so."""

from __future__ import annotations

from starlette.types import Scope


def set_cookie(scope: Scope, name: str, value: str, seconds: int) -> str:
    """The header Set-Cookie of the answer to a request. ``value`` is plain letters or quoted for an address."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
