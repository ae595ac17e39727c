"""Refuses tables of totals and of boundaries: their rows are no incidents."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import shapely

from geo.errors import UnreadableFile
from geo.importing.column_names import key_of
from geo.importing.date_numbers import number_of
from geo.importing.date_words import words

_MANY = words("events incidents eventos incidentes evenements ereignisse vorfaelle")
_BLOWS = words("attacks strikes ataques attaques")
_COUNT = words("count number num nb no nr n total sum anzahl nombre numero")
_ONE = words("event incident attack strike")
_PERIODS = words("week month quarter year period semana mes woche monat jahr semaine mois annee")
_AREAS = words(
    "country region admin adm admin1 admin2 admin3 province governorate district state iso iso2 iso3 pcode code name id"
    " centroid latitude longitude lat lon x y disorder event sub type category population exposure best"
)
_FIGURES = words("fatalities killed wounded injured deaths casualties reported civilian political violence")


def refuse_totals(sample: pa.Table, file: str) -> None:
    """Raises UnreadableFile where the rows are totals: a column counts events, or nothing but areas, periods and
    figures is there."""
    tokens = {column: set(key_of(_spaced(column)).split("_")) for column in sample.column_names}
    periods = [column for column, named in tokens.items() if named & _PERIODS]
    for column, named in tokens.items():
        counted = bool(named & _MANY) or (named & _COUNT and named & (_ONE | _BLOWS)) or (periods and named & _BLOWS)
        weak = named <= _COUNT and bool(periods)
        id_like = named & {"id", "ids", "no", "nr", "number", "num"} and not named & (_MANY | _BLOWS)
        if (counted and not id_like) or weak:
            values = _whole_numbers(sample, column)
            if values and (max(values) > 1 or min(values) == 0) and (periods or not _is_serial(values)):
                raise _totals(file, column)
    only = all(named <= _PERIODS | _AREAS | _FIGURES | _COUNT for named in tokens.values())
    figures = [column for column, named in tokens.items() if named & _FIGURES]
    days = any(named & {"day", "date", "datum"} for named in tokens.values())
    pure = not any(named & {"id", "type", "event", "latitude", "lat", "y"} for named in tokens.values())
    if only and periods and figures and pure and not days and len(tokens) > 2:
        raise _totals(file, figures[0])


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _totals(file: str, column: str) -> UnreadableFile:
    problem = f"holds totals of a period (column {column!r}), not incidents"
    return UnreadableFile(file, problem, "Open the table with one row an event.")


def _whole_numbers(sample: pa.Table, column: str) -> list[int]:
    """The cells as whole numbers from 0 on; none where any cell is something else."""
    found = []
    for text in sample.column(column).to_pylist():
        if not text or not text.strip():
            continue
        number = number_of(text)
        if number is None or number < 0 or number != number.to_integral_value():
            return []
        found.append(int(number))
    return found


def _is_serial(values: list[int]) -> bool:
    """Whether numbers only tell the rows apart."""
    return len(values) > 1 and sorted(values) == list(range(min(values), min(values) + len(values)))


_BOUNDARY = re.compile(
    r"(?:adm(?:in)?_?\d?_?)?pcode|adm\d_?(?:[a-z]{2}|ref|name|pcode|src|type|altname|alt\d[a-z]{2})?|admin\d?name(?:_[a-z]{2})?"
    r"|admin\d?pcode|gid_\d|name_\d|varname_\d|nl_name_\d|engtype_\d|type_\d|cc_\d|hasc_\d|shape(?:name|iso|id|group|type)"
    r"|shape_?(?:leng(?:th)?|area)|validon|validto|iso_a[23](?:_eh)?|adm0_a3\w*|sovereignt|featurecla|area_sqkm|center_lat"
    r"|center_lon|lang\d?"
)


def refuse_boundaries(columns: tuple[str, ...], geometry: pa.Array | None, file: str) -> None:
    """Raises UnreadableFile where a layer draws areas and its columns are those of boundaries."""
    if geometry is None or not len(geometry):
        return
    kinds = shapely.get_type_id(shapely.from_wkb(np.asarray(geometry.to_numpy(zero_copy_only=False), dtype=object)))
    if np.isin(kinds, (3, 6)).mean() < 0.9:
        return
    named = sum(bool(_BOUNDARY.fullmatch(key_of(column))) for column in columns)
    if named >= 2 and named >= 0.4 * len(columns):
        problem = "holds boundaries of areas, not incidents"
        raise UnreadableFile(file, problem, "Open the layer or the table of the incidents.")
