"""A million CSV rows: what the import costs, beside DuckDB that copies the same file to Parquet.

    python -m benchmarks.importing [rows] [--even]

The table has ACLED's 31 columns and the skew of real exports (``benchmarks.skewed_table``), or with ``--even`` towns and
groups that are all alike. Each run is a process of its own; processor time, memory at its peak, and how many times DuckDB's
time and that of a bare process it is (``benchmarks.processor_time``).
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.processor_time import BARE, line, used_by
from benchmarks.skewed_table import COLUMNS, write_skewed

TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
)
WORDS = "on the day people were seen at a place near the town and left after an hour and nobody said why"
RUNS = {
    "pandas.read_csv": "import pandas\npandas.read_csv({table!r})",
    "import": "from pathlib import Path\nfrom geo.importing import import_files\n"
    "found = import_files([Path({table!r})], Path({out!r}))\nassert found.account.accepted, found.account",
    "open the working copy": "from pathlib import Path\nfrom geo.load import open_dataset\n"
    "assert len(open_dataset(Path({out!r})).incidents)",
    "open it, to the columns of the map": "from pathlib import Path\nfrom geo.load import open_dataset\n"
    "from geo.layers.browser_columns import encode_columns\nfrom geo.query import MemorySource\n"
    "data = open_dataset(Path({out!r}))\nassert MemorySource(data).facts.count\nassert encode_columns(data)",
}
DUCKDB = (
    "import duckdb\nduckdb.execute(\"COPY (FROM read_csv('{table}', all_varchar=true)) TO '{copy}' (FORMAT parquet)\")"
)


def write_table(path: Path, rows: int) -> None:
    """A table of events that never were."""
    chance = random.Random(1)
    groups = [f"Group {number} (Iraq)" for number in range(300)] + ["Military Forces of Iraq (2014-)"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_row(chance, number, groups) for number in range(rows))


def _row(chance: random.Random, number: int, groups: list[str]) -> list[object]:
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(3000))
    event, closer = chance.choice(TYPES)
    second = chance.choice([*groups, "Civilians (Iraq)", ""])
    inter2 = "Civilians" if second.startswith("Civilians") else "State forces" if second else ""
    return [
        f"IRQ{number}", day.isoformat(), day.year, chance.choice("1112"), "Political violence", event, closer,
        chance.choice(groups), "", "Rebel group", second, "", inter2, "", "", 368, "Middle East", "Iraq",
        f"Province {number % 18}", f"District {number % 100}", "", f"Town {number % 3000}",
        round(31 + chance.random() * 5, 4), round(42 + chance.random() * 3, 4), chance.choice("1123"),
        f"Outlet {number % 40}; Outlet {number % 7}", "National",
        f"On {day:%d %B %Y}, {' '.join(chance.choices(WORDS.split(), k=40))}.", chance.choice((0, 0, 0, 1, 2, 5)), "",
        1_500_000_000 + number,
    ]  # fmt: skip


def main(rows: int, even: bool) -> None:
    """Print a line a run."""
    with tempfile.TemporaryDirectory() as folder:
        table, names = Path(folder) / "table.csv", {"out": f"{folder}/out.parquet", "copy": f"{folder}/copy.parquet"}
        (write_table if even else write_skewed)(table, rows)
        print(f"{rows:,} rows, {len(COLUMNS)} columns, {table.stat().st_size / 2**20:.0f} MiB")
        bare, duck = used_by(BARE), used_by(["-c", DUCKDB.format(table=table, **names)])
        print(line('python -c "import pandas, geopandas"', bare, duck))
        print(line("DuckDB: CSV to Parquet", duck, duck))
        for name, code in RUNS.items():
            found = used_by(["-c", code.format(table=str(table), **names)])
            print(line(name, found, duck), f"({found.seconds / bare.seconds:.1f} × the bare process)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--even", action="store_true", help="towns and groups that are all alike")
    asked = parser.parse_args()
    main(asked.rows, asked.even)
