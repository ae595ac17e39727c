"""A short film of the scrubbing: a hand on the timeline, then play. Writes ``docs/pictures/scrubbing.gif``.

python -m benchmarks.scrubbing_film
"""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from benchmarks.browser import ROOT, chromium, serving

TARGET = ROOT / "docs" / "pictures" / "scrubbing.gif"
WIDTH, FRAME_MS = 880, 110
COLOURS = 72
"""Of what has a hue, and as many again of greys: the ground is large and the symbols are small."""
VIEW = {"width": 1400, "height": 840}
HANDS = """async () => {
  const sheet = document.querySelector('link[href*="atlas.css"]').href;
  globalThis.store = (await import(new URL("core/store.js", sheet).href)).store;
}"""


def shot(page: Page) -> Image.Image:
    """What the page looks like now."""
    page.wait_for_timeout(60)
    stage = page.locator(".ia-stage").bounding_box()
    assert stage is not None
    clip = {**stage, "height": VIEW["height"] - stage["y"]}
    picture = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]
    return picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)


def palette_of(frames: list[Image.Image]) -> Image.Image:
    """One palette for all pictures, in which small coloured symbols have their due."""
    pixels = np.concatenate([np.asarray(frame).reshape(-1, 3) for frame in frames[:: max(1, len(frames) // 12)]])
    coloured = np.ptp(pixels.astype(int), axis=1) > 50
    colours: list[int] = []
    for chosen in (pixels[coloured], pixels[~coloured]):
        line = Image.fromarray(np.unique(chosen, axis=0)[None])
        colours += (line.quantize(COLOURS).getpalette() or [])[: 3 * COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


def dragged(page: Page, selector: str, steps: list[float]) -> list[Image.Image]:
    """Pictures while a part of the timeline is dragged by these pixels, one after another."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    frames = []
    for dx in steps:
        page.mouse.move(x + dx, y, steps=3)
        frames.append(shot(page))
    page.wait_for_timeout(300)
    frames.append(shot(page))
    page.mouse.up()
    return frames


def played(page: Page, days: int, first: int, last: int) -> list[Image.Image]:
    """Pictures of a window that moves by itself, as play moves it, three times a day."""
    frames = []
    for third in range(days * 3):
        start, glide = first + third // 3, third % 3 / 3
        window = {"start": start, "end": start + last - first}
        patch = {"window": window, "playing": True, "trace": "keep", "pace": 2, "glide": glide}
        page.evaluate("(patch) => store.set(patch)", patch)
        frames.append(shot(page))
    return frames


def main() -> None:
    """Make the film."""
    with serving(ROOT / "app.py") as address, chromium() as browser:
        page = browser.new_page(viewport=VIEW)
        page.goto(address)
        page.wait_for_selector(".ia-map[data-idle] canvas", state="attached")
        page.evaluate(HANDS)
        page.wait_for_timeout(2000)
        span = page.evaluate("[store.get().window.start, store.get().window.end]")
        frames = [shot(page)] * 4
        wide = page.locator(".ia-tl-plot").bounding_box()
        assert wide is not None
        room = wide["width"]
        frames += dragged(page, ".ia-tl-end", [-room * share for share in (0.15, 0.3, 0.42, 0.5, 0.55, 0.58)])
        frames += dragged(page, ".ia-tl-start", [room * share for share in (0.08, 0.16, 0.24, 0.28)])
        frames += dragged(page, ".ia-tl-window", [room * share for share in (-0.03, -0.08, -0.12, -0.06, 0.0, 0.05)])
        frames += played(page, 14, *december(span))
        page.close()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    palette = palette_of(frames)
    reduced = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    reduced[0].save(TARGET, save_all=True, append_images=reduced[1:], duration=FRAME_MS, loop=0, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {len(frames)} pictures, {TARGET.stat().st_size / 1e6:.2f} MB")


def december(span: list[int]) -> tuple[int, int]:
    """Twelve days from 22 December 2019, or from the beginning where the dataset has other days."""
    first = 18252 if span[0] <= 18252 <= span[1] else span[0]
    return first, first + 11


if __name__ == "__main__":
    main()
