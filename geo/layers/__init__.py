"""What the map draws: marks and lines from a dataset, their binary columns, and the pydeck.Deck."""
