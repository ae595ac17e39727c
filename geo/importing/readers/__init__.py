"""Containers: how the rows of a file are read, whatever its format. A new format is one entry in ``FORMATS``
(``reader_registry.py``)."""

from geo.importing.readers.reader_registry import FORMATS, open_sheets

__all__ = ["FORMATS", "open_sheets"]
