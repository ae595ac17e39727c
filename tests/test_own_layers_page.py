"""A person's own layers in the app: brought on the page Data, in the view and its address, theirs alone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.filter.near_layer import NearLayer, PlaceMatch
from geo.filter.view import ShownLayer, View
from geo.filter.view_link import to_query
from geo.load import open_dataset
from geo.model.own_layer import LayerColour
from geo.ui.datasets.layer_uploads import usual_name
from geo.ui.server.blob_cache import BLOBS
from geo.ui.state import session
from geo.ui.state.view_codec import view_from_browser, view_to_browser
from tests.conftest import ROOT


def area(label: str, **more: str) -> dict[str, Any]:
    ring = [[43.0, 33.0], [45.0, 33.0], [45.0, 34.0], [43.0, 34.0], [43.0, 33.0]]
    return {
        "type": "Feature",
        "properties": {"label": label, **more},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def layer_file(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


FILE = layer_file(area("Zone", **{"from": "2019-10-01"}), {"type": "Feature", "properties": {}, "geometry": None})


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return app.switch_page("pages/data.py").run()


def brought(app: AppTest, content: bytes = FILE, name: str = "") -> AppTest:
    file = next(one for one in app.file_uploader if one.label == "File of a layer")
    file.upload("zones.geojson", content, "application/json").run()
    next(one for one in app.text_input if one.label == "Name of the layer").input(name)
    next(one for one in app.selectbox if one.label == "Colour" and one.key.startswith("layer_colour")).select(
        LayerColour.VIOLET
    )
    return app.button("layer_add").click().run()


def view_of(app: AppTest) -> View:
    found: session.Session = app.session_state[session.KEY]
    return found.view


def words(app: AppTest) -> str:
    """All that the page's texts say, those that the browser draws too."""
    given = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    drawn = json.dumps(given, ensure_ascii=False)
    return drawn + " ".join(one.value for one in app.text)


def test_a_layer_is_brought_shown_recoloured_and_removed() -> None:
    app = brought(opened(), name="Front <b>line</b>")
    assert not app.exception
    (shown,) = view_of(app).layers
    assert (shown.name, shown.colour) == ("Front <b>line</b>", LayerColour.VIOLET)
    assert app.query_params["layer"] == f"{shown.digest}:violet:Front <b>line</b>"
    assert "Your own layers (1)" in [one.label for one in app.expander]
    told = words(app)
    assert "1 feature, with dates." in told
    assert "zones.geojson: 1 feature without a geometry, which can't be drawn: entry 2." in told
    assert "Features without a last day are shown to the end: entry 1." in told
    app.selectbox(f"layer_recolour_{shown.digest}").select(LayerColour.BROWN).run()
    assert view_of(app).layers[0].colour is LayerColour.BROWN
    app.button(f"layer_remove_{shown.digest}").click().run()
    assert view_of(app).layers == ()
    assert "Your own layers" in [one.label for one in app.expander]
    assert "layer" not in app.query_params


def test_what_cannot_be_read_is_said_and_nothing_is_kept() -> None:
    far = area("Far")
    far["geometry"] = {"type": "Point", "coordinates": [4430000.0, 3330000.0]}
    app = brought(opened(), layer_file(far))
    assert [one.value for one in app.error] == ["This layer could not be added."]
    assert "lies outside of the world" in words(app)
    assert view_of(app).layers == ()
    again = brought(app)
    assert not again.error
    assert [one.name for one in view_of(again).layers] == ["zones"]


def test_the_layer_of_somebody_else_is_not_here() -> None:
    theirs = view_of(brought(opened(), name="Camps")).layers[0]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["layer"] = f"{theirs.digest}:teal:Camps"
    app.query_params["near"] = f"10km:possibly:{theirs.digest}:Camps"
    app.run()
    assert view_of(app).layers == ()
    assert view_of(app).filter.near is None
    said = words(app)
    assert "The layer “Camps” is not here, so the map is shown without it; add its file to see it." in said
    assert "The layer “Camps” is not here, so nothing is filtered by it; add its file first." in said


def test_a_view_that_names_a_layer_which_went_says_so() -> None:
    app = brought(opened(), name="Camps")
    app.session_state["atlas_uploads"].layers.clear()
    app.run()
    assert view_of(app).layers == ()
    assert "The layer “Camps” is not here" in words(app)


def test_a_name_of_nothing_that_can_be_seen_is_that_of_the_file() -> None:
    assert [one.name for one in view_of(brought(opened(), name="\x07 \x1b")).layers] == ["zones"]
    assert usual_name("\x07.geojson") == "Layer"
    assert usual_name("y" * 100 + ".kml") == "y" * 60


