"""Shapes of a scene as DrawingML, the drawing language of presentation programs: every part can be edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from geo.export.drawingml_paint import EMU, colour_xml, paint_xml
from geo.export.svg import escape, quoteattr
from geo.scene.framing import starts_from_right
from geo.scene.scene_items import Box, Circle, Group, Item, Paint, Path, Points, Rect, Shape, Text, flat
from geo.style.type_sizes import NARROWED

FONT = "Arial"
SPACE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_NO_INSET = 'lIns="0" tIns="0" rIns="0" bIns="0"'
_CUSTOM = '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'


class DrawingMLBuilder:
    """Writes items as XML and numbers them. ``links`` maps a group's link to the id of a relationship."""

    def __init__(self, first_id: int, links: dict[str, str]) -> None:
        self._ids: Iterator[int] = count(first_id)
        self._links = links

    def item(self, item: Item, name: str = "") -> str:
        """One item as XML; an empty group gives nothing."""
        if isinstance(item, Group):
            return self._group(item)
        if isinstance(item, Text):
            return self._text(item)
        return self._shape(item, name)

    def _group(self, group: Group) -> str:
        inner = "".join(self.item(part, group.name) for part in group.items)
        return self.grouped(group.name, group.words, box_of(group), inner, self._links.get(group.link or ""))

    def grouped(self, name: str, words: str, box: Box | None, inner: str, relation: str | None = None) -> str:
        """Parts as one group; nothing where there are none."""
        if not inner or box is None:
            return ""
        left, top, wide, high = _emu(box)
        place = f'<a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/>'
        child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{high}"/>'
        named = self._named(name, words, relation)
        return (
            f"<p:grpSp><p:nvGrpSpPr>{named}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm>{place}{child}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
        )

    def _named(self, name: str, words: str = "", relation: str | None = None) -> str:
        described = f" descr={quoteattr(words)}" if words else ""
        head = f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(name or "Shape")}{described}'
        return f'{head}><a:hlinkClick r:id="{relation}"/></p:cNvPr>' if relation else f"{head}/>"

    def _shape(self, shape: Path | Circle | Rect, name: str) -> str:
        box = _box(shape)
        if box is None:
            return ""
        left, top, wide, high = _emu(box)
        own = shape.name if isinstance(shape, Path) and shape.name else name
        return (
            f"<p:sp><p:nvSpPr>{self._named(own)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            f"{_geometry(shape, box)}{paint_xml(shape.paint)}</p:spPr></p:sp>"
        )

    def title(self, lines: list[Text], words: str, box: Box) -> str:
        """The title placeholder, with the words as one line so that they can be edited."""
        x, y, wide, high = _emu(box)
        shown = (
            paragraph(replace(lines[0], reading=words))
            if lines
            else f"<a:p><a:r><a:t>{escape(words)}</a:t></a:r></a:p>"
        )
        return (
            f'<p:sp><p:nvSpPr>{self._named("Title")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>'
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="square" {_NO_INSET} anchor="t"><a:normAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{shown}</p:txBody></p:sp>"
        )

    def outlined(self, name: str, shapes: list[Circle], paint: Paint) -> str:
        """Many circles of one look as one shape."""
        boxes = [box for shape in shapes if (box := _box(shape))]
        if not boxes:
            return ""
        columns = list(zip(*boxes, strict=True))
        box = (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))
        left, top, wide, high = _emu(box)
        w, h = (max(1, round((box[far] - box[near]) * 100)) for near, far in ((0, 2), (1, 3)))
        circles = "".join(_circle(shape, box) for shape in shapes if shape.r > 0)
        return (
            f"<p:sp><p:nvSpPr>{self._named(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            f"{_CUSTOM}<a:pathLst>"
            f'<a:path w="{w}" h="{h}">{circles}</a:path></a:pathLst></a:custGeom>'
            f"{paint_xml(paint)}</p:spPr></p:sp>"
        )

    def _text(self, text: Text) -> str:
        width = sum(run.width for run in text.runs)
        slack = width * 0.15 + 6
        left = text.runs[0].x - slack * text.anchor if text.runs else 0.0
        baseline = text.runs[0].y if text.runs else 0.0
        box = (left, baseline - text.size * 1.0, left + width + slack, baseline + text.size * 0.3)
        x, y, wide, high = _emu(box)
        turn = f' rot="{round(text.turn * 60000) % 21600000}"' if text.turn else ""
        return (
            f'<p:sp><p:nvSpPr>{self._named(text.reading)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
            f'<a:xfrm{turn}><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="none" {_NO_INSET} anchor="ctr"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraph(text)}</p:txBody></p:sp>"
        )


