"""Loading a file into a database: coded, sorted and indexed on the way, some rows at a time."""
