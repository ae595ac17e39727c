"""The frames of a film: the background is drawn once, each day's incidents, date and count are drawn over it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from PIL import Image

from geo.count import summary
from geo.dates import day_words
from geo.export.export_request import ExportRequest, FilmMode
from geo.export.film_sprites import Sprite, Sprites
from geo.export.svg import svg_text
from geo.export.typesetting import compile_typst, page
from geo.filter.apply import in_window
from geo.number_words import quantity
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.framing import margin_of
from geo.scene.own_layer_labels import LABELS, labels_on
from geo.scene.own_layers import GROUP as OWN_LAYERS
from geo.scene.own_layers import layers_of
from geo.scene.scene_items import Group, Item, Paint, Rect, Scene
from geo.scene.scene_plan import ScenePlan, draw_incidents
from geo.scene.text_layout import line, width
from geo.style.fonts import BOLD, REGULAR

HOLD_S = 2.0
"""How long the last picture stands."""
NOTHING = "Nothing to show: no incident on this map"
"""What a film says instead of a count where no picture of it would show an incident."""
_INCIDENTS = (OWN_LAYERS, "Hexagons", "Density", "Governorates", "Uncertainty", "Incidents", LABELS)
_AT_ONCE = 24
"""Pictures whose new parts are drawn together."""


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """One picture of the film: the days that it shows, and for how many pictures it stands."""

    start: date
    end: date
    repeat: int = 1


def frames_of(request: ExportRequest) -> list[FilmFrame]:
    """The pictures of a film in order; every picture is one day further, or the same day again."""
    film = request.film
    span = summary(
        plan_of(request.dataset, request.view, request.picture).found.selection, request.view.filter, request.known
    )
    first, last = film.start or span.start, film.end or span.end
    days = (last - first).days
    count = max(2, round(film.seconds * film.fps))
    steps = [round(days * at / (count - 1)) for at in range(count)]
    made: list[FilmFrame] = []
    for step in steps:
        end = first + timedelta(days=step)
        start = end - timedelta(days=film.window_days - 1) if film.mode is FilmMode.WINDOW else first
        if made and made[-1].end == end:
            made[-1] = replace(made[-1], repeat=made[-1].repeat + 1)
        else:
            made.append(FilmFrame(max(start, first), end))
    made[-1] = replace(made[-1], repeat=made[-1].repeat + round(HOLD_S * film.fps))
    return made


def pictures(request: ExportRequest, frames: list[FilmFrame]) -> Iterator[Image.Image]:
    """The films's pictures as RGB, one a frame. Calls the order's progress, which may stop the work.

    Incidents lie between the ground and what stands above them, names and legend, and never leave the map's box.
    """
    scene = _sized(request)
    plan = plan_of(request.dataset, request.view, request.picture)
    grounds, above = _around(scene)
    base = _raster(replace(scene, groups=grounds)).convert("RGB")
    top = _raster(replace(scene, background=None, groups=above))
    sprites = Sprites(scene)
    shown: tuple[bytes, Image.Image] | None = None
    for first in range(0, len(frames), _AT_ONCE):
        request.progress(first / len(frames))
        some = [_drawn(frame, frames, sprites, scene, plan) for frame in frames[first : first + _AT_ONCE]]
        sprites.draw(sprite for one in some for sprite in (*one.incidents, *one.words))
        for at, one in enumerate(some, first):
            request.progress(at / len(frames))
            if shown is None or shown[0] != one.key:
                day = base.copy()
                for sprite in one.incidents:
                    sprite.paste(day)
                day.paste(top, (0, 0), top)
                shown = one.key, day
            dated = shown[1].copy()
            for sprite in one.words:
                sprite.paste(dated)
            yield dated
        sprites.keep(some[-1].incidents)
    request.progress(1.0)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is laid over the ground in one picture: incidents under the names of places, date and count over all."""

    key: bytes
    """The same for the same incidents."""
    incidents: list[Sprite]
    words: list[Sprite]


