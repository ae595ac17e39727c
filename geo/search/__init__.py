"""Text search over incidents, blind to transliteration, diacritics and case."""

from geo.search.search_index import SearchIndex, SearchResult

__all__ = ["SearchIndex", "SearchResult"]
