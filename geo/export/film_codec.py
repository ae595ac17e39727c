"""The codec of MP4, which nobody gets unasked."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec


@cache
def missing_codec() -> str | None:
    """What must be installed for MP4, or None."""
    if find_spec("av") is not None:
        return None
    return "MP4 needs a film codec: install PyAV with 'pip install av==18.1.0', or ask for a GIF."
