"""A person's own boundaries stay with the dataset that they uploaded, and go with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box
from streamlit.testing.v1 import AppTest

from geo.errors import UnreadableFile
from geo.ui.datasets.boundary_files import write_boundaries

FIXTURES = Path(__file__).parent / "fixtures"


def page(folder: str) -> None:
    """A page that takes a file in once, and shows its section of boundaries."""
    from pathlib import Path

    import streamlit as st

    from geo.count.area_ties import area_ties
    from geo.importing import InputFile
    from geo.ui.data.boundaries_section import boundaries_section
    from geo.ui.datasets import uploads
    from geo.ui.datasets.import_work import ImportWork

    if "done" not in st.session_state:
        file = Path(folder) / "own.csv"
        upload = uploads.import_upload((InputFile(file, "own.csv"),), None, ImportWork())
        st.session_state["done"] = upload.id
    boundaries_section(uploads.own_uploads().uploads[st.session_state["done"]])
    dataset = uploads.opened_upload(st.session_state["done"])
    assert dataset is not None
    ties = area_ties(dataset)
    st.text(f"{ties.noun} {ties.basis} {ties.per_people}")
    st.text(str(sorted(file.name for file in uploads.own_uploads().folder.iterdir())))


def start(folder: Path) -> AppTest:
    (folder / "own.csv").write_text("date,latitude,longitude,title\n2020-01-01,33.3,44.4,Strike\n", encoding="utf-8")
    return AppTest.from_function(page, kwargs={"folder": str(folder)}, default_timeout=60).run()


def areas(tmp_path: Path, suffix: str = ".geojson") -> Path:
    path = tmp_path / f"districts{suffix}"
    columns = {"label": ["West", "East"], "people": [1000, 2000]}
    gpd.GeoDataFrame(columns, geometry=[box(43, 33, 44, 34), box(44, 33, 45, 34)], crs=4326).to_file(path)
    return path


def said(at: AppTest) -> list[str]:
    return [element.value for element in at.text]


def test_boundaries_are_chosen_kept_and_taken_back(tmp_path: Path) -> None:
    at = start(tmp_path)
    assert not at.exception
    assert "governorate Natural Earth False" in said(at)
    file = areas(tmp_path)
    at.file_uploader[0].upload(file.name, file.read_bytes(), "application/json").run()
    at.selectbox[0].select("label")
    at.selectbox[1].select("people")
    at.button[0].click().run()
    assert not at.exception
    assert "area districts.geojson True" in said(at)
    assert "By area counts 2 areas of “districts.geojson”, called by “label”, per 100,000 people by “people”." in said(
        at
    )
    assert said(at)[-1].count(".geojson") == 1
    next(button for button in at.button if button.label == "Back to governorates").click().run()
    assert "governorate Natural Earth False" in said(at)
    assert ".geojson" not in said(at)[-1], "the file is gone"


def test_a_shapefile_comes_with_its_parts_and_nothing_else(tmp_path: Path) -> None:
    areas(tmp_path, ".shp")
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    kept = tmp_path / "kept"
    kept.mkdir()
    path, shown = write_boundaries(kept, files)
    assert shown == "districts.shp"
    assert len(gpd.read_file(path)) == 2
    shutil.rmtree(kept)
    with pytest.raises(UnreadableFile, match="Choose one GeoJSON or GeoPackage"):
        write_boundaries(tmp_path, {"districts.dbf": b""})
    with pytest.raises(UnreadableFile, match=r"“a\.geojson”, “b\.gpkg”: is not one file of boundaries"):
        write_boundaries(tmp_path, {"a.geojson": b"", "b.gpkg": b""})
