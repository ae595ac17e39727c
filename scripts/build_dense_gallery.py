"""Draws ``docs/gallery/dense-*.png``: 9,029 made-up incidents with the shape of a real export, from two years to a week.

``python -m scripts.build_dense_gallery``; every picture says that its incidents are made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.skewed_table import REAL_ROWS, write_skewed
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.filter.filter import Filter
from geo.filter.view import Camera, MapMode, Theme, View
from geo.importing import import_files
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.licence import Licence
from geo.scene.picture_options import Picture
from scripts.build_gallery import keep

MADE_UP = "Made-up incidents: every name, place and figure is invented"
LICENCE = Licence("Made-up incidents", "None", MADE_UP, True, "Nothing of it is real.")
WEEK = Filter(start=date(2020, 1, 6), end=date(2020, 1, 12))
MONTH = Filter(start=date(2020, 1, 1), end=date(2020, 1, 31))
COUNTRY = None
GOVERNORATE = Camera(longitude=43.6, latitude=36.1, zoom=7.4)
CITY = Camera(longitude=44.39, latitude=33.34, zoom=9.0)
STREET = Camera(longitude=44.39, latitude=33.34, zoom=11.5)


def made_up(folder: Path) -> Dataset:
    """The incidents, with a licence and a source that say what they are; read from a folder as long as they are used."""
    copy = folder / "made-up.parquet"
    import_files([write_skewed(folder / "made-up.csv", REAL_ROWS)], copy, title="Made-up incidents, Iraq")
    dataset = open_dataset(copy)
    words = {"title": MADE_UP, "short_title": "Made-up incidents", "publisher": "not stated"}
    sources = {name: source.model_copy(update=words) for name, source in dataset.sources.items()}
    return replace(dataset, sources=sources, licence=LICENCE)


def pictures(dataset: Dataset) -> dict[str, tuple[View, str]]:
    """View and title of each picture by the name of its file."""
    kinds = {"symbols": MapMode.SYMBOLS, "hexagons": MapMode.HEXAGONS, "density": MapMode.DENSITY}
    frames = {
        "country-two-years-symbols": (COUNTRY, Filter(), Theme.LIGHT),
        "country-two-years-hexagons": (COUNTRY, Filter(), Theme.LIGHT),
        "country-two-years-density": (COUNTRY, Filter(), Theme.DARK),
        "country-week-symbols": (COUNTRY, WEEK, Theme.DARK),
        "governorate-month-hexagons": (GOVERNORATE, MONTH, Theme.DARK),
        "city-month-symbols": (CITY, MONTH, Theme.LIGHT),
        "street-two-years-symbols": (STREET, Filter(), Theme.LIGHT),
    }
    return {
        f"dense-{name}": (
            View(
                dataset=dataset.id, filter=asked, camera=camera, theme=theme, show=kinds[name.rpartition("-")[2]]
            ),
            "Made-up incidents, one week" if asked is WEEK else "Made-up incidents, one month" if asked is MONTH
            else "Made-up incidents, two years",
        )
        for name, (camera, asked, theme) in frames.items()
    }  # fmt: skip


def build() -> None:
    """Write all pictures; the same bytes every time."""
    with TemporaryDirectory() as folder:
        dataset = made_up(Path(folder))
        for name, (view, title) in pictures(dataset).items():
            keep(f"{name}.png", FORMAT_BY_NAME["png"].write(ExportRequest(dataset, view, Picture(title=title))))


if __name__ == "__main__":
    build()
