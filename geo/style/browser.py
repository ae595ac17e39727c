"""Colours and fonts for our own pieces of the page, from the one table of styles."""

from __future__ import annotations

from geo.style.fonts import PAGE_STACK
from geo.style.tokens import Theme, tokens


def css_variables(theme: Theme) -> dict[str, str]:
    """Custom properties by name; the pieces in ``geo/web/`` use no other colours."""
    found = tokens(theme)
    return {
        "--ia-paper": found.paper,
        "--ia-panel": found.paper_raised,
        "--ia-sea": found.sea,
        "--ia-ink": found.ink,
        "--ia-muted": found.muted,
        "--ia-rule": found.rule,
        "--ia-accent": found.accent,
        "--ia-warning": found.warning,
        "--ia-hover": f"color-mix(in srgb, {found.ink} 7%, transparent)",
        "--ia-focus": found.accent,
        "--ia-font": PAGE_STACK,
        "color-scheme": theme,
    }
