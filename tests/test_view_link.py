"""A view and its address: there and back, short, and unmoved by nonsense."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.filter.area import RadiusArea
from geo.filter.codecs import CODECS
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES, FigureRange
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.view import Camera, ColorBy, MapMode, Size, Theme, View
from geo.filter.view_link import from_query, to_query
from geo.model.vocabularies import ATTRIBUTIONS
from tests.generated import areas, figure_ranges

DEFAULTS = View(
    dataset="iraq-2019-2020", filter=Filter(start=date(2019, 9, 1), end=date(2020, 7, 11)),
    camera=Camera(longitude=43.7, latitude=33.2, zoom=5.4),
)  # fmt: skip

_names = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,30}\Z")
_free = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30).filter(lambda word: word != "*")
_days = st.dates(date(1000, 1, 1), date(9999, 12, 31))


def _values(closed: frozenset[str] | None) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(closed)) if closed else _free, max_size=5)


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any view that an address can hold."""
    start, end = sorted(draw(st.tuples(_days, _days)))
    asked = Filter(
        start=draw(st.sampled_from([start, None])),
        end=draw(st.sampled_from([end, None])),
        match=draw(st.sampled_from(DateMatch)),
        actors=draw(st.lists(_free, max_size=4)),
        actor_role=draw(st.sampled_from(ActorRole)),
        stances=draw(st.lists(st.sampled_from(ATTRIBUTIONS), max_size=6)),
        background=draw(st.booleans()),
        text=draw(st.text(max_size=60)),
        area=draw(st.none() | areas),
        as_known_on=draw(st.none() | _days),
        **{facet.id: draw(_values(facet.closed)) for facet in FACETS},
        **{name: draw(st.none() | figure_ranges) for name in FIGURES},
    )
    number = st.floats(allow_nan=False)
    return View(
        dataset=draw(_names),
        filter=asked,
        camera=draw(
            st.none()
            | st.builds(
                Camera,
                longitude=number.filter(lambda v: abs(v) <= 3600),
                latitude=st.floats(-85, 85),
                zoom=st.floats(0, 24),
                bearing=st.floats(-360, 360),
                pitch=st.floats(0, 85),
            )
        ),
        theme=draw(st.sampled_from(Theme)),
        color_by=draw(st.sampled_from(ColorBy)),
        show=draw(st.sampled_from(MapMode)),
        selection=draw(st.none() | _names),
        size=draw(st.none() | st.builds(Size, width=st.integers(64, 9999), height=st.integers(64, 9999))),
    )


@pytest.mark.full
@settings(max_examples=600, deadline=None)
@given(views(), views() | st.just(DEFAULTS))
def test_round_trip(view: View, defaults: View) -> None:
    query = to_query(view, defaults)
    found, ignored = from_query(query, defaults)
    assert found == view
    assert hash(found) == hash(view)
    assert ignored == []


@pytest.mark.full
@settings(max_examples=200, deadline=None)
@given(views())
def test_round_trip_through_an_address(view: View) -> None:
    address = urlencode(to_query(view, DEFAULTS), doseq=True)
    assert address.isascii()
    assert from_query(parse_qs(address, keep_blank_values=True), DEFAULTS) == (view, [])


def test_defaults_leave_the_address() -> None:
    assert to_query(DEFAULTS, DEFAULTS) == {}
    assert from_query({}, DEFAULTS) == (DEFAULTS, [])


