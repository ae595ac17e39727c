"""Real sessions on a real server: the benchmarks' people see the pages, and their files reach the server."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks import soak
from benchmarks.crowd import PAGES, crowd
from benchmarks.server_process import started_server
from benchmarks.websocket_session import browser_cookies, session
from tests.conftest import ROOT


@pytest.mark.full
def test_two_people_at_once_see_pages_without_a_fault() -> None:
    with started_server(ROOT / "app.py") as server:
        seen = asyncio.run(crowd(server.address, PAGES, 2, 8))
        assert (len(seen.first), seen.failures) == (2, [])
        assert len(seen.reruns) >= 2
        assert server.megabytes() > 100


@pytest.mark.full
def test_two_people_bring_a_file_each_and_see_their_own() -> None:
    async def both(address: str) -> list[str]:
        faults = soak.Seen()
        cookies = [browser_cookies(address), browser_cookies(address)]
        async with session(address, cookies[0]) as one, session(address, cookies[1]) as other:
            shown = [await soak.bring(person, number, faults) for number, person in enumerate((one, other))]
        assert faults.failures == []
        return shown

    with started_server(ROOT / "app.py") as server:
        shown = asyncio.run(both(server.address))
    assert [address.partition("-")[0] for address in shown] == ["dataset=mine", "dataset=mine"]
    assert shown[0] != shown[1]


@pytest.mark.full
def test_nothing_is_left_of_people_who_have_gone(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(minutes=0.5, people=10, at_once=3, kept_s=15) == []
    assert "all gone" in capsys.readouterr().out


def test_what_is_left_over_is_named() -> None:
    warm = soak.Level(400, 10, ("socket:[1]",), 3, 0)
    assert soak.Level(439, 12, ("socket:[2]",), 3, 0).left_over(warm) == []
    places = ("socket:[1]", "/x/atlas-held-uploads-a/b.parquet (deleted)")
    assert soak.Level(441, 13, places, 3, 1).left_over(warm) == [
        "1 connections are open",
        "files of uploads are open: /x/atlas-held-uploads-a/b.parquet (deleted)",
        "2 files are open, 1 before",
        "13 threads, 10 before",
        "441 MB, 400 before",
    ]
