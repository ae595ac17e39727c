"""The page Trends: more or less than before, which kind, where."""
