"""In which of a person's own areas each incident of a dataset is: as its sources state it, else as its place tells.

Sources state an area in ``admin1`` or in a column of their table (``admin2``, ``adm2_pcode``, ``district`` …). Of all these
the one counts that names the most of the areas; what it says of an incident stands, also where the place contradicts it.
A governorate in which several of the areas lie says nothing of one of them, even if it has the same name.

Where none is stated the place tells, by the rule of ``geo.admin1.containment``: certain where no other area is within
reach, else possible in each that is. What is known to a governorate only is possibly in each area that lies in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.admin1.area_names import SHARE, area_key, meant_area
from geo.admin1.boundaries import Admin1Area, Boundaries, Ints, boundaries
from geo.admin1.containment import Lying, lying
from geo.admin1.derivation import How, admin1_codes, drawn_rows, is_shared, names_of
from geo.model.coded import Coded, coded_column
from geo.model.dataset import Dataset
from geo.model.own_areas import OwnAreas
from geo.model.vocabularies import LocationPrecision as Precision

OWN_MARGIN_KM = 0.2
"""So far apart may makers draw the same boundary; a person's own is not simplified."""
_COLUMNS = re.compile(
    r"adm(in)?[ _]?[1-5]([ _]?(name|p?code|en|name[ _]en))?|(sub)?district|governorate|province|provstate|county"
    r"|municipality|qada|nahi?ya|p[ _]?code",
    re.IGNORECASE,
)
_MOST = 0.5
"""Share of the incidents with a column's word that must lie in the area of that name."""
Values = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class OwnCodes:
    """The different answers, places in ``OwnAreas.names``, and the number of each incident's."""

    answers: tuple[Lying, ...]
    code: Ints
    by_governorate: bool
    """Whether what sources state of an area is its governorate."""


@lru_cache(maxsize=4)
def own_boundaries(areas: OwnAreas) -> Boundaries:
    """The areas to be searched."""
    parts, of = shapely.get_parts(areas.shapes, return_index=True)
    listed = tuple(Admin1Area(f"own:{at}", name, "", "") for at, name in enumerate(areas.names))
    return Boundaries(listed, parts, of.astype(np.int64), OWN_MARGIN_KM)


def own_codes(dataset: Dataset, areas: OwnAreas) -> OwnCodes:
    """Where the incidents of a dataset are, in its order."""
    by_place, place_of = _by_place(dataset, own_boundaries(areas))
    stated, by_governorate = _stated(dataset, areas, by_place, place_of)
    numbers: dict[Lying, int] = {}
    answers = [Lying(stated[at]) if at in stated else by_place[place_of[at]] for at in range(len(place_of))]
    code = np.array([numbers.setdefault(one, len(numbers)) for one in answers], dtype=np.int64)
    return OwnCodes(tuple(numbers), code, by_governorate)


def _by_place(dataset: Dataset, known: Boundaries) -> tuple[tuple[Lying, ...], Ints]:
    """Where the places are; that of what is known to a governorate only is all of the governorate."""
    incidents = dataset.incidents
    rows = drawn_rows(incidents, np.arange(len(incidents)))
    whole = _governorate_shapes(dataset, np.setdiff1d(np.arange(len(incidents)), rows))
    every = np.concatenate([rows, np.array(list(whole), dtype=np.int64)])
    code = np.zeros(len(incidents), dtype=np.int64)
    if not len(every):
        return (Lying(),), code
    km = incidents["radius_km"].astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)[every]
    shared = is_shared(incidents, every)
    shared[len(rows) :] = True
    shapes = np.concatenate([incidents["geometry"].to_numpy(dtype=object)[rows], _objects(list(whole.values()))])
    answers, number = lying(shapes, km, shared, known)
    code[every] = number + 1
    return (Lying(), *answers), code


def _governorate_shapes(dataset: Dataset, rows: Ints) -> dict[int, Any]:
    """Of what is known to a governorate only its shape, where there is one."""
    governorate_only = coded_column(dataset.incidents, "location_precision").isin([str(Precision.ADMIN1)])
    codes = admin1_codes(dataset)
    held = {int(row): codes.combinations[codes.code[row]] for row in rows[governorate_only[rows]]}
    return {
        row: shape
        for row, ((area, how), *_) in held.items()
        if how == How.STATED and (shape := _governorate(area)) is not None
    }


