"""The page Data: a person's own files, every row accounted for."""
