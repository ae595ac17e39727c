"""People who come and go, for a long time: each opens every page, one in five brings a file of their own, and goes.

    python -m benchmarks.soak [--minutes 60] [--people 200] [--at-once 8] [--kept 300]

Prints memory, threads, open files, kept files and open connections at the start, each minute, and when all have gone;
then what is left in comparison with the level after the first ten minutes (of a shorter run: after a sixth of it).

What people leave behind goes after ``--kept`` seconds here, not after a day, and Streamlit lets go of a session after as
long at most: so it is waited for a little longer at the end, and nothing of it may be left then.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from benchmarks.crowd import FILTERS, PAGES, opened
from benchmarks.server_process import ROOT, Server, started_server
from benchmarks.websocket_session import Session, browser_cookies, metric, session
from geo.ui.server.server_settings import METRICS

MINUTE_S = 60.0
WARM_S, WARM_SHARE = 600.0, 1 / 6
"""When the level is taken that memory is to come back to: after so long, or after so much of a shorter run."""
KEPT = "SOAK_KEPT_S"
"""Variable of the environment that ``short_lived_app.py`` reads."""
SESSION_S = 120
"""How long Streamlit keeps a session that has gone, at most."""
EVERY = 5
"""One person of so many brings a file."""
MOST_MEMORY, MOST_THREADS = 1.1, 2
"""What may be left: so much of the memory, so many threads more. Pools of threads, Python's and Arrow's, grow until each
has its few; people must not add any."""
HEAD = f"{'':>12}{'people':>8}{'MB':>7}{'threads':>9}{'open files':>12}{'kept files':>12}{'connections':>13}{'failures':>10}"


@dataclass
class Seen:
    """Who came and what went wrong."""

    people: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Level:
    """What a server holds at one moment."""

    megabytes: float
    threads: int
    places: tuple[str, ...]
    """Files, folders and sockets that are open."""
    kept_files: int
    """Files on disk for its people."""
    connections: int
    """Open pages."""

    def row(self, when: str, seen: Seen) -> str:
        """A line of the table."""
        return (
            f"{when:>12}{seen.people:8}{self.megabytes:7.0f}{self.threads:9}{len(self.places):12}{self.kept_files:12}"
            f"{self.connections:13}{len(seen.failures):10}"
        )

    def left_over(self, warm: Level) -> list[str]:
        """Sentences about what is left when all have gone, in comparison with a warm server without people; none where
        nothing is."""
        gone = [place for place in self.places if place.endswith("(deleted)") or "atlas-held-uploads" in place]
        found = {
            f"{self.connections} connections are open": self.connections,
            f"files of uploads are open: {', '.join(gone)}": gone,
            f"{len(self.places)} files are open, {len(warm.places)} before": len(self.places) > len(warm.places),
            f"{self.threads} threads, {warm.threads} before": self.threads > warm.threads + MOST_THREADS,
            f"{self.megabytes:.0f} MB, {warm.megabytes:.0f} before": self.megabytes > MOST_MEMORY * warm.megabytes,
        }
        return [words for words, is_so in found.items() if is_so]


def own_file(number: int) -> bytes:
    """A table that nobody else brings: a few incidents around Baghdad."""
    rows = [f"2020-{1 + k % 12:02}-{1 + k % 28:02},{33 + (k + number) % 90 / 100},44.{k % 60:02},Attack {number}-{k}" for k in range(60)]  # fmt: skip
    return "\n".join(["date,latitude,longitude,title", *rows]).encode()


@contextmanager
def short_lived(kept_s: float) -> Iterator[Server]:
    """The atlas that forgets its people so many seconds after they have gone."""
    told = {
        KEPT: str(kept_s), METRICS: "on",
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(int(_session_s(kept_s))),
    }  # fmt: skip
    with started_server(ROOT / "benchmarks" / "short_lived_app.py", **told) as server:
        asyncio.run(opened(server))
        yield server


def _session_s(kept_s: float) -> float:
    """How long Streamlit keeps a session that has gone."""
    return min(SESSION_S, kept_s / 3)


async def soak(server: Server, people: int, at_once: int, seconds: float, seen: Seen) -> None:
    """So many people in so much time, a few at once, each followed by the next when they have gone."""
    began = monotonic()
    apart = seconds * at_once / people
    numbers = iter(range(seen.people, seen.people + people))

    async def seat(place: int) -> None:
        chance, turn = random.Random(place), place / at_once
        for number in numbers:
            await asyncio.sleep(max(0.0, began + turn * apart - monotonic()))
            turn += 1
            seen.people += 1
            try:
                await _visit(server, number, chance, number % EVERY == 0, seen)
            except (OSError, TimeoutError) as error:
                seen.failures.append(f"{type(error).__name__}: {error}")

    await asyncio.gather(*map(seat, range(at_once)))


async def _visit(server: Server, number: int, chance: random.Random, has_file: bool, seen: Seen) -> None:
    cookies = await asyncio.to_thread(browser_cookies, server.address)
    async with session(server.address, cookies) as one:
        for page in PAGES:
            answer = await one.run(page, chance.choice(FILTERS))
            seen.failures += answer.failures
            await asyncio.sleep(chance.uniform(0.2, 1.0))
        if has_file:
            await bring(one, number, seen)


async def bring(one: Session, number: int, seen: Seen) -> str:
    """Bring a file on the page Data, import it and open it; gives the address of the page that is then shown."""
    place = (await one.run("data")).uploaders[0]
    brought = await one.upload(f"mine-{number}.csv", own_file(number), place)
    answer = await one.run("data", widgets=[brought])
    for button in ("-data_import", "-open_"):
        pressed = next((name for name in answer.buttons if button in name), None)
        if pressed is None:
            seen.failures.append(f"the page Data has no button {button}")
            return ""
        answer = await one.press("data", pressed, [brought])
        seen.failures += answer.failures
    seen.failures += (await one.run("incidents")).failures
    return one.query


def level(server: Server) -> Level:
    """What it holds now."""
    places = server.open_places()
    folders = {place for place in places if place.name.startswith("atlas-held-")}
    files = sum(1 for folder in folders for path in folder.rglob("*") if path.is_file())
    connections = int(metric(server.address, "atlas_open_connections")[""])
    return Level(server.megabytes(), server.threads(), tuple(map(str, places)), files, connections)


async def all_gone(server: Server, kept_s: float) -> None:
    """Wait until what people left behind has gone. Streamlit lets go of a session when the next one ends, and garbage is
    collected after a run: so somebody looks in."""
    await asyncio.sleep(kept_s * 4 / 3 + _session_s(kept_s) + 2)
    await opened(server)
    await asyncio.sleep(_session_s(kept_s) + 2)
    await opened(server)


async def _watch(server: Server, seconds: float, seen: Seen) -> None:
    for minute in range(1, int(seconds / MINUTE_S) + 1):
        await asyncio.sleep(MINUTE_S)
        print(level(server).row(f"{minute} min", seen), flush=True)


def main(minutes: float, people: int, at_once: int, kept_s: float) -> list[str]:
    """Let them come, and print what is left; gives it as sentences."""
    seen, seconds = Seen(), minutes * MINUTE_S
    warm_s = min(WARM_S, seconds * WARM_SHARE)
    first = max(at_once, round(people * warm_s / seconds))

    async def part(number: int, during: float) -> None:
        await asyncio.gather(soak(server, number, at_once, during, seen), _watch(server, during, seen))

    print(HEAD)
    with short_lived(kept_s) as server:
        print(level(server).row("start", seen), flush=True)
        asyncio.run(part(first, warm_s))
        asyncio.run(all_gone(server, kept_s))
        warm = level(server)
        print(warm.row("warm", seen), flush=True)
        asyncio.run(part(max(at_once, people - first), seconds - warm_s))
        asyncio.run(all_gone(server, kept_s))
        end = level(server)
        print(end.row("all gone", seen))
    left = [*end.left_over(warm), *(f"{seen.failures.count(one)} × {one}" for one in sorted(set(seen.failures)))]
    print(f"memory: {end.megabytes / warm.megabytes:.0%} of the level when it was warm; left over: {len(left)}")
    for words in left:
        print(f"    {words}")
    return left


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--kept", type=float, default=300, help="seconds that uploads stay")
    asked = parser.parse_args()
    sys.exit(1 if main(asked.minutes, asked.people, asked.at_once, asked.kept) else 0)