def test_the_public_names_and_forms() -> None:
    view = View(
        dataset="other",
        filter=Filter(
            start=date(2019, 12, 27),
            end=date(2020, 1, 8),
            match=DateMatch.CERTAINLY,
            kind=("strike", "attack"),
            perpetrator_kind=("iran",),
            event_type=("rocket_attack",),
            weapon=("not_stated",),
            verification=("disputed",),
            location_precision=("site",),
            country=("IQ", "SY"),
            admin1=("Diwaniyah",),
            casualties=("killed",),
            killed=FigureRange(least=10),
            wounded=FigureRange(least=1, most=5, unstated=True),
            actors=("kataib_hezbollah",),
            actor_role=ActorRole.TARGET,
            stances=("denied",),
            background=True,
            text="كتائب",
            area=RadiusArea(center=(44.3661, 33.3152), km=50),
            as_known_on=date(2020, 1, 3),
        ),
        camera=Camera(longitude=44.36, latitude=33.31, zoom=7, bearing=-30),
        theme=Theme.DARK,
        color_by=ColorBy.VERIFICATION,
        show=MapMode.HEXAGONS,
        selection="2019-12-27-kirkuk-rockets",
        size=Size(width=1920, height=1080),
    )
    assert to_query(view, DEFAULTS) == {
        "dataset": ["other"],
        "from": ["2019-12-27"],
        "to": ["2020-01-08"],
        "match": ["certainly"],
        "perpetrator": ["iran"],
        "kind": ["attack", "strike"],
        "event": ["rocket_attack"],
        "weapon": ["not_stated"],
        "verification": ["disputed"],
        "precision": ["site"],
        "country": ["IQ", "SY"],
        "governorate": ["Diwaniyah"],
        "casualties": ["killed"],
        "killed": ["10-"],
        "wounded": ["1-5,not_stated"],
        "actor": ["kataib_hezbollah"],
        "role": ["target"],
        "stance": ["denied"],
        "background": ["yes"],
        "q": ["كتائب"],
        "area": ["44.3661,33.3152,50km"],
        "known": ["2020-01-03"],
        "colour": ["verification"],
        "show": ["hexagons"],
        "theme": ["dark"],
        "incident": ["2019-12-27-kirkuk-rockets"],
        "at": ["44.36,33.31,7,-30"],
        "size": ["1920x1080"],
    }


def test_what_is_lifted_has_a_sign() -> None:
    lifted = DEFAULTS.model_copy(update={"filter": Filter(), "camera": None})
    assert to_query(lifted, DEFAULTS) == {"from": ["*"], "to": ["*"], "at": ["*"]}


_PLACE = "longitude, latitude and zoom such as 43.7,33.2,5.4"
_PEOPLE = "a number of people such as 10-, 1-5, 0 or not_stated"
_AREA = "an area such as 44.36,33.31,50km"


@pytest.mark.parametrize(
    ("name", "word", "allowed"),
    [
        ("from", "2020-02-30", "a day such as 2019-12-27"),
        ("from", "June 2020", "a day such as 2019-12-27"),
        ("known", "٢٠٢٠-٠١-٠٣", "a day such as 2020-01-03"),
        ("match", "maybe", "possibly or certainly"),
        ("kind", "raid", "one of its values"),
        ("theme", "__import__('os')", "light or dark"),
        ("background", "True", "yes or no"),
        ("at", "43.7,33.2", _PLACE),
        ("at", "43.7,99,5", _PLACE),
        ("at", "nan,inf,1e3", _PLACE),
        ("area", "44,33,0km", _AREA),
        ("area", "44,33,45,33", _AREA),
        ("incident", "../../etc/passwd", "the id of an incident"),
        ("size", "1x1", "a size such as 1920x1080"),
        ("dataset", "", "the id of a dataset"),
        *(
            ("killed", word, _PEOPLE)
            for word in ("many", "-1.5", "5-1", "", "-", "1-2-3", "10,11", "٣-", "not_stated,5-")
        ),
        ("wounded", "9999999999", _PEOPLE),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name: str, word: str, allowed: str) -> None:
    sentence = f"The address says {name}={word}, which is not {allowed}; it was ignored."
    assert from_query({name: [word]}, DEFAULTS) == (DEFAULTS, [sentence])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"utm_source": ["x"]}, "The address holds “utm_source”, which means nothing here; it was ignored."),
        ({"theme": ["light", "dark"]}, "“theme” stands in the address 2 times; the first was taken."),
        (
            {"from": ["2020-05-01"], "to": ["2020-04-01"]},
            "The dates in the address run backwards; they were ignored.",
        ),
        ({"q": ["x" * 9000]}, "A value of “q” in the address is too long; it was ignored."),
    ],
)
def test_other_nonsense_is_ignored_with_a_sentence(query: dict[str, list[str]], sentence: str) -> None:
    assert from_query(query, DEFAULTS) == (DEFAULTS, [sentence])


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("10-", FigureRange(least=10)),
        ("-5", FigureRange(least=0, most=5)),
        ("3-3", FigureRange(least=3, most=3)),
        ("*", None),
    ],
)
def test_forms_of_a_number_of_people(word: str, asked: FigureRange | None) -> None:
    view, ignored = from_query({"killed": word}, DEFAULTS)
    assert (view.filter.killed, ignored) == (asked, [])


