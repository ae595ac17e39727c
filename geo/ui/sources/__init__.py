"""The page Sources and method: what rests on what, and by which rules."""
