"""What pictures, slides, pages and films cost, in processor time: ``python -m benchmarks.export [--skew rows]``.

First whole commands beside a bare process (``benchmarks.processor_time``): the atlas's own incidents, and made-up ones
with the skew of real exports. Then each format drawn again in a process that has the data in memory, as an open page
does: at 12, 420 and 5,000 incidents that lie evenly, and at the skewed ones.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.processor_time import BARE, line, used_by
from benchmarks.skewed_table import REAL_ROWS, write_skewed

if TYPE_CHECKING:  # this process stays small while it measures others: what it holds would count as theirs
    from geo.export.export_request import ExportRequest
    from geo.filter.view import View
    from geo.model.dataset import Dataset

SIZES = (12, 420, 5000)
SEED = 7
FILM_DAYS = 90


def main(sizes: tuple[int, ...], rows: int, tries: int) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        table, copy = Path(folder) / "skewed.csv", Path(folder) / "skewed.parquet"
        used_by(["-m", "geo", "import", str(write_skewed(table, rows)), "-o", str(copy)])
        commands(copy, Path(folder), rows, tries)
        from geo.load import open_dataset
        from tests.generated import dataset_of

        print(f"\n{'incidents':>17}  {'format':<9} {'first s':>8} {'again s':>8} {'kB':>8}")
        for size in sizes:
            formats(f"{size:,}", dataset_of(SEED, size))
        formats(f"{rows:,} skewed", open_dataset(copy))


def commands(copy: Path, folder: Path, rows: int, tries: int) -> None:
    """Whole commands, from nothing to the written file."""
    bare = used_by(BARE, tries)
    print(line('python -c "import pandas, geopandas"', bare, bare))
    render, out = ("-m", "geo", "render", "?"), str(folder / "out.png")
    print(line("geo render '?' -o x.png", used_by([*render, "-o", out], tries), bare))
    named = f"the same of {rows:,} skewed incidents"
    print(line(named, used_by([*render, "--data", str(copy), "-o", out], tries), bare))


def formats(name: str, dataset: Dataset) -> None:
    """Each format the first time, and drawn anew from data that is in memory."""
    from geo.export.export_request import ExportRequest, Film
    from geo.export.formats import FORMATS
    from geo.filter.filter import Filter
    from geo.filter.view import View
    from geo.scene.picture_options import Picture

    view = View(dataset=dataset.id, filter=Filter(background=True))
    for kind in FORMATS:
        if kind.missing() or (kind.of_rows and not dataset.licence.may_share_rows):
            print(f"{name:>17}  {kind.name:<9} {kind.missing() or 'its licence lets no row leave'}")
            continue
        order = ExportRequest(dataset, _days(view, dataset) if kind.slow else view, Picture(), Film(seconds=9, fps=10))
        first, content = timed(kind.write, order)
        again = first if kind.slow else timed(kind.write, order)[0]
        print(f"{name:>17}  {kind.name:<9} {first:>8.2f} {again:>8.2f} {len(content) / 1000:>8.0f}")


def _days(view: View, dataset: Dataset) -> View:
    """The last days of a dataset: one picture of the film a day."""
    last = dataset.incidents["date_end"].max().date()
    dates = {"start": last - timedelta(days=FILM_DAYS - 1), "end": last}
    return view.model_copy(update={"filter": view.filter.model_copy(update=dates)})


def timed(write: object, order: ExportRequest) -> tuple[float, bytes]:
    """Seconds of the processor and bytes of one file; the picture is drawn anew."""
    from geo.model.kept_by_dataset import forget_dataset

    forget_dataset(order.dataset.id)
    start = time.process_time()
    content = write(order)  # type: ignore[operator]
    return time.process_time() - start, content


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="of datasets that lie evenly")
    parser.add_argument("--skew", type=int, default=REAL_ROWS, help="rows of the skewed one")
    parser.add_argument("--tries", type=int, default=3, help="of each command; the least counts")
    asked = parser.parse_args()
    main(tuple(asked.sizes), asked.skew, asked.tries)
