"""Reads what a basemap of towns is made of from an OpenStreetMap extract that somebody has downloaded.

Two kinds are known: Geofabrik's free files (``iraq-latest-free.shp.zip``, ``.gpkg.zip``, ``.gpkg``), whose layers begin
with ``gis_osm_``, and OpenStreetMap's own (``.osm.pbf``, ``.osm``), which GDAL reads.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from geo.basemap.osm_kinds import KINDS, STREETS, Kind, words_of
from geo.basemap.packed_features import Shapes
from geo.errors import UnreadableFile
from geo.number_words import quantity

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""
MERCATOR = 3857
"""EPSG code of the projection that everything is measured and drawn in."""
SUFFIXES = (".shp.zip", ".gpkg.zip", ".gpkg", ".osm.pbf", ".osm")
_AGAIN = "Download it anew from https://download.geofabrik.de."


@dataclass
class Extract:
    """An extract that was opened. What a reader should tell of it is gathered in ``notices``."""

    path: Path
    source: str
    """As GDAL opens it."""
    layers: tuple[str, ...]
    day: str
    """Day of the newest file in it, ``2026-11-28``; empty where that isn't known."""
    is_osm: bool
    notices: list[str] = field(default_factory=list)

    def bounds(self) -> Box | None:
        """Where the extract lies, as its own header says; None where it says nothing."""
        layer = "lines" if self.is_osm else self._of(STREETS)[0]
        info = pyogrio.read_info(self.source, layer=layer, force_total_bounds=not self.is_osm)
        found = info["total_bounds"]
        if found is None or not np.isfinite(found).all():
            return None
        west, south, east, north = self._to_degrees(info, layer).transform_bounds(*found)
        return (west, south, east, north) if np.isfinite([west, south, east, north]).all() else None

    def read(self, kind: Kind, box: Box) -> gpd.GeoDataFrame:
        """What there is of a kind in a box, in Web Mercator: ``geometry`` (single lines or areas, valid), ``rank`` and, of
        streets, ``bridge``. Without a geometry, or with one that can't be used, is left out, with a notice.

        Raises UnreadableFile.
        """
        parts = [self._read_osm(kind, box)] if self.is_osm else [self._read(kind, one, box) for one in self._of(kind)]
        parts = [part for part in parts if len(part)]
        if not parts:
            return gpd.GeoDataFrame({"rank": [], "bridge": []}, geometry=[], crs=MERCATOR)
        found = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=MERCATOR)
        areas = kind.osm_layer == "multipolygons"
        whole, lost = _usable(np.asarray(found.geometry.array), areas=areas)
        if lost:
            self.notices.append(f"{quantity(lost, 'feature')} of {kind.words} without a usable geometry left out.")
        single = found.set_geometry(gpd.GeoSeries(whole, index=found.index, crs=MERCATOR)).explode(ignore_index=True)
        return single[single.geom_type == ("Polygon" if areas else "LineString")]

    def lacking(self) -> list[Kind]:
        """The kinds that files of this form have, and this one lacks."""
        return [] if self.is_osm else [kind for kind in KINDS if kind.layer and not self._of(kind)]

    def _of(self, kind: Kind) -> list[str]:
        """Layers of a kind: large extracts part them."""
        return [one for one in self.layers if kind.layer and re.fullmatch(rf"{kind.layer}(_\d+)?", one)]

    def _asked(self, **question: Any) -> gpd.GeoDataFrame:
        try:
            return pyogrio.read_dataframe(self.source, **question)
        except (OSError, ValueError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise UnreadableFile(self.path.name, f"can't be read ({_reason(error)})", _AGAIN) from None

    def _read(self, kind: Kind, layer: str, box: Box) -> gpd.GeoDataFrame:
        info = pyogrio.read_info(self.source, layer=layer)
        shown = f"{self.path.name}, {layer}"
        if "fclass" not in set(info["fields"]):
            raise UnreadableFile(shown, "has no column fclass", _AGAIN)
        wanted = [name for name in ("fclass", "bridge", "tunnel") if name in set(info["fields"])]
        there = self._to_degrees(info, layer).transform_bounds(*box, direction="INVERSE")
        where = f"fclass IN ({words_of(kind.classes)})"
        frame = self._asked(layer=layer, columns=wanted, where=where, bbox=there)
        return _plain(frame, kind, frame["fclass"], _is_true(frame, "bridge"), _is_true(frame, "tunnel"))

    def _to_degrees(self, info: dict[str, Any], layer: str) -> pyproj.Transformer:
        """From a layer's reference system. Raises UnreadableFile where it says none."""
        try:
            return pyproj.Transformer.from_crs(info["crs"] or "", 4326, always_xy=True)
        except pyproj.exceptions.CRSError:
            problem = "doesn't say its coordinate reference system (a Shapefile: .prj)"
            raise UnreadableFile(f"{self.path.name}, {layer}", problem, _AGAIN) from None

    def _read_osm(self, kind: Kind, box: Box) -> gpd.GeoDataFrame:
        # Asked by SQL, the driver keeps only this layer's features in memory.
        columns = f"{kind.osm_class}, other_tags" if kind.osm_class else "other_tags"
        sql = f"SELECT {columns} FROM {kind.osm_layer} WHERE {kind.osm_where}"  # noqa: S608 - all three are constants of this module
        frame = self._asked(sql=sql, bbox=box)
        tags = frame["other_tags"].fillna("")
        words = frame[kind.osm_class] if kind.osm_class else pd.Series("", index=frame.index)
        return _plain(frame, kind, words, _is_tagged(tags, "bridge"), _is_tagged(tags, "tunnel"))


def open_extract(path: Path) -> Extract:
    """An extract, by the end of its name. Raises UnreadableFile where it is none, or lacks what is needed."""
    name = path.name
    if not path.is_file():
        raise UnreadableFile(name, f"there is no such file in {path.absolute().parent}", "Check the name.")
    suffix = next((one for one in SUFFIXES if name.lower().endswith(one)), None)
    if suffix is None:
        allowed = ", ".join(SUFFIXES)
        raise UnreadableFile(name, f"is no extract of OpenStreetMap; allowed: files that end in {allowed}", _AGAIN)
    source, day = str(path), ""
    _check_start(path, suffix)
    if suffix.endswith(".zip"):
        source, day = _in_zip(path, suffix.removesuffix(".zip"))
    try:
        layers = tuple(str(one) for one in pyogrio.list_layers(source)[:, 0])
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise UnreadableFile(name, f"can't be read ({_reason(error)})", _AGAIN) from None
    extract = Extract(path, source, layers, day, suffix.startswith(".osm"))
    lacking = extract.lacking()
    needed = [kind for kind in lacking if kind.needed]
    if needed:
        missing = ", ".join(f"{kind.layer}_1" for kind in needed)
        raise UnreadableFile(name, f"has no layer {missing}", _AGAIN)
    extract.notices += [f"{name} has no layer {kind.layer}_1: no {kind.words} are drawn." for kind in lacking]
    if not extract.is_osm:
        extract.notices.append(
            "Geofabrik's free files hold no runways: those of the atlas are drawn; an .osm.pbf has them."
        )
    return extract


def _check_start(path: Path, suffix: str) -> None:
    """GDAL looks at what a file holds, not at its name: none may pass for another. Raises UnreadableFile."""
    with path.open("rb") as file:
        start = file.read(2000)
    known = {
        ".gpkg": start.startswith(b"SQLite format 3"),
        ".osm.pbf": b"OSMHeader" in start[:64],
        ".osm": b"<osm" in start,
    }
    if not known.get(suffix, True):
        raise UnreadableFile(path.name, f"is no {suffix} file, or a download that broke off", _AGAIN)


def _in_zip(path: Path, inner: str) -> tuple[str, str]:
    """How GDAL opens what lies in a zip, and the day of its newest file."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if entry.filename.lower().endswith(inner)]
    except (zipfile.BadZipFile, OSError):
        raise UnreadableFile(path.name, "is no zip file, or a download that broke off", _AGAIN) from None
    if not entries:
        raise UnreadableFile(path.name, f"holds no {inner} file", _AGAIN)
    first = entries[0].filename
    inside = first if inner == ".gpkg" else first.rpartition("/")[0]
    day = max(entry.date_time for entry in entries)
    return f"/vsizip/{{{path.absolute()}}}/{inside}".rstrip("/"), f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _plain(
    frame: gpd.GeoDataFrame, kind: Kind, words: pd.Series, bridge: pd.Series, tunnel: pd.Series
) -> gpd.GeoDataFrame:
    """Rank, bridge and geometry in Web Mercator; what runs in a tunnel isn't seen."""
    ranks = kind.ranks
    rank = np.array([ranks.get(str(word), 1) for word in words], dtype=np.int64)
    plain = gpd.GeoDataFrame(
        {"rank": rank, "bridge": bridge.to_numpy()}, geometry=frame.geometry.to_numpy(), crs=frame.crs
    )
    return plain[~tunnel.to_numpy()].to_crs(MERCATOR)


def _is_true(frame: pd.DataFrame, column: str) -> pd.Series:
    if column not in frame:
        return pd.Series(False, index=frame.index)
    return frame[column].astype(str).str.upper().isin(["T", "TRUE", "YES", "1"])


def _is_tagged(tags: pd.Series, name: str) -> pd.Series:
    """Whether other tags of OpenStreetMap say that something is so, and not ``no``."""
    found: pd.Series = tags.str.contains(f'"{name}"=>"(?!no")', regex=True)
    return found


def _usable(shapes: Shapes, *, areas: bool) -> tuple[Shapes, int]:
    """The geometries, those that cross themselves made valid, and how many can't be used: these are None."""
    wanted = 2 if areas else 1
    whole = np.array(shapes, dtype=object)
    whole[~np.isfinite(shapely.bounds(shapes)).all(axis=1)] = None  # also what is empty, or missing
    if areas:
        crossing = ~shapely.is_valid(whole) & ~shapely.is_missing(whole)
        whole[crossing] = shapely.make_valid(whole[crossing])
    for at in np.flatnonzero(shapely.get_type_id(whole) == shapely.GeometryType.GEOMETRYCOLLECTION):
        members = shapely.get_parts(whole[at])
        whole[at] = shapely.union_all(members[shapely.get_dimensions(members) == wanted])
    lost = shapely.get_dimensions(whole) != wanted
    whole[lost] = None
    return whole, int(lost.sum())
