"""The page About this server."""
