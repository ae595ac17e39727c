"""A stored dataset answers as the dataset in memory does, in every engine."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from geo.count.histogram import Unit, histogram
from geo.count.option_counts import option_counts
from geo.count.summary import summary
from geo.engine import Engine
from geo.engine.time_steps import day_of
from geo.filter.apply import prepare, select
from geo.filter.facets import FACET_BY_ID, FACETS
from geo.filter.figure_range import FigureRange
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.model.dataset import Dataset
from geo.search import SearchIndex
from tests.filter_cases import CASES, COLUMNS, PARTIES, with_parties
from tests.generated import areas, filters_of

MADE_UP = "made-up-11"


@cache
def made_up_filters(dataset: Dataset, count: int) -> tuple[Filter, ...]:
    """The same filters each time, every part among them, some as known on a day."""
    found: list[Filter] = []

    @seed(1401)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(filters_of(dataset), st.one_of(st.none(), st.none(), st.dates(date(2018, 1, 1), date(2022, 6, 1))))
    def gather(filter: Filter, known: date | None) -> None:
        found.append(filter.model_copy(update={"as_known_on": known}))

    gather()
    return tuple(dict.fromkeys(found))


def plain_filters() -> list[Filter]:
    """One part at a time, so that a failure names it."""
    ring = {"type": "polygon", "ring": [(43.0, 32.0), (45.0, 32.2), (46.0, 34.5), (44.2, 33.3), (42.5, 34.0)]}
    near = {"type": "radius", "center": (44.36, 33.31), "km": 120}
    known = [date(2018, 3, 1), date(2019, 6, 1), date(2020, 12, 31)]
    window = {"start": date(2019, 3, 1), "end": date(2019, 8, 31)}
    return [
        Filter(), Filter(background=True), Filter(**window), Filter(**window, match=DateMatch.CERTAINLY),
        *(Filter(**{facet.id: ("attack", "rocket", "IQ", "Basra", "not_stated", "killed", "site", "iran", "reported")})
          for facet in FACETS),
        *(Filter(**{name: asked}) for name in ("killed", "wounded") for asked in (
            FigureRange(least=2), FigureRange(least=0, most=0), FigureRange(least=1, most=4, unstated=True),
            FigureRange(unstated=True), FigureRange(least=40))),
        Filter(killed=FigureRange(least=2), as_known_on=known[1], casualties=("wounded",)),
        Filter(actors=("actor_1",)), Filter(actors=("actor_1",), actor_role=ActorRole.TARGET),
        Filter(actors=("actor_1", "actor_3"), actor_role=ActorRole.PERPETRATOR, stances=("denied", "claimed")),
        Filter(stances=("disputed",)), Filter(actors=("nobody",)),
        *(Filter(text=text) for text in ("Basra", "basr", "البصرة", "Dijlah", "Suriya", "iraq", "al nur", "xyzzy", "so")),
        Filter(area=ring), Filter(area=near), *(Filter(as_known_on=day) for day in known),
        Filter(as_known_on=date(1990, 1, 1)),
        Filter(as_known_on=known[1], area=ring, text="event", background=True, **window),
    ]  # fmt: skip


def assert_same(engine: Engine, dataset: Dataset, filter: Filter, *, counts: bool = True) -> None:
    """Ids, summary, counts of all options and histogram of the stored dataset are those of the one in memory."""
    prepared = prepare(dataset, filter)
    selection = select(prepared, filter)
    assert engine.ids(filter) == selection.ids, filter
    assert engine.summary(filter) == summary(selection, filter, prepared), filter
    if not counts:
        return
    found = engine.option_counts(filter)
    for facet in FACETS:
        expected = option_counts(prepared, filter, facet.id)
        # What was known on a day may hold fewer countries than the whole; what is gone counts nothing.
        assert found[facet.id] == dict.fromkeys(found[facet.id], 0) | expected, (filter, facet.id)
    bins = histogram(prepared, selection)
    table = engine.histogram(filter)
    assert (table.schema.metadata or {})[b"unit"].decode() == bins.unit
    assert table["sure"].to_pylist() == [b.sure for b in bins.bins]
    assert table["unsure"].to_pylist() == pytest.approx([b.unsure for b in bins.bins], abs=1e-8)
    assert table["context"].to_pylist() == [b.context for b in bins.bins]
    assert table["context_unsure"].to_pylist() == pytest.approx([b.context_unsure for b in bins.bins], abs=1e-8)
    assert [(day_of(a), day_of(b)) for a, b in zip(*(table[n].to_pylist() for n in ("step", "last")), strict=True)] == [
        (b.start, b.end) for b in bins.bins
    ]


@pytest.mark.parametrize("filter", plain_filters(), ids=lambda asked: asked.model_dump_json(exclude_defaults=True)[:60])
def test_each_part_of_the_filter(engines: dict[str, Engine], datasets: dict[str, Dataset], filter: Filter) -> None:
    assert_same(engines[MADE_UP], datasets[MADE_UP], filter)


@pytest.mark.full
def test_parts_together(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    count = 12 if address.startswith("spark") else 45
    for asked in made_up_filters(datasets[MADE_UP], count):
        assert_same(engines[MADE_UP], datasets[MADE_UP], asked)


def test_the_cases_counted_by_hand(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    shipped = next(name for name in datasets if name != MADE_UP)
    cases = CASES[::6] if address.startswith("spark") else CASES
    for case in cases:
        found = engines[shipped].ids(case.filter)
        assert sorted(found) == sorted(case.expected), case.name
    assert_same(engines[shipped], datasets[shipped], Filter())


def test_the_cases_of_parties(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    parties = with_parties().id
    for case in PARTIES[::4] if address.startswith("spark") else PARTIES:
        assert sorted(engines[parties].ids(case.filter)) == sorted(case.expected), case.name
    assert_same(engines[parties], datasets[parties], Filter())


def test_the_cases_of_columns(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    engine, dataset = engines["rows"], datasets["rows"]
    assert engine.about.columns == ("Battalion sector", "", "Shells")
    for case in COLUMNS[::4] if address.startswith("spark") else COLUMNS:
        assert sorted(engine.ids(case.filter)) == sorted(case.expected), case.name
        assert_same(engine, dataset, case.filter)
    some = engine.dataset(COLUMNS[0].filter)
    options = [
        [(o.value, o.label) for o in engine.about.facet("column3").options],
        FACET_BY_ID["column3"].options(dataset),
    ]
    assert options[0] == [(o.value, o.label) for o in options[1]]
    assert some.file_columns[2] is not None
    assert some.file_columns[2].values == {one: dataset.file_columns[2].values[one] for one in some.records}  # type: ignore[union-attr]


@pytest.mark.full
def test_areas_touch_the_same_incidents(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    found: list[Filter] = []

    @seed(3)
    @settings(
        max_examples=6 if address.startswith("spark") else 25, database=None, phases=[Phase.generate], deadline=None
    )
    @given(areas)
    def gather(area: object) -> None:
        found.append(Filter(area=area, background=True))

    gather()
    for asked in found:
        assert_same(engines[MADE_UP], datasets[MADE_UP], asked, counts=False)


@pytest.mark.parametrize("unit", list(Unit))
def test_histogram_by_colour_adds_up(engines: dict[str, Engine], unit: Unit) -> None:
    plain = engines[MADE_UP].histogram(Filter(), unit)
    coloured = engines[MADE_UP].histogram(Filter(), unit, "weapon")
    by_step = coloured.group_by("step").aggregate([("sure", "sum"), ("unsure", "sum")])
    sums = dict(zip(by_step["step"].to_pylist(), by_step["sure_sum"].to_pylist(), strict=True))
    weights = dict(zip(by_step["step"].to_pylist(), by_step["unsure_sum"].to_pylist(), strict=True))
    for step, sure, unsure in zip(*(plain[name].to_pylist() for name in ("step", "sure", "unsure")), strict=True):
        assert (sums.get(step, 0), weights.get(step, 0.0)) == (sure, pytest.approx(unsure, abs=1e-6))


def test_counts_of_actors(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    dataset, engine = datasets[MADE_UP], engines[MADE_UP]
    roles = [ActorRole.ANY] if address.startswith("spark") else list(ActorRole)
    for role in roles:
        for stances in ((), ("denied", "accused")):
            asked = Filter(kind=("attack", "strike"), actor_role=role, stances=stances)
            found = engine.actor_counts(asked)
            for actor in dataset.actors:
                alone = asked.model_copy(update={"actors": (actor,)})
                assert found.actors[actor] == select(dataset, alone).count, (role, stances, actor)
        for actors in ((), ("actor_1", "actor_4"), ("nobody",)):
            asked = Filter(kind=("attack", "strike"), actors=actors, actor_role=role)
            # Beside statements stands whom they make a perpetrator, unless only parties or targets are looked for.
            meant = role if role in (ActorRole.PARTY, ActorRole.TARGET) else ActorRole.PERPETRATOR
            for stance, count in engine.actor_counts(asked).stances.items():
                alone = asked.model_copy(update={"stances": (stance,), "actor_role": meant})
                assert count == select(dataset, alone).count, (role, actors, stance)
            for word, count in engine.actor_counts(asked).roles.items() if actors else ():
                alone = asked.model_copy(update={"actor_role": ActorRole(word)})
                assert count == select(dataset, alone).count, (role, actors, word)


@pytest.mark.parametrize(
    "text",
    ["Bassra", "harakta nour", "Mosull event", "Dijlah", "xyzzy", "Basra", "Tuwaik event", "Mosrul", "haralkat evnet"],
)
def test_a_likely_spelling(engines: dict[str, Engine], datasets: dict[str, Dataset], text: str) -> None:
    for name, engine in engines.items():
        result = SearchIndex.build(datasets[name]).search(text)
        expected, found = result.suggestion, engine.suggestion(text, len(result.ids))
        assert (found and found.casefold()) == (expected and expected.casefold()), (name, text)


def test_random_windows(engines: dict[str, Engine], datasets: dict[str, Dataset], address: str) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(5 if address.startswith("spark") else 15):
        start = date(2018, 1, 1) + timedelta(days=chance.randrange(1500))
        asked = Filter(
            start=start, end=start + timedelta(days=chance.randrange(300)), match=chance.choice(list(DateMatch))
        )
        assert_same(engines[MADE_UP], datasets[MADE_UP], asked, counts=False)


def test_what_a_dataset_says_of_itself(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    from geo.count.time_span import core_span, dense_span, whole_span

    for name, dataset in datasets.items():
        about = engines[name].about
        assert (about.id, about.version, about.title) == (dataset.id, dataset.version, dataset.title)
        assert about.count == len(dataset.incidents)
        assert (about.spans.core, about.spans.whole, about.spans.dense) == (
            core_span(dataset), whole_span(dataset), dense_span(dataset),
        )  # fmt: skip
        assert about.actors == dataset.actors
        assert about.sources == dataset.sources
        for facet in FACETS:
            assert about.facet(facet.id).options == facet.options(dataset)
        assert about.bounds == pytest.approx(tuple(np.asarray(dataset.incidents.total_bounds)), abs=1e-5)
