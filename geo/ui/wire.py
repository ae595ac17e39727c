"""A view as the browser's store holds it, and back. What comes from a browser is checked like any other input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from geo.count.span import dense_span
from geo.filter.facets import FACETS
from geo.filter.view import Camera, View
from geo.layers.columns import day_number
from geo.model.dataset import Dataset

EPOCH = date(1970, 1, 1)
OPENING = Camera(longitude=43.9, latitude=33.35, zoom=5.55)
"""Iraq, where no link says otherwise."""


def view_to_browser(view: View, dataset: Dataset, revision: int) -> dict[str, Any]:
    """The view for ``sync.js``: dates as days since 1970-01-01, facets by id."""
    chosen = view.filter
    first, last = dense_span(dataset)
    return {
        "revision": revision,
        "window": {"start": day_number(chosen.start or first), "end": day_number(chosen.end or last)},
        "match": str(chosen.match),
        "filter": {
            "facets": {facet.id: list(getattr(chosen, facet.id)) for facet in FACETS if getattr(chosen, facet.id)},
            "actors": {"ids": list(chosen.actors), "role": str(chosen.actor_role), "stances": list(chosen.stances)},
            "background": chosen.background,
            "text": chosen.text,
            "area": chosen.area.model_dump() if chosen.area else None,
        },
        "camera": (view.camera or OPENING).model_dump(),
        "selection": view.selection,
        "colorBy": view.color_by,
        "theme": str(view.theme),
    }


def view_from_browser(message: dict[str, Any], before: View, dataset: Dataset) -> View | None:
    """The view that a browser reports, or None where it is not one."""
    try:
        asked, window = message["filter"], message["window"]
        first, last = dense_span(dataset)
        start, end = _day(window["start"]), _day(window["end"])
        fields = {
            **{facet.id: tuple(asked["facets"].get(facet.id, ())) for facet in FACETS},
            "start": None if (start, end) == (first, last) else start,
            "end": None if (start, end) == (first, last) else end,
            "match": message["match"],
            "actors": tuple(asked["actors"]["ids"]),
            "actor_role": asked["actors"]["role"],
            "stances": tuple(asked["actors"]["stances"]),
            "background": asked["background"],
            "text": asked["text"],
            "area": asked["area"],
            "as_known_on": before.filter.as_known_on,
        }
        camera = Camera.model_validate(message["camera"])
        return before.model_copy(
            update={
                "filter": type(before.filter).model_validate(fields),
                "camera": None if camera == OPENING else camera,
                "selection": None if message["selection"] is None else str(message["selection"]),
                "color_by": type(before.color_by)(message["colorBy"]),
                "theme": type(before.theme)(message["theme"]),
            }
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, ValidationError):
        return None


def _day(number: Any) -> date:
    return EPOCH + timedelta(days=int(number))
