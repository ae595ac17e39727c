"""Writes the browser's MapLibre style (version 8) from the table of basemap layers.

The style names no ``glyphs`` and no ``sprite``: MapLibre draws names from the fonts of the page, so the
faces of ``geo.style.fonts.MAP_FACES`` must have loaded before the map is made. Every address is below
``base_url``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.basemap import MAX_ZOOM
from geo.basemap.town_map import TOWN_FILES, TOWN_ZOOM, TOWNS_FROM, town_map
from geo.style.attribution import ATTRIBUTION
from geo.style.layer_types import Dot, Fill, Focus, Label, Layer, Line, Stops, Where
from geo.style.tokens import Theme, Tokens, tokens
from geo.style.town_layers import shown_layers

Expression = list[Any]
Spec = dict[str, Any]

DEFAULT_FOCUS: tuple[str, ...] = ("IQ",)
"""ISO 3166-1 alpha-2 codes of the countries that are set off when nothing else is asked for."""
_LINE_FILES = ("world_borders", "region_lines")
_OPPOSITE = {"left": (1, 0), "right": (-1, 0), "top": (0, 1), "bottom": (0, -1)}
_BUFFER = 512
"""Pixels by which tiles of river names overlap: a whole line must be in the tile that holds its middle."""
_EARLIER = 0.5
"""Zoom levels before towns are drawn at which the browser fetches them."""


def style(theme: Theme, base_url: str, focus: Sequence[str] = DEFAULT_FOCUS) -> Spec:
    """The MapLibre style of a theme.

    ``base_url`` is the address of the folder that serves the files of ``geo/basemap/data`` (no slash at its
    end; empty for addresses relative to the page). ``focus`` lists the countries to set off, as ISO 3166-1
    alpha-2 codes. Raises UnreadableFile where the basemap of towns can't be read.
    """
    colours = tokens(theme)
    layers = shown_layers()
    files = sorted({layer.file for layer in layers})
    return {
        "version": 8,
        "name": f"atlas-{theme}",
        "metadata": {"attribution": ATTRIBUTION} | _towns(),
        "sources": {file: _source(file, base_url) for file in files},
        "layers": [
            _background(colours),
            *(spec for layer in layers for spec in _layer(layer, colours, focus)),
        ],
        "transition": {"duration": 0, "delay": 0},
    }


def _towns() -> Spec:
    """What the browser needs to fetch towns only when somebody comes near them."""
    return {} if town_map() is None else {"towns": {"from": TOWNS_FROM - _EARLIER, "sources": list(TOWN_FILES)}}


def _source(file: str, base_url: str) -> Spec:
    address = f"{base_url}/{file}.geojson" if base_url else f"{file}.geojson"
    closest = int(TOWN_ZOOM if file in TOWN_FILES else MAX_ZOOM)
    source: Spec = {"type": "geojson", "data": address, "maxzoom": closest, "tolerance": 0.3}
    if file == "river_names":
        source |= {"buffer": _BUFFER, "tolerance": 0}
    return source


def _background(colours: Tokens) -> Spec:
    return {"id": "sea", "type": "background", "paint": {"background-color": colours.sea}}


def _layer(layer: Layer, colours: Tokens, focus: Sequence[str]) -> Iterable[Spec]:
    if isinstance(layer, (Label, Dot)):
        return _laddered(layer, colours, focus)
    if isinstance(layer, Fill):
        paint: Spec = {"fill-color": getattr(colours, layer.colour), "fill-antialias": True}
        return [_spec(layer, "fill", focus, paint, {})]
    if isinstance(layer, Line):
        return [_line(layer, colours, focus)]
    raise TypeError(f"layer {layer.id!r}: nothing draws a {type(layer).__name__}")


def _spec(layer: Layer, kind: str, focus: Sequence[str], paint: Spec, layout: Spec) -> Spec:
    spec: Spec = {"id": layer.id, "type": kind, "source": layer.file, "paint": paint}
    if layer.min_zoom > 0:
        spec["minzoom"] = layer.min_zoom
    if layer.max_zoom < 24:
        spec["maxzoom"] = layer.max_zoom
    if layout:
        spec["layout"] = layout
    conditions = [*map(_condition, layer.where), *_focus(layer, layer.focus, focus)]
    if conditions:
        spec["filter"] = ["all", *conditions]
    return spec


def _condition(where: Where) -> Expression:
    test: Expression = ["in", ["get", where.name], ["literal", list(where.values)]]
    if where.values == (None,):
        test = ["!", ["has", where.name]]
    elif len(where.values) == 1:
        test = ["==", ["get", where.name], where.values[0]]
    return ["!", test] if where.negated else test


def _focus(layer: Layer, part: Focus, focus: Sequence[str]) -> list[Expression]:
    if part == "all":
        return []
    names = ("a", "b") if layer.file in _LINE_FILES else ("iso",)
    inside = _inside(names, focus)
    return [inside if part == "in" else ["!", inside]]


def _inside(names: Iterable[str], focus: Sequence[str]) -> Expression:
    codes: Expression = ["literal", list(focus)]
    return ["any", *(["in", ["coalesce", ["get", name], ""], codes] for name in names)]


def _line(layer: Line, colours: Tokens, focus: Sequence[str]) -> Spec:
    paint: Spec = {"line-color": getattr(colours, layer.colour), "line-width": _by_zoom(layer.width)}
    if layer.dash:
        paint["line-dasharray"] = list(layer.dash)
    if layer.blur:
        paint["line-blur"] = layer.blur
    if layer.opacity < 1:
        paint["line-opacity"] = layer.opacity
    cap = "round" if layer.round_caps and not layer.dash else "butt"
    return _spec(layer, "line", focus, paint, {"line-join": "round", "line-cap": cap})


def _by_zoom(stops: Stops) -> Any:
    if len(stops.at) == 1:
        return stops.at[0][1]
    curve: Expression = ["linear"] if stops.base == 1 else ["exponential", stops.base]
    return ["interpolate", curve, ["zoom"], *(number for stop in stops.at for number in stop)]


def _laddered(layer: Label | Dot, colours: Tokens, focus: Sequence[str]) -> list[Spec]:
    """Two layers: what is shown from a whole zoom on, and what is shown from a half one on.

    A filter sees only the whole zoom of a tile, so names that begin at a half zoom wait, unseen, for their
    half.
    """
    made = []
    for suffix, first in (("", _from_whole()), ("-half", _at_half())):
        spec = _label(layer, colours, focus) if isinstance(layer, Label) else _dot(layer, colours, focus)
        spec["id"] += suffix
        spec["filter"] = ["all", *spec.get("filter", ["all"])[1:], *first]
        if suffix:
            for name in _OPACITIES[spec["type"]]:
                spec["paint"][name] = _second_half()
        made.append(spec)
    return made


_OPACITIES = {"symbol": ("text-opacity",), "circle": ("circle-opacity", "circle-stroke-opacity")}


def _from_whole() -> list[Expression]:
    return [["<=", ["get", "z"], ["zoom"]], ["<", ["zoom"], ["coalesce", ["get", "until"], 24]]]


def _at_half() -> list[Expression]:
    return [["==", ["get", "z"], ["+", ["zoom"], 0.5]]]


def _second_half() -> Expression:
    steps: Expression = ["step", ["zoom"], 0]
    for whole in range(int(MAX_ZOOM) + 1):
        steps += [whole + 0.5, 1, whole + 1, 0]
    return steps


def _dot(layer: Dot, colours: Tokens, focus: Sequence[str]) -> Spec:
    paint: Spec = {
        "circle-radius": _by_rank(layer.radius),
        "circle-color": getattr(colours, layer.fill),
        "circle-stroke-color": getattr(colours, layer.rim),
        "circle-stroke-width": _by_rank(layer.rim_width),
    }
    return _spec(layer, "circle", focus, paint, {})


def _by_rank(values: Mapping[int | None, float]) -> Any:
    if None in values:
        return values[None]
    cases: Expression = [part for rank, value in values.items() for part in (rank, value)]
    return ["match", ["get", "rank"], *cases, min(values.values())]


def _label(layer: Label, colours: Tokens, focus: Sequence[str]) -> Spec:
    layout: Spec = {
        "text-field": ["get", "name"],
        "text-font": [layer.face.family],
        "text-size": _by_zoom(layer.size),
        "text-max-width": 100,
        "text-padding": 0,
        "text-allow-overlap": True,
        "text-ignore-placement": True,
    }
    if layer.spacing:
        layout["text-letter-spacing"] = layer.spacing
    if layer.upper:
        layout["text-transform"] = "uppercase"
    if layer.along_line:
        layout |= {"symbol-placement": "line-center", "text-offset": [0, layer.shift], "text-max-angle": 60}
    elif layer.gap:
        layout |= {"text-anchor": ["get", "anchor"], "text-offset": _offsets(layer)}
    return _spec(layer, "symbol", focus, _ink(layer, colours, focus), layout)


def _ink(layer: Label, colours: Tokens, focus: Sequence[str]) -> Spec:
    halo: Any = getattr(colours, layer.halo)
    if layer.halo_in_focus:
        halo = ["case", _inside(("iso",), focus), getattr(colours, layer.halo_in_focus), halo]
    return {
        "text-color": getattr(colours, layer.colour),
        "text-halo-color": halo,
        "text-halo-width": layer.halo_width,
        "text-halo-blur": 0.4,
    }


def _offsets(layer: Label) -> Expression:
    """Away from the dot, in ems of the size at which the gap is measured."""
    em = layer.size(7.0)
    cases: Expression = ["match", ["get", "anchor"]]
    for anchor, (x, y) in _OPPOSITE.items():
        reach = layer.gap if x else layer.gap - 1.5
        cases += [anchor, ["literal", [round(x * reach / em, 3), round(y * reach / em, 3)]]]
    return [*cases, ["literal", [0, 0]]]
