"""Colours, fills and lines as DrawingML."""

from __future__ import annotations

from geo.scene.scene_items import Paint

EMU = 9525
"""English Metric Units to a layout pixel."""


def colour_xml(colour: str, opacity: float) -> str:
    """A colour with its opacity."""
    alpha = f'<a:alpha val="{round(opacity * 100000)}"/>' if opacity < 1 else ""
    return f'<a:srgbClr val="{colour[1:].upper()}">{alpha}</a:srgbClr>'


def paint_xml(paint: Paint) -> str:
    """Fill and line of a shape."""
    fill = f"<a:solidFill>{colour_xml(paint.fill, paint.fill_opacity)}</a:solidFill>" if paint.fill else "<a:noFill/>"
    if not paint.stroke or paint.stroke_width <= 0:
        return f"{fill}<a:ln><a:noFill/></a:ln>"
    cap = "rnd" if paint.round_caps else "flat"
    colour = f"<a:solidFill>{colour_xml(paint.stroke, paint.stroke_opacity)}</a:solidFill>"
    width = max(1, round(paint.stroke_width * EMU))
    return f'{fill}<a:ln w="{width}" cap="{cap}">{colour}{_dash(paint)}<a:round/></a:ln>'


def _dash(paint: Paint) -> str:
    """Dashes, which are counted in thousandths of a per cent of the width here."""
    if len(paint.dash) < 2:
        return ""
    share = 100_000 / paint.stroke_width
    pairs = zip(paint.dash[::2], paint.dash[1::2], strict=False)
    stops = "".join(f'<a:ds d="{round(on * share)}" sp="{round(off * share)}"/>' for on, off in pairs)
    return f"<a:custDash>{stops}</a:custDash>"
