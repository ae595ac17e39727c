"""``render``: a view as a picture, a slide, a page or a film, for reports made at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from geo.cli.layer_option import GivenLayer, given_layers, with_layers, within_layer
from geo.cli.own_areas_arguments import areas_asked_for, mode_asked_for
from geo.cli.picture_file import write_picture
from geo.cli.view_argument import SHIPPED, RequestedView, requested_view
from geo.database_errors import EngineError
from geo.errors import AtlasError
from geo.export.export_request import ExportRequest, Film, FilmMode
from geo.export.formats import FORMAT_BY_NAME, FORMATS, Format
from geo.filter.filter import Filter
from geo.filter.view import MapMode, Size, View
from geo.load import configured_dataset, open_dataset
from geo.model.own_areas import BOUNDARY_SUFFIXES
from geo.model.own_layer import LayerColour
from geo.query import MemorySource, Source
from geo.scene.before_after import split_at_day
from geo.scene.picture_options import Callout, Picture, PlaceNames, Preset

SUFFIXES = ", ".join(dict.fromkeys(found.suffix for found in FORMATS))
_DATES = ["%Y-%m-%d"]
_PANEL = "Words"
_FILM = "Film"


def render(
    view: Annotated[
        str,
        typer.Argument(
            metavar="VIEW_OR_LINK",
            help="A link of the atlas, its query ('?' is the default view), or a file that carries a view.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help=f"File to write; its end says how: {SUFFIXES}.")],
    kind: Annotated[str | None, typer.Option("--format", help="The format, where the end doesn't say it.")] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            help="File of incidents (.geojson), or a working copy (.parquet). Without it the dataset that the app opens: "
            "ATLAS_DATABASE, ATLAS_DATASET, else the atlas's own."
        ),
    ] = None,
    layer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE[:NAME[:COLOUR]]",
            help="Own points, lines or areas under the incidents (GeoJSON, GeoPackage, zipped Shapefile, KML, CSV), with "
            f"the columns label, from and to. Colours: {', '.join(LayerColour.words())}. Several repeat it.",
        ),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            metavar="KM[:NAME[:certainly]]",
            help="Only incidents within 1 to 200 km of an own layer; with 'certainly' only those whose uncertain place lies "
            "wholly within.",
        ),
    ] = None,
    preset: Annotated[Preset | None, typer.Option(help="Shape of the picture, with type for where it is read.")] = None,
    size: Annotated[str | None, typer.Option(help="Device pixels, such as 1920x1080.")] = None,
    dpi: Annotated[int | None, typer.Option(help="Pixels to the inch that a PNG states.")] = None,
    viewport: Annotated[str | None, typer.Option(help="CSS pixels of the map on the screen, such as 1280x720.")] = None,
    title: Annotated[str | None, typer.Option(rich_help_panel=_PANEL)] = None,
    subtitle: Annotated[str | None, typer.Option(rich_help_panel=_PANEL)] = None,
    source_line: Annotated[str | None, typer.Option(rich_help_panel=_PANEL)] = None,
    alt: Annotated[str | None, typer.Option(help="Alternative text.", rich_help_panel=_PANEL)] = None,
    names: Annotated[PlaceNames | None, typer.Option(help="Language of the place names.")] = None,
    accessed: Annotated[
        datetime | None, typer.Option(formats=_DATES, help="Day on which you looked at the data.")
    ] = None,
    callout: Annotated[
        list[str] | None, typer.Option(help="Point at an incident: its id, or id=label. Several repeat it.")
    ] = None,
    text_size: Annotated[
        float | None,
        typer.Option("--text-size", "--emphasis", help="All words and symbols, 0.5 to 2 times those of the preset."),
    ] = None,
    show: Annotated[MapMode | None, typer.Option(help="How the map shows incidents, if not as the view says.")] = None,
    boundaries: Annotated[
        Path | None, typer.Option(help=f"Your own areas to count by: {', '.join(BOUNDARY_SUFFIXES)}.")
    ] = None,
    boundaries_name: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of their names or codes.")
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Column of how many people live there: incidents per 100,000 people."),
    ] = None,
    cut_out: Annotated[bool, typer.Option("--cut-out", help="Only the country, on nothing.")] = False,
    legend: Annotated[bool, typer.Option(help="With the legend.")] = True,
    inset: Annotated[bool, typer.Option(help="With the small map, where it says something.")] = True,
    split_on: Annotated[
        datetime | None,
        typer.Option("--before-after", formats=_DATES, help="Two maps side by side, before this day and from it on."),
    ] = None,
    mode: Annotated[FilmMode, typer.Option(rich_help_panel=_FILM)] = FilmMode.CUMULATIVE,
    window_days: Annotated[int, typer.Option(help="Days of a moving window.", rich_help_panel=_FILM)] = 14,
    seconds: Annotated[float, typer.Option(help="How long the days take.", rich_help_panel=_FILM)] = 12.0,
    fps: Annotated[int, typer.Option(help="Pictures a second.", rich_help_panel=_FILM)] = 10,
) -> None:
    """Draw a view: PNG, SVG, PDF, PPTX, HTML, GIF or MP4, by the end of the file's name.

    Exit status: 0 written, 2 something asked for can't be done.
    """
    try:
        written = _format(output, kind)
        source = MemorySource(open_dataset(data)) if data else _named()
        areas = areas_asked_for(boundaries, boundaries_name, population)
        layers = given_layers(layer or [])
        asked = requested_view(view, source).shown_as(mode_asked_for(show, areas))
        asked = _with_layers(asked, layers, within)
        changes = {
            "preset": preset,
            "size": _size(size, "--size"),
            "dpi": dpi,
            "viewport": _size(viewport, "--viewport"),
            "title": title,
            "subtitle": subtitle,
            "source_line": source_line,
            "alt": alt,
            "names": names,
            "accessed": accessed.date() if accessed else None,
            "callouts": tuple(map(_callout, callout)) if callout else None,
            "text_size": text_size,
            "cut_out": cut_out or None,
            "legend": None if legend else False,
            "inset": None if inset else False,
        }
        picture = _checked(Picture, _picture(asked, changes))
        film = _checked(Film, {"mode": mode, "window_days": window_days, "seconds": seconds, "fps": fps})
        before, after = split_at_day(asked.view, split_on.date()) if split_on else (asked.view, asked.after)
        dataset = source.load(_needed(before, after)).whole.counted_by(areas)
        write_picture(written, ExportRequest(dataset, before, picture, film), after, output)
        for one in layers:
            for notice in one.notices:
                typer.echo(notice, err=True)
    except (AtlasError, EngineError) as error:
        raise typer.BadParameter(str(error)) from None


def _with_layers(asked: RequestedView, layers: tuple[GivenLayer, ...], within: str | None) -> RequestedView:
    view = within_layer(with_layers(asked.view, layers), within)
    after = within_layer(with_layers(asked.after, layers), within) if asked.after else None
    return replace(asked, view=view, after=after)


def _named() -> Source:
    """The dataset that the environment names, as the app opens it. Raises EngineError."""
    if not configured_dataset.is_database_configured():
        return MemorySource(open_dataset(configured_dataset.configured_file(SHIPPED)))
    from geo.query.connection import database_source

    return database_source()


def _needed(before: View, after: View | None) -> Filter:
    """What the pictures are drawn of. The classes of a map that counts follow from all dates, and its governorates from
    all incidents: it is drawn of the whole dataset."""
    if before.show is MapMode.SYMBOLS:
        return _of_both(before, after)
    return Filter(background=True, columns=before.filter.columns)


def _of_both(before: View, after: View | None) -> Filter:
    """What the pictures are drawn of: of before and after all that lies between the first day and the last."""
    asked = before.filter
    if after is None:
        return asked
    start, end = asked.start and after.filter.start, asked.end and after.filter.end
    return asked.model_copy(
        update={
            "start": start and min(asked.start or start, start),
            "end": end and max(asked.end or end, end),
        }
    )


def _format(output: Path, kind: str | None) -> Format:
    if kind is not None:
        if kind not in FORMAT_BY_NAME:
            raise typer.BadParameter(f"there is no format '{kind}'; allowed: {', '.join(FORMAT_BY_NAME)}.")
        return FORMAT_BY_NAME[kind]
    found = next((one for one in FORMATS if one.suffix == output.suffix.lower()), None)
    if found is None:
        raise typer.BadParameter(f"'{output.name}' doesn't end in a format's suffix; allowed: {SUFFIXES}.")
    if not output.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder '{output.parent}'; make it first.")
    return found


def _size(words: str | None, option: str) -> Size | None:
    if words is None:
        return None
    width, _, height = words.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise typer.BadParameter(
            f"{option} '{words}' is no size; allowed: width x height in pixels, such as 1920x1080."
        )
    return _checked(Size, {"width": int(width), "height": int(height)})


def _callout(words: str) -> Callout:
    incident, _, label = words.partition("=")
    return _checked(Callout, {"incident": incident, "label": label or None})


def _picture(asked: RequestedView, changes: dict[str, Any]) -> dict[str, Any]:
    """The options that came with the view, with those of the command over them."""
    carried = asked.picture.model_dump() if asked.picture else {}
    if asked.view.size and changes["size"] is None and changes["preset"] is None:
        carried["size"] = asked.view.size
    elif changes["preset"] is not None and changes["size"] is None:
        carried["size"] = None
    return carried | {name: value for name, value in changes.items() if value is not None}


M = TypeVar("M", bound=BaseModel)


def _checked(model: type[M], values: dict[str, Any]) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])).replace("_", "-")
        raise typer.BadParameter(f"{where or 'size'} {first.get('input')!r}: {first['msg']}.") from None
