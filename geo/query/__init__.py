"""One way to ask a dataset, whether its incidents are in memory or stay in a database: see ``Source``.

Nothing here loads what a database needs: ``geo.query.stored`` does, and is imported where one is named.
"""

from geo.query.filter_suggestions import Loosening, Narrowing, loosen, narrow
from geo.query.memory import MemorySource
from geo.query.source import Facts, LoadedIncidents, Rejected, Rows, Source, TextMatches
from geo.query.view_validation import missing_layer_words, validated_view

__all__ = [
    "Facts",
    "LoadedIncidents",
    "Loosening",
    "MemorySource",
    "Narrowing",
    "Rejected",
    "Rows",
    "Source",
    "TextMatches",
    "loosen",
    "missing_layer_words",
    "narrow",
    "validated_view",
]
