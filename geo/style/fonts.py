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

FACES: tuple[Face, ...] = (REGULAR, ITALIC, SEMIBOLD, BOLD, ARABIC_REGULAR, ARABIC_SEMIBOLD, ARABIC_BOLD)
MAP_FACES: tuple[Face, ...] = (REGULAR, ITALIC, SEMIBOLD, BOLD)
"""The faces that must have loaded before the map draws its first name."""
PAGE_STACK = '"Atlas Sans", "Atlas Arabic", sans-serif'
"""Value of ``font-family`` for the page."""


def font_face_css(base_url: str) -> str:
    """``@font-face`` rules for map and page; ``base_url`` is the address of the fonts' folder, no slash at
    its end."""
    rules = []
    for face in FACES:
        for family in (face.family, face.page_family):
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{face.slant};font-weight:{face.weight};'
                f'font-display:block;src:url("{base_url}/{face.file}") format("truetype");}}'
            )
    return "\n".join(rules)


def load_requests() -> list[str]:
    """Arguments for ``document.fonts.load``, one a face of the map; await them all before the map is made."""
    return [f'{face.slant} {face.weight} 24px "{face.family}"' for face in MAP_FACES]
