"""What errors of PostgreSQL mean to a person."""

from __future__ import annotations

import psycopg

from geo.database_errors import EngineError, Trouble
from geo.engine.database_address import Address


def engine_error_of(error: Exception, address: Address) -> EngineError:
    """What an error of PostgreSQL means to a person."""
    state = getattr(error, "sqlstate", None) or ""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    lower = str(error).lower()
    if state.startswith("28") or "password" in lower or "authentication" in lower:
        return EngineError(
            Trouble.REFUSED, "the server refuses this user or password", address.shown,
            "Check the user in the address, and the password in ATLAS_DATABASE_PASSWORD or the secrets.",
        )  # fmt: skip
    if state == "42501":
        return EngineError(
            Trouble.REFUSED, "the user may not read the tables of the atlas", address.shown,
            "Grant it: GRANT SELECT ON ALL TABLES IN SCHEMA public TO …; the atlas needs no more (docs/scaling.md).",
        )  # fmt: skip
    if state == "42P01":
        return EngineError(Trouble.EMPTY, "the tables of the dataset are not there", address.shown, "Load it again.")
    if state == "3D000" or ("database" in lower and "does not exist" in lower):
        return EngineError(
            Trouble.ADDRESS, "the server has no such database", address.shown, "Check the name after the last slash."
        )
    if state in ("53100", "53400"):
        return EngineError(
            Trouble.FAILED, f"the server has no room left ({text})", address.shown,
            "What was stored before is whole; make room on the server's disk, then load again.",
        )  # fmt: skip
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return EngineError(
            Trouble.UNREACHABLE, f"the server does not answer ({text})", address.shown,
            "Check that it runs and that the network lets you through; the next try comes by itself.",
        )  # fmt: skip
    return EngineError(Trouble.FAILED, f"PostgreSQL says: {text}", address.shown, "Look at the server's log.")
