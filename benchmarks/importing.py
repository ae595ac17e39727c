"""A million CSV rows: the import's time and memory, beside pandas that reads the same file.

    python benchmarks/importing.py [rows]

The table has ACLED's 31 columns. Each run is a process of its own; memory is its peak (VmHWM), so this needs Linux.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
)
WORDS = "on the day people were seen at a place near the town and left after an hour and nobody said why"
MEASURED = """
import json, re, sys, time
from pathlib import Path
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({{"seconds": round(seconds, 1), "mebibytes": round(peak), "rows": rows}}))
"""
RUNS = {
    "import": "from geo.importing import import_files\n"
    "found = import_files([Path({table!r})], Path({out!r}))\nrows = found.account.accepted",
    "pandas.read_csv": "import pandas\nrows = len(pandas.read_csv({table!r}))",
    "open the working copy": "from geo.importing import open_working_copy\n"
    "rows = len(open_working_copy(Path({out!r})).incidents)",
}


def write_table(path: Path, rows: int) -> None:
    """A table of events that never were."""
    chance = random.Random(1)
    groups = [f"Group {number} (Iraq)" for number in range(300)] + ["Military Forces of Iraq (2014-)"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(","))
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


def measure(code: str) -> dict[str, float]:
    """Seconds, peak of memory and rows of some code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(code=code)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(rows: int) -> None:
    """Print a line a run."""
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder) / "table.csv", Path(folder) / "out.parquet"
        write_table(table, rows)
        print(f"{rows:,} rows, {COLUMNS.count(',') + 1} columns, {table.stat().st_size / 2**20:.0f} MiB")
        for name, code in RUNS.items():
            found = measure(code.format(table=str(table), out=str(out)))
            print(f"{name:24} {found['seconds']:6.1f} s {found['mebibytes']:6,.0f} MiB {found['rows']:>10,} rows")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
