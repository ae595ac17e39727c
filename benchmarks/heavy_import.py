"""What one person's import of a large file costs another who uses the atlas meanwhile.

    python -m benchmarks.heavy_import [--rows 200000]

One session changes filters on the page Incidents every half second, first alone, then while another session imports a made-up
export. Each is a websocket, no browser. Prints the seconds of a rerun, and memory of the server before and after.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from benchmarks.browser import percentile
from benchmarks.crowd import FILTERS, opened
from benchmarks.server_process import ROOT, Server, started_server
from benchmarks.skewed_table import write_skewed
from benchmarks.websocket_session import Session, browser_cookies, session

PAGE, ALONE, REST_S = "incidents", 40, 0.5


async def reruns(one: Session, go_on: Callable[[int], bool]) -> list[float]:
    """Seconds of each rerun, for as long as the number of those done lets it go on."""
    seen: list[float] = []
    while go_on(len(seen)):
        seen.append((await one.run(PAGE, FILTERS[len(seen) % len(FILTERS)])).seconds)
        await asyncio.sleep(REST_S)
    return seen


async def imported(server: Server, content: bytes) -> float:
    """Seconds that the import of a file takes, from pressing the button to the page that shows it."""
    cookie = await asyncio.to_thread(browser_cookies, server.address)
    async with session(server.address, cookie) as one:
        place = (await one.run("data")).uploaders[0]
        brought = await one.upload("large.csv", content, place)
        answer = await one.run("data", widgets=[brought])
        button = next(name for name in answer.buttons if "-data_import" in name)
        began = monotonic()
        answer = await one.press("data", button, [brought])
        assert any("-open_" in name for name in answer.buttons), answer.failures
        return monotonic() - began


async def measured(server: Server, content: bytes) -> None:
    """Measure and print."""
    await opened(server)
    async with session(server.address) as other:
        await other.run("")
        for query in FILTERS:
            await other.run(PAGE, query)
        alone = await reruns(other, lambda done: done < ALONE)
        before = server.megabytes()
        importing = asyncio.create_task(imported(server, content))
        meanwhile = await reruns(other, lambda _: not importing.done())
        took, after = await importing, server.megabytes()
    print(f"import: {took:.1f} s; server {before:.0f} MB before, {after:.0f} MB after")
    for name, seen in (("alone", alone), ("meanwhile", meanwhile)):
        worst = max(seen)
        print(
            f"{name:10}{len(seen):4} reruns, median {1000 * percentile(seen, 0.5):5.0f} ms, "
            f"95 % {1000 * percentile(seen, 0.95):5.0f} ms, longest {1000 * worst:5.0f} ms"
        )


def main(rows: int) -> None:
    """Make the file, start the server, measure."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "large.csv"
        write_skewed(table, rows)
        content = table.read_bytes()
    print(f"{rows:,} rows, {len(content) / 2**20:.0f} MiB")
    with started_server(ROOT / "app.py") as server:
        asyncio.run(measured(server, content))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    main(parser.parse_args().rows)
