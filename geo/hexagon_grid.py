"""Measures of the grid of hexagons and of the density's squares, for whoever counts by them: in memory, in a database.

``geo/web/map/hexagons.js`` and ``density.js`` have the same.
"""

from __future__ import annotations

import math

WORLD = 512.0
"""Pixels around the world at zoom 0."""
EQUATOR_M = 40_075_016.686
ACROSS = 12
"""Hexagons around the world at zoom 0, so that they meet at the antimeridian: each is 43 pixels wide."""
ROW = math.sqrt(3) / 2
"""Widths of a hexagon from one row to the next."""
FINE = 7
"""Squares of the density to a hexagon's width; beyond as many from its place an incident is not felt."""
