"""The fonts of map, pictures and page: one table, from which the browser's ``@font-face`` rules are
written.

MapLibre draws glyphs in the browser when a style names no ``glyphs`` address. It puts the names of
``text-font`` into a CSS font shorthand as they stand, without quotes, and reads weight and slant out of the
first name. So each weight is a family of its own, its name made of plain CSS identifiers and ending in the
weight's word.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Face:
    """One font file: the family by which styles call it, and the page family and weight it also serves."""

    family: str
    file: str
    page_family: str
    weight: int
    slant: str = "normal"
    ranges: tuple[tuple[int, int], ...] = ()
    """First and last code points of what the file is for; empty for the faces that are asked first."""

    @property
    def path(self) -> Path:
        """Where the TrueType file lies, for drawing in Python."""
        return FOLDER / self.file


REGULAR = Face("Atlas Sans Regular", "AtlasSans-Regular.ttf", "Atlas Sans", 400)
ITALIC = Face("Atlas Sans Italic", "AtlasSans-Italic.ttf", "Atlas Sans", 400, "italic")
SEMIBOLD = Face("Atlas Sans Semibold", "AtlasSans-Semibold.ttf", "Atlas Sans", 600)
BOLD = Face("Atlas Sans Bold", "AtlasSans-Bold.ttf", "Atlas Sans", 700)
ARABIC_REGULAR = Face("Atlas Arabic Regular", "AtlasArabic-Regular.ttf", "Atlas Arabic", 400)
ARABIC_SEMIBOLD = Face("Atlas Arabic Semibold", "AtlasArabic-Semibold.ttf", "Atlas Arabic", 600)
ARABIC_BOLD = Face("Atlas Arabic Bold", "AtlasArabic-Bold.ttf", "Atlas Arabic", 700)


def _script(name: str, *ranges: tuple[int, int]) -> Face:
    """A script that comes in one weight: words of a dataset may be written in it."""
    return Face(f"Atlas {name} Regular", f"Atlas{name}-Regular.ttf", f"Atlas {name}", 400, ranges=ranges)


SCRIPTS: tuple[Face, ...] = (
    _script("Armenian", (0x0530, 0x058F), (0xFB13, 0xFB17)),
    _script("Hebrew", (0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    _script("Devanagari", (0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    _script("Bengali", (0x0980, 0x09FF)),
    _script("Thai", (0x0E00, 0x0E7F)),
    _script("Myanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _script("Georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _script("Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
)
"""Noto Sans for scripts beside Latin, Greek, Cyrillic (Source Sans) and Arabic."""
FACES: tuple[Face, ...] = (
    REGULAR, ITALIC, SEMIBOLD, BOLD, ARABIC_REGULAR, ARABIC_SEMIBOLD, ARABIC_BOLD, *SCRIPTS,
)  # fmt: skip
MAP_FACES: tuple[Face, ...] = (REGULAR, ITALIC, SEMIBOLD, BOLD)
"""The faces that must have loaded before the map draws its first name."""
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(face.page_family for face in FACES))
"""Page families in the order in which they are asked for a letter."""
PAGE_STACK = ", ".join([*(f'"{family}"' for family in FAMILIES), "sans-serif"])
"""Value of ``font-family`` for the page."""


def font_face_css(base_url: str) -> str:
    """``@font-face`` rules for map and page; ``base_url`` is the address of the fonts' folder, no slash at
    its end."""
    rules = []
    for face in FACES:
        for family in (face.family, face.page_family):
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{face.slant};font-weight:{face.weight};'
                f'font-display:block;src:url("{base_url}/{face.file}") format("truetype");{_range(face)}}}'
            )
    return "\n".join(rules)


def _range(face: Face) -> str:
    """So that a browser fetches a script's file only where a page has letters of it."""
    if not face.ranges:
        return ""
    return f"unicode-range:{','.join(f'U+{first:04X}-{last:04X}' for first, last in face.ranges)};"


def load_requests() -> list[str]:
    """Arguments for ``document.fonts.load``, one a face of the map; await them all before the map is made."""
    return [f'{face.slant} {face.weight} 24px "{face.family}"' for face in MAP_FACES]
