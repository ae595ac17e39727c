"""SVG: text as text with the letters that are used embedded, nothing fetched.

For programs: ``data-camera`` (longitude, latitude, zoom for tiles of 512 pixels, bearing) and ``data-map`` (x, y, width,
height) say in layout pixels where the map lies, at the root or at the group of each map. A group with ``data-count``
is a symbol: it stands at its ``transform``, its true place is ``data-lon``, ``data-lat``; ``data-leader`` says that a
leader line ties it to its place; ``data-cell`` that it is a hexagon or a governorate and its place a middle of that; of a
governorate ``data-area`` is its id, ``data-possible`` how many more may be there. A line with ``data-count`` stands for incidents without a symbol.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.sax import saxutils

from geo.export.text_outlines import OUTLINED, outline
from geo.scene.font_metrics import printable
from geo.scene.scene_items import (
    Box,
    Circle,
    Group,
    Item,
    Paint,
    Path,
    Points,
    Rect,
    Scene,
    Shape,
    Text,
    TextRun,
    flat,
    shifted,
)
from geo.style.fonts import Face


def svg_text(scene: Scene, *, embed: bool = True, scaled: bool = True, passing: bool = False) -> str:
    """The scene as SVG. ``embed`` puts the fonts in; ``scaled`` gives the size in device pixels, else in
    layout pixels. ``passing`` is for a drawing that is only looked at: its fonts have some letters more, the same as other
    drawings, and so need not be cut anew. The same text for the same scene."""
    width, height = scene.pixels if scaled else (round(scene.width), round(scene.height))
    view = f"0 0 {_n(scene.width)} {_n(scene.height)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{view}" '
        f'role="img" aria-labelledby="t d" text-rendering="geometricPrecision"{_data(scene.data)}>'
    )
    parts = [head, f'<title id="t">{escape(scene.title)}</title>', f'<desc id="d">{escape(scene.alt)}</desc>']
    if embed:
        stamp = json.dumps(scene.stamp, ensure_ascii=False, sort_keys=True)
        parts.append(f'<metadata id="incident-atlas">{escape(stamp)}</metadata>')
    if embed:
        parts.append(f"<style>{_font_faces(scene, passing)}</style>")
    if scene.background:
        parts.append(f'<rect width="{_n(scene.width)}" height="{_n(scene.height)}" fill="{scene.background}"/>')
    clips = dict.fromkeys(_clips(scene.groups))
    for number, box in enumerate(clips):
        clips[box] = f"map-{number}"
        parts.append(f'<clipPath id="{clips[box]}"><rect {_place(box)}/></clipPath>')
    for group in scene.groups:
        parts += _item(group, clips)
    return "\n".join([*parts, "</svg>\n"])


def group_svg(group: Group, width: float, height: float) -> str:
    """One group by itself as an element for a page that brings the fonts."""
    body = "".join(_item(group))
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{body}</svg>'


def items_svg(items: Iterable[Item]) -> str:
    """Parts of a scene as elements, for ``sheet_svg``."""
    return "".join(part for item in items for part in _item(item))


def sheet_svg(scene: Scene, drawings: Iterable[tuple[str, tuple[float, float]]]) -> str:
    """A drawing of the scene's size with elements in it, each moved by layout pixels to the right and down."""
    moved = (f'<g transform="translate({dx:.5f} {dy:.5f})">{drawing}</g>' for drawing, (dx, dy) in drawings)
    return svg_text(scene, embed=False).replace("</svg>", "".join(moved) + "</svg>")


def escape(words: str) -> str:
    """Words as text of XML."""
    return saxutils.escape(printable(words))


def quoteattr(words: str) -> str:
    """Words as the value of an attribute, in quotes."""
    return saxutils.quoteattr(printable(words))


def _n(value: float) -> str:
    """A number with two digits, as short as it can be."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _item(item: Item, clips: Mapping[Box, str | None] | None = None) -> Iterable[str]:
    if not isinstance(item, Group):
        yield _shape(item)
        return
    moved = f' transform="translate({_n(item.at[0])} {_n(item.at[1])})"' if item.at else ""
    clip = f' clip-path="url(#{clips[item.clip]})"' if item.clip and clips else ""
    yield f"<g data-name={quoteattr(item.name)}{_data(item.data)}{moved}{clip}>"
    if item.words:
        yield f"<desc>{escape(item.words)}</desc>"
    for part in item.items:
        if item.at and not isinstance(part, Group):
            # from the written place, so that rounding does not add up
            part = shifted(part, -round(item.at[0], 2), -round(item.at[1], 2))
        yield from _item(part, clips)
    yield "</g>"


def _data(data: Iterable[tuple[str, str]]) -> str:
    return "".join(f" data-{name}={quoteattr(value)}" for name, value in data)


def _clips(items: Iterable[Item]) -> Iterable[Box]:
    for item in items:
        if isinstance(item, Group):
            if item.clip:
                yield item.clip
            yield from _clips(item.items)


def _place(box: Box) -> str:
    left, top, right, bottom = box
    return f'x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(bottom - top)}"'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Path):
        course = "".join(_course(part, shape.closed) for part in shape.parts)
        rule = ' fill-rule="evenodd"' if shape.closed and len(shape.parts) > 1 else ""
        return f'<path d="{course}"{rule}{_paint(shape.paint)}/>'
    if isinstance(shape, Circle):
        return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.r)}"{_paint(shape.paint)}/>'
    if isinstance(shape, Rect):
        corner = f' rx="{_n(shape.radius)}"' if shape.radius else ""
        place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
        return f"<rect {place}{corner}{_paint(shape.paint)}/>"
    return _text(shape)


def _course(points: Points, closed: bool) -> str:
    """Absolute start, then steps: each from the last written place, so that rounding doesn't add up."""
    steps = (points * 100).round().astype("int64")
    first, rest = steps[0], steps[1:] - steps[:-1]
    moved = " ".join(map(_c, rest[(rest[:, 0] != 0) | (rest[:, 1] != 0)].ravel().tolist()))
    body = f"l{moved}" if moved else "l0 0"
    return f"M{_c(int(first[0]))} {_c(int(first[1]))}{body}" + ("z" if closed else "")