@lru_cache(maxsize=64)
def _governorate(area: str) -> Any:
    known = boundaries()
    return shapely.union_all(known.polygons_of(area)) if area in known.by_id else None


def _stated(
    dataset: Dataset, areas: OwnAreas, by_place: tuple[Lying, ...], place_of: Ints
) -> tuple[Mapping[int, tuple[int, ...]], bool]:
    """By incident the areas that its sources state, and whether these are governorates."""
    certain = Coded(tuple(answer.within for answer in by_place), place_of).array()
    keys = _keys(areas)
    admin1 = coded_column(dataset.incidents, "admin1")
    governorates = Coded(tuple(() if word is None else (word,) for word in admin1.different), admin1.number).array()
    best: dict[str, int] = _governorates_meant(dataset, areas, keys, governorates, certain)
    cells, by_governorate = governorates, True
    ids = dataset.ids.tolist()
    for name, distinct in dataset.source_rows.distinct(ids, _may_state_areas):
        meant = {word: keys.get(area_key(word)) for word in distinct.drop_null().to_pylist()}
        if len({*meant.values()} - {None}) <= len(set(best.values())):
            continue
        own = _objects(list(dataset.source_rows.cells(ids, name)))
        found = _borne_out(meant, own, certain, _MOST)
        if len(set(found.values())) > len(set(best.values())):
            best, cells, by_governorate = found, own, False
    told = {
        at: tuple(sorted({best[word] for word in held if word in best}))
        for at, held in enumerate(cells.tolist())
        if held
    }
    return {at: held for at, held in told.items() if held}, by_governorate


def _may_state_areas(column: str) -> bool:
    return _COLUMNS.fullmatch(column.strip()) is not None


def _governorates_meant(
    dataset: Dataset, areas: OwnAreas, keys: Mapping[str, int | None], told: Values, certain: Values
) -> dict[str, int]:
    """By stated governorate the area that is it; ``told`` is what each incident's sources state."""
    admin1, countries = (coded_column(dataset.incidents, name) for name in ("admin1", "country"))
    known, names = boundaries(), names_of(dataset)
    by_id = {meant: at for at, name in enumerate(areas.names) if (meant := meant_area(name, (), names))}
    inner = shapely.point_on_surface(areas.shapes)
    found: dict[str, int] = {}
    strange: dict[str, int | None] = {}
    meanings: dict[str, set[str | None]] = {}
    for number, held in set(zip(admin1.number.tolist(), countries.number.tolist(), strict=True)):
        word = admin1.different[number]
        if word is not None:
            meanings.setdefault(word, set()).add(meant_area(word, countries.different[held], names))
    for word, meanings_of in sorted(meanings.items(), key=lambda one: one[0]):
        ids = {area for area in meanings_of if area is not None and area in known.by_id}
        at = next((by_id[area] for area in ids if area in by_id), keys.get(area_key(word)))
        if not ids:
            strange[word] = at
        elif (
            at is not None
            and len(meanings_of) == 1
            and not shapely.contains(_governorate(*ids), np.delete(inner, at)).any()
        ):
            found[word] = at
    return found | _borne_out(strange, told, certain, SHARE)


def _borne_out(meant: Mapping[str, int | None], told: Values, certain: Values, share: float) -> dict[str, int]:
    """Those words whose incidents lie in the area of that name, as far as their places tell."""
    lies: Counter[tuple[str, bool]] = Counter()
    for words, within in zip(told.tolist(), certain.tolist(), strict=True):
        for word in words if within else ():
            lies[word, meant.get(word) in within] += 1
    return {
        word: at
        for word, at in meant.items()
        if at is not None and lies[word, True] >= share * (lies[word, True] + lies[word, False])
    }


def _keys(areas: OwnAreas) -> dict[str, int | None]:
    """By key the area; None where two share it."""
    found: dict[str, int | None] = {}
    for at, name in enumerate(areas.names):
        key = area_key(name)
        found[key] = None if key in found else at
    return found


def _objects(values: list[Any]) -> Values:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made
