"""One way to ask a dataset, whether its incidents are in memory or stay in a database: see ``Source``.

Nothing here loads what a database needs: ``geo.query.stored`` does, and is imported where one is named.
"""

from geo.query.checking import checked
from geo.query.memory import MemorySource
from geo.query.narrowing import Loosening, Way, loosen, narrower
from geo.query.source import Facts, Finding, Held, Rejected, Rows, Source

__all__ = [
    "Facts",
    "Finding",
    "Held",
    "Loosening",
    "MemorySource",
    "Rejected",
    "Rows",
    "Source",
    "Way",
    "checked",
    "loosen",
    "narrower",
]
