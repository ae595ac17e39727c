"""Whose data the basemap and the fonts are: the short line on the map and the full list for the method
page."""

from __future__ import annotations

from dataclasses import dataclass

from geo.basemap.town_map import town_map

ATTRIBUTION = "Natural Earth · © OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL)"
"""The line that stands on the map and under every picture."""
BORDERS_NOTE = (
    "Borders follow Natural Earth, which draws who holds a territory, not who claims it; disputed lines are "
    "dashed. They imply no judgement on the status of a territory."
)


@dataclass(frozen=True)
class Credit:
    """One source of the basemap: what is taken from it, its licence and where that licence lies."""

    source: str
    taken: str
    licence: str
    licence_file: str
    address: str


CREDITS: tuple[Credit, ...] = (
    Credit(
        "Natural Earth", "Countries, borders, provinces, coast, main rivers, lakes, places of the world",
        "Public domain", "natural-earth.txt", "https://www.naturalearthdata.com",
    ),
    Credit(
        "OpenStreetMap contributors", "Main roads of the region; three reservoirs in Iraq",
        "ODbL 1.0", "odbl-1.0.txt", "https://www.openstreetmap.org/copyright",
    ),
    Credit("GeoNames", "Position and Arabic names of towns", "CC BY 4.0", "cc-by-4.0.txt",
    "https://www.geonames.org"),
    Credit(
        "GSHHG and WDBII", "Tributaries and some lakes of the region", "LGPL 3.0 or later", "lgpl-3.0.txt",
        "https://www.soest.hawaii.edu/pwessel/gshhg/",
    ),
    Credit("OurAirports", "Runways of the region", "Public domain", "public-domain-ourairports.txt",
    "https://ourairports.com/data/"),
    Credit("airportsdata", "Position of airports", "MIT", "mit-airportsdata.txt",
    "https://pypi.org/project/airportsdata/"),
    Credit(
        "Source Sans 3 (as Atlas Sans)", "Latin, Greek and Cyrillic letters; reduced to these and renamed", "SIL OFL 1.1",
        "ofl-source-sans.txt",
        "https://github.com/adobe-fonts/source-sans",
    ),
    Credit(
        "Noto Sans Arabic (as Atlas Arabic)", "Arabic letters", "SIL OFL 1.1", "ofl-noto-sans-arabic.txt",
        "https://github.com/notofonts/arabic",
    ),
    Credit(
        "Noto Sans (as Atlas Hebrew, Ethiopic, Devanagari and others)", "Letters of eight more scripts", "SIL OFL 1.1",
        "ofl-noto-sans.txt", "https://github.com/notofonts",
    ),
)  # fmt: skip
"""Every source, for the method page; the licence files lie under ``geo/basemap/licences``."""


def basemap_credits() -> tuple[Credit, ...]:
    """Every source that is drawn: with the extract that the basemap of towns was made of, where there is one."""
    towns = town_map()
    if towns is None:
        return CREDITS
    dated = f"; extract of {towns.extract_day}" if towns.extract_day else ""
    taken = f"Streets, bridges, water, built-up areas and airports of towns, from {towns.extract}{dated}"
    one = Credit(
        "OpenStreetMap contributors", taken, "ODbL 1.0", "odbl-1.0.txt", "https://www.openstreetmap.org/copyright"
    )
    return (*CREDITS, one)
