"""The frame of the picture over the map: what shape it has, and where in it the map lies."""

from __future__ import annotations

from geo.errors import AtlasError
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.query import Source
from geo.scene.build_scene import plan_of
from geo.scene.picture_options import Picture
from geo.scene.scene_plan import ScenePlan
from geo.ui.state import session
from geo.ui.state.picture_state import kept_picture


def slide_shape(source: Source, current: session.Session) -> dict[str, float]:
    """Width and height of the picture, and top, bottom and right side of the map in it, in layout pixels. The picture is
    the one that the page Present would make of this view."""
    plan = _planned(source.load(current.view.filter).whole, current.view)
    (width, height), (_, top, right, bottom) = plan.room, plan.box
    return {"width": width, "height": height, "top": top, "bottom": bottom, "right": right}


def _planned(dataset: Dataset, view: View) -> ScenePlan:
    kept = kept_picture()
    seen = {"viewport": session.map_size(), "cropped": True}
    try:
        return plan_of(dataset, view, kept.model_copy(update=seen))
    except AtlasError:  # what a picture refuses, the page Present says
        return plan_of(dataset, view, Picture(**seen))
