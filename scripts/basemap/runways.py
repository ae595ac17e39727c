"""Runways of the towns' frame, from the ends that OurAirports gives: those that agree with its own figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyproj
from shapely.geometry import LineString

from scripts.basemap.output import TOWNS, feature

_ENDS = ["le_longitude_deg", "le_latitude_deg", "he_longitude_deg", "he_latitude_deg"]
_FOOT = 0.3048
_SHARE = 0.05
"""By how much, as a share of the stated length, the ends may be nearer or farther from each other."""
_FROM_AIRPORT_M = 5000.0
_DIGITS = 5


def files(package: Path) -> dict[str, list[dict[str, Any]]]:
    """One file: open runways as lines from end to end, with the airport's ICAO code."""
    folder = package / "ourairports/data"
    runways, airports = (pd.read_csv(folder / f"{name}.csv.gz") for name in ("runways", "airports"))
    found = runways[(runways["closed"] == 0) & runways[_ENDS].notna().all(axis=1)]
    found = found.merge(airports[["ident", "longitude_deg", "latitude_deg"]], left_on="airport_ident", right_on="ident")
    first_x, first_y, last_x, last_y = (found[name].to_numpy() for name in _ENDS)
    geod, middle_x, middle_y = pyproj.Geod(ellps="WGS84"), (first_x + last_x) / 2, (first_y + last_y) / 2
    length = geod.inv(first_x, first_y, last_x, last_y)[2]
    away = geod.inv(middle_x, middle_y, found["longitude_deg"].to_numpy(), found["latitude_deg"].to_numpy())[2]
    stated = found["length_ft"].to_numpy() * _FOOT
    west, south, east, north = TOWNS
    kept = (
        (np.abs(length - stated) <= _SHARE * stated)
        & (away <= _FROM_AIRPORT_M)
        & (middle_x >= west) & (middle_x <= east) & (middle_y >= south) & (middle_y <= north)
    )  # fmt: skip
    rows = found[kept].sort_values(["airport_ident", "le_ident", "id"])
    ends = zip(rows["airport_ident"], *(rows[name] for name in _ENDS), strict=True)
    return {
        "region_runways": [feature(LineString([(a, b), (c, d)]), _DIGITS, icao=str(code)) for code, a, b, c, d in ends]
    }