def _drawn(frame: FilmFrame, frames: list[FilmFrame], sprites: Sprites, scene: Scene, plan: ScenePlan) -> _Drawn:
    mask = _mask(plan, frame)
    days = (frame.start, frame.end)
    groups = draw_incidents(replace(plan, found=plan.found.only(mask), own_days=days), in_patches=True)
    groups += labels_on(scene.groups, plan.view, days)
    own = repr([layer.shown(*days) for _, layer in layers_of(plan.view)]).encode()
    left, top, right, bottom = (round(side * scene.scale) for side in plan.box)
    words = _burned(frame, frames, int(mask.sum()), plan)
    stripe = 1.4 * plan.picture.type_sizes.pixels("subtitle") + margin_of(plan.picture.type_sizes)
    return _Drawn(
        mask.tobytes() + own,
        sprites.of(groups, (left, top, right, bottom)),
        sprites.of([words], (0, max(0, round((plan.box[1] - stripe) * scene.scale)), scene.pixels[0], top)),
    )


def _sized(request: ExportRequest) -> Scene:
    """The scene at the film's size. The pictures' sides are even, as codecs want them."""
    scene = build_scene(request.dataset, request.view, request.picture)
    width = request.film.width - request.film.width % 2
    scale = width / scene.width
    height = round(scene.height * scale)
    return replace(scene, scale=scale, height=(height - height % 2) / scale)


def _around(scene: Scene) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """What lies under the incidents, and what above them."""
    first = next(at for at, group in enumerate(scene.groups) if group.name in _INCIDENTS)
    rest = tuple(group for group in scene.groups[first:] if group.name not in (*_INCIDENTS, "Subtitle"))
    return scene.groups[:first], rest


def _mask(plan: ScenePlan, frame: FilmFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which incidents of the dataset a frame shows, by the view's own way to match dates."""
    asked = plan.view.filter.model_copy(update={"start": frame.start, "end": frame.end})
    mask = np.zeros(len(plan.found.dataset.incidents), dtype=np.bool_)
    mask[plan.found.incidents] = True  # by area those in its governorates
    return np.asarray(mask & in_window(plan.found.dataset, asked))


def _burned(frame: FilmFrame, frames: list[FilmFrame], count: int, plan: ScenePlan) -> Group:
    """Date and count, with a bar that says how far time has gone, in the stripe above the map."""
    colours, sizes = plan.colours, plan.picture.type_sizes
    top, wide, margin = plan.box[1], plan.room[0], margin_of(sizes)
    first, last = frames[0].end, frames[-1].end
    share = (frame.end - first).days / max(1, (last - first).days)
    told = quantity(count, "incident") if len(plan.found.incidents) else NOTHING
    size = _date_size(plan, frames)
    y, bar = top - 0.5 * margin - 0.38 * size, 3 * sizes.enlarged
    items: list[Item] = [
        line(_date_words(frame, frames), margin, y, size, colours.ink, face=BOLD),
        line(told, wide - margin, y, size, colours.muted, face=REGULAR, anchor=1.0),
        Rect(0, top - bar, wide, bar, Paint(colours.rule)),
        Rect(0, top - bar, max(0.5, wide * share), bar, Paint(colours.accent)),
    ]
    return Group("Date and count", tuple(items))


def _date_words(frame: FilmFrame, frames: list[FilmFrame]) -> str:
    words = day_words(frame.end)
    if frame.start > frames[0].start or (frame.start != frames[0].start and frame.start != frame.end):
        return f"{day_words(frame.start)} – {words}"
    return words


def _date_size(plan: ScenePlan, frames: list[FilmFrame]) -> float:
    """The size of date and count: that of a subtitle, or what all of them have room for in one line."""
    sizes, most = plan.picture.type_sizes, len(plan.found.incidents)
    full = sizes.pixels("subtitle")
    dates = max(width(_date_words(frame, frames), BOLD, 1.0) for frame in (frames[0], frames[-1], _widest(frames)))
    told = width(quantity(most, "incident") if most else NOTHING, REGULAR, 1.0)
    return min(full, (plan.room[0] - 2 * margin_of(sizes)) / (dates + told + 1.5))


def _widest(frames: list[FilmFrame]) -> FilmFrame:
    """The picture with the longest date by its letters."""
    return max(frames, key=lambda frame: len(_date_words(frame, frames)))


def _raster(scene: Scene) -> Image.Image:
    drawing = svg_text(scene, embed=False).encode()
    content = compile_typst(page(scene), {"scene.svg": drawing}, "png", ppi=96 * scene.scale)
    return Image.open(io.BytesIO(content)).convert("RGBA")
