"""Text search over incidents, blind to transliteration, diacritics and case."""

from geo.search.index import SearchIndex, SearchResult

__all__ = ["SearchIndex", "SearchResult"]
