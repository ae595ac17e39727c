"""The app as Streamlit runs it, without a browser: what the pieces are given, and what a bad file or link gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.ui.server.blob_cache import BLOBS
from tests.conftest import ROOT

KIRKUK = "2019-12-27-kirkuk-rockets"


def run(**query: str | list[str]) -> AppTest:
    """The app, opened with a query."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def given(app: AppTest, name: str) -> dict[str, Any]:
    """What a component of ours is given."""
    for element in [*app.main, *app.sidebar]:
        proto = getattr(element, "proto", None)
        if proto is not None and getattr(proto, "component_name", "") == f"incident_atlas_{name}":
            found: dict[str, Any] = json.loads(proto.json)
            return found
    raise AssertionError(f"there is no component {name} on the page")


def blob(address: str) -> Any:
    """What an address of the server answers, as JSON."""
    kept = BLOBS.get(address.rsplit("/", 1)[1])
    assert kept is not None
    return json.loads(kept[0])


def test_the_map_opens_on_the_dense_span_with_nothing_chosen() -> None:
    app = run()
    assert not app.exception
    view = given(app, "stage")["view"]
    assert view["filter"]["facets"] == {}
    assert (view["window"]["start"], view["window"]["end"]) == (18140, 18454)  # 1 September 2019 – 11 July 2020
    assert view["camera"] is None
    # Iraq, and Damascus, where one of its incidents lies.
    assert view["frame"] == pytest.approx([36.29, 29.06, 48.56, 37.38], abs=0.15)


def test_the_map_is_a_pydeck_deck_on_our_own_ground() -> None:
    setup = blob(given(run(), "stage")["setup"])
    spec = setup["map"]["spec"]
    assert [layer["id"] for layer in spec["layers"]] == ["discs", "lines", "marks"]
    assert spec["mapProvider"] == "maplibre"
    assert all(address.startswith("./atlas/") for address in setup["map"]["styles"].values())


def test_a_link_opens_its_view() -> None:
    app = run(kind="strike", incident=KIRKUK, theme="dark", at="44.28,35.51,8")
    data = given(app, "stage")
    assert data["view"]["filter"]["facets"] == {"kind": ["strike"]}
    assert data["view"]["camera"] == {"longitude": 44.28, "latitude": 35.51, "zoom": 8.0, "bearing": 0.0, "pitch": 0.0}
    assert data["view"]["theme"] == "dark"
    assert data["card"]["title"].startswith("More than 30 rockets")


def test_the_card_keeps_the_denial_with_its_paragraph() -> None:
    card = given(run(incident=KIRKUK), "stage")["card"]
    denials = [entry for entry in card["ledger"] if "denied" in entry["stance"].lower()]
    assert [(entry["who"], entry["paragraph"]) for entry in denials] == [("Kataib Hezbollah (كتائب حزب الله)", "¶ 31")]
    assert "denied by Kataib Hezbollah" in card["headline"]


def test_search_finds_by_another_spelling() -> None:
    one = given(run(q="Suleimani"), "stage")["search"]["matches"]
    other = given(run(q="Soleimani"), "stage")["search"]["matches"]
    assert one == other
    assert len(one) >= 5


def test_as_known_on_hides_what_no_source_had_told() -> None:
    app = run(known="2020-01-05")
    said = " ".join(element.proto.body for element in app.get("html"))
    assert "Known as of 5 January 2020" in said
    assert given(app, "stage")["columns"] != given(run(), "stage")["columns"]


def test_a_file_that_cannot_be_read_gives_one_clear_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "incidents.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    monkeypatch.setenv("ATLAS_DATASET", str(broken))
    app = run()
    assert not app.exception
    assert [title.value for title in app.title] == ["This dataset cannot be opened"]
    said = [text.value for text in app.text]
    assert said[0].startswith("incidents.geojson: stops in the middle")
    assert said[1] == "Your view is kept in the address of this page."


def test_a_faulty_incident_is_set_aside_and_the_others_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("incidents.geojson", "actors.json", "sources.json"):
        shutil.copy(ROOT / "data" / name, tmp_path / name)
    path = tmp_path / "incidents.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"][3]["properties"]["kind"] = "ambush"
    path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("ATLAS_DATASET", str(path))
    app = run()
    assert not app.exception
    said = " ".join(element.value for element in [*app.warning, *app.info, *app.markdown, *app.text])
    assert "1 of 21 incidents is rejected" in said


def test_a_link_to_somebody_s_upload_is_told_kindly() -> None:
    app = run(dataset="my-upload-1", kind="strike")
    assert not app.exception
    assert "The dataset “my-upload-1” is not here." in " ".join(text.value for text in app.text)
    assert given(app, "stage")["columns"] == given(run(), "stage")["columns"]
