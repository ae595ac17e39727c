"""Times and sizes of every format at 12, 420 and 5,000 incidents: ``python -m benchmarks.export``."""

from __future__ import annotations

import argparse
import time

from geo.export.export_request import ExportRequest, Film
from geo.export.formats import FORMATS
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from tests.generated import dataset_of

SIZES = (12, 420, 5000)
SEED = 7
FILM = Film(seconds=6, fps=10)


def main(sizes: tuple[int, ...]) -> None:
    """Print a table: seconds cold, seconds warm (drawn anew from data that is in memory), bytes."""
    print(f"{'incidents':>9}  {'format':<9} {'cold s':>7} {'warm s':>7} {'kB':>8}")
    for size in sizes:
        dataset = dataset_of(SEED, size)
        view = View(dataset=dataset.id, filter=Filter(background=True))
        print(f"{size:>9}  {'(scene)':<9} {timed_scene(dataset, view):>7.2f} {timed_scene(dataset, view):>7.2f}")
        for kind in FORMATS:
            if kind.missing():
                print(f"{size:>9}  {kind.name:<9} {kind.missing()}")
                continue
            order = ExportRequest(dataset, view, Picture(), FILM)
            cold, content = timed(kind.write, order)
            build_scene.cache_clear()
            warm, _ = (cold, content) if kind.slow else timed(kind.write, order)
            print(f"{size:>9}  {kind.name:<9} {cold:>7.2f} {warm:>7.2f} {len(content) / 1000:>8.0f}")


def timed_scene(dataset: Dataset, view: View) -> float:
    """Seconds to draw the scene anew."""
    build_scene.cache_clear()
    start = time.perf_counter()
    build_scene(dataset, view, Picture())
    return time.perf_counter() - start


def timed(write: object, order: ExportRequest) -> tuple[float, bytes]:
    """Seconds and bytes of one file."""
    start = time.perf_counter()
    content = write(order)  # type: ignore[operator]
    return time.perf_counter() - start, content


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    main(tuple(parser.parse_args().sizes))
