"""Draws the pictures of ``docs/gallery`` from the atlas's own incidents: ``python -m scripts.build_gallery``."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2

from geo.cli.view_argument import SHIPPED
from geo.export.export_request import ExportRequest, Film
from geo.export.formats import FORMAT_BY_NAME
from geo.export.png import png_bytes
from geo.filter.filter import Filter
from geo.filter.view import Camera, MapMode, Theme, View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.picture_options import Callout, Picture, PlaceNames, Preset

FOLDER = Path(__file__).parents[1] / "docs" / "gallery"
ACCESSED = date(2026, 11, 21)
WINTER = Filter(start=date(2019, 12, 1), end=date(2020, 1, 31))
KIRKUK = "2019-12-27-kirkuk-rockets"
STRIKE = "2020-01-03-baghdad-airport-strike"
CONVOY = "2020-07-11-samawah-diwaniyah-convoy"


def pictures(dataset: Dataset) -> dict[str, tuple[View, Picture]]:
    """Every picture by the name of its file."""
    plain = View(dataset=dataset.id)
    winter = plain.model_copy(update={"filter": WINTER})
    dark = winter.model_copy(update={"theme": Theme.DARK})
    kirkuk = View(
        dataset=dataset.id,
        filter=Filter(start=date(2019, 12, 27), end=date(2020, 1, 3)),
        camera=Camera(longitude=44.1, latitude=34.55, zoom=6.9),
        selection=KIRKUK,
    )
    airport = plain.model_copy(update={"camera": Camera(longitude=44.33, latitude=33.3, zoom=9.3)})
    convoy = View(
        dataset=dataset.id,
        filter=Filter(start=date(2020, 7, 1), end=date(2020, 7, 31)),
        camera=Camera(longitude=45.2, latitude=31.75, zoom=8.3),
    )
    days = Picture(accessed=ACCESSED)

    def told(title: str, **changes: object) -> Picture:
        return Picture.model_validate({**days.model_dump(), "title": title, **changes})

    points = (Callout(incident=KIRKUK), Callout(incident="2019-12-31-baghdad-embassy-crowd"), Callout(incident=STRIKE),
              Callout(incident="2020-01-08-al-asad-erbil-missiles"))  # fmt: skip
    return {
        "kirkuk": (kirkuk, told("From the rockets near Kirkuk to the strike at Baghdad airport")),
        "winter": (winter, told("Iraq, winter of 2019–20", callouts=points)),
        "winter-dark": (dark, told("Iraq, winter of 2019–20", callouts=points)),
        "airport": (airport, told("Around Baghdad airport")),
        "airport-dark": (airport.model_copy(update={"theme": Theme.DARK}), told("Around Baghdad airport")),
        "convoy": (convoy, told("An alleged attack on a convoy, July 2020",
                                callouts=(Callout(incident=CONVOY, label="Likely road"),))),
        "column": (winter, told("Iraq, winter of 2019–20", preset=Preset.COLUMN)),
        "square-arabic": (winter, told("الحوادث الأمنية في العراق", preset=Preset.SQUARE, names=PlaceNames.ARABIC)),
        "wide": (winter, told("Iraq, winter of 2019–20", preset=Preset.WIDE)),
        "governorates": (plain.model_copy(update={"show": MapMode.AREAS}), told("Incidents by governorate")),
        "cut-out": (winter, told("Iraq", cut_out=True)),
    }  # fmt: skip


def build() -> None:
    """Write all pictures; the same bytes every time."""
    dataset = open_dataset(SHIPPED)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (view, picture) in pictures(dataset).items():
        keep(f"{name}.png", FORMAT_BY_NAME["png"].write(ExportRequest(dataset, view, picture)))
    whole = View(dataset=dataset.id)
    before, after = split_at_day(whole, date(2020, 1, 3))
    pair = Picture(title="Before and after 3 January 2020", accessed=ACCESSED)
    keep("before-after.png", png_bytes(build_pair(dataset, before, after, pair), 144))
    winter = ExportRequest(
        dataset, whole.model_copy(update={"filter": WINTER}), Picture(title="Iraq, winter of 2019–20")
    )
    document = pypdfium2.PdfDocument(FORMAT_BY_NAME["briefing"].write(winter))
    for number, name in ((0, "briefing-1.png"), (2, "briefing-3.png")):
        page = io.BytesIO()
        document[number].render(scale=2).to_pil().save(page, "PNG")
        keep(name, page.getvalue())
    film = Film(seconds=6, fps=8, width=960)
    keep("winter.gif", FORMAT_BY_NAME["gif"].write(ExportRequest(dataset, winter.view, winter.picture, film)))


def keep(name: str, content: bytes) -> None:
    """Write one file and say so."""
    (FOLDER / name).write_bytes(content)
    print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    build()
