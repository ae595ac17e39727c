"""PPTX: slides of native shapes, with the title in the title placeholder and the citations in the notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu

from geo.export.drawingml import SPACE, DrawingMLBuilder, box_of, merged
from geo.export.drawingml_paint import EMU
from geo.scene.font_metrics import printable
from geo.scene.scene_items import Group, Scene, Text

MOST_SYMBOLS = 1500
"""Above this many, the symbols of one look become one shape: presentation programs choke on more."""
_TITLE_ONLY = 5
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST_ID = 100


def pptx_bytes(
    scenes: Sequence[Scene], title: str, links: Mapping[str, str] | None = None, day: date | None = None
) -> bytes:
    """One slide a scene. ``links`` maps an incident's id to the address of its source, where it has one.

    All slides have the size of the first. The same bytes for the same arguments.
    """
    deck = Presentation()
    resize(deck, scenes[0].width, scenes[0].height)
    for scene in scenes:
        _slide(deck, scene, dict(links or {}))
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = printable(title)[:255], "", ""
    about.subject, about.keywords = printable(scenes[0].alt)[:250], "Incident Atlas"
    about.created = about.modified = datetime(day.year, day.month, day.day) if day else datetime(1980, 1, 1)
    about.revision = 1
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


def resize(deck: Any, wide: float, high: float) -> None:
    """Give the deck a size in layout pixels; what its layouts hold is stretched with it."""
    width, height = round(wide * EMU), round(high * EMU)
    across, down = width / deck.slide_width, height / deck.slide_height
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = Emu(round(shape.left * across)), Emu(round(shape.width * across))
                shape.top, shape.height = Emu(round(shape.top * down)), Emu(round(shape.height * down))
    deck.slide_width, deck.slide_height = Emu(width), Emu(height)


def _slide(deck: Any, scene: Scene, links: dict[str, str]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    drawer = DrawingMLBuilder(_FIRST_ID, _relations(slide, scene, links))
    tree = slide.shapes._spTree
    tree.remove(slide.shapes.title._element)
    groups = [part for group in scene.groups for part in _parts(group)]
    parts = [_part(group, scene, drawer) for group in groups]
    if not any(group.role == "title" for group in scene.groups):
        parts.insert(0, drawer.title([], scene.title, (0.0, -60.0, scene.width, -20.0)))
    for xml in filter(None, parts):
        tree.append(parse_xml(xml.replace(">", f" {SPACE}>", 1)))
    notes = [scene.alt, "", *scene.notes, "", _stamp(scene)]
    slide.notes_slide.notes_text_frame.text = "\n".join(map(printable, notes))


def _parts(group: Group) -> Sequence[Group]:
    """The group itself; of a map that is one of several its groups."""
    if group.role != "map":
        return (group,)
    return [item for item in group.items if isinstance(item, Group)]


def _part(group: Group, scene: Scene, drawer: DrawingMLBuilder) -> str:
    """One group of the scene as XML."""
    if group.role == "title":
        lines = [item for item in group.items if isinstance(item, Text)]
        left, top, _, bottom = box_of(group) or (0.0, 0.0, 0.0, 0.0)
        room = (min(left, scene.width - left), top, scene.width - min(left, 20.0), bottom)
        return drawer.title(lines, scene.title, room)
    if group.name in ("Incidents", "Uncertainty", "Hexagons") and len(group.items) > MOST_SYMBOLS:
        return merged(group, drawer)
    return drawer.item(group)


def _stamp(scene: Scene) -> str:
    return f"{scene.stamp['notice']}. Data {scene.stamp['version']}, view {scene.stamp['view_id']}."


def _relations(slide: Any, scene: Scene, links: dict[str, str]) -> dict[str, str]:
    """Relationships of the addresses that are used, each address once."""
    known: dict[str, str] = {}
    found = {}
    for incident in scene.incidents:
        address = links.get(incident)
        if address:
            if address not in known:
                known[address] = slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            found[f"incident:{incident}"] = known[address]
    return found


def timeless(package: bytes) -> bytes:
    """A package of Office packed again without the time of day, so that it is the same on every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
