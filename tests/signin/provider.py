"""Canaille, an OpenID provider, with some people who may sign in. ``python -m tests.signin.provider PORT CALLBACK``."""

from __future__ import annotations

import sys
from wsgiref.simple_server import make_server

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import RSAKey

CLIENT, SECRET = "incident-atlas", "known-to-the-atlas-and-its-provider"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of nobody
GROUPS = {"vera": (), "ed": ("field-office",), "ada": (), "nora": (), "otto": ()}
"""People by name, and the groups that the provider says they are in."""


def provider(address: str, callback: str) -> object:
    """The provider as an app of WSGI, in memory."""
    key = RSAKey.generate_key(2048, {"kid": "of-the-test"}, auto_kid=True)
    app = create_app(
        {
            "SECRET_KEY": "of the test",
            "SERVER_NAME": address.partition("//")[2],
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "FORCE_HTTPS": False, "ENABLE_REGISTRATION": False},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    with app.app_context():
        store = Backend.instance
        people = {}
        for name in GROUPS:
            people[name] = models.User(
                user_name=name, family_name=name.capitalize(), formatted_name=f"{name.capitalize()} Example",
                emails=[f"{name}@example.org"], password=PASSWORD,
            )  # fmt: skip
            store.save(people[name])
        for group in sorted({group for groups in GROUPS.values() for group in groups}):
            members = [people[name] for name, groups in GROUPS.items() if group in groups]
            store.save(models.Group(display_name=group, members=members))
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Incident Atlas",
            client_uri=callback,
            redirect_uris=[callback],
            post_logout_redirect_uris=[callback],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - a method, not a secret
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email", "profile", "groups"],
        )
        store.save(client)
        client.audience = [client]  # whom its tokens are for
        store.save(client)
    return app


if __name__ == "__main__":
    port, callback = sys.argv[1:]
    address = f"http://localhost:{port}"
    with make_server("localhost", int(port), provider(address, callback)) as server:  # type: ignore[arg-type]
        server.serve_forever()
