"""The last errors that the server wrote into its log, for its administrator: when, by which part, and of which kind. What
was being asked, and a message that may hold a person's words, is left to the log."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

MOST = 20
_LOGGERS = ("", "atlas.requests", "streamlit.error_util", "streamlit.web.server.starlette.starlette_auth_routes")
"""The root, and those that pass nothing on to it: requests, a page's run, sign-in."""
_OURS = ("atlas.", "streamlit.")
"""Logs whose texts hold nothing of a person."""


@dataclass(frozen=True, slots=True)
class LoggedError:
    """One error."""

    when: datetime
    """In UTC."""
    part: str
    """The logger's name."""
    kind: str
    """The exception's class, else the message, where it can hold nothing of a person."""


RECENT: deque[LoggedError] = deque(maxlen=MOST)


class RecentErrors(logging.Handler):
    """Keeps them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Told by the log."""
        raised = record.exc_info[0] if record.exc_info else None
        said = str(record.msg).partition("\n")[0][:120] if record.name.startswith(_OURS) else "the log says more"
        kind = said if raised is None else raised.__name__
        RECENT.append(LoggedError(datetime.fromtimestamp(record.created, UTC), record.name, kind))


def keep_recent_errors() -> None:
    """Have this process keep them from now on."""
    for name in _LOGGERS:
        log = logging.getLogger(name)
        if not any(isinstance(known, RecentErrors) for known in log.handlers):
            log.addHandler(RecentErrors())
