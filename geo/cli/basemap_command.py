"""``basemap``: a detailed basemap of towns, from an OpenStreetMap extract that somebody has downloaded."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from geo.basemap.town_map import CREDIT, SETTING
from geo.basemap.town_map_build import Built, build_town_map
from geo.basemap.town_places import parse_box
from geo.errors import AtlasError
from geo.number_words import listed, quantity

DONE, REFUSED = 0, 2
_NAMED = 12
"""Towns that are listed by their names."""


def basemap(
    extract: Annotated[
        Path,
        typer.Argument(
            metavar="EXTRACT",
            help="An extract of OpenStreetMap: Geofabrik's free files (…-latest-free.shp.zip, .gpkg.zip), or .osm.pbf.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The basemap of towns to write: .gpkg.")],
    around: Annotated[
        list[str] | None,
        typer.Option(
            "--around",
            metavar="TOWN",
            help="Only around this town; may be repeated. Without it and --box: around all towns of the map there.",
        ),
    ] = None,
    box: Annotated[
        str | None, typer.Option("--box", metavar="W,S,E,N", help="A box in degrees: 44.2,33.1,44.6,33.5.")
    ] = None,
    km: Annotated[
        float | None, typer.Option("--km", help="Kilometres around each town; else 8 to 25 by how large it is.")
    ] = None,
) -> None:
    """Make a detailed basemap of towns from an OpenStreetMap extract: streets, water, built-up areas, airports.

    Exit status: 0 written, 2 the extract can't be read, holds nothing there or too much, or the file can't be written.
    """
    if out.suffix.lower() != ".gpkg":
        raise typer.BadParameter(f"'{out.name}' doesn't end in .gpkg; name the file so.")
    told = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        with told.status("Opening the extract …") as status:
            found = build_town_map(
                extract, out, around=around or (), box=parse_box(box) if box else None, km=km,
                on_step=lambda words: status.update(f"{words} …"),
            )  # fmt: skip
    except AtlasError as error:
        for fault in error.faults:
            told.print(fault.sentence(), markup=False)
        raise typer.Exit(REFUSED) from None
    for notice in found.notices:
        told.print(notice, markup=False)
    _tell(found, out)
    raise typer.Exit(DONE)


def _tell(found: Built, out: Path) -> None:
    console = Console(soft_wrap=True, highlight=False)
    if found.towns:
        console.print(f"{quantity(len(found.towns), 'town')}: {listed(found.towns, _NAMED)}", markup=False)
    for name, count in found.features.items():
        console.print(f"  {count:>9,}  {name.removeprefix('town_')}", markup=False)
    console.print(f"{out}: {found.size:,} bytes, {found.points:,} corners. {CREDIT}, ODbL.", markup=False)
    console.print(f"Open the atlas with it: {SETTING}={out} streamlit run app.py", markup=False)
