"""People who come and go, for a long time: each opens every page, one in four brings a file of their own, and goes.

    python -m benchmarks.soak [--sessions 8] [--minutes 30]

Prints memory, threads, open files and kept files at the start, each minute, and when all have gone. Streamlit keeps a
session for two minutes in case its browser comes back: so it is waited for a little longer at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from dataclasses import dataclass, field
from time import monotonic

from benchmarks.crowd import FILTERS, PAGES, opened
from benchmarks.server_process import ROOT, Server, started_server
from benchmarks.websocket_session import Session, browser_cookies, session

MINUTE_S = 60.0
LEFT_S = 150.0
"""How long Streamlit keeps a session that has gone, and a little."""
FILE_SHARE = 0.25
HEAD = f"{'':>12}{'people':>8}{'MB':>7}{'threads':>9}{'open files':>12}{'kept files':>12}{'failures':>10}"


@dataclass
class Seen:
    """Who came and what went wrong."""

    people: int = 0
    failures: list[str] = field(default_factory=list)


def own_file(number: int) -> bytes:
    """A table that nobody else brings: a few incidents around Baghdad."""
    rows = [f"2020-{1 + k % 12:02}-{1 + k % 28:02},{33 + (k + number) % 90 / 100},44.{k % 60:02},Attack {number}-{k}" for k in range(60)]  # fmt: skip
    return "\n".join(["date,latitude,longitude,title", *rows]).encode()


async def soak(server: Server, sessions: int, seconds: float, seen: Seen, every: float = MINUTE_S) -> None:
    """So many at once, each followed by the next when they go."""
    until = monotonic() + seconds
    await asyncio.gather(_watch(server, until, seen, every), *(_seat(server, k, until, seen) for k in range(sessions)))


async def _seat(server: Server, seat: int, until: float, seen: Seen) -> None:
    chance = random.Random(seat)
    while monotonic() < until:
        seen.people += 1
        try:
            await _visit(server, seen.people, chance, seen)
        except (OSError, TimeoutError) as error:
            seen.failures.append(f"{type(error).__name__}: {error}")


async def _visit(server: Server, number: int, chance: random.Random, seen: Seen) -> None:
    cookie = await asyncio.to_thread(browser_cookies, server.address)
    async with session(server.address, cookie) as one:
        for page in PAGES:
            answer = await one.run(page, chance.choice(FILTERS))
            seen.failures += answer.failures
            await asyncio.sleep(chance.uniform(0.2, 1.0))
        if chance.random() < FILE_SHARE:
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


async def _watch(server: Server, until: float, seen: Seen, every: float) -> None:
    began = monotonic()
    while monotonic() < until:
        await asyncio.sleep(min(every, max(0.1, until - monotonic())))
        print(row(f"{(monotonic() - began) / 60:.1f} min", server, seen), flush=True)


def row(when: str, server: Server, seen: Seen) -> str:
    """What the server holds now."""
    return (
        f"{when:>12}{seen.people:8}{server.megabytes():7.0f}{server.threads():9}{len(server.open_places()):12}"
        f"{kept_files(server):12}{len(seen.failures):10}"
    )


def kept_files(server: Server) -> int:
    """Files that the server keeps on disk for its people, in the temporary folders that it holds (``geo.disk.held_folders``)."""
    folders = {place for place in server.open_places() if place.name.startswith("atlas-held-")}
    return sum(1 for folder in folders for path in folder.rglob("*") if path.is_file())


def main(sessions: int, minutes: float) -> None:
    """Let them come, and print what is left."""
    seen = Seen()
    with started_server(ROOT / "app.py") as server:
        asyncio.run(opened(server))
        print(HEAD)
        print(row("start", server, seen), flush=True)
        asyncio.run(soak(server, sessions, minutes * 60, seen))
        asyncio.run(asyncio.sleep(LEFT_S))
        asyncio.run(opened(server))
        print(row("all gone", server, seen))
    for words in sorted(set(seen.failures))[:5]:
        print(f"    {seen.failures.count(words)} × {words}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    main(asked.sessions, asked.minutes)
