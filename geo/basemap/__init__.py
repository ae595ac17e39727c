"""The offline basemap: GeoJSON files under ``data/`` with their licences under ``licences/``; the same features under
``packed/``, from which Python draws.

Built by ``scripts/build_basemap.py`` from packages of public registries; nothing is downloaded when the
atlas runs.
"""

from pathlib import Path

DATA = Path(__file__).parent / "data"
PACKED = Path(__file__).parent / "packed"
LICENCES = Path(__file__).parent / "licences"

MIN_ZOOM = 0.2
"""Farthest zoom of the map: places all round the world are seen at once."""
MAX_ZOOM = 9.5
"""Closest zoom of the map without a basemap of towns (512-pixel world). Beyond it the lines are coarser than a pixel and
would mislead."""
DETAIL_BOUNDS = (33.0, 21.0, 61.0, 42.5)
"""West, south, east, north (degrees, EPSG:4326) of the detailed drawing; outside it the world is in low
detail."""
FILE_LIMIT = 1500 * 1024
"""No file of the basemap is larger than this (bytes)."""
TOTAL_LIMIT = 6 * 1024 * 1024
"""All files together are not larger than this (bytes)."""
