"""What a browser asks of a dataset that stays in its database: tiles of the map, days, counts and rows."""