def merged(group: Group, drawer: DrawingMLBuilder) -> str:
    """A group of very many symbols as one shape a look; what is no circle stays as it is."""
    looks: dict[Paint, list[Circle]] = {}
    others: list[Item] = []
    for shape in flat(group.items):
        if isinstance(shape, Circle):
            looks.setdefault(shape.paint, []).append(shape)
        else:
            others.append(shape)
    parts = [drawer.outlined(f"{group.name}, {len(found):,}", found, paint) for paint, found in looks.items()]
    box = box_of(group)
    return drawer.grouped(group.name, group.words, box, "".join(parts + [drawer.item(o, group.name) for o in others]))


def _circle(shape: Circle, box: Box) -> str:
    x, y, r = round((shape.x + shape.r - box[0]) * 100), round((shape.y - box[1]) * 100), round(shape.r * 100)
    arc = f'<a:arcTo wR="{r}" hR="{r}" stAng="0" swAng="21600000"/>'
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{arc}<a:close/>'


def paragraph(text: Text) -> str:
    """A line as a paragraph: the words as they are read, the program orders what runs from the right."""
    side = {0.0: "l", 1.0: "r"}.get(text.anchor, "ctr")
    if starts_from_right(text.reading):
        side = {"l": "r", "r": "l"}.get(side, side)
        direction = f' algn="{side}" rtl="1"'
    else:
        direction = f' algn="{side}"'
    return f"<a:p><a:pPr{direction}/><a:r>{run_look(text)}<a:t>{escape(text.reading)}</a:t></a:r></a:p>"


def run_look(text: Text) -> str:
    """Size, weight, colour, halo and font of a line."""
    face = text.runs[0].face if text.runs else None
    bold = ' b="1"' if face and face.weight >= 600 else ""
    slant = ' i="1"' if face and face.slant == "italic" else ""
    spacing = f' spc="{round(text.spacing * 75)}"' if text.spacing else ""
    halo = ""
    if text.halo:
        radius = round(text.halo_width * EMU * 1.4)
        halo = f'<a:effectLst><a:glow rad="{radius}">{colour_xml(text.halo, 1)}</a:glow></a:effectLst>'
    size = round(text.size * 75 * NARROWED)
    fonts = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    fill = f"<a:solidFill>{colour_xml(text.colour, 1)}</a:solidFill>"
    return f'<a:rPr lang="en-GB" sz="{size}"{bold}{slant}{spacing} dirty="0">{fill}{halo}{fonts}</a:rPr>'


def _emu(box: Box) -> tuple[int, int, int, int]:
    left, top = round(box[0] * EMU), round(box[1] * EMU)
    return left, top, max(0, round(box[2] * EMU) - left), max(0, round(box[3] * EMU) - top)


def _box(shape: Shape) -> Box | None:
    if isinstance(shape, Circle):
        return (shape.x - shape.r, shape.y - shape.r, shape.x + shape.r, shape.y + shape.r) if shape.r > 0 else None
    if isinstance(shape, Rect):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    if isinstance(shape, Text):
        return shape.box
    points = np.concatenate(shape.parts) if shape.parts else np.zeros((0, 2))
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def box_of(group: Group) -> Box | None:
    """The box around all of a group's parts."""
    boxes = [box for item in group.items if (box := box_of(item) if isinstance(item, Group) else _box(item))]
    if not boxes:
        return None
    columns = list(zip(*boxes, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])


def _geometry(shape: Path | Circle | Rect, box: Box) -> str:
    if isinstance(shape, Circle):
        return '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    if isinstance(shape, Rect):
        if not shape.radius:
            return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        share = round(50000 * min(1.0, 2 * shape.radius / max(1e-6, min(shape.width, shape.height))))
        guide = f'<a:gd name="adj" fmla="val {share}"/>'
        return f'<a:prstGeom prst="roundRect"><a:avLst>{guide}</a:avLst></a:prstGeom>'
    return _freeform(shape, box)


def _freeform(shape: Path, box: Box) -> str:
    """A free course. Its points count hundredths of a pixel from the corner of its box."""
    wide, high = (max(1, round((box[far] - box[near]) * 100)) for near, far in ((0, 2), (1, 3)))
    fill = "" if shape.closed else ' fill="none"'
    courses = "".join(_course((part - np.array(box[:2])) * 100, shape.closed) for part in shape.parts)
    return f'{_CUSTOM}<a:pathLst><a:path w="{wide}" h="{high}"{fill}>{courses}</a:path></a:pathLst></a:custGeom>'


def _course(points: Points, closed: bool) -> str:
    steps = [f'<a:pt x="{x}" y="{y}"/>' for x, y in points.round().astype("int64").tolist()]
    lines = "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:])
    return f"<a:moveTo>{steps[0]}</a:moveTo>{lines}" + ("<a:close/>" if closed else "")
