"""The page Actors: the ledger across incidents, and each actor by itself."""
