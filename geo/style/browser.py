"""Colours and fonts for our own pieces of the page, from the one table of styles."""

from __future__ import annotations

from typing import Any

from geo.style.fonts import PAGE_STACK
from geo.style.symbols import AREA, FADE, FORM_STYLES, JOINT, ROUTE, SELECTION, UNCERTAINTY, Form, FormStyle
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


def symbols() -> dict[str, Any]:
    """How symbols are painted, for the shader (``geo/web/map/shaders.js``)."""
    return {
        "forms": [form_words(FORM_STYLES[form]) for form in Form],
        "disc": {"fill": UNCERTAINTY.fill_opacity, "line": UNCERTAINTY.line_opacity, "width": UNCERTAINTY.line_width},
        "strokes": [
            stroke("area", AREA.line_width, dash=AREA.dash),
            stroke("route", ROUTE.casing_width, opacity=ROUTE.casing_opacity),
            stroke("route", ROUTE.line_width, dash=ROUTE.dash),
            stroke("joint", JOINT.line_width, opacity=JOINT.opacity),
        ],
        "fade": {"trace": FADE.trace, "least": FADE.least},
        "haloGap": SELECTION.gap + SELECTION.line_width,
        "selection": "#{:02x}{:02x}{:02x}".format(*SELECTION.color),
    }


def stroke(role: str, width: float, *, opacity: float = 1.0, dash: tuple[float, float] | None = None) -> dict[str, Any]:
    """One stroke of the lines of a role; the map draws them in the order of the list, the lowest first."""
    return {"role": role, "width": width, "opacity": opacity, "dash": dash}


def form_words(style: FormStyle) -> dict[str, Any]:
    """How one form is painted."""
    return {
        "square": style.shape == "rounded_square",
        "core": style.core_opacity,
        "rim": style.rim_width,
        "paperRim": style.rim == "paper",
        "dashes": style.dashes,
        "dashShare": style.dash_share,
        "corner": style.corner,
        "scale": style.scale,
    }
