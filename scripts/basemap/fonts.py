"""Cuts the map's fonts: static weights with every Latin, Greek, Cyrillic and Arabic letter, and one weight each of some
other scripts that titles and names of files are written in.

One TrueType file per weight serves the browser and the pictures drawn in Python alike. Source Sans reserves
its name under the OFL for unmodified files, so what is cut here is called "Atlas Sans"; Noto Sans reserves none and
keeps its origin in the files' own copyright entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from geo.style.fonts import FACES

LATIN = (
    (0x0020, 0x024F), (0x0250, 0x02FF), (0x0300, 0x052F), (0x1C80, 0x1C8F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070,
    0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0,
    0x25FF),
    (0x2600, 0x27BF), (0xA720, 0xA7FF),
)  # fmt: skip
EPOCH = 1_700_000_000
"""Time stamp written into every file (seconds since 1970), so that a second build gives the same bytes."""


def cut_latin(variable: Path, weight: int, name: str, target: Path) -> None:
    """Write one static weight of a variable font, reduced to Latin, under its own name."""
    font = instantiateVariableFont(TTFont(variable), {"wght": weight}, inplace=True)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "pnum", "case"]
    options.hinting = False
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LATIN for code in range(first, last + 1)])
    subsetter.subset(font)
    _rename(font, name)
    _save(font, target)


def write_whole(source: Path, name: str, target: Path) -> None:
    """Write a static weight of Noto Sans as TrueType; nothing is left out."""
    font = TTFont(source)
    _rename(font, name)
    _save(font, target)


def _rename(font: TTFont, full_name: str) -> None:
    family, _, style = full_name.rpartition(" ")
    table = font["name"]
    for record in list(table.names):
        if record.nameID in (16, 17, 21, 22, 25):
            table.removeNames(nameID=record.nameID)
    values = {
        1: full_name,
        2: "Regular",
        3: full_name,
        4: full_name,
        6: full_name.replace(" ", ""),
        16: family,
        17: style,
    }
    for name_id, value in values.items():
        table.setName(value, name_id, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]


def _save(font: TTFont, target: Path) -> None:
    font.flavor = None
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = EPOCH + 2_082_844_800
    font.save(target, reorderTables=True)


def build(streamlit: Path, noto: Mapping[str, Path], folder: Path) -> None:
    """All faces of ``geo.style.fonts``, from Streamlit's Source Sans and the registry's Noto Sans by script."""
    media = streamlit / "streamlit/static/static/media"
    upright, italic = (next(media.glob(f"SourceSansVF-{cut}.ttf.*.woff2")) for cut in ("Upright", "Italic"))
    for face in FACES:
        script = face.page_family.removeprefix("Atlas ").lower()
        if script != "sans":
            file = f"package/files/noto-sans-{script}-{script}-{face.weight}-normal.woff2"
            write_whole(noto[script] / file, face.family, folder / face.file)
        else:
            cut_latin(italic if face.slant == "italic" else upright, face.weight, face.family, folder / face.file)
