"""Coordinates as they stand in cells: decimal degrees, degrees with minutes and seconds, pairs and WKT."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from geopy.point import Point  # type: ignore[import-untyped]
from shapely.errors import ShapelyError

from geo.importing.characters import plain_characters
from geo.importing.missing_values import is_missing

Floats = npt.NDArray[np.float64]

_COMMA = re.compile(r"[+-]?\d{1,3},\d+")
_PAIR = re.compile(
    r"[(\[]?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:[;,/]|\s)\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[)\]]?"
)
_MARKED = re.compile(r"[NSEW°º'′’\"″”]", re.IGNORECASE)
_MARKS = str.maketrans({"º": "°", "˚": "°", "´": "'", "`": "'", "“": '"', "”": '"', "’": "'", "‘": "'"})
UNREADABLE = math.inf
"""Stands for a cell that holds something which is no coordinate."""


def degrees(cells: pa.ChunkedArray | pa.Array) -> Floats:
    """Degrees of a column: NaN where a cell is empty, infinite where it can't be understood."""
    try:
        return np.asarray(pc.cast(_empty_as_null(cells), pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    except pa.ArrowInvalid:
        return np.array([_degree(text or "") for text in cells.to_pylist()], dtype=np.float64)


def _empty_as_null(cells: pa.ChunkedArray | pa.Array) -> pa.Array:
    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    trimmed = pc.utf8_trim_whitespace(whole)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


@lru_cache(maxsize=100_000)
def _degree(text: str) -> float:
    plain = plain_characters(text)
    if is_missing(plain):
        return math.nan
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
        return value if math.isfinite(value) else UNREADABLE
    except ValueError:
        return _marked_degree(plain.translate(_MARKS))


def _marked_degree(plain: str) -> float:
    """One coordinate in degrees, minutes and seconds, with or without its letter."""
    if len(plain) > 40 or not _MARKED.search(plain):
        return UNREADABLE
    letters = re.sub(r"[^NSEWnsew]", "", plain).upper()
    if len(letters) > 1:
        return UNREADABLE
    bare = re.sub(r"[NSEWnsew]", "", plain).strip()
    sign = -1 if letters in {"S", "W"} or bare.startswith("-") else 1
    numbers = re.findall(r"\d+(?:[.,]\d+)?", bare)
    if not 1 <= len(numbers) <= 3:
        return UNREADABLE
    parts = "".join(f"{number.replace(',', '.')}{mark} " for number, mark in zip(numbers, "°'\"", strict=False))
    try:
        value = Point.from_string(f"0 {parts}").longitude
    except (ValueError, TypeError):
        return UNREADABLE
    return sign * float(value)


@lru_cache(maxsize=100_000)
def pair(text: str) -> tuple[float, float]:
    """Latitude and longitude out of one cell, which has latitude first (as people write it) unless it is WKT.

    >>> pair("33.31, 44.36"), pair("POINT (44.36 33.31)"), pair("33°18'N 44°21'E")
    ((33.31, 44.36), (33.31, 44.36), (33.3, 44.35))
    """
    plain = " ".join(plain_characters(text).split())
    if is_missing(plain):
        return math.nan, math.nan
    if len(plain) > 200:
        return UNREADABLE, UNREADABLE
    if plain[:5].upper() == "POINT":
        return _wkt_point(plain)
    if found := _PAIR.fullmatch(plain):
        return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))
    numbers = [float(number) for number in re.findall(r"\d+", plain)]
    if not _MARKED.search(plain) or not numbers or numbers[0] >= 90 or max(numbers) > 180:
        return UNREADABLE, UNREADABLE
    try:
        point = Point.from_string(plain.translate(_MARKS))
    except (ValueError, TypeError):
        return UNREADABLE, UNREADABLE
    return round(float(point.latitude), 9), round(float(point.longitude), 9)


def _wkt_point(plain: str) -> tuple[float, float]:
    try:
        point = shapely.from_wkt(plain)
    except (ShapelyError, ValueError):
        return UNREADABLE, UNREADABLE
    return (float(point.y), float(point.x)) if not point.is_empty else (math.nan, math.nan)
