"""What is wrong with a variable of the environment by which an operator sets the server."""

from __future__ import annotations

from geo.errors import Fault


def setting_fault(name: str, value: str, allowed: str) -> Fault:
    """That a variable's value can't be followed, and what is allowed."""
    shown = repr(value[:100])
    return Fault("environment", None, None, name, shown, "can't be followed", allowed, "Correct it and start again.")
