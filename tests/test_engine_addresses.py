"""What the browser is answered about a dataset that stays in its database, address by address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from starlette.applications import Starlette

from geo.card import CardWriter
from geo.count.area_ties import area_ties
from geo.count.histogram import Unit
from geo.count.ordering import in_order
from geo.engine import EngineError, Trouble
from geo.engine.loading import load_dataset
from geo.filter.apply import select
from geo.filter.figure_range import FigureRange
from geo.filter.filter import Filter
from geo.filter.filter_table import table_of
from geo.layers.browser_queries import responses
from geo.model.dataset import Dataset
from geo.query import MemorySource, connection
from geo.query.timeline_steps import TimeSteps, read_time_steps
from geo.ui.datasets import catalog, database_mount, database_routes
from geo.ui.datasets.delivery import database_address
from geo.ui.server.addresses import ENGINE
from tests.asgi import Answer, ask
from tests.generated import dataset_of

SIZE = 600
DTYPES = {"u1": np.uint8, "i1": np.int8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "f4": np.float32}
FIRST, LAST = 17532, 18992
"""1 January 2018 to 31 December 2021, in days since 1970-01-01."""


class Client:
    """Asks the app's addresses, without a server in between."""

    def __init__(self) -> None:
        self.app = Starlette(routes=[database_mount.mount()])

    def get(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        return ask(self.app, path, query=quote(query, safe="&=,"))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return dataset_of(5, SIZE)


@pytest.fixture(scope="module")
def client(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The engine's addresses over a database in which a browser may hold 200 incidents."""
    path = tmp_path_factory.mktemp("engine") / "atlas.duckdb"
    load_dataset(dataset, f"duckdb://{path}")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ATLAS_DATABASE", f"duckdb://{path}")
        environment.setenv("ATLAS_MOST_HELD", "200")
        yield Client()
        engine = connection.named_engine()
        assert engine is not None
        engine.close()
        connection.forget()


def base() -> str:
    """Where the dataset is asked."""
    return database_address(catalog.default_source()).removeprefix(".")


def unpacked(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays, as ``unpacking.js`` reads them."""
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    start = -(-(4 + length) // 8) * 8
    arrays = {}
    for name, spec in header["arrays"].items():
        dtype = DTYPES[spec.get("wire", spec["dtype"])]
        if "constant" in spec:
            arrays[name] = np.full(spec["length"], spec["constant"])
        elif spec.get("range"):
            arrays[name] = np.arange(spec["length"])
        else:
            sent = np.frombuffer(content, dtype, spec["length"], start + spec["offset"])
            values = spec.get("values")
            arrays[name] = np.array(values)[sent] if values else sent.astype(np.float64) + spec.get("base", 0)
    return header, arrays


def within(rows: dict[str, np.ndarray], first: int, last: int) -> int:
    """Incidents that can have been in steps ``first`` to ``last``."""
    touching = (rows["row.begin"] <= last) & (rows["row.end"] >= first)
    return int(rows["row.count"][touching].sum())


@pytest.mark.parametrize("cut", ["", "18100", "18100,18400", "&singly=17600,18320", "18400&singly=17600,17630"])
@pytest.mark.parametrize("unit", ["month", "week"])
def test_cells_sum_to_what_the_filter_leaves(client: Client, dataset: Dataset, cut: str, unit: str) -> None:
    steps = f"unit={unit}&since={FIRST}&until={LAST}&cut={cut}"
    answer = client.get(f"{base()}/tile/0/0/0?colour=kind&{steps}")
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    header, rows = unpacked(answer.body)
    assert header["holds"] == "cells"
    edges = rows["edges"]
    table = table_of(dataset)
    asked = select(dataset, Filter()).mask & table.placed
    for first, last in ((1, len(edges) - 1), (5, 9), (17, 17), (30, len(edges) - 1)):
        start, end = edges[first - 1], edges[last] - 1
        expected = (asked & (table.start <= end) & (table.end >= start)).sum()
        assert within(rows, first, last) == expected


def test_what_was_answered_before_is_not_asked_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{base()}/tile/0/0/0?colour=kind&unit=month&since={FIRST}&until={LAST - 31}&cut="
    first = client.get(address)
    asked: list[object] = []
    monkeypatch.setattr(responses, "tile", lambda *given: asked.append(given) or b"anew")
    again = client.get(address)
    assert (again.status, again.body) == (200, first.body)
    assert asked == []
    assert client.get(address.replace("colour=kind", "colour=verification")).body == b"anew"
    database_routes.cached_answers.clear()
    assert client.get(address).body == b"anew"
    assert len(asked) == 2
    database_routes.cached_answers.clear()


def test_what_failed_is_asked_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise EngineError(Trouble.UNREACHABLE, "nobody answers", "here", "Try again.")

    address = f"{base()}/tile/0/0/0?colour=kind&unit=month&since={FIRST}&until={LAST - 62}&cut="
    with monkeypatch.context() as broken:
        broken.setattr(responses, "tile", refuse)
        assert client.get(address).status == 503
    assert client.get(address).status == 200


@pytest.mark.full
def test_a_tile_of_few_gives_each_incident(client: Client, dataset: Dataset) -> None:
    steps = f"unit=month&since={FIRST}&until={LAST}&cut="
    found: dict[str, str] = {}
    for x in range(150, 166):
        for y in range(98, 110):
            header, arrays = unpacked(client.get(f"{base()}/tile/8/{x}/{y}?colour=kind&{steps}").body)
            if header["holds"] == "incidents":
                assert len(arrays["start"]) == header["n"] == len(header["titles"])
                found |= dict(zip(header["ids"], header["titles"], strict=True))
    assert len(found) > 100
    assert all(dataset.incidents.loc[incident, "title"] == title for incident, title in found.items())


def test_days_count_every_incident_once(client: Client, dataset: Dataset) -> None:
    _, arrays = unpacked(client.get(f"{base()}/days?colour=verification").body)
    found = select(dataset, Filter())
    assert arrays["pair.count"].sum() == found.count
    assert arrays["pair.away"].sum() == found.not_placed_count
    assert arrays["bar.sure"].sum() + arrays["bar.unsure"].sum() == pytest.approx(found.count, abs=1e-2)


def test_counts_are_the_filters_own(client: Client, dataset: Dataset) -> None:
    told = client.get(f"{base()}/counts?kind=attack&from=2019-01-01").json()
    about = client.get(f"{base()}/about").json()
    found = select(dataset, Filter.model_validate({"kind": ("attack",), "start": "2019-01-01"}, strict=False))
    assert (told["count"], told["notPlaced"]) == (found.count, found.not_placed_count)
    kinds = next(facet for facet in about["facets"] if facet["id"] == "kind")
    attacks = [option["value"] for option in kinds["options"]].index("attack")
    assert told["facets"]["kind"][attacks] == found.count


def test_hexagons_and_areas_are_answered_for_any_window(client: Client, dataset: Dataset) -> None:
    steps = f"unit=month&since={FIRST}&until={LAST}&cut="
    answer = client.get(f"{base()}/counted/hexagons/0/0/0?colour=kind&background=yes&{steps}")
    assert answer.status == 200
    header, rows = unpacked(answer.body)
    assert (header["holds"], header["level"], header["across"]) == ("counts", 0, 12)
    every = select(dataset, Filter(background=True))
    assert rows["row.count"].sum() == every.placed_count, "hexagons, signs and what is left out are all on the map"
    assert header["most"] >= max(rows["row.count"][rows["row.place"] == 0].sum(), 1)
    table, by_day = unpacked(client.get(f"{base()}/areas?background=yes").body)
    assert by_day["row.count"].sum() == len(dataset.incidents)
    ties = area_ties(dataset)
    assert [area["name"] for area in table["areas"]["list"]] == [area.name for area in ties.areas]
    certain = ties.tally(every.mask).certain
    fullest = int(np.argmax(certain))
    cell = f"areas::{ties.areas[fullest].id}"
    held = json.loads(client.get(f"{base()}/in-cell?background=yes&colour=kind&cell={cell}").body)
    assert held["count"] == certain[fullest] == sum(share["count"] for share in held["shares"])
    listed = json.loads(client.get(f"{base()}/rows?background=yes&colour=kind&offset=0&limit=200&cell={cell}").body)
    assert len(listed["rows"]) == held["count"]


def test_rows_are_words_and_go_on(client: Client) -> None:
    first = client.get(f"{base()}/rows?offset=0&limit=20").json()["rows"]
    more = client.get(f"{base()}/rows?offset=10&limit=20").json()["rows"]
    assert len(first) == 20
    assert first[10:] == more[:10]
    assert set(first[0]) == {
        "id", "title", "when", "where", "headline", "killed", "wounded", "verification", "kind", "colour",
    }  # fmt: skip


def test_rows_by_number_of_killed_are_those_of_memory(client: Client, dataset: Dataset) -> None:
    for order in ("killed", "wounded"):
        asked = f"{base()}/rows?offset=0&limit=200&background=yes&order={order}&descending=yes"
        rows = client.get(asked).json()["rows"]
        expected = in_order(dataset, select(dataset, Filter(background=True)).ids, order, True)[: len(rows)]
        assert tuple(row["id"] for row in rows) == expected
        figures = [CardWriter(dataset).row(dataset.incident(row["id"]))[order] for row in rows]
        assert [row[order] for row in rows] == figures
        assert figures[0] != ""


def test_days_and_counts_follow_a_number_of_killed(client: Client, dataset: Dataset) -> None:
    found = select(dataset, Filter(killed=FigureRange(least=2, most=30, unstated=True)))
    assert 0 < found.count < select(dataset, Filter()).count
    told = client.get(f"{base()}/counts?killed=2-30,not_stated").json()
    assert (told["count"], told["notPlaced"]) == (found.count, found.not_placed_count)
    _, arrays = unpacked(client.get(f"{base()}/days?colour=kind&killed=2-30,not_stated").body)
    assert arrays["pair.count"].sum() == found.count


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("tile/2/9/9?colour=kind&unit=month&since=1&until=2&cut=", 400, "there is no tile 2/9/9"),
        ("tile/2/1/1?colour=kind&unit=hour&since=1&until=2&cut=", 400, "hour"),
        ("tile/2/1/1?colour=kind&unit=day&since=1&until=999999&cut=", 400, "no steps of time"),
        ("tile/2/1/1?colour=kind&unit=month&since=1&until=9999&singly=1,9000", 400, "no steps of time"),
        ("counts?kind=volcano", 400, "kind=volcano"),
        ("counts?area=__import__('os')", 400, "area="),
        ("counted/hexagons/5/9/9?colour=kind&unit=month&since=1&until=2&cut=", 400, "there is no tile 9/9 of hexagons"),
        ("counted/hexagons/99/0/0?colour=kind&unit=month&since=1&until=2&cut=", 400, "at level 99"),
        ("counted/areas/5/0/0?colour=kind&unit=month&since=1&until=2&cut=", 400, "nothing is counted as areas"),
        ("counted/volcanoes/5/0/0?colour=kind&unit=month&since=1&until=2&cut=", 400, "“volcanoes” is no way to show"),
        ("in-cell?cell=hexagons:5:x", 400, "“hexagons:5:x” is no hexagon"),
        ("in-cell?", 400, "is no hexagon"),
        ("rows?offset=0&limit=10&cell=signs::1;drop", 400, "“signs::1;drop” is no hexagon"),
        ("areas?kind=volcano", 400, "kind=volcano"),
        ("rows?offset=0&limit=100000", 400, "limit"),
        ("rows?offset=-1&limit=10", 400, "offset"),
        ("rows?offset=0&limit=10&order=colour", 400, "rows can't be sorted by 'colour'"),
        ("counts?killed=5-1", 400, "killed=5-1, which is not a number of people such as 10-, 1-5, 0 or not_stated"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client: Client, address: str, status: int, words: str) -> None:
    answer = client.get(f"{base()}/{address}")
    assert answer.status == status
    told = answer.json()
    assert words in told["remedy"]
    assert told["passing"] is False
    assert answer.headers["cache-control"] == "no-store"


def test_another_version_is_gone(client: Client) -> None:
    answer = client.get(f"{base().rsplit('/', 1)[0]}/000-200/days?colour=kind")
    assert answer.status == 410
    assert "loaded anew" in answer.json()["what"]


def test_a_database_that_is_not_there_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DATABASE", f"duckdb://{tmp_path}/missing.duckdb?password=geheim")
    answer = Client().get(f"{ENGINE}/some/1/days?colour=kind")
    assert answer.status == 503
    told = answer.json()
    assert told["passing"] is True
    assert told["what"] == "The database cannot be reached: there is no file missing.duckdb."
    assert "geheim" not in answer.text


def test_steps_are_cut_where_the_window_is() -> None:
    steps = read_time_steps({"unit": "month", "since": "0", "until": "89", "cut": "10,40"})
    assert steps.edges().tolist() == [0, 10, 31, 40, 59, 90]
    assert steps.number([-1, 0, 9, 10, 89, 90]).tolist() == [0, 1, 1, 2, 5, 6]
    assert TimeSteps(Unit.WEEK, 4, 17).edges().tolist() == [4, 11, 18]
    near = read_time_steps({"unit": "month", "since": "0", "until": "89", "cut": "", "singly": "57,60"})
    assert near.edges().tolist() == [0, 31, 57, 58, 59, 60, 61, 90]


def test_a_small_dataset_is_read_whole(client: Client, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_MOST_HELD", "1000")
    whole = catalog.default_source()
    assert isinstance(whole, MemorySource)
    assert whole.limit is None
    assert list(whole.dataset.incidents.index) == list(dataset.incidents.index)
    monkeypatch.setenv("ATLAS_MOST_HELD", "200")
    assert catalog.default_source().limit == 200