LAYERS = [{"digest": digit * 16, "name": f"Layer {digit}", "colour": "teal"} for digit in "123456789"]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (LAYERS[:2], ("Layer 1", "Layer 2")),
        ([], ()),
        (LAYERS, None),
        ([LAYERS[0], LAYERS[0]], None),
        ([{**LAYERS[0], "colour": "red"}], None),
        ([{**LAYERS[0], "digest": "../../etc"}], None),
        ("x", None),
    ],
)
def test_what_a_browser_says_of_layers_is_checked(told: object, shown: tuple[str, ...] | None) -> None:
    view = View(dataset="atlas", layers=(ShownLayer.model_validate(LAYERS[8]),))
    message = view_to_browser(view, view, (date(2020, 1, 1), date(2020, 12, 31)))
    found = view_from_browser({**message, "layers": told}, view)
    assert (None if found is None else tuple(one.name for one in found.layers)) == shown


def given_to_the_sidebar(app: AppTest) -> dict[str, Any]:
    """What the browser's filters are given."""
    given: list[dict[str, Any]] = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return next(one for one in given if "ownLayers" in one)


def test_the_map_is_given_the_person_s_layers_and_what_lies_near_them() -> None:
    app = brought(opened(), name="Camps")
    given = given_to_the_sidebar(app)
    (own,) = given["ownLayers"]
    assert (own["name"], own["colour"], own["kinds"], own["open"]) == ("Camps", "violet", ["areas"], True)
    assert given["near"] is None
    features = json.loads(kept(own["address"]))["features"]
    assert [one["words"] for one in features] == ["Zone"]
    app.query_params["near"] = f"10km:certainly:{own['digest']}:Camps"
    app.run()
    asked = view_of(app).filter
    assert asked.near == NearLayer(digest=own["digest"], name="Camps", km=10, match=PlaceMatch.CERTAINLY)
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    codes = np.frombuffer(kept(given_to_the_sidebar(app)["near"]), dtype=np.uint8)
    wide = asked.model_copy(update={"background": True, "start": None, "end": None})
    assert np.array_equal(codes == 2, select(dataset, wide).mask), "the browser hides what every page hides"
    assert 0 < int((codes == 2).sum()) < int((codes > 0).sum()) < len(codes)
    app.button(f"layer_remove_{own['digest']}").click().run()
    assert view_of(app).filter.near is None, "nothing is measured from a layer that is gone"


def kept(address: str) -> bytes:
    found = BLOBS.get(address.rsplit("/", 1)[1])
    assert found is not None
    return found[0]


def test_words_and_addresses_of_a_distance_are_those_of_the_browser() -> None:
    usual = View(dataset="atlas")
    for case in json.loads((ROOT / "tests" / "near_words_cases.json").read_text(encoding="utf-8")):
        near = NearLayer.model_validate(case["near"])
        assert near.words() == case["words"]
        asked = usual.model_copy(update={"filter": Filter(near=near)})
        assert to_query(asked, usual) == {"near": [case["address"]]}
        message = view_to_browser(asked, usual, (date(2020, 1, 1), date(2020, 12, 31)))
        assert message["filter"]["near"] == case["near"]
        told = view_from_browser(message, usual)
        assert told is not None
        assert told.filter.near == near


@pytest.mark.parametrize(
    "bad", [{"km": 0.5}, {"km": 201}, {"km": "x"}, {"digest": "y"}, {"name": ""}, {"match": "maybe"}]
)
def test_a_distance_that_a_browser_makes_up_is_refused(bad: dict[str, object]) -> None:
    usual = View(dataset="atlas")
    message = view_to_browser(usual, usual, (date(2020, 1, 1), date(2020, 12, 31)))
    near = {"digest": "f" * 16, "name": "Camps", "km": 10, "match": "possibly", **bad}
    assert view_from_browser({**message, "filter": {**message["filter"], "near": near}}, usual) is None


def test_a_ninth_layer_is_refused_in_words() -> None:
    app = opened()
    for number in range(8):
        app = brought(app, layer_file(area(f"Zone {number}")), name=f"Layer {number}")
    assert [one.name for one in view_of(app).layers] == [f"Layer {number}" for number in range(8)]
    app = brought(app, layer_file(area("One more")))
    assert [one.value for one in app.error] == ["This layer could not be added."]
    assert "zones.geojson: would be one layer more than 8" in words(app)
    assert len(view_of(app).layers) == 8
