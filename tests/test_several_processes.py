"""Several processes behind one address: a real nginx with the configuration of docs/server.md, and two small servers."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from benchmarks import soak
from benchmarks.crowd import PAGES, crowd
from benchmarks.nginx_proxy import BASE, configuration, nginx, started_together
from benchmarks.server_process import Server
from benchmarks.websocket_session import browser_cookies, fetched, metric, session
from tests.conftest import ROOT, lacking

Together = tuple[str, list[Server]]
LOOKING = ("/atlas/metrics", "/_stcore/health")
"""What the test itself, and nginx's start, ask."""


@pytest.fixture
def together(tmp_path: Path) -> Iterator[Together]:
    """Two processes with numbers and a folder of answers, and the one address of both."""
    if nginx() is None:
        lacking("nginx (apt-get install nginx-light)")
    with started_together(
        ROOT / "app.py", 2, ATLAS_METRICS="on", ATLAS_ANSWERS=str(tmp_path / "answers"), TMPDIR=str(tmp_path)
    ) as found:
        yield found


def asked(server: Server) -> Counter[str]:
    """What a process was asked, but for what looks after it."""
    found = metric(server.address, "atlas_requests_total")
    return Counter({labels: int(count) for labels, count in found.items() if not any(one in labels for one in LOOKING)})


def is_open(server: Server) -> bool:
    return metric(server.address, "atlas_open_connections")[""] > 0


def test_the_documents_configuration_is_the_one_that_is_run() -> None:
    text = configuration(8080, [Server(f"http://127.0.0.1:{port}/{BASE}", 0) for port in (7001, 7002, 7003)])
    assert "listen 127.0.0.1:8080;" in text
    assert re.findall(r"server 127\.0\.0\.1:(\d+);", text) == ["7001", "7002", "7003"]
    assert "ssl_certificate" not in text
    assert "hash $atlas_process consistent" in text


@pytest.mark.full
def test_a_browser_stays_with_its_process_and_what_one_computed_the_other_finds(together: Together) -> None:
    address, servers = together
    used: set[int] = set()

    async def visit() -> None:
        """One browser: a page, its addresses, an upload, and a reload."""
        faults, before = soak.Seen(), [asked(server) for server in servers]
        cookies = browser_cookies(address)
        async with session(address, cookies) as one:
            page = await one.run("")
            mine = [k for k, server in enumerate(servers) if is_open(server)]
            assert len(mine) == 1
            assert page.kept_addresses()
            for kept in page.kept_addresses():
                assert fetched(f"{address}/{kept}", cookies)
            shown = await soak.bring(one, 1, faults)
            assert shown.startswith("dataset=mine")
        async with session(address, cookies) as reloaded:
            page = await reloaded.run("incidents", shown)
            assert reloaded.query.startswith("dataset=mine")
            for kept in page.kept_addresses():
                assert fetched(f"{address}/{kept}", cookies)
        assert faults.failures + page.failures == []
        changed = [asked(server) - earlier for server, earlier in zip(servers, before, strict=True)]
        assert [k for k, change in enumerate(changed) if change] == mine
        assert not any("4" in labels.partition("status=")[2][:2] for labels in changed[mine[0]])
        used.update(mine)

    async def visits() -> None:
        for _ in range(12):
            if used == {0, 1}:
                return
            await visit()

    asyncio.run(visits())
    assert used == {0, 1}
    computed = [metric(server.address, "atlas_shared_answers_total") for server in servers]
    columns = [{labels: count for labels, count in one.items() if '"columns"' in labels} for one in computed]
    assert sorted(columns, key=str) == [
        {'kind="columns",outcome="found"': 1.0}, {'kind="columns",outcome="made"': 1.0}
    ]  # fmt: skip


@pytest.mark.full
def test_a_killed_process_hands_its_browsers_to_the_other_with_their_view(together: Together) -> None:
    address, servers = together
    query = "kind=attack&from=2020-01-01"

    async def visit() -> None:
        cookies = browser_cookies(address)
        async with session(address, cookies) as one:
            before = await one.run("incidents", query)
            (mine,) = (server for server in servers if is_open(server))
            (other,) = (server for server in servers if server is not mine)
            os.kill(mine.process, signal.SIGKILL)
            with pytest.raises(ConnectionClosed):
                await one.run("incidents")
        # As a browser does it: the same cookies, and the address that it shows.
        async with session(address, cookies) as again:
            after = await again.run("incidents", one.query)
            assert (after.failures, again.query) == ([], one.query)
            assert set(query.split("&")) <= set(again.query.split("&"))
            assert after.drawn == before.drawn
            assert is_open(other)
            for kept in before.kept_addresses() | after.kept_addresses():  # also what the first one had drawn
                assert fetched(f"{address}/{kept}", cookies)

    asyncio.run(visit())


@pytest.mark.full
def test_fifty_people_on_two_processes_see_their_pages(together: Together) -> None:
    address, servers = together
    seen = asyncio.run(crowd(address, PAGES, 50, 20))
    assert (len(seen.first), seen.failures) == (50, [])
    assert seen.reruns
    assert all(asked(server)['address="/",status="200"'] > 10 for server in servers)
