"""Escapes cells that a spreadsheet would run as a formula, and undoes it."""

import re

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MARKED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def escape_formula(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would run it; ``unescape_formula`` undoes it exactly.

    Marked is what starts with = + - @, a tab or a line break, also behind apostrophes of its own, so that no
    text is lost: ``=1`` becomes ``'=1``, ``'=1`` becomes ``''=1``, all else stays as it is.

    >>> mark_cell("=HYPERLINK()"), mark_cell("Kirkuk")
    ("'=HYPERLINK()", 'Kirkuk')
    """
    return f"'{text}" if _RUN.match(text) else text


def unescape_formula(text: str) -> str:
    """The text as it was before ``escape_formula``."""
    return text[1:] if _MARKED.match(text) else text
