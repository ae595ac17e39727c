"""The page Map: where and when, with the evidence beside it."""
