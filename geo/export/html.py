"""HTML: one file with a small player of our own that asks nobody for anything, not even a server."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template

from geo.export.export_request import ExportRequest
from geo.export.player_data import cards_json, player_data
from geo.export.svg import group_svg, subset
from geo.number_words import quantity
from geo.scene.build_scene import plan_of
from geo.scene.font_metrics import face_for
from geo.scene.legend import Section, legend_sections
from geo.scene.legend_box import draw_legend, laid
from geo.scene.north_arrow import NORTH_SIZE, draw_north, is_turned, turned_words
from geo.scene.own_layers import own_sections
from geo.scene.picture_text import filter_words
from geo.scene.scene_items import Scene
from geo.scene.scene_plan import ScenePlan
from geo.style.fonts import FACES, REGULAR, Face
from geo.style.tokens import Tokens
from geo.web.joining import plain_script

PLAYER = Path(__file__).parent / "player"
SCRIPTS = (
    "camera.js", "ground.js", "own_layers.js", "names.js", "counts.js", "marks.js", "symbols.js", "evidence.js", "app.js",
)  # fmt: skip
FROM_MAP = {
    "legend/counts.js": ("countGroups",),
    "map/area_counts.js": ("AreaCounts", "areasInView", "isInArea"),
    "map/cell_counts.js": ("CellCounts", "EQUATOR_PIXEL_M", "keepsLines"),
    "map/count_overlay.js": ("CountOverlay",),
    "map/overlay_geometry.js": ("meet", "wider"),
    "map/own_drawing.js": ("isThere", "labelsOf", "paintGround", "paintSquares", "writeLabels"),
    "map/packed_shapes.js": ("boundsOf", "pathOf", "placesOf", "unpackedFeature"),
    "map/placement.js": ("Placer",),
    "map/units.js": ("unitsOf",),
    "symbols/counted.js": ("drawCounted", "drawCountedArea"),
    "symbols/paint.js": ("dotShapes", "leaderShapes", "paintBeside", "paintShapes", "ringShape"),
    "symbols/shapes.js": ("symbolShapes",),
    "symbols/site_badge.js": ("drawSiteBadge",),
    "symbols/table.js": ("AREA_FORM", "FORMS", "SYMBOLS"),
}
"""What of the live map the player uses: it places, counts and paints by the same rules, from the same table."""


def html_bytes(request: ExportRequest) -> bytes:
    """The view as one page: pan, zoom, time, evidence. The same bytes for the same order."""
    on_screen = request.picture.model_copy(update={"bare": True, "text_size": 1.0})
    plan = plan_of(request.dataset, request.view, on_screen)
    scene = request.scene
    plain = f'{_json(player_data(plan))[:-1]},"cards":{cards_json(plan, request.progress)}'
    letters = _letters(plain, scene)
    faces = sorted(f"{face.slant} {face.weight} 16px '{face.page_family}'" for face in _wanted(letters))
    plain = f'{plain},"faces":{_json(faces)}}}'
    sections = legend_sections(plan.found, plan.view, plan.projector, plan.colours)
    sections += own_sections(plan.view, plan.projector, plan.colours, plan.days)
    sections = [_uncounted(section) for section in sections]
    legend = _legend(sections, plan.colours)
    parts = {
        "title": escape(scene.title),
        "subtitle": escape(_subtitle(plan, request)),
        "alt": escape(scene.alt),
        "css": _colours(plan.colours) + _fonts(letters) + (PLAYER / "player.css").read_text(encoding="utf-8"),
        "legend": legend,
        "north": _north(plan),
        "foot": "".join(f"<p>{escape(words)}</p>" for words in _foot(scene)),
        "stamp": json.dumps(scene.stamp, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
        "data": base64.b64encode(zlib.compress(plain.encode())).decode(),
        "script": "\n".join(
            [plain_script(FROM_MAP), *((PLAYER / name).read_text(encoding="utf-8") for name in SCRIPTS)]
        ),
    }
    return Template((PLAYER / "template.html").read_text(encoding="utf-8")).substitute(parts).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _subtitle(plan: ScenePlan, request: ExportRequest) -> str:
    """The person's own subtitle, or what is asked for: dates and count change while time runs, below the
    map."""
    if request.picture.subtitle is not None:
        return request.picture.subtitle
    # By governorate they count on the map as well, or the legend says why not.
    placeless = 0 if plan.found.tally else plan.found.selection.not_placed_count
    words = [f"{placeless:,} of them without a map location: they stand in the list only"] if placeless else []
    total = quantity(plan.found.selection.count, "incident")
    return " · ".join([total, *words, *filter_words(plan.found.dataset, request.view)])


def _uncounted(section: Section) -> Section:
    """Counts would be wrong as soon as somebody moves the time."""
    return replace(section, entries=tuple(replace(entry, count="") for entry in section.entries))


def _legend(sections: list[Section], colours: Tokens) -> str:
    if not sections:
        return ""
    layout = laid(sections)
    return group_svg(draw_legend(layout, colours), layout.width, layout.height)


def _north(plan: ScenePlan) -> str:
    """The arrow to the north, where the map is turned: the player keeps it as it is."""
    camera = plan.projector.camera
    if not is_turned(camera):
        return ""
    arrow = group_svg(draw_north(camera, plan.colours), *NORTH_SIZE)
    return f'<div id="north" role="img" aria-label="{escape(turned_words(camera))}">{arrow}</div>'


def _foot(scene: Scene) -> list[str]:
    group = next((group for group in scene.groups if group.name == "Sources and notice"), None)
    readings = [item.reading for item in group.items if hasattr(item, "reading")] if group else []
    return readings or [f"{scene.stamp['notice']}. Data {scene.stamp['version']}."]


def _letters(plain: str, scene: Scene) -> str:
    """Every letter in the file that one of our fonts has; the rest is left to the system, as on any page."""
    plain_ascii = bytes(range(128))
    foreign = plain.encode().translate(None, plain_ascii).decode()  # of millions of letters few are none of ASCII
    known = {chr(code) for code in range(32, 127)} | {"–"} | set(foreign) | set(scene.title) | set(scene.subtitle)
    return "".join(sorted(letter for letter in known if letter.isprintable()))


def _fonts(letters: str) -> str:
    rules = []
    for face, wanted in _wanted(letters).items():
        data = base64.b64encode(subset(face, wanted)).decode()
        rules.append(
            f'@font-face{{font-family:"{face.page_family}";font-weight:{face.weight};font-style:{face.slant};'
            f'src:url("data:font/woff;base64,{data}") format("woff")}}'
        )
    return "".join(rules)


def _wanted(letters: str) -> dict[Face, str]:
    """The faces that are needed, each with the letters that it draws."""
    families: dict[str, list[str]] = {}
    for letter in letters:
        families.setdefault(face_for(letter, REGULAR).page_family, []).append(letter)
    return {face: "".join(families[face.page_family]) for face in FACES if face.page_family in families}


def _colours(colours: Tokens) -> str:
    names = {
        "paper": "paper",
        "raised": "paper_raised",
        "ink": "ink",
        "muted": "muted",
        "rule": "rule",
        "accent": "accent",
    }
    values = ";".join(f"--{name}:{getattr(colours, token)}" for name, token in names.items())
    return f":root{{{values}}}"
