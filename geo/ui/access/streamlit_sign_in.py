"""All that sign-in leans on inside Streamlit: the cookie that it gives a person, and its settings of the provider.

Streamlit tells a page who is there (``st.user``); it has no words for that at other addresses. The atlas's own addresses
therefore read Streamlit's cookie by Streamlit's own functions, which are not promised to stay. ``check_sign_in`` tries
them when the server starts; a server that asks for sign-in does not start without them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import streamlit as st

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What the section ``[auth]`` of Streamlit's secrets must say."""
CALLBACK = "oauth2callback"
SIGN_OUT = "/auth/logout"
"""Where Streamlit sends whoever signs out."""
SECRET_LETTERS = 32
_LOG = logging.getLogger("atlas.server")


def session_claims() -> dict[str, Any]:
    """What the provider said of the person whose session runs; empty where nobody signed in."""
    return {**st.user.to_dict()}


def cookie_claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """The same by the cookies of a request. Empty also where the cookie is forged, or Streamlit can't read it."""
    try:
        from streamlit.auth_util import get_origin_from_redirect_uri
        from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
        from streamlit.web.server.starlette.starlette_websocket import (
            _get_signed_cookie_with_chunks,
            _parse_decoded_user_cookie,
        )

        if USER_COOKIE_NAME not in cookies:
            return {}
        raw = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        return _parse_decoded_user_cookie(raw, get_origin_from_redirect_uri() or "") if raw else {}
    except Exception:  # whatever breaks there, nobody is let in by it
        _LOG.exception("Streamlit's sign-in cookie cannot be read")
        return {}


def check_sign_in(base: str) -> list[str]:
    """Whether people can sign in: a sentence for each thing that is missing. ``base`` is the path that the atlas is served
    at, without a slash at its end."""
    said = [
        f"Sign-in needs the package {name}. Install it: pip install {package}."
        for name, package in (("authlib", '"authlib>=1.3.2"'), ("httpx", "httpx"))
        if find_spec(name) is None
    ]
    if f"{base}/".startswith("/atlas/"):
        said.append(
            f"The base path “{base}” is that of the atlas's own addresses. With sign-in it must be another one."
        )
    if st.get_option("server.trustedUserHeaders"):
        said.append(
            "Streamlit's server.trustedUserHeaders is set: whoever reaches the port could write who they are into a header. "
            "With sign-in leave it out."
        )
    settings = _provider_settings()
    said += [
        f"Streamlit's secrets (.streamlit/secrets.toml) lack “{name}” in the section [auth]. Sign-in needs it."
        for name in NEEDED
        if not settings.get(name)
    ]
    place = str(settings.get("redirect_uri") or "")
    if place and not place.endswith(f"{base}/{CALLBACK}"):
        said.append(
            f"Streamlit's secrets, [auth], redirect_uri: “{place}” is not where people come back to. Allowed: the atlas's "
            f"address and {CALLBACK}, such as https://example.org{base}/{CALLBACK}."
        )
    if 0 < len(str(settings.get("cookie_secret") or "")) < SECRET_LETTERS:
        said.append(
            f"Streamlit's secrets, [auth], cookie_secret: it is too short. Allowed: at least {SECRET_LETTERS} letters, made "
            'at random: python -c "import secrets; print(secrets.token_urlsafe(32))".'
        )
    return said or _check_cookie()


def _provider_settings() -> dict[str, Any]:
    try:
        found = st.secrets.get("auth")
    except Exception:  # no file, or none that can be read: Streamlit's own words say which in its log
        return {}
    return dict(found) if isinstance(found, Mapping) else {}


def _check_cookie() -> list[str]:
    """Whether a cookie that this Streamlit makes is read here, and a forged one is not."""
    try:
        from streamlit.auth_util import get_origin_from_redirect_uri
        from streamlit.web.server.server_util import get_cookie_secret
        from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
        from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

        content = json.dumps({"sub": "somebody", "origin": get_origin_from_redirect_uri(), "is_logged_in": True})
        made = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, content).decode()
        forged = create_signed_value("x" * SECRET_LETTERS, USER_COOKIE_NAME, content).decode()
        from streamlit.user_info import AUTH_LOGOUT_ENDPOINT

        right = AUTH_LOGOUT_ENDPOINT == SIGN_OUT and cookie_claims({USER_COOKIE_NAME: made}).get("sub") == "somebody"
        works = right and not cookie_claims({USER_COOKIE_NAME: forged})
    except Exception:
        _LOG.exception("Streamlit's sign-in cookie cannot be made")
        works = False
    if works:
        return []
    return [
        f"Streamlit {st.__version__} keeps sign-in in another way than the atlas knows, so its own addresses could not tell "
        "who asks. Install the version that requirements.txt names."
    ]
