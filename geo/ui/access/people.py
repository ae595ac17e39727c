"""Who a signed-in person is to the atlas: their role, and which datasets are for them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.ui.access.access_file import Access, Role, is_named


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in."""

    key: str
    """Tells them from everybody else: a hash of provider and subject."""
    name: str
    """For the page: their name, e-mail, or the provider's word for them."""
    email: str | None
    """None where the provider gives none that counts."""
    since: float
    """When the provider signed them in (seconds since 1970)."""
    role: Role | None
    """None where nothing gives them one: they may not use this server."""

    @property
    def is_admitted(self) -> bool:
        """Whether they may use the server at all."""
        return self.role is not None

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may."""
        return self.role is not None and self.role >= role

    def is_among(self, people: Iterable[str]) -> bool:
        """Whether a list names them."""
        return self.is_admitted and is_named(self.email, people)


def person_of(access: Access, claims: Mapping[str, Any], now: float | None = None) -> Person | None:
    """The person whom a provider's claims tell of; None where they tell of nobody, or their sign-in is over. ``now`` is in
    seconds since 1970, as the claim ``iat``."""
    subject, issuer, issued = (claims.get(name) for name in ("sub", "iss", "iat"))
    if claims.get("is_logged_in") is not True or not subject or not isinstance(issued, int | float):
        return None
    age = (time.time() if now is None else now) - issued
    if age > access.hours * 3600:
        return None
    email = _email(access, claims)
    shown = claims.get("name") or email or claims.get("preferred_username") or subject
    key = hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()
    return Person(key, str(shown)[:80], email, float(issued), _role(access, claims, email))


def _email(access: Access, claims: Mapping[str, Any]) -> str | None:
    email, verified = claims.get("email"), claims.get("email_verified")
    if not isinstance(email, str) or "@" not in email:
        return None
    return email if str(verified).casefold() == "true" or access.accept_unverified_email else None


def _role(access: Access, claims: Mapping[str, Any], email: str | None) -> Role | None:
    """The highest role that a list or the claim gives."""
    values = _values(access, claims)
    roles = (
        role for role in Role if is_named(email, access.named(role)) or not values.isdisjoint(access.claimed(role))
    )
    return max(roles, default=None)


def _values(access: Access, claims: Mapping[str, Any]) -> frozenset[str]:
    """What the claim of roles says; a text is one value."""
    if access.claim is None:
        return frozenset()
    found: Any = claims.get(access.claim.name)
    if found is None:
        found = claims
        for part in access.claim.name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    return frozenset(str(one) for one in found) if isinstance(found, list | tuple) else frozenset()
