"""Many people on one server at once, beside a bare page with one ``st.pydeck_chart``, in one run.

    python -m benchmarks.crowd [--sessions 50] [--seconds 40] [--processes 2] [--only atlas]

The atlas is measured as one process, then as several behind one address: a real nginx with the configuration of
docs/server.md, a folder of answers that the processes share.

Each session is a websocket, no browser: it opens the map, then changes the filter or the page every one to three
seconds. The server has been up for a while: one session has opened the map, and then it had nothing to do for some
seconds. Before that, alone on a server of its own, one session runs each page: under eight filters three times over, then
twelve times with nothing changed. What it uses of the processor then is "ms a rerun".
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from benchmarks.browser import percentile, script
from benchmarks.nginx_proxy import nginx, started_together
from benchmarks.page_load import BARE
from benchmarks.server_process import ROOT, Server, started_server
from benchmarks.websocket_session import Session, browser_cookies, session

PAGES = ("", "incidents", "actors", "compare", "trends", "sources", "data", "present")
"""Ends of the addresses of the atlas's pages; the first is the map."""
FILTERS = (
    "from=2019-09-01&to=2020-07-31", "kind=attack", "from=2019-12-01&to=2020-01-31", "verification=corroborated",
    "q=Baghdad", "perpetrator=state", "kind=attack&from=2020-01-01", "colour=kind",
)  # fmt: skip
TURNS = 3
"""How often each filter comes in the measurement of a session alone."""
UNCHANGED = 12
FIRST_S, REST_S = 1.0, 3.0
"""Shortest and longest time between two actions of one person."""


QUIET_S, QUIET_SHARE, MOST_S = 4, 0.02, 120
"""A server has nothing to do when it used so small a share of the processor in each of so many seconds; it is waited for
at most so long."""


@dataclass
class Crowd:
    """What many sessions saw."""

    first: list[float] = field(default_factory=list)
    """Seconds until each had its first page."""
    reruns: list[tuple[float, str]] = field(default_factory=list)
    """Seconds of each rerun, and its page."""
    in_time: int = 0
    """Reruns that were done before time was up."""
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Alone:
    """Processor time of a page's reruns, milliseconds each."""

    filters: float
    unchanged: float


async def opened(server: Server) -> None:
    """One session opens the map and goes; then the server comes to rest."""
    async with session(server.address) as one:
        await one.run()
    quiet, until = 0, monotonic() + MOST_S
    while quiet < QUIET_S and monotonic() < until:
        before = server.processor_seconds()
        await asyncio.sleep(1)
        quiet = quiet + 1 if server.processor_seconds() - before <= QUIET_SHARE else 0


async def alone(server: Server, pages: Sequence[str]) -> dict[str, Alone]:
    """One session, one page after the other."""
    found = {}
    for page in pages:
        async with session(server.address) as one:
            await one.run(page)
            began = server.processor_seconds()
            for number in range(TURNS * len(FILTERS)):
                await one.run(page, FILTERS[number % len(FILTERS)])
            middle = server.processor_seconds()
            for _ in range(UNCHANGED):
                await one.run(page)
            end = server.processor_seconds()
        found[page] = Alone(1000 * (middle - began) / (TURNS * len(FILTERS)), 1000 * (end - middle) / UNCHANGED)
    return found


async def crowd(address: str, pages: Sequence[str], sessions: int, seconds: float) -> Crowd:
    """All sessions at once, each with the cookies of a browser of its own."""
    cookies = [await asyncio.to_thread(browser_cookies, address) for _ in range(sessions)]
    seen, until = Crowd(), monotonic() + seconds
    people = (_person(address, own, pages, number, until, seen) for number, own in enumerate(cookies))
    await asyncio.gather(*people)
    return seen


async def _person(address: str, cookies: str, pages: Sequence[str], number: int, until: float, seen: Crowd) -> None:
    chance = random.Random(number)
    try:
        async with session(address, cookies) as one:
            answer = await one.run("")
            seen.first.append(answer.seconds)
            seen.failures += answer.failures
            await _work(one, pages, chance, until, seen)
    except (OSError, TimeoutError) as error:
        seen.failures.append(f"{type(error).__name__}: {error}")


