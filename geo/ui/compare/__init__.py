"""The page Compare: two periods or two actors side by side."""
