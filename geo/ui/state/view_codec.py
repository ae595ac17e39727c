"""A view as the browser's store holds it, and back. What comes from a browser is checked like any other input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES
from geo.filter.filter import Filter
from geo.filter.view import Camera, ShownLayer, View
from geo.layers.browser_columns import day_number
from geo.model.own_layer import MOST_LAYERS

EPOCH = date(1970, 1, 1)


def view_to_browser(view: View, defaults: View, span: tuple[date, date]) -> dict[str, Any]:
    """The view for ``sync.js``: dates as days since 1970-01-01, facets by id. ``span`` is all the time of the dataset,
    first and last day: what an open end of the dates means."""
    chosen = view.filter
    return {
        "window": _window(chosen, span),
        "opening": _window(defaults.filter, span),
        "match": str(chosen.match),
        "filter": {
            "facets": {facet.id: list(getattr(chosen, facet.id)) for facet in FACETS if getattr(chosen, facet.id)},
            "actors": {
                "ids": list(chosen.actors),
                "role": str(chosen.actor_role),
                "stances": list(chosen.stances),
            },
            "figures": {name: asked.model_dump() for name in FIGURES if (asked := chosen.figure(name))},
            "columns": list(chosen.columns),
            "background": chosen.background,
            "text": chosen.text,
            "area": chosen.area.model_dump() if chosen.area else None,
            "near": chosen.near.model_dump(mode="json") if chosen.near else None,
            "knownOn": chosen.as_known_on.isoformat() if chosen.as_known_on else None,
        },
        "camera": view.camera.model_dump() if view.camera else None,
        "selection": view.selection,
        "colorBy": view.color_by,
        "show": str(view.show),
        "theme": str(view.theme),
        "layers": [one.model_dump(mode="json") for one in view.layers],
    }


def view_from_browser(message: dict[str, Any], before: View) -> View | None:
    """The view that a browser reports, or None where it is not one."""
    try:
        part, window = message["filter"], message["window"]
        fields = {
            **{facet.id: tuple(part["facets"].get(facet.id, ())) for facet in FACETS},
            "start": _day(window["start"]),
            "end": _day(window["end"]),
            "match": message["match"],
            "actors": tuple(part["actors"]["ids"]),
            "actor_role": part["actors"]["role"],
            "stances": tuple(part["actors"]["stances"]),
            **{name: part.get("figures", {}).get(name) for name in FIGURES},
            "columns": tuple(part.get("columns", ())),
            "background": part["background"],
            "text": part["text"],
            "area": part["area"],
            "near": part.get("near"),
            "as_known_on": None if part["knownOn"] is None else date.fromisoformat(part["knownOn"]),
        }
        return before.model_copy(
            update={
                "filter": type(before.filter).model_validate(fields),
                "camera": Camera.model_validate(message["camera"]) if message["camera"] else None,
                "selection": None if message["selection"] is None else str(message["selection"]),
                "color_by": type(before.color_by)(message["colorBy"]),
                "show": type(before.show)(message.get("show", before.show)),
                "theme": type(before.theme)(message["theme"]),
                "layers": _layers(message.get("layers"), before),
            }
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, ValidationError):
        return None


def _layers(told: Any, before: View) -> tuple[ShownLayer, ...]:
    """Raises ValueError where they are too many or none."""
    if told is None:
        return before.layers
    found = tuple(ShownLayer.model_validate(one) for one in told)
    if len(found) > MOST_LAYERS or len({one.digest for one in found}) < len(found):
        raise ValueError("too many layers, or one twice")
    return found


def _window(filter: Filter, span: tuple[date, date]) -> dict[str, int]:
    first, last = span
    return {"start": day_number(filter.start or first), "end": day_number(filter.end or last)}


def _day(number: Any) -> date:
    return EPOCH + timedelta(days=int(number))
