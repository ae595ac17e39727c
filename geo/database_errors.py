"""What can go wrong with a database, told so that a person can put it right, and never with a password in it."""

from __future__ import annotations

import re
from enum import StrEnum

_PASSWORD = re.compile(r"(?P<before>[a-z][a-z0-9+.-]*://[^\s/@:]*):[^\s@]*@", re.IGNORECASE)
_SECRET = re.compile(
    r"(?P<before>\b(?:password|passwd|pwd|secret|token|key)\s*[=:]\s*)\S+?(?=[&\s;,]|$)", re.IGNORECASE
)


class Trouble(StrEnum):
    """Sorts of trouble, so that a page can offer what helps."""

    ADDRESS = "address"
    """The address can't be read, or names a database that the atlas doesn't know."""
    DRIVER = "driver"
    """A package or program that this database needs is missing."""
    UNREACHABLE = "unreachable"
    """Nobody answers, or the connection broke: worth another try."""
    REFUSED = "refused"
    """The database says no: user, password or rights."""
    EMPTY = "empty"
    """The database holds no dataset of the atlas, or not the one that was asked for."""
    LAYOUT = "layout"
    """The dataset was stored by another version of the atlas: it must be loaded again."""
    SLOW = "slow"
    """The answer took too long."""
    CANCELLED = "cancelled"
    """A newer question took the place of this one; no fault."""
    TOO_MANY = "too_many"
    """More incidents than may be held at once."""
    FAILED = "failed"
    """The database gave an error that the atlas doesn't know."""


_TITLES = {
    Trouble.ADDRESS: "The address of the database cannot be read",
    Trouble.DRIVER: "Something that this database needs is missing",
    Trouble.UNREACHABLE: "The database cannot be reached",
    Trouble.REFUSED: "The database refuses",
    Trouble.EMPTY: "The dataset is not in the database",
    Trouble.LAYOUT: "The dataset must be loaded again",
    Trouble.SLOW: "The database takes too long",
    Trouble.TOO_MANY: "More incidents than can be held at once",
}


class EngineError(Exception):
    """One thing that is wrong with a database: what, where, and what to do. ``str()`` is the whole sentence."""

    def __init__(self, trouble: Trouble, what: str, where: str, remedy: str) -> None:
        self.trouble = trouble
        self.what = redacted(what)
        """What is wrong, without a full stop."""
        self.where = redacted(where)
        """The address, without a password."""
        self.remedy = remedy
        """What to do, as a full sentence."""
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole in words, one line."""
        return f"{self.where}: {self.what}. {self.remedy}".strip()

    @property
    def title(self) -> str:
        """What is wrong, in a few words for a heading."""
        return _TITLES.get(self.trouble, "The database gives an error")

    @property
    def may_pass(self) -> bool:
        """Whether the same question may be answered if it is asked again in a while."""
        return self.trouble in (Trouble.UNREACHABLE, Trouble.SLOW)


class TooMany(EngineError):  # noqa: N818 - says what the answer is, not that it is an error
    """A filter leaves more incidents than may be held at once."""

    def __init__(self, count: int, limit: int, where: str) -> None:
        self.count, self.limit = count, limit
        super().__init__(
            Trouble.TOO_MANY,
            f"the filter leaves {count:,} incidents, and {limit:,} can be held at once",
            where,
            "Narrow the dates, the area or another filter.",
        )


class Cancelled(EngineError):  # noqa: N818 - no error
    """A question that a newer one has overtaken."""

    def __init__(self, where: str) -> None:
        super().__init__(Trouble.CANCELLED, "the question was taken back", where, "Nothing to do.")


def redacted(text: str) -> str:
    """A text without the passwords of the addresses in it."""
    return _SECRET.sub(r"\g<before>…", _PASSWORD.sub(r"\g<before>:…@", text))