def test_the_good_beside_the_bad_is_kept() -> None:
    view, ignored = from_query({"kind": ["attack", "raid"], "theme": "dark", "known": "soon"}, DEFAULTS)
    assert view.filter.kind == ("attack",)
    assert view.theme is Theme.DARK
    assert ignored == [
        "The address says kind=raid, which is not one of its values; it was ignored.",
        "The address says known=soon, which is not a day such as 2020-01-03; it was ignored.",
    ]


def test_a_flood_of_nonsense_is_cut_short() -> None:
    _, ignored = from_query({f"x{n}": ["1"] for n in range(500)}, DEFAULTS)
    assert len(ignored) == 12
    assert ignored[-1] == "489 more parts of it were ignored."
    view, ignored = from_query({"actor": [f"a{n}" for n in range(500)]}, DEFAULTS)
    assert len(view.filter.actors) == 100
    assert ignored == ["“actor” stands in the address 500 times; 100 were taken."]


_public = st.sampled_from([codec.name for codec in CODECS])
_bits = st.sampled_from(
    [
        "*",
        ",",
        "km",
        "-",
        "1e309",
        "nan",
        "2020-01-03",
        "44.3,33.2,5",
        "yes",
        "attack",
        "\x00",
        "\ud800",
        "٤٤",
        "𝟜",
        "%00",
    ]
)
_words = st.one_of(st.text(max_size=40), st.lists(_bits, max_size=7).map("".join), st.binary(max_size=40).map(
    lambda raw: raw.decode("utf-8", "surrogateescape")
))  # fmt: skip
_wild = st.dictionaries(
    st.one_of(_public, st.text(max_size=12)), st.one_of(_words, st.lists(_words, max_size=4)), max_size=8
)


@pytest.mark.full
@settings(max_examples=4000, deadline=None)
@given(_wild)
def test_no_address_crashes(query: dict[str, Any]) -> None:
    view, ignored = from_query(query, DEFAULTS)
    assert isinstance(view, View)
    assert len(ignored) <= 12
    assert all(len(sentence) < 250 and sentence.isprintable() for sentence in ignored)
    assert from_query(to_query(view, DEFAULTS), DEFAULTS) == (view, [])


@pytest.mark.full
@settings(max_examples=2000, deadline=None)
@given(_public, _words)
def test_no_single_parameter_crashes(name: str, word: str) -> None:
    view, _ = from_query({name: [word]}, DEFAULTS)
    assert from_query(to_query(view, DEFAULTS), DEFAULTS) == (view, [])


def test_a_link_with_a_coarser_camera_still_opens_the_same() -> None:
    view, ignored = from_query({"at": "44.36,33.31,7.25,-30"}, DEFAULTS)
    assert ignored == []
    assert view.camera == Camera(longitude=44.36, latitude=33.31, zoom=7.25, bearing=-30)
    assert to_query(view, DEFAULTS)["at"] == ["44.36,33.31,7.25,-30"]