class _Hundredths(dict[int, str]):
    """Whole hundredths as numbers; those up to ten are kept, as most steps of a course are that short."""

    def __missing__(self, hundredths: int) -> str:
        return _n(hundredths / 100)


_c = _Hundredths((step, _n(step / 100)) for step in range(-1000, 1001)).__getitem__


def _paint(paint: Paint) -> str:
    parts = [f' fill="{paint.fill or "none"}"']
    if paint.fill and paint.fill_opacity < 1:
        parts.append(f' fill-opacity="{_n(paint.fill_opacity)}"')
    if paint.stroke and paint.stroke_width > 0:
        parts.append(f' stroke="{paint.stroke}" stroke-width="{_n(paint.stroke_width)}" stroke-linejoin="round"')
        if paint.stroke_opacity < 1:
            parts.append(f' stroke-opacity="{_n(paint.stroke_opacity)}"')
        if paint.dash:
            parts.append(f' stroke-dasharray="{" ".join(map(_n, paint.dash))}"')
        if paint.round_caps:
            parts.append(' stroke-linecap="round"')
    return "".join(parts)


def _text(text: Text) -> str:
    """A line: one element a run, its halo behind its letters."""
    halo = ""
    if text.halo:
        width = _n(2 * text.halo_width)
        halo = f' stroke="{text.halo}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"'
    spacing = f' letter-spacing="{_n(text.spacing)}"' if text.spacing else ""
    look = f' fill="{text.colour}"{halo}'
    joined = "".join(_run(run, text, look + ("" if run.rtl else spacing)) for run in text.runs)
    if text.turn:
        return f'<g transform="rotate({_n(text.turn)} {_n(text.pivot[0])} {_n(text.pivot[1])})">{joined}</g>'
    return joined


def _run(run: TextRun, text: Text, look: str) -> str:
    face = run.face
    if face.page_family in OUTLINED:
        course = outline(run.text, face, text.size)
        place = f"translate({_n(run.x)} {_n(run.y)})"
        return f'<path d="{course}" transform="{place}" role="img" aria-label={quoteattr(run.text)}{look}/>'
    slant = ' font-style="italic"' if face.slant == "italic" else ""
    font = f'font-family="{face.page_family}" font-weight="{face.weight}"{slant} font-size="{_n(text.size)}"'
    return f'<text x="{_n(run.x)}" y="{_n(run.y)}" {font}{look} xml:space="preserve">{escape(run.text)}</text>'


def _font_faces(scene: Scene, passing: bool) -> str:
    """The faces that are used, each with only the letters that are used, or where ``passing`` their whole blocks."""
    used: dict[Face, set[str]] = {}
    for shape in flat(scene.groups):
        if isinstance(shape, Text):
            for run in (run for run in shape.runs if run.face.page_family not in OUTLINED):
                used.setdefault(run.face, set()).update(run.text)
    cut = _blocks if passing else sorted
    return "".join(font_face(face, "".join(cut(used[face]))) for face in sorted(used, key=lambda face: face.file))


def _blocks(letters: set[str]) -> list[str]:
    """The letters with all others of their blocks of 128: the first is ASCII, the second has most of Western Europe's."""
    return [chr(code) for block in sorted({ord(one) // 128 for one in letters}) for code in range(128 * block, 128 * (block + 1))]  # fmt: skip


def font_face(face: Face, letters: str) -> str:
    """The rule of CSS that embeds a face with only some letters."""
    data = base64.b64encode(subset(face, letters)).decode()
    return (
        f'@font-face{{font-family:"{face.page_family}";font-weight:{face.weight};font-style:{face.slant};'
        f'src:url("data:font/woff;base64,{data}") format("woff")}}'
    )


@lru_cache(maxsize=64)
def subset(face: Face, letters: str) -> bytes:
    """A face with only some letters, as WOFF."""
    from fontTools.subset import Options, Subsetter  # a fifth of a second, and only where fonts are put in
    from fontTools.ttLib import TTFont

    font = TTFont(face.path, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    cutter = Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
