"""How each part of a view is written in an address: one entry a parameter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES, FigureRange
from geo.filter.filter import ANY, ActorRole, DateMatch
from geo.filter.link_values import (
    NAME,
    OLD_ROLES,
    Reading,
    optional,
    read_area,
    read_camera,
    read_columns,
    read_day,
    read_flag,
    read_layers,
    read_near,
    read_size,
    read_text,
    word_of,
    words_of,
    write_area,
    write_camera,
    write_columns,
    write_layers,
    write_near,
)
from geo.filter.near_layer import LEAST_KM, MOST_KM
from geo.filter.view import ColorBy, MapMode, Theme, View
from geo.model.vocabularies import ATTRIBUTIONS


@dataclass(frozen=True, slots=True)
class Codec:
    """One parameter of an address."""

    name: str
    """Public name of the parameter."""
    part: Literal["filter", "view"]
    field: str
    """Field of the filter or the view."""
    meaning: str
    """What a value is, for the sentence about one that isn't."""
    write: Callable[[Any], list[str]]
    read: Callable[[list[str]], Reading]
    many: bool = False
    """Whether the parameter may repeat."""

    def get(self, view: View) -> Any:
        """The part's value in a view."""
        return getattr(view.filter if self.part == "filter" else view, self.field)


_DATE = optional(date.isoformat, read_day)
_PEOPLE = optional(FigureRange.link_word, FigureRange.from_link)
_ID = optional(str, NAME.validate_python)

CODECS: tuple[Codec, ...] = (
    Codec(
        "dataset",
        "view",
        "dataset",
        "the id of a dataset",
        write=lambda value: [value],
        read=lambda words: (NAME.validate_python(words[0]), []),
    ),
    Codec("from", "filter", "start", "a day such as 2019-12-27", **_DATE),
    Codec("to", "filter", "end", "a day such as 2020-01-08", **_DATE),
    Codec("match", "filter", "match", "possibly or certainly", **word_of(DateMatch)),
    Codec(
        "columns",
        "filter",
        "columns",
        "a place and a column such as 1:sector",
        write=write_columns,
        read=read_columns,
        many=True,
    ),
    *(Codec(facet.parameter, "filter", facet.id, "one of its values", **words_of(facet.closed)) for facet in FACETS),
    *(
        Codec(name, "filter", name, "a number of people such as 10-, 1-5, 0 or not_stated", **_PEOPLE)
        for name in FIGURES
    ),
    Codec("actor", "filter", "actors", "the id of an actor", **words_of(None)),
    Codec("role", "filter", "actor_role", "any, perpetrator, party or target", **word_of(ActorRole, OLD_ROLES)),
    Codec("stance", "filter", "stances", "one of its values", **words_of(frozenset(map(str, ATTRIBUTIONS)))),
    Codec(
        "background",
        "filter",
        "background",
        "yes or no",
        write=lambda value: ["yes" if value else "no"],
        read=read_flag,
    ),
    Codec("q", "filter", "text", "a text", write=lambda value: [value or ANY], read=read_text),
    Codec("area", "filter", "area", "an area such as 44.36,33.31,50km", **optional(write_area, read_area)),
    Codec(
        "near",
        "filter",
        "near",
        f"a distance of {LEAST_KM:g} to {MOST_KM:g} km and an own layer such as 10km:possibly:3f2a90bc11de8847:Camps",
        **optional(write_near, read_near),
    ),
    Codec("known", "filter", "as_known_on", "a day such as 2020-01-03", **_DATE),
    Codec("colour", "view", "color_by", "something that colours the map", **word_of(ColorBy)),
    Codec("show", "view", "show", "symbols, hexagons, density or areas", **word_of(MapMode)),
    Codec("theme", "view", "theme", "light or dark", **word_of(Theme)),
    Codec("incident", "view", "selection", "the id of an incident", **_ID),
    Codec(
        "at",
        "view",
        "camera",
        "longitude, latitude and zoom such as 43.7,33.2,5.4",
        **optional(write_camera, read_camera),
    ),
    Codec(
        "size",
        "view",
        "size",
        "a size such as 1920x1080",
        **optional(lambda value: f"{value.width}x{value.height}", read_size),
    ),
    Codec(
        "layer",
        "view",
        "layers",
        "an own layer such as 3f2a90bc11de8847:teal:Camps",
        write=write_layers,
        read=read_layers,
        many=True,
    ),
)
"""Every parameter, in the order in which an address names them."""