async def _work(one: Session, pages: Sequence[str], chance: random.Random, until: float, seen: Crowd) -> None:
    page = ""
    while True:
        await asyncio.sleep(chance.uniform(FIRST_S, REST_S))
        if monotonic() > until:
            return
        elsewhere, query = chance.random() < 0.5, chance.choice(FILTERS)
        page = chance.choice(pages) if elsewhere else page
        answer = await one.run(page, None if elsewhere else query)
        seen.reruns.append((answer.seconds, page))
        seen.in_time += monotonic() <= until
        seen.failures += answer.failures


def share(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of the values lies; 0 where there are none."""
    return percentile(list(values), part) if values else 0.0


HEAD = (
    f"{'':12}{'reruns':>8}{'first, median':>15}{'rerun, median':>15}{'95 %':>8}{'failures':>10}{'MB':>6}{'before':>8}"
    f"{'CPU ms a rerun':>16}  MB of each process"
)


def measured(name: str, app: Path, pages: Sequence[str], sessions: int, seconds: float, processes: int = 1) -> Crowd:
    """Measure one app and print its lines. Several processes are measured under many people only: one person alone is
    always at the same one."""
    by_page: dict[str, Alone] = {}
    if processes == 1:
        with started_server(app) as server:
            asyncio.run(opened(server))
            by_page = asyncio.run(alone(server, pages))
    with started_together(app, processes) as (address, servers):
        for server in servers:
            asyncio.run(opened(server))
        at_start, before = _megabytes(servers), _processor_seconds(servers)
        seen = asyncio.run(crowd(address, pages, sessions, seconds))
        each = 1000 * (_processor_seconds(servers) - before) / max(1, len(seen.reruns) + len(seen.first))
        memory = [server.megabytes() for server in servers]
    spent = [one for one, _ in seen.reruns]
    print(HEAD)
    print(
        f"{name:12}{seen.in_time:8}{share(seen.first, 0.5):13.1f} s{share(spent, 0.5):13.1f} s{share(spent, 0.95):6.1f} s"
        f"{len(seen.failures):10}{sum(memory):6.0f}{at_start:8.0f}{each:16.0f}  {', '.join(f'{one:.0f}' for one in memory)}"
    )
    for words in sorted(set(seen.failures))[:5]:
        print(f"    {seen.failures.count(words)} × {words}")
    for page in pages:
        waits = [spent for spent, where in seen.reruns if where == page]
        cost = by_page.get(page)
        alone_words = (
            f"alone {cost.filters:6.0f} ms a rerun, {cost.unchanged:6.0f} with nothing changed; " if cost else ""
        )
        print(
            f"    {page or 'first page':12} {alone_words}in the crowd {share(waits, 0.5):5.1f} s, 95 % {share(waits, 0.95):5.1f} s"
        )
    return seen


def _megabytes(servers: Sequence[Server]) -> float:
    return sum(server.megabytes() for server in servers)


def _processor_seconds(servers: Sequence[Server]) -> float:
    return sum(server.processor_seconds() for server in servers)


def main(sessions: int, seconds: float, only: str | None, processes: int) -> None:
    """Measure the bare page, then the atlas as one process and as several."""
    if only != "atlas":
        with script(BARE) as bare:
            measured("bare", bare, ("",), sessions, seconds)
    if only != "bare":
        measured("atlas", ROOT / "app.py", PAGES, sessions, seconds)
        if processes > 1 and nginx() is None:
            print("atlas as several processes: not measured, nginx is not installed (apt-get install nginx-light)")
        elif processes > 1:
            measured(f"atlas × {processes}", ROOT / "app.py", PAGES, sessions, seconds, processes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--processes", type=int, default=2, help="behind one address, beside the single one; 1: none")
    parser.add_argument("--only", choices=("bare", "atlas"))
    asked = parser.parse_args()
    main(asked.sessions, asked.seconds, asked.only, asked.processes)
