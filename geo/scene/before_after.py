"""Before and after: two views side by side with one scale, one legend and one frame."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import numpy as np

from geo.count.focus_countries import focus_countries
from geo.filter.view import View
from geo.layers.marks import Marks
from geo.layers.placement import Placement
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.model.notice import NOTICE
from geo.scene.build_scene import draw_framing, stamp_of
from geo.scene.framing import foot_block, margin_of, title_block
from geo.scene.legend import Section, legend_sections
from geo.scene.legend_of_counts import count_sections
from geo.scene.legend_place import NOWHERE, Beside, draw_beside_map, room_beside
from geo.scene.map_counts import counts_of
from geo.scene.map_elements import place_scale
from geo.scene.north_arrow import NORTH_SIZE, draw_north, is_turned
from geo.scene.occupied import OccupiedBoxes
from geo.scene.own_layers import own_sections
from geo.scene.pair_headings import head_height, heading_lines
from geo.scene.picture_camera import projector_for, view_id
from geo.scene.picture_layout import corners_of, foot_of
from geo.scene.picture_options import Picture
from geo.scene.picture_text import (
    alt_words,
    citation_lines,
    count_words,
    counts,
    span_words,
    stamp_words,
    title_words,
)
from geo.scene.scene_items import Box, Group, Paint, Rect, Scene, scaled_group
from geo.scene.scene_plan import ScenePlan, draw_map, map_data, occupied_by
from geo.scene.text_layout import line
from geo.scene.visible_incidents import VisibleIncidents, as_known, visible_incidents
from geo.style.tokens import tokens

_GAP = 14.0
_ROUNDS = 4


def split_at_day(view: View, day: date) -> tuple[View, View]:
    """A view parted at a day: what was before it, and from it on."""
    asked = view.filter
    before = asked.model_copy(update={"end": day - timedelta(days=1)})
    after = asked.model_copy(update={"start": day})
    return view.model_copy(update={"filter": before}), view.model_copy(update={"filter": after})


@dataclass(frozen=True, slots=True, eq=False)
class _Panel:
    plan: ScenePlan
    dates: str
    count: str

    @property
    def heading(self) -> str:
        """Dates and count in one line."""
        return f"{self.dates}: {self.count}"


@last_kept(8)
def build_pair(dataset: Dataset, before: View, after: View, picture: Picture | None = None) -> Scene:
    """One picture of two views. Camera, theme and colours are those of the first."""
    picture = picture or Picture()
    after = after.model_copy(
        update={n: getattr(before, n) for n in ("camera", "theme", "color_by", "show", "size", "layers")}
    )
    sheet = picture.sheet()
    room = (float(sheet.width), float(sheet.height))
    stamp = stamp_words(dataset, view_id(dataset, before, picture), picture)
    sizes, told = picture.type_sizes, (title_words(dataset, picture), picture.subtitle or "")
    title = title_block(*told, room, sizes)
    beside, head, foot = NOWHERE, head_height(1, sizes), foot_block([NOTICE], stamp, room, sizes)
    for _ in range(_ROUNDS):
        laid_out = (beside, head, foot.height)
        panels = _panels(dataset, before, after, picture, room, title.height + head, foot.height, stamp, beside)
        found = _united(panels[0].plan.found, panels[1].plan.found)
        foot = foot_of(found, picture, room, stamp, list(told))
        sections = _sections(panels) if picture.legend else []
        wanted = _room_beside(sections, panels, room, laid_out[1], beside.below)
        beside = wanted if beside == NOWHERE else beside.grown(wanted)
        head = head_height(
            max(len(heading_lines(panel.dates, panel.count, panel.plan.box, sizes)) for panel in panels), sizes
        )
        if laid_out == (beside, head, foot.height):
            break
    first = panels[0].plan
    groups = [group for panel in panels for group in _drawn(panel, panels)]
    groups += _between(panels, first, room, head)
    if sections:
        by = sizes.enlarged
        groups += draw_beside_map(sections, [], _box_beside(first, beside, room, head), by, first.colours)
    read = [alt_words(panel.plan.found, panel.plan.view, picture) for panel in panels]
    return Scene(
        *room,
        sheet.scale,
        first.colours.paper,
        (*groups, *draw_framing(first, title, foot)),
        title_words(dataset, picture),
        picture.subtitle or " / ".join(panel.heading for panel in panels),
        picture.alt or f"Two maps side by side. Left: {read[0]} Right: {read[1]}",
        tuple(
            dict.fromkeys(
                note for panel in panels for note in citation_lines(panel.plan.found, panel.plan.view, picture)
            )
        ),
        tuple(dict.fromkeys(one for panel in panels for one in panel.plan.found.ids)),
        stamp_of(dataset, before, picture) | {"after": after.model_dump(mode="json")},
    )


def _panels(
    dataset: Dataset, before: View, after: View, picture: Picture, room: tuple[float, float],
    top: float, foot: float, stamp: str, beside: Beside,
) -> list[_Panel]:  # fmt: skip
    right, bottom = room[0] - beside.right, room[1] - foot - beside.below
    middle = right / 2
    boxes: list[Box] = [
        (0.0, top, middle - _GAP / 2, bottom),
        (middle + _GAP / 2, top, right, bottom),
    ]
    found = []
    whole, focus = _of_both(before, after), focus_countries(dataset)
    picture = picture.model_copy(update={"cropped": False})  # half as wide, it would lose what it is about
    for view, box in zip((before, after), boxes, strict=True):
        known_dataset = as_known(dataset, view)
        shared = projector_for(known_dataset, whole, picture, box, focus)
        plan = ScenePlan(
            view,
            picture,
            shared,
            visible_incidents(known_dataset, view, shared, None, [one.incident for one in picture.callouts]),
            tokens(view.theme.value),
            stamp,
            room,
            focus,
        )
        total = counts(plan.found, view)
        found.append(_Panel(plan, span_words(total.start, total.end), count_words(plan.found)))
    return found


def _of_both(before: View, after: View) -> View:
    """One view over the days of both, so that both are drawn at one scale."""
    asked = before.filter
    if not (asked.end and after.filter.end and asked.end > after.filter.end):
        asked = asked.model_copy(update={"end": after.filter.end})
    return before.model_copy(update={"filter": asked})


def _drawn(panel: _Panel, panels: list[_Panel]) -> list[Group]:
    plan = panel.plan
    side = "Left" if panel is panels[0] else "Right"
    taken = occupied_by(plan)
    boxes = _boxes(panel, panels, taken)
    drawn = draw_map(plan, taken, (f"{side}: basemap", f"{side}: place names"))
    return [Group(f"{side} map", (*drawn, *boxes), role="map", data=map_data(plan.projector))]


def _boxes(panel: _Panel, panels: list[_Panel], occupied: OccupiedBoxes) -> list[Group]:
    """The scale bar and the north arrow on the left map."""
    plan = panel.plan
    by = plan.picture.type_sizes.enlarged
    corners = corners_of(plan)
    drawn: list[Group] = []
    if panel is panels[0]:
        drawn += place_scale(plan.projector, by, corners, plan.colours)
        north = (NORTH_SIZE[0] * by, NORTH_SIZE[1] * by)
        if is_turned(plan.projector.camera) and (box := corners.place(*north, ("top-left", "bottom-right"))):
            drawn.append(scaled_group(draw_north(plan.projector.camera, plan.colours), by, *box[:2]))
    occupied.solid += corners.taken
    occupied.walls += corners.taken
    return drawn


def _sections(panels: list[_Panel]) -> list[Section]:
    """One legend for both, with the counts of each: ``3 / 5``."""
    first, second = (panel.plan for panel in panels)
    united = _united(first.found, second.found)
    scale = count_sections(counts_of(united, first.projector, first.view.theme.value))
    both = legend_sections(united, first.view, first.projector, first.colours)
    days = (first.days[0], second.days[1])
    own = own_sections(first.view, first.projector, first.colours, days)
    if not both:
        return [*scale, *own]
    counted = [
        {entry.words: entry.count for section in legend_sections(p.found, p.view, p.projector, p.colours)[:1]
         for entry in section.entries}
        for p in (first, second)
    ]  # fmt: skip
    hues = [
        replace(entry, count=" / ".join(one.get(entry.words) or "0" for one in counted)) if entry.count else entry
        for entry in both[0].entries
    ]
    return [*scale, replace(both[0], entries=tuple(hues)), *both[1:], *own]


def _united(first: VisibleIncidents, second: VisibleIncidents) -> VisibleIncidents:
    """What is in either picture, for words and legend: its symbols are those of both."""
    columns = {
        field.name: np.concatenate([getattr(first.marks, field.name), getattr(second.marks, field.name)])
        for field in fields(Marks)
        if field.name != "lines"
    }
    moved = second.placement.moved(len(first.home))
    return replace(
        first,
        marks=Marks(**columns, lines=first.marks.lines),
        ranks=np.concatenate([first.ranks, second.ranks]),
        badges={**first.badges, **{mark + len(first.ranks): words for mark, words in second.badges.items()}},
        home=np.concatenate([first.home, second.home]),
        lines=(*first.lines, *second.lines),
        incidents=np.union1d(first.incidents, second.incidents),
        narrowed=first.asked | second.asked,
        placed=Placement((*first.placement.singles, *moved.singles), (*first.placement.counted, *moved.counted)),
    )


def _room_beside(
    sections: list[Section], panels: list[_Panel], room: tuple[float, float], head: float, below: float
) -> Beside:
    """The room that the legend needs beside both maps, or below them."""
    left, top, _, bottom = panels[0].plan.box
    by = panels[0].plan.picture.type_sizes.enlarged
    return room_beside(sections, [], (left, top - head, room[0], bottom + below), by) if sections else NOWHERE


def _box_beside(plan: ScenePlan, beside: Beside, room: tuple[float, float], head: float) -> Box:
    _, top, _, bottom = plan.box
    if beside.right:
        return room[0] - beside.right, top - head, room[0], bottom
    return 0.0, bottom, room[0], bottom + beside.below


def _between(panels: list[_Panel], plan: ScenePlan, room: tuple[float, float], head: float) -> list[Group]:
    """Headings of the maps and the gap between them."""
    _left, top, right, bottom = plan.box
    last, sizes = panels[1].plan.box[2], plan.picture.type_sizes
    ground = [
        Rect(0, top - head, last, head, Paint(plan.colours.paper)),
        Rect(right, top, _GAP, bottom - top, Paint(plan.colours.paper)),
    ]
    words = []
    for panel in panels:
        x, y = max(margin_of(sizes), panel.plan.box[0]), top - head
        for told, size, face, less in heading_lines(panel.dates, panel.count, panel.plan.box, sizes):
            y += 1.3 * sizes.pixels("text")
            words.append(line(told, x, y, size, plan.colours.muted if less else plan.colours.ink, face=face))
    return [Group("Gap", tuple(ground)), Group("Headings", tuple(words))]
