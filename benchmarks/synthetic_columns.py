"""Made-up incidents as columns for the browser: seeded, skewed, a tenth of them months or years long.

Straight into the format of ``geo/layers/browser_columns.py`` without a dataset in between, so that a million take seconds. The
vocabularies are the shipped dataset's own, so that facets, legend and list have their real length.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.filter.facets import facets_of
from geo.filter.figure_range import FIGURES
from geo.layers.array_packing import Array, pack_arrays
from geo.layers.browser_columns import day_number, in_runs, mark_arrays, vocabulary
from geo.layers.browser_facets import facet_entry
from geo.layers.marks import Marks
from geo.model.dataset import Dataset
from geo.style.symbol_styles import SIZE_CLASSES
from geo.style.symbols import Form

SEED = 20200103
FIRST, LAST = day_number(date(2001, 1, 1)), day_number(date(2020, 12, 31))
LONG_SHARE = 0.1
"""Months (31 to 300 days) or years (300 to 1,200 days)."""
WEEK_SHARE = 0.1
"""Known to within two to ten days."""
NOT_PLACED = 0.03
CITIES = np.array(
    [
        (44.36, 33.31), (43.13, 36.34), (47.81, 30.51), (44.01, 36.19), (44.39, 35.47), (44.33, 32.0), (44.02, 32.6),
        (43.3, 33.43), (45.43, 35.56), (44.92, 31.99), (46.25, 31.05), (45.82, 32.51), (43.87, 34.2), (44.66, 33.74),
    ]
)  # fmt: skip
"""Longitude and latitude (EPSG:4326) around which most incidents lie."""
MOST_LINES = 240

Ints = npt.NDArray[np.int64]


def generated_columns(size: int, dataset: Dataset) -> tuple[bytes, dict[str, int]]:
    """Columns of ``size`` made-up incidents, and the newest first day of each share of them in per cent."""
    chance = np.random.default_rng(SEED)
    start, end = _days(chance, size)
    # Incidents in the order of the marks, those without a place last.
    placed = np.ones(size, dtype=np.uint8)
    placed[size - int(size * NOT_PLACED) :] = 0
    order = _order(start, end, placed)
    start, end = start[order], end[order]
    entries = [facet_entry(facet, dataset) for facet in facets_of(dataset)]
    facet_arrays = _facet_arrays(chance, size, entries)
    marks, lines = _marks(chance, int(placed.sum()), facet_arrays["facet.verification"])
    marks, runs = in_runs(marks, start, end)
    arrays: dict[str, Array] = {
        "start": start.astype(np.int32),
        "end": end.astype(np.int32),
        "placed": placed,
        **mark_arrays(marks),
        **_ledger(chance, size, len(dataset.actors)),
        **facet_arrays,
        **_figures(size),
    }
    header: dict[str, Any] = {
        **vocabulary(dataset.actors.values()),
        "n": size,
        "title": f"{size:,} made-up incidents",
        "dataset": f"made-up-{size}",
        "version": str(SEED),
        "ids": None,
        "idPrefix": "made-up-",
        "span": {"start": int(start.min()), "end": int(end.max())},
        "dense": {"start": FIRST, "end": LAST},
        "facets": entries,
        "rows": None,
        "runs": runs,
        "lines": lines,
    }
    shares = {str(share): int(np.quantile(start, 1 - share / 100)) for share in (1, 10, 50, 100)}
    return pack_arrays(header, arrays), shares


def places(size: int) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """First days, last days, and longitude and latitude of ``size`` made-up incidents, for other ways to draw them."""
    chance = np.random.default_rng(SEED)
    start, end = _days(chance, size)
    city = CITIES[_skewed(chance, size, len(CITIES))]
    return start, end, city + chance.normal(0, 0.35, (size, 2)) * chance.random((size, 1))


def _days(chance: np.random.Generator, size: int) -> tuple[Ints, Ints]:
    """First and last possible days; more of them in later years, and in bursts of some weeks."""
    length = LAST - FIRST
    even = FIRST + length * chance.beta(1.6, 1.1, size)
    middles = FIRST + length * chance.random(24)
    burst = middles[chance.integers(0, 24, size)] + chance.normal(0, 14, size)
    start = np.where(chance.random(size) < 0.15, burst, even).astype(np.int64).clip(FIRST, LAST)
    kind = chance.random(size)
    span = np.zeros(size, dtype=np.int64)
    span = np.where(kind < LONG_SHARE + WEEK_SHARE, chance.integers(1, 10, size), span)
    span = np.where(kind < LONG_SHARE, chance.integers(30, 300, size), span)
    span = np.where(kind < LONG_SHARE / 5, chance.integers(300, 1200, size), span)
    return start, np.minimum(start + span, LAST)


def _order(start: Ints, end: Ints, placed: Array) -> Ints:
    nothing = np.zeros((len(start), 2))
    plain = np.arange(len(start))
    every = Marks(plain, nothing, nothing[:, 0], plain, plain, plain, ())
    sorted_ = in_runs(every, start, end)[0].incident
    # Which ones have no place is drawn by lot; they go to the end.
    lot = np.random.default_rng(SEED + 1).permutation(placed)
    return np.concatenate([sorted_[lot == 1], sorted_[lot == 0]])


def _skewed(chance: np.random.Generator, size: int, options: int) -> Array:
    """Each option about six tenths as often as the one before."""
    weights = 0.6 ** np.arange(options)
    return chance.choice(options, size, p=weights / weights.sum()).astype(np.uint8)


def _lengths(chance: np.random.Generator, size: int, shares: tuple[float, ...]) -> tuple[Array, int]:
    lengths = chance.choice(len(shares), size, p=shares)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)
    return offsets, int(offsets[-1])


def _facet_arrays(chance: np.random.Generator, size: int, entries: list[dict[str, Any]]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for entry in entries:
        options = max(1, len(entry["options"]))
        name = f"facet.{entry['id']}"
        if not entry["multi"]:
            arrays[name] = _skewed(chance, size, options)
            continue
        shares = (0.0, 1.0) if entry["id"] in ("country", "admin1") else (0.0, 0.8, 0.2)
        offsets, count = _lengths(chance, size, shares)
        arrays[name], arrays[f"{name}.offsets"] = _skewed(chance, count, options), offsets
    return arrays


def _ledger(chance: np.random.Generator, size: int, actors: int) -> dict[str, Array]:
    claims, claim_count = _lengths(chance, size, (0.2, 0.5, 0.2, 0.1))
    targets, target_count = _lengths(chance, size, (0.6, 0.4))
    return {
        "claims.offsets": claims,
        "claims.actor": _skewed(chance, claim_count, actors).astype(np.uint16),
        "claims.stance": _skewed(chance, claim_count, 4),
        "targets.offsets": targets,
        "targets.actor": _skewed(chance, target_count, actors).astype(np.uint16),
    }


def _figures(size: int) -> dict[str, Array]:
    """Killed and wounded: mostly few, one in ten not stated."""
    chance = np.random.default_rng(SEED + 2)
    low = {f"{name}.low": (chance.geometric(0.4, size) - 2).astype(np.int32) for name in FIGURES}
    return {**low, **{f"{name}.above": np.zeros(size, dtype=np.uint32) for name in FIGURES}}


def _marks(chance: np.random.Generator, placed: int, verification: Array) -> tuple[Marks, list[dict[str, Any]]]:
    """A mark for each placed incident; some lie at one place, some in a disc, a few have a second site or a line."""
    city = CITIES[_skewed(chance, placed, len(CITIES))]
    position = city + chance.normal(0, 0.35, (placed, 2)) * chance.random((placed, 1))
    shared = chance.random(placed) < 0.05
    position[shared] = np.round(position[shared], 1)
    second, lines = _lines(chance, placed, position)
    incident = np.concatenate([np.arange(placed), second])
    position = np.concatenate([position, position[second] + 0.4])
    count = len(incident)
    radius = np.where(chance.random(count) < 0.15, chance.choice([1000.0, 3000.0, 5000.0, 15000.0], count), 0.0)
    form = np.where(chance.random(count) < 0.02, int(Form.AREA), np.minimum(verification[incident], 3))
    size = _skewed(chance, count, len(SIZE_CLASSES)).astype(np.int64)
    return Marks(incident, position, radius, size, form.astype(np.int64), incident, ()), lines


def _lines(chance: np.random.Generator, placed: int, position: Array) -> tuple[Ints, list[dict[str, Any]]]:
    """Which incidents have a second site, and the lines of the map: a joint of two sites, a route, an outline."""
    chosen = np.sort(chance.permutation(placed)[: min(MOST_LINES, placed // 4)])
    lines: list[dict[str, Any]] = []
    for number, incident in enumerate(chosen.tolist()):
        lon, lat = position[incident].round(4).tolist()
        role = ("joint", "route", "area")[number % 3]
        far = 0.4 if role == "joint" else 0.15
        path = [[lon, lat], [lon + far, lat + far]]
        if role == "route":
            path.insert(1, [lon + 0.02, lat + 0.1])
        if role == "area":
            path = [[lon - far, lat - far], [lon + far, lat - far], [lon, lat + far], [lon - far, lat - far]]
        lines.append({"incident": incident, "role": role, "path": path})
    return chosen[::3], lines
