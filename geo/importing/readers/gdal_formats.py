"""Which formats GDAL may take a file for, those that the atlas opens and no other; and what is told of its refusals.

GDAL looks at what a file holds, not at its name. Among the formats that it knows by itself are some that only point
elsewhere, to another file of this machine or to an address of another host: a file called ``x.kml`` could have either
read. So all others are taken away before the first file is opened, and nothing is asked of the network.
"""

from __future__ import annotations

import re
from functools import cache

import pyogrio
from pyogrio._ogr import _register_drivers

ALLOWED = frozenset(
    {"ESRI Shapefile", "GPKG", "FlatGeobuf", "KML", "LIBKML", "GPX", "GeoJSON", "GeoJSONSeq", "MEM"}
)  # fmt: skip
_PLACES = re.compile(r"'?(?:/[^\s':;]+)+/[^\s':;]*'?")
"""Paths in what GDAL says."""


class OpenFormatsError(RuntimeError):
    """GDAL keeps formats that it must not have; no file is opened."""


@cache
def restrict_formats() -> None:
    """Take all other formats away from GDAL, for this process. To be called before GDAL opens what a person brought.

    Raises OpenFormatsError where this version of pyogrio can't do that.
    """
    others = sorted(pyogrio.list_drivers(read=True).keys() - ALLOWED)
    pyogrio.set_gdal_config_options({"OGR_SKIP": ",".join(others), "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none"})
    _register_drivers()
    pyogrio.set_gdal_config_options({"OGR_SKIP": None})
    left = sorted(pyogrio.list_drivers(read=True).keys() - ALLOWED)
    if left:
        raise OpenFormatsError(f"GDAL still reads {', '.join(left)}; install the pinned version of pyogrio")


def gdal_words(error: Exception, file: str) -> str:
    """What GDAL says of a file, short and without where the server keeps it; ``file`` is how the person calls it."""
    said = " ".join(str(error).split()).partition("; It might help")[0]
    return _PLACES.sub(lambda _: file, said)[:200].rstrip(".;")
