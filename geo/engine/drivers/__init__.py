"""The engines: each module opens one kind of database and runs SQL on it."""
