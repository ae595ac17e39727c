"""The operator's file of who may use the server (TOML), named by ``ATLAS_ACCESS``. Without it nobody signs in.

``docs/server.md`` says what stands in it; ``live_access`` reads it again when it changes.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from geo.errors import AtlasError, Fault, UnreadableFile
from geo.load.configured_dataset import SUFFIXES

ACCESS = "ATLAS_ACCESS"
EVERYBODY = "*"
MOST_LISTED = 20
"""Datasets beside the one that the atlas opens with; each that somebody opened stays in memory."""
_PEOPLE = "e-mail addresses, such as ana@example.org; a whole domain as @example.org; * for everybody who can sign in"
_REMEDY = "Correct it."
_PERSON = re.compile(r"\*|[^@\s*]*@[^@\s*]+\.[^@\s*]+")


class Role(IntEnum):
    """What a person may do; each may also do what those before may."""

    VIEWER = 1
    """See, filter and export."""
    EDITOR = 2
    """Bring files of their own."""
    ADMINISTRATOR = 3
    """See how the server is."""


def _checked(people: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [one for one in people if not _PERSON.fullmatch(one)]
    if wrong:
        raise ValueError(json.dumps(wrong[0], ensure_ascii=False))
    return tuple(one.casefold() for one in people)


People = Annotated[tuple[str, ...], AfterValidator(_checked)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleClaim(_Strict):
    """Roles by a claim of the ID token."""

    name: str = Field(min_length=1)
    """The claim, ``groups``; inside an object with full stops, ``realm_access.roles``."""
    viewers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()


class ListedDataset(_Strict):
    """A dataset beside the one that the atlas opens with."""

    file: str = Field(min_length=1)
    """Its path, beside the access file where it is not absolute."""
    people: People = Field(default=(EVERYBODY,), alias="for", min_length=1)


class Access(_Strict):
    """What the file says."""

    viewers: People = ()
    editors: People = ()
    administrators: People = ()
    hours: float = Field(default=12, gt=0, le=30 * 24)
    """After so many hours a person signs in again."""
    accept_unverified_email: bool = False
    """Whether an e-mail counts that the provider does not call verified."""
    dataset_for: People = Field(default=(EVERYBODY,), min_length=1)
    """Who may see the dataset that the atlas opens with."""
    claim: RoleClaim | None = None
    datasets: tuple[ListedDataset, ...] = Field(default=(), max_length=MOST_LISTED)

    def named(self, role: Role) -> tuple[str, ...]:
        """The people who are listed for a role."""
        return {Role.VIEWER: self.viewers, Role.EDITOR: self.editors, Role.ADMINISTRATOR: self.administrators}[role]

    def claimed(self, role: Role) -> tuple[str, ...]:
        """The values of the claim that give a role."""
        if self.claim is None:
            return ()
        claim = self.claim
        return {Role.VIEWER: claim.viewers, Role.EDITOR: claim.editors, Role.ADMINISTRATOR: claim.administrators}[role]


def is_named(email: str | None, people: Iterable[str]) -> bool:
    """Whether a list of people names an e-mail, its domain, or everybody."""
    wanted = {EVERYBODY}
    if email is not None:
        wanted |= {email.casefold(), "@" + email.casefold().rpartition("@")[2]}
    return not wanted.isdisjoint(people)


def read_access(environment: Mapping[str, str] | None = None) -> Access | None:
    """What the file says that the environment names; None where it names none. Raises AtlasError with a sentence for each
    thing that can't be followed."""
    named = (os.environ if environment is None else environment).get(ACCESS, "").strip()
    if not named:
        return None
    path = Path(named)
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UnreadableFile(path.name, f"({ACCESS}) cannot be read: {reason}", _REMEDY) from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(path.name, f"({ACCESS}) is not TOML: {error}", _REMEDY) from None
    return _checked_access(path, found)


def _checked_access(path: Path, found: dict[str, Any]) -> Access:
    try:
        access = Access.model_validate(found)
    except ValidationError as error:
        raise AtlasError(_fault(path.name, dict(one)) for one in error.errors()) from None
    faults = []
    if not any(access.named(role) or access.claimed(role) for role in Role):
        allowed = f"in viewers, editors or administrators {_PEOPLE}; or a table [claim]"
        faults.append(Fault(path.name, None, None, "", None, "lets nobody in", allowed, _REMEDY))
    datasets = []
    for place, one in enumerate(access.datasets, 1):
        file = path.parent / one.file
        if file.suffix in SUFFIXES or not file.is_file():
            field, allowed = f"datasets[{place}].file", "a file of incidents, or a working copy, that is there"
            shown = json.dumps(one.file, ensure_ascii=False)
            faults.append(Fault(path.name, None, None, field, shown, "is not such a file", allowed, _REMEDY))
        datasets.append(one.model_copy(update={"file": str(file.resolve())}))
    if faults:
        raise AtlasError(faults)
    return access.model_copy(update={"datasets": tuple(datasets)})


_KNOWN = {
    "": Access.model_fields, "claim": RoleClaim.model_fields, "datasets": ("file", "for"),
}  # fmt: skip


def _fault(file: str, error: dict[str, Any]) -> Fault:
    place = error["loc"]
    field = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    kind, value = error["type"], json.dumps(error["input"], ensure_ascii=False, default=str)[:100]
    if kind == "extra_forbidden":
        known = _KNOWN[str(place[0]) if len(place) > 1 else ""]
        return Fault(file, None, None, field, value, "is no setting", ", ".join(known), _REMEDY)
    if kind == "missing":
        return Fault(file, None, None, field, None, "is missing", "a text", _REMEDY)
    if kind == "value_error":
        return Fault(file, None, None, field, str(error["ctx"]["error"]), "names nobody", _PEOPLE, _REMEDY)
    last = str(place[-1])
    allowed = {
        "hours": "a number above 0, up to 720", "accept_unverified_email": "true or false", "claim": "a table [claim]",
        "datasets": f"up to {MOST_LISTED} tables [[datasets]]", "name": "the name of a claim", "file": "a path",
    }.get(last, "a list of texts")  # fmt: skip
    return Fault(file, None, None, field, value, "can't be followed", allowed, _REMEDY)
