"""Datasets that lie in a database: small ones are read whole and shown like any other, large ones are counted there."""
