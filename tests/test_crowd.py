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
