"""One way to ask: a dataset in memory and one that stays in its database give the same answers in the same words."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from shapely.geometry import LineString, Point

from geo.count import Unit
from geo.count.area_ties import area_ties
from geo.count.ordering import ORDERS
from geo.count.ranking import RankBy, RankOrder
from geo.count.trend import Measure
from geo.count.trend_periods import TrendUnit, trend_periods
from geo.database_errors import EngineError, TooMany
from geo.engine import Engine
from geo.filter.apply import select
from geo.filter.area import RadiusArea
from geo.filter.facets import FACETS
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.near_layer import NearLayer, PlaceMatch
from geo.filter.view import MapMode, View
from geo.model.dataset import Dataset
from geo.model.own_layer import OwnFeature, OwnLayer, hold
from geo.query import MemorySource, loosen, narrow, validated_view
from geo.query.source import Source
from geo.query.stored import StoredSource
from tests.engine.test_parity import MADE_UP
from tests.filter_cases import COLUMNS

EVERY = Filter(background=True)
CAMPS = hold(
    OwnLayer(
        (
            OwnFeature(1, Point(44.4, 33.3), "Camp"),
            OwnFeature(2, LineString([(42.0, 36.0), (44.0, 36.5)]), "Line", date(2019, 3, 1), date(2019, 9, 30)),
        )
    )
)
FILTERS = [
    Filter(),
    EVERY,
    Filter(start=date(2019, 1, 1), end=date(2019, 12, 31), kind=("attack", "strike")),
    Filter(text="Basra"),
    Filter(as_known_on=date(2019, 6, 1)),
    Filter(as_known_on=date(2019, 6, 1), verification=("reported",), background=True),
    Filter(area=RadiusArea(center=(44.4, 33.3), km=120)),
    Filter(text="nowhere to be found"),
]
IDS = ["nothing", "every", "dates", "text", "known", "known-verified", "area", "none"]


@pytest.fixture
def memory(datasets: dict[str, Dataset]) -> MemorySource:
    return MemorySource(datasets[MADE_UP])


@pytest.fixture
def stored(engines: dict[str, Engine]) -> StoredSource:
    return StoredSource(engines[MADE_UP], 10_000)


def test_both_are_sources(memory: MemorySource, stored: StoredSource) -> None:
    sources: list[Source] = [memory, stored]
    first, second = (source.facts for source in sources)
    for name in ("id", "version", "title", "count", "spans", "actors", "facets", "licence"):
        assert getattr(first, name) == getattr(second, name), name
    assert (memory.limit, stored.limit) == (None, 10_000)
    for west, other in zip(first.frame, second.frame, strict=True):
        assert west == pytest.approx(other, abs=8)


@pytest.mark.parametrize("asked", FILTERS, ids=IDS)
def test_the_same_numbers(memory: MemorySource, stored: StoredSource, asked: Filter) -> None:
    assert stored.summary(asked) == memory.summary(asked)
    assert stored.hidden(asked) == memory.hidden(asked)
    assert stored.option_counts(asked) == memory.option_counts(asked)
    assert stored.area_counts(asked) == memory.area_counts(asked)
    assert stored.histogram(asked) == memory.histogram(asked)
    assert stored.histogram(asked, Unit.MONTH) == memory.histogram(asked, Unit.MONTH)


@pytest.mark.parametrize("asked", FILTERS, ids=IDS)
def test_the_same_trends(memory: MemorySource, stored: StoredSource, asked: Filter) -> None:
    periods = [period.days for period in trend_periods((date(2018, 1, 10), date(2021, 6, 30)), TrendUnit.QUARTER)]
    for match in DateMatch:
        dated = asked.model_copy(update={"match": match})
        for split in (None, "kind", "weapon", "admin1", "country"):
            expected = memory.trend(dated, periods, Measure.INCIDENTS, split)
            assert stored.trend(dated, periods, Measure.INCIDENTS, split) == expected
        for measure, split in product((Measure.KILLED, Measure.WOUNDED), (None, "weapon", "admin1")):
            assert stored.trend(dated, periods, measure, split) == memory.trend(dated, periods, measure, split)
    if asked == EVERY:
        assert sum(amount.low for amount in memory.trend(asked, periods, Measure.INCIDENTS, None).total) > 100


def test_the_same_trends_of_columns(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    memory, stored = MemorySource(datasets["rows"]), StoredSource(engines["rows"], 1000)
    days = ((date(2019, 9, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 12, 31)))
    for case in COLUMNS:
        for split in ("column1", "column2", "column3"):
            expected = memory.trend(case.filter, days, Measure.INCIDENTS, split)
            assert stored.trend(case.filter, days, Measure.INCIDENTS, split) == expected
    found = memory.trend(COLUMNS[1].filter, days, Measure.INCIDENTS, "column1")
    assert [part.values for part in found.parts] == [("North",), ("South",)]


def test_a_trend_of_people_reads_no_incident(memory: MemorySource, stored: StoredSource) -> None:
    few = StoredSource(stored.engine, 0)
    days = (date(2018, 1, 1), date(2021, 12, 31))
    for measure in Measure:
        assert few.trend(EVERY, (days,), measure, "kind", None) == memory.trend(EVERY, (days,), measure, "kind", None)
    [found] = few.trend(EVERY, (days,), Measure.KILLED, None).total
    stated = memory.dataset.incidents["killed_min"].notna()
    assert (found.possible, found.unstated) == (700, int((~stated).sum()))
    assert 0 < found.unbounded < found.possible - found.unstated
    assert 0 < found.low < found.high


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_the_same_rows(memory: MemorySource, stored: StoredSource, order: str, descending: bool) -> None:
    asked = Filter(kind=("attack",), as_known_on=date(2020, 6, 1))
    for offset in (0, 40):
        expected = memory.rows(asked, order, descending, offset, 40)
        found = stored.rows(asked, order, descending, offset, 40)
        assert found.ids == expected.ids
        told = [list(source.dataset.several(source.ids)) for source in (found, expected)]
        assert told[0] == told[1], "known as on that day"
    some = found.ids[7]
    assert stored.position(asked, order, descending, some) == memory.position(asked, order, descending, some) == 47
    assert stored.position(asked, order, descending, "nowhere") is memory.position(asked, order, descending, "nowhere")


def test_an_order_that_is_none(memory: MemorySource, stored: StoredSource) -> None:
    for source in (memory, stored):
        with pytest.raises(ValueError, match="rows can't be sorted by 'colour'; allowed are date, title"):
            source.rows(EVERY, "colour", False, 0, 10)
        with pytest.raises(ValueError, match="rows can't be sorted by 'colour'"):
            source.position(EVERY, "colour", False, "x")


def test_the_same_cards(memory: MemorySource, stored: StoredSource, datasets: dict[str, Dataset]) -> None:
    some = str(datasets[MADE_UP].incidents.index[17])
    assert memory.holds(some)
    assert stored.holds(some)
    for asked in (EVERY, Filter(as_known_on=date(2019, 6, 1)), Filter(as_known_on=date(1999, 1, 1))):
        assert stored.card(some, asked) == memory.card(some, asked)
    assert stored.card(some, EVERY) is not None
    for source in (memory, stored):
        assert source.card("nowhere", EVERY) is None
        assert source.card(some, Filter(as_known_on=date(1999, 1, 1))) is None
        assert not source.holds("nowhere")


def test_the_same_words_for_what_is_not_there(memory: MemorySource, stored: StoredSource) -> None:
    defaults = View(dataset=MADE_UP, filter=EVERY)
    asked = Filter(
        country=("IQ", "Atlantis"), admin1=("Nowhere",), actors=("nobody",), stances=("claimed", "sworn"),
        actor_role=ActorRole.PERPETRATOR,
    )  # fmt: skip
    view = defaults.model_copy(update={"filter": asked, "selection": "never"})
    found = [validated_view(view, defaults, source) for source in (memory, stored)]
    assert found[0] == found[1]
    assert found[0][1] == [
        "This dataset has no country “Atlantis”.",
        "This dataset has no governorate “Nowhere”.",
        "This dataset has no actor “nobody”.",
        "There is no stance “sworn”.",
        "The address opens the incident “never”, which this dataset does not hold.",
    ]
    assert found[0][0].selection is None
    assert found[0][0].filter.stances == ("claimed",)


def test_a_database_s_map_shows_all_that_a_file_s_does(memory: MemorySource, stored: StoredSource) -> None:
    defaults = View(dataset=MADE_UP, filter=EVERY)
    for mode in MapMode:
        asked = defaults.model_copy(update={"show": mode})
        assert validated_view(asked, defaults, memory) == validated_view(asked, defaults, stored) == (asked, [])


def test_the_same_ways_out(memory: MemorySource, stored: StoredSource) -> None:
    empty = Filter(start=date(2030, 1, 1), kind=("attack",))
    assert loosen(stored, empty) == loosen(memory, empty)
    assert [way.what for way in loosen(memory, empty)] == ["dates"]
    ways = narrow(stored, EVERY, 300, dated=True)
    assert ways == narrow(memory, EVERY, 300, dated=True)
    for way in ways:
        assert stored.summary(EVERY.model_copy(update=way.changes)).count == way.count
    assert all(way.changes.keys() <= {"start", "end", *(facet.id for facet in FACETS)} for way in ways)


def test_the_same_finds(memory: MemorySource, stored: StoredSource) -> None:
    assert memory.search(Filter()) is stored.search(Filter()) is None
    for text in ("Basra", "Mosrul", "nowhere to be found"):
        found, expected = (source.search(Filter(text=text)) for source in (stored, memory))
        assert found is not None
        assert expected is not None
        assert bool(found.places) == bool(expected.places)
        assert found.suggestion == expected.suggestion


@pytest.mark.parametrize("asked", FILTERS, ids=IDS)
def test_the_same_actors(memory: MemorySource, stored: StoredSource, asked: Filter) -> None:
    assert stored.actor_lines(asked) == memory.actor_lines(asked)
    assert [line.actor for line in memory.actor_lines(asked)][-1] is None, "the event itself comes last"


@pytest.mark.parametrize("asked", FILTERS, ids=IDS)
@pytest.mark.parametrize("by", RankBy)
def test_the_same_ranking(memory: MemorySource, stored: StoredSource, by: RankBy, asked: Filter) -> None:
    for order in RankOrder:
        expected = memory.ranking(asked, by, order, 12)
        assert stored.ranking(asked, by, order, 12) == expected
    assert stored.ranking(asked, by, RankOrder.KILLED, 1000) == memory.ranking(asked, by, RankOrder.KILLED, 1000)


def test_actors_of_too_many(memory: MemorySource, stored: StoredSource) -> None:
    with pytest.raises(TooMany, match="10 can be held at once"):
        StoredSource(stored.engine, 10).actor_lines(EVERY)
    assert memory.actor_lines(EVERY)


def test_only_a_database_counts_tiles(memory: MemorySource, stored: StoredSource) -> None:
    assert memory.tile_engine is None
    assert stored.tile_engine is stored.engine


def test_the_incidents_themselves(memory: MemorySource, stored: StoredSource) -> None:
    asked = Filter(kind=("strike",), as_known_on=date(2019, 6, 1))
    assert not stored.is_loaded(asked)
    some, every = stored.load(asked), memory.load(asked)
    assert stored.is_loaded(asked)
    assert memory.is_loaded(asked)
    assert (some.partial, every.partial) == (True, False)
    assert every.whole is memory.dataset
    assert len(some.shown.incidents) == memory.summary(asked).count
    assert set(some.shown.incidents.index) <= set(every.shown.incidents.index)
    with pytest.raises(TooMany) as told:
        StoredSource(stored.engine, 10).load(EVERY)
    assert isinstance(told.value, EngineError)
    assert told.value.limit == 10


def test_governorates_of_a_strange_name_count_by_their_place_in_both(
    datasets: dict[str, Dataset], engines: dict[str, Engine]
) -> None:
    source, memory = StoredSource(engines["placed"], 10_000), MemorySource(datasets["placed"])
    for asked in (EVERY, Filter(start=date(2019, 1, 1), end=date(2019, 12, 31))):
        counts = source.area_counts(asked)
        assert counts == memory.area_counts(asked)
        assert counts.total == counts.certain + counts.possible + counts.coarse + counts.outside
        whole, read = memory.dataset, source.load(EVERY).whole
        told = [area_ties(data).tally(select(data, asked).mask) for data in (whole, read)]
        assert told[0] == told[1]
        assert 0 < told[0].by_place < told[0].drawn
        assert told[0].without_boundary > 0
        assert sum(area.derived for area in counts.areas) >= told[0].by_place
        assert sum(area.certain for area in counts.areas if area.id is None) == told[0].without_boundary


def test_near_an_own_layer_both_count_the_same(memory: MemorySource, stored: StoredSource) -> None:
    counted = set()
    for km in (1, 3, 10, 25, 60, 200):
        for match in PlaceMatch:
            asked = Filter(near=NearLayer(digest=CAMPS.digest, name="Camps", km=km, match=match), background=True)
            assert stored.summary(asked) == memory.summary(asked), (km, match)
            assert stored.engine.ids(asked) == select(memory.dataset, asked).ids, (km, match)
            counted.add(memory.summary(asked).count)
    assert len(counted) > 6
    assert stored.option_counts(asked) == memory.option_counts(asked)
    assert stored.area_counts(asked) == memory.area_counts(asked)
    assert stored.histogram(asked) == memory.histogram(asked)


def test_a_layer_that_is_not_here_is_left_out_of_both(memory: MemorySource, stored: StoredSource) -> None:
    asked = Filter(near=NearLayer(digest="0" * 16, name="Roads", km=10))
    for source in (memory, stored):
        kept, said = source.check(asked)
        assert kept.near is None
        assert said == ["The layer “Roads” is not here, so nothing is filtered by it; add its file first."]
