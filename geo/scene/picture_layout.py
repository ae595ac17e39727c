"""Lays out a picture: how much of it the words take and the legend, and what is left to the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from geo.count.focus_countries import focus_countries
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.model.notice import NOTICE
from geo.scene.basemap_geometry import country
from geo.scene.callouts import key_sections, placed_callouts
from geo.scene.corner_boxes import CornerBoxes
from geo.scene.dataset_marks import marks_of
from geo.scene.font_metrics import missing_words
from geo.scene.framing import Foot, TitleBlock, foot_block, title_block
from geo.scene.legend import Section
from geo.scene.legend_place import NOWHERE, Beside, has_room_on_map, room_beside
from geo.scene.picture_camera import projector_for, view_id
from geo.scene.picture_options import Picture
from geo.scene.picture_text import source_words, stamp_words, subtitle_words, title_words
from geo.scene.projection import WORLD, world
from geo.scene.scene_items import Box
from geo.scene.scene_plan import ScenePlan, focus_area, sections_of, taken_places
from geo.scene.visible_incidents import VisibleIncidents, visible_incidents
from geo.style.attribution import ATTRIBUTION
from geo.style.tokens import tokens

_ROUNDS, _FREE_ROUNDS = 10, 3
"""Of laying out, until nothing changes any more; in the later ones the room for words only grows."""
_REACH, _AROUND_SYMBOL = 12.0, 3.0
"""Pixels of a screen around what is counted without a symbol, and layout pixels around symbols."""
_NAMED = (None, 12, 6, 3, 1)
"""Sources that are named at most, where the line of all would have more lines than ``_MOST_LINES``."""
_MOST_LINES = 4


@last_kept(4)
def planned(dataset: Dataset, whole: Dataset, view: View, picture: Picture) -> tuple[ScenePlan, TitleBlock, Foot]:
    """Lay out the title, whose count depends on the map's frame; the frame, whose height depends on the title; and the
    legend, which depends on both. Kept, because a film asks for it beside the picture that it is drawn over."""
    sheet = picture.sheet()
    room = (float(sheet.width), float(sheet.height))
    stamp = stamp_words(whole, view_id(whole, view, picture), picture)
    focus = focus_countries(whole)
    plain = picture.bare or picture.cut_out or not picture.framed
    title = title_block("", "", room, picture.type_sizes)
    foot = foot_block([NOTICE], stamp, room, picture.type_sizes)
    beside, settled = NOWHERE, False
    for round_ in range(_ROUNDS):
        full = (0.0, title.height, room[0], room[1] - (0 if plain else foot.height))
        box = (0.0, title.height, full[2] - beside.right, full[3] - beside.below)
        projector = projector_for(dataset, view, picture, box, focus)
        allowed = _inside(dataset, focus) if picture.cut_out else None
        pointed_at, countries = [one.incident for one in picture.callouts], focus if picture.cut_out else ()
        found = visible_incidents(dataset, view, projector, allowed, pointed_at, countries)
        plan = ScenePlan(view, picture, projector, found, tokens(view.theme.value), stamp, room, focus)
        plan = replace(plan, beside=_box_beside(plan, beside))
        if not plain:
            words = [title_words(dataset, picture), subtitle_words(found, view, picture)]
            new_title = title_block(words[0], words[1], room, picture.type_sizes)
            new_foot = foot_of(found, picture, room, stamp, words)
            # What goes to and fro gets the larger room in the end.
            least = (title.height, foot.height) if round_ >= _FREE_ROUNDS else (0.0, 0.0)
            title = replace(new_title, height=max(new_title.height, least[0]))
            foot = replace(new_foot, height=max(new_foot.height, least[1]))
            if (full[1], full[3]) != (title.height, room[1] - foot.height):
                continue
        if picture.bare or picture.cut_out or (beside == NOWHERE and _has_room(plan)):
            break
        wanted = _beside(plan, full)
        if wanted.within(beside) and (settled or not wanted.much_less(beside)):
            break
        settled = settled or (beside != NOWHERE and wanted.much_less(beside))
        beside = beside.grown(wanted) if beside != NOWHERE and not wanted.much_less(beside) else wanted
    return plan, title, foot


def foot_of(found: VisibleIncidents, picture: Picture, room: tuple[float, float], stamp: str, words: list[str]) -> Foot:
    """The lines below the map; of many sources the first by name. ``words`` are those above the map."""

    def made(most: int | None) -> Foot:
        sources = f"{NOTICE}. {source_words(found, picture, most)}"
        told = (part for one in placed_callouts(found, picture) for part in (one.words, one.told))
        lost = missing_words([*words, sources, *told])
        return foot_block([sources, lost or "", f"Map: {ATTRIBUTION}"], stamp, room, picture.type_sizes)

    return shortened(made)


def shortened(made: Callable[[int | None], Foot]) -> Foot:
    """The lines below a map with all sources by name, or with as many as there is room for."""
    foots = (made(most) for most in _NAMED)
    foot = next(foots)
    while len(foot.lines) > _MOST_LINES and (fewer := next(foots, None)) is not None:
        foot = fewer
    return foot


def legend_of(plan: ScenePlan) -> list[Section]:
    """The legend of a picture; empty where none is asked for."""
    return sections_of(plan) if plan.picture.legend else []


def corners_of(plan: ScenePlan) -> CornerBoxes:
    """The corners of the map, for boxes that should cover nothing."""
    places, reach = taken_places(plan), plan.projector.enlarged * _REACH
    reaches = np.full(len(places), reach)
    radii = np.array([radius for _, _, radius in plan.found.discs])
    reaches[: len(radii)] = radii + _AROUND_SYMBOL
    return CornerBoxes(plan.box, places, reaches, ground=focus_area(plan))


def _legend_and_key(plan: ScenePlan) -> tuple[list[Section], list[Section]]:
    return legend_of(plan), key_sections(placed_callouts(plan.found, plan.picture), plan.colours)


def _has_room(plan: ScenePlan) -> bool:
    return has_room_on_map(*_legend_and_key(plan), corners_of(plan), plan.picture.type_sizes.enlarged)


def _beside(plan: ScenePlan, full: Box) -> Beside:
    """The room that legend and list need beside a map in ``full``."""
    return room_beside(*_legend_and_key(plan), full, plan.picture.type_sizes.enlarged)


def _box_beside(plan: ScenePlan, beside: Beside) -> Box | None:
    left, top, right, bottom = plan.box
    if beside.right:
        return right, top, right + beside.right, bottom
    return (left, bottom, right, bottom + beside.below) if beside.below else None


def _inside(dataset: Dataset, focus: tuple[str, ...]) -> Any:
    marks = marks_of(dataset)
    if not len(marks.incident):
        return None
    area, places = country(focus), world(marks.position)
    return shapely.contains_xy(area, places) | shapely.contains_xy(area, places + np.array([WORLD, 0.0]))
