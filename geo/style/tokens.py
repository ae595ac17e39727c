"""Colour tokens of both themes; every colour on the map, in pictures and on the page has its name here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Tokens:
    """Colours (``#rrggbb``) of one theme. The names say what is painted, never how it looks."""

    # Ground
    sea: str
    land: str
    land_focus: str
    coast_glow: str
    coast: str
    lake: str
    lake_edge: str
    river: str
    # Lines
    road_1: str
    road_2: str
    road_3: str
    road_4: str
    # Towns
    built: str
    airport_ground: str
    airport_edge: str
    runway: str
    street_1: str
    street_2: str
    street_3: str
    bridge_edge: str
    # Borders
    province_focus: str
    province: str
    border: str
    border_casing: str
    border_focus: str
    # Names
    label_focus: str
    label_country: str
    label_province: str
    label_capital: str
    label_city: str
    label_town: str
    label_water: str
    label_airport: str
    halo: str
    halo_focus: str
    halo_water: str
    dot: str
    dot_fill: str
    # Page
    paper: str
    paper_raised: str
    ink: str
    muted: str
    rule: str
    accent: str
    warning: str


LIGHT = Tokens(
    sea="#d3dfe6", land="#ebe8e1", land_focus="#f8f6f1", coast_glow="#c3d3dd", coast="#a9bcc7",
    lake="#c6d7e1",
    lake_edge="#a3c0d1", river="#a3c0d1",
    road_1="#d2c8b8", road_2="#dcd4c7", road_3="#dcd4c7", road_4="#e4ddd2",
    built="#e6e1d5", airport_ground="#e2e0e0", airport_edge="#c9c5c4", runway="#b7b2ac",
    street_1="#c9bca6", street_2="#d3c8b6", street_3="#dad1c2", bridge_edge="#a69b88",
    province_focus="#b5aea1", province="#d6d0c4", border="#a49d91", border_casing="#f3f0ea",
    border_focus="#6f695f",
    label_focus="#4d483f", label_country="#6d675d", label_province="#6f675a", label_capital="#26231f",
    label_city="#33302b", label_town="#5c574e", label_water="#3e5f73", label_airport="#696258",
    halo="#ebe8e1", halo_focus="#f8f6f1", halo_water="#d3dfe6", dot="#33302b", dot_fill="#ffffff",
    paper="#fbfaf7", paper_raised="#ffffff", ink="#26231f", muted="#6b655b", rule="#ddd8ce", accent="#2f5d7c",
    warning="#9a5b00",
)  # fmt: skip

DARK = Tokens(
    sea="#0d151d", land="#171e26", land_focus="#202933", coast_glow="#131e28", coast="#2c3b48",
    lake="#0f1c27",
    lake_edge="#2b4a5e", river="#2b4a5e",
    road_1="#39444f", road_2="#303a44", road_3="#303a44", road_4="#2a333c",
    built="#29333e", airport_ground="#2a3440", airport_edge="#3d4955", runway="#566370",
    street_1="#4b5864", street_2="#424e59", street_3="#394550", bridge_edge="#667380",
    province_focus="#46525e", province="#29323b", border="#4c5965", border_casing="#121920",
    border_focus="#8796a5",
    label_focus="#aab6c2", label_country="#85919d", label_province="#83919e", label_capital="#f0f3f6",
    label_city="#dde3e9", label_town="#a4afba", label_water="#6695b1", label_airport="#939da7",
    halo="#171e26", halo_focus="#202933", halo_water="#0d151d", dot="#dde3e9", dot_fill="#161d25",
    paper="#11171d", paper_raised="#1a222a", ink="#e8ecf0", muted="#97a3ae", rule="#2b353f", accent="#7fb2d3",
    warning="#e0a24a",
)  # fmt: skip

_BY_THEME: dict[Theme, Tokens] = {"light": LIGHT, "dark": DARK}


def tokens(theme: Theme) -> Tokens:
    """The colours of a theme."""
    return _BY_THEME[theme]


def css_variables(theme: Theme, prefix: str = "--atlas-") -> str:
    """The tokens as CSS custom properties, for example ``--atlas-land-focus: #f8f6f1;``."""
    values = tokens(theme)
    return "\n".join(f"{prefix}{f.name.replace('_', '-')}: {getattr(values, f.name)};" for f in fields(values))
