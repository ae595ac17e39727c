"""What an import takes in at most; each limit is told where it is met."""

MEBIBYTE = 1024 * 1024

UNPACKED_BYTES = 4096 * MEBIBYTE
"""All files of an archive together, once unpacked."""
RATIO = 200
"""How many times its packed size a member of an archive may unpack to, once it is larger than ``RATIO_FROM``."""
RATIO_FROM = 10 * MEBIBYTE
MEMBERS = 1000
"""Files in an archive."""
WHOLE_BYTES = 512 * MEBIBYTE
"""A file whose format must be held in memory as a whole: JSON, GeoJSON, spreadsheets (unpacked)."""
COLUMNS = 2000
"""Columns of a table."""
CELL = 100_000
"""Characters in a cell."""
HEAD_BYTES = 4 * MEBIBYTE
"""How far into a text its header must have ended."""
HEADER_ROWS = 20
"""Records among which the header is looked for."""
BATCH = 50_000
"""Rows worked on at a time."""
KEPT_ASIDE = 200_000
"""Rows set aside that are kept with their cells; further ones are counted."""
KEPT_CELLS = 200
"""Cells that a notice is about and that are kept with their place; further ones are counted."""
FIRST_YEAR = 1900
"""Dates before this year are set aside."""
