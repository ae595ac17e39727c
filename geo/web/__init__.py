"""The browser's code: plain ES modules in folders that depend one way (``README.md``), joined to one file when served."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the modules lie; their names are paths below it, such as ``map/picture.js``."""
ENTRIES = ("early.js", "stage.js", "sidebar.js")
"""The modules of the map's page that are asked for by name; they ask for all others."""
JOINED = "atlas.js"
"""The address, below the modules' own, of all of them in one file."""
TABLE = "symbols/table.js"
"""The module into which the table of how symbols look is written."""
WORKER = "map/visibility_worker.js"
"""What runs on a thread of its own; it gets only what it needs."""
SHEETS = (
    "page.css",
    "timeline/timeline.css",
    "panel/panel.css",
    "legend/legend.css",
    "filters/filters.css",
    "area/area.css",
    "map/status.css",
    "widgets/widgets.css",
)
"""The styles, in the order in which they apply."""
JOINED_SHEETS = "atlas.css"
