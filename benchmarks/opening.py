"""From opening the page to the first map, beside a bare page with one ``st.pydeck_chart``, in the same run.

    python -m benchmarks.opening [RUNS]

"First map" is the first instanced draw call, which both make when the first symbols are drawn. The atlas's basemap is
timed apart: the bare page has none.
"""

from __future__ import annotations

import sys
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


def opening(browser: Browser, address: str, marks: list[str]) -> dict[str, float]:
    """Milliseconds from asking for the page to the first draw call of each kind."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function(f"globalThis.__first && {marks}.every((mark) => globalThis.__first[mark])", timeout=60_000)
    found: dict[str, float] = page.evaluate("globalThis.__first")
    page.close()
    time.sleep(0.5)
    return found


def main(runs: int) -> None:
    """Open both pages in turn and print the medians."""
    with script(BARE) as bare, serving(bare) as bare_address, serving(ROOT / "app.py") as atlas_address:
        with chromium() as browser:
            opening(browser, bare_address, ["symbols"])
            opening(browser, atlas_address, ["symbols", "basemap"])
            pairs = [
                (
                    opening(browser, bare_address, ["symbols"]),
                    opening(browser, atlas_address, ["symbols", "basemap"]),
                )
                for _ in range(runs)
            ]
    bare_ms = median([bare["symbols"] for bare, _ in pairs])
    atlas_ms = median([atlas["symbols"] for _, atlas in pairs])
    basemap_ms = median([atlas["basemap"] for _, atlas in pairs])
    print(f"bare page, one st.pydeck_chart   {bare_ms:7.0f} ms")
    print(f"atlas, first symbols             {atlas_ms:7.0f} ms   {atlas_ms / bare_ms:.2f} times the bare page")
    print(f"atlas, basemap                   {basemap_ms:7.0f} ms   {basemap_ms / bare_ms:.2f} times the bare page")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
