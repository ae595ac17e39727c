"""From opening the page to the first map, beside a bare page with one ``st.pydeck_chart``, in the same run.

    python -m benchmarks.page_load [RUNS] [--line LINE]

Between browser and server lies a line as the browser imitates one: ``slow`` (50 ms, 10 Mbit/s; without ``--line``),
``very-slow`` (300 ms, 1 Mbit/s) or ``none``. "First words" is the first text that the browser paints.
"First map" is the first instanced draw call, which both make when the first symbols are drawn. The atlas's basemap is
timed apart: the bare page has none. "First screen" is all of it: the map, the count line, the filters and the list.
"""

from __future__ import annotations

import argparse
import time

from playwright.sync_api import Browser

from benchmarks.browser import ROOT, chromium, median, script, serving

BARE = """
import pydeck as pdk
import streamlit as st

points = [{"position": [43 + i / 10, 33 + i / 10]} for i in range(12)]
layer = pdk.Layer("ScatterplotLayer", points, get_position="position", get_radius=9000, get_fill_color=[200, 60, 40])
view = pdk.ViewState(longitude=44, latitude=33, zoom=5)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None))
"""
WATCH = """
const CALLS = { drawArrays: 'symbols', drawArraysInstanced: 'symbols', drawElements: 'basemap' };
for (const [name, mark] of Object.entries(CALLS)) {
  const draw = WebGL2RenderingContext.prototype[name];
  WebGL2RenderingContext.prototype[name] = function (...given) {
    globalThis.__first ??= {};
    globalThis.__first[mark] ??= performance.now();
    return draw.apply(this, given);
  };
}
"""


LINES = {"none": None, "slow": (50, 1_250_000), "very-slow": (300, 125_000)}
"""Milliseconds, and bytes a second both ways."""
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
SCREEN = """
new Promise((done) => {
  const parts = [".st-key-stage .ia-map canvas", ".ia-count", ".ia-facets .ia-block", ".ia-list-count b", ".ia-row"];
  const look = () => parts.every((part) => document.querySelector(part)) && globalThis.__first?.symbols
    ? done(performance.now()) : setTimeout(look, 20);
  look();
})
"""


def opening(browser: Browser, address: str, *, line: str, atlas: bool) -> dict[str, float]:
    """Milliseconds from asking for the page to the first draw call of each kind, and to the whole first screen; and
    how many requests and bytes came before it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    got = {"requests": 0.0, "kB": 0.0}
    session.on("Network.requestWillBeSent", lambda _: got.update(requests=got["requests"] + 1))
    session.on("Network.loadingFinished", lambda e: got.update(kB=got["kB"] + e["encodedDataLength"] / 1000))
    if (imitated := LINES[line]) is not None:
        latency, speed = imitated
        both = {"downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **both})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")  # the rest is what is waited for
    marks = ["symbols", "basemap"] if atlas else ["symbols"]
    page.wait_for_function(f"globalThis.__first && {marks}.every((mark) => globalThis.__first[mark])", timeout=120_000)
    found: dict[str, float] = page.evaluate("globalThis.__first")
    found["words"] = page.evaluate(FIRST_WORDS)
    found["screen"] = page.evaluate(SCREEN) if atlas else found["symbols"]
    context.close()
    time.sleep(0.5)
    return found | got


def main(runs: int, *, line: str) -> None:
    """Open both pages in turn and print the medians."""
    with script(BARE) as bare, serving(bare) as bare_address, serving(ROOT / "app.py") as atlas_address:
        with chromium() as browser:
            pairs = [
                (
                    opening(browser, bare_address, line=line, atlas=False),
                    opening(browser, atlas_address, line=line, atlas=True),
                )
                for _ in range(runs + 1)
            ][1:]  # the first warms the servers
    first = median([bare["symbols"] for bare, _ in pairs])
    print(f"bare page, one st.pydeck_chart   {first:7.0f} ms{'':24}{_got([bare for bare, _ in pairs])}")
    print(f"bare page, first words{'':11} {median([bare['words'] for bare, _ in pairs]):7.0f} ms")
    for name, words in {
        "words": "first words",
        "symbols": "first symbols",
        "basemap": "basemap",
        "screen": "whole first screen",
    }.items():
        ms = median([atlas[name] for _, atlas in pairs])
        got = _got([atlas for _, atlas in pairs]) if name == "screen" else ""
        print(f"atlas, {words:25} {ms:7.0f} ms   {ms / first:.2f} times the bare page   {got}".rstrip())


def _got(found: list[dict[str, float]]) -> str:
    return f"{median([one['requests'] for one in found]):.0f} requests, {median([one['kB'] for one in found]):,.0f} kB"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=5)
    parser.add_argument("--line", choices=LINES, default="slow", help="between browser and server")
    asked = parser.parse_args()
    main(asked.runs, line=asked.line)
