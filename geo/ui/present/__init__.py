"""The page Present: the map as pictures, slides, films and stories."""
