"""Markup in cells as plain text: no word is lost, links stand behind their words."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

from geo.importing.characters import word_set

_INLINE = word_set(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark nobr q s samp small span strike strong sub "
    "sup time tt u var wbr"
)
_BLOCK = word_set(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html li main nav ol p pre section table tbody tfoot thead title tr ul"
)
_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset({"script", "style"})
_TAGS = _INLINE | _BLOCK | _CELLS | _UNREAD | {"meta", "link", "col", "colgroup", "iframe", "input", "button"}
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_TAGS, key=len, reverse=True))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AMPERSAND = "\ue000"
"""Stands for an ampersand while tags are read: what follows it is no entity unless a semicolon ends it."""


class _Words(HTMLParser):
    """Collects the words between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._links: list[str] = []
        self._unread = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _TAGS:
            self.parts.append(self.get_starttag_text() or "")
        elif tag in _UNREAD:
            self._unread += 1
        elif tag == "a":
            self._links.append(given.get("href", ""))
        elif tag in ("img", "iframe"):
            self.parts.append(f" {given.get('alt', '')} {_link(given.get('src', ''))} ")
        elif tag in _CELLS:
            self.parts.append("\x1f" if self._cells else "")
            self._cells += 1
        elif tag in _BLOCK:
            self._cells = 0 if tag == "tr" else self._cells
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in ("a", *_UNREAD):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            self.parts.append(f"</{tag}>")
        elif tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag == "a" and self._links:
            link = self._links.pop()
            shown = "".join(self.parts[-1:])
            self.parts.append("" if link and link.replace("&amp;", "&") in shown else f" {_link(link)}")
        elif tag in _BLOCK:
            self._cells = 0 if tag == "tr" else self._cells
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def _link(address: str) -> str:
    return f"({address})" if address and not address.lower().startswith(("javascript:", "data:")) else ""


def has_markup(text: str) -> bool:
    """Whether a text holds tags of HTML or entities."""
    return bool(_TAG.search(text) or _ENTITY.search(text) or "<![CDATA[" in text)


@lru_cache(maxsize=5_000)
def plain_text(text: str) -> str:
    """A text without markup; what is no tag of HTML, such as ``<name withheld>``, stays.

    >>> plain_text("<b>Place:</b> Town A<br>Two hurt &amp; one missing")
    'Place: Town A\\nTwo hurt & one missing'
    >>> plain_text("<table><tr><td>Killed</td><td>2</td></tr></table>"), plain_text("a < b, AT&T")
    ('Killed: 2', 'a < b, AT&T')
    """
    found = text
    for _ in range(2):
        if has_markup(found):
            found = _once(found)
    return found or text


def _once(text: str) -> str:
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    if _TAG.search(text):
        text = _tidy(_tags_out(_COMMENT.sub(" ", text)))
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\u00a0", " ").strip()


def _tags_out(text: str) -> str:
    reader = _Words()
    safe = re.sub(r"<(?!/?[A-Za-z])|<(?=[^>]*$)", "\ue001", text.replace("&", _AMPERSAND))
    reader.feed(safe)
    reader.close()
    return "".join(reader.parts).replace(_AMPERSAND, "&").replace("\ue001", "<")


def _tidy(text: str) -> str:
    """Lines without blanks at their ends; the first cell of a row of two names the second."""
    lines = []
    for line in text.split("\n"):
        cells = [" ".join(cell.split()) for cell in line.split("\x1f")]
        filled = [cell for cell in cells if cell]
        if len(filled) == 2:
            lines.append(f"{filled[0].rstrip(':')}: {filled[1]}")
        elif filled:
            lines.append(" | ".join(filled))
    return "\n".join(lines)


def one_line(text: str) -> str:
    """A text without line breaks, for a heading."""
    return " ".join(text.split())
