"""The meaning of every filter, on the shipped dataset and on values."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from geo.filter.apply import filter_problems, prepare, select, without_unknown
from geo.filter.area import PolygonArea, RadiusArea
from geo.filter.facets import FACETS, facets_of
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_parts import restrictions, without
from geo.filter.view import Camera
from geo.model.vocabularies import Kind
from tests.filter_cases import (
    CASES,
    COLUMNS,
    JULY,
    KIRKUK,
    MISSILES,
    PARTIES,
    STATEMENTS,
    Case,
    shipped,
    with_parties,
    with_source_rows,
)
from tests.generated import dataset_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    found = select(prepare(shipped(), case.filter), case.filter)
    assert sorted(found.ids) == sorted(case.expected)


@pytest.mark.parametrize("case", PARTIES, ids=lambda case: case.name)
def test_cases_of_parties(case: Case) -> None:
    assert sorted(select(with_parties(), case.filter).ids) == sorted(case.expected)


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case.name)
def test_cases_of_columns(case: Case) -> None:
    assert sorted(select(prepare(with_source_rows(), case.filter), case.filter).ids) == sorted(case.expected)


def test_case_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


def test_selection_tells_what_has_no_place() -> None:
    found = select(shipped(), Filter())
    assert (found.count, found.total, found.placed_count, found.not_placed_count) == (19, 21, 9, 10)
    index = shipped().incidents.index
    assert set(STATEMENTS) < set(index[found.not_placed])
    assert JULY in index[found.placed], "a route is drawn, so it is placed"
    assert (found.placed | found.not_placed).tolist() == found.mask.tolist()


def test_selection_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        select(shipped(), Filter()).mask[0] = True


def test_as_known_on_changes_who_is_named() -> None:
    before = prepare(shipped(), Filter(as_known_on=date(2020, 1, 4))).incidents.loc[KIRKUK]
    after = shipped().incidents.loc[KIRKUK]
    assert before["perpetrators"] == ("kataib_hezbollah",)
    assert after["perpetrators"] == ("kataib_hezbollah", "qassem_soleimani")


def test_prepare_leaves_alone_what_is_prepared() -> None:
    asked = Filter(as_known_on=date(2020, 1, 4))
    known = prepare(shipped(), asked)
    assert prepare(known, asked) is known
    assert prepare(shipped(), Filter()) is shipped()


def test_every_facet_has_a_field_and_gives_every_value_an_option() -> None:
    for data in (shipped(), dataset_of(1, 40), with_source_rows()):
        for facet in facets_of(data):
            assert facet.id in Filter.model_fields
            options = [option.value for option in facet.options(data)]
            assert len(options) == len(set(options))
            values = [(value,) if isinstance(value, str) else value for value in facet.values(data)]
            assert len(values) == len(data.incidents)
            assert all(value and set(value) <= set(options) for value in values), facet.id
            assert facet.closed is None or set(options) <= facet.closed


def test_facets_speak_in_words() -> None:
    facets = {facet.id: facet.options(shipped()) for facet in FACETS}
    assert [(o.value, o.label) for o in facets["country"]] == [
        ("IQ", "Iraq"), ("KW", "Kuwait"), ("SY", "Syria"), ("not_stated", "Not stated"),
    ]  # fmt: skip
    assert [o.value for o in facets["kind"]] == list(Kind.words())
    assert facets["casualties"][2].definition.endswith("Nothing stated does not mean that nobody was hit.")


def test_equal_meaning_is_an_equal_value() -> None:
    one = Filter(kind=["strike", "attack", "strike"], text="  Kirkuk \n base ")
    other = Filter(kind=("attack", "strike"), text="Kirkuk base")
    assert one == other
    assert hash(one) == hash(other)
    assert Filter(text="!? *") == Filter()


def test_a_ring_is_the_same_from_any_corner_and_either_way_round() -> None:
    ring = [(44.0, 33.0), (45.0, 33.0), (45.0, 34.0), (44.5, 34.5), (44.0, 34.0)]
    turned = ring[2:] + ring[:2]
    areas = {PolygonArea(ring=tuple(r)) for r in (ring, turned, ring[::-1], [*ring, ring[0]], [ring[0], *ring])}
    assert len(areas) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"start": date(2020, 2, 1), "end": date(2020, 1, 1)},
            "ends on 2020-01-01, before it starts on 2020-02-01",
        ),
        ({"kind": "attack"}, "tuple"),
        ({"kind": ("*",)}, "can't be a value"),
        ({"kind": (" ",)}, "can't be a value"),
        ({"actors": tuple(f"actor{n}" for n in range(101))}, "at most 100"),
        ({"area": {"type": "radius", "center": (200, 0), "km": 1}}, "less than or equal to 180"),
        ({"area": {"type": "radius", "center": (44, 33), "km": 0}}, "greater than 0"),
        ({"area": {"type": "polygon", "ring": [(44, 33), (45, 33), (44, 33)]}}, "three different corners"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_what_is_no_filter(fields: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match="(?s)" + words.replace("(", r"\(")):
        Filter.model_validate(fields)


def test_camera_is_rounded_and_brought_around() -> None:
    camera = Camera(longitude=404.1234567, latitude=33.1234567, zoom=5.43215, bearing=-190, pitch=0)
    assert camera == Camera(longitude=44.12346, latitude=33.12346, zoom=5.432, bearing=170)


@pytest.mark.parametrize("field", ["latitude", "zoom", "pitch"])
def test_camera_has_bounds(field: str) -> None:
    place = {"longitude": 44.0, "latitude": 33.0, "zoom": 5.0, "bearing": 0.0, "pitch": 0.0}
    for value in (-91.0, 91.0, float("nan")):
        with pytest.raises(ValidationError):
            Camera(**{**place, field: value})


def test_check_names_what_the_dataset_does_not_know() -> None:
    asked = Filter(kind=("attack", "raid"), country=("IQ", "XX"), actors=("iran", "nobody"), stances=("sworn",))
    assert filter_problems(asked, shipped()) == [
        "This dataset has no kind “raid”.",
        "This dataset has no country “XX”.",
        "This dataset has no actor “nobody”.",
        "There is no stance “sworn”.",
    ]
    assert without_unknown(asked, shipped()) == Filter(kind=("attack",), country=("IQ",), actors=("iran",))
    assert filter_problems(Filter(kind=("attack",)), shipped()) == []


def test_parts_come_off_one_by_one() -> None:
    asked = Filter(start=date(2019, 12, 1), match=DateMatch.CERTAINLY, kind=("attack",), text="Kirkuk", background=True)
    assert [part.id for part in restrictions(asked)] == ["dates", "match", "kind", "text"]
    assert without(asked, "kind") == asked.model_copy(update={"kind": ()})
    assert without(asked, "area") == asked
    assert [part.id for part in restrictions(Filter())] == ["background"]


def test_an_area_crossing_itself_counts_by_the_even_odd_rule() -> None:
    bow = PolygonArea(ring=((44.0, 34.5), (44.6, 36.0), (44.6, 34.5), (44.0, 36.0)))
    assert KIRKUK not in select(shipped(), Filter(area=bow)).ids, "between the two wings"
    shifted = PolygonArea(ring=((44.2, 34.5), (44.8, 36.0), (44.8, 34.5), (44.2, 36.0)))
    assert KIRKUK in select(shipped(), Filter(area=shifted)).ids


def test_a_distance_is_measured_along_the_surface() -> None:
    center = (44.3661, 33.3152)
    found = {km: MISSILES in select(shipped(), Filter(area=RadiusArea(center=center, km=km))).ids for km in (180, 190)}
    assert found == {180: False, 190: True}, "Al-Asad lies about 186 km from the middle of Baghdad"


def test_nothing_of_an_empty_dataset() -> None:
    empty = dataset_of(0, 0)
    found = select(empty, Filter(area=RadiusArea(center=(44, 33), km=5), text="x", kind=("attack",)))
    assert (found.ids, found.total) == ((), 0)
    assert found.mask.dtype == np.bool_
