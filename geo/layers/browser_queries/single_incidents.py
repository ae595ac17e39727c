"""Single incidents of a tile, with the marks and lines by which the map draws them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.engine import Engine
from geo.layers.array_packing import Array, pack_arrays
from geo.layers.browser_queries.colour_numbers import colour_numbers
from geo.layers.browser_queries.place_shapes import geometry_of
from geo.layers.marks import Line, parts_of
from geo.style.symbols import Form


def singles(engine: Engine, found: pa.Table, color_by: str) -> bytes:
    """The columns of ``geo/web/map/cells/singles.js``: by incident its days and colour, by mark how it is drawn."""
    marks, lines = _marks(engine, found)
    position = marks[["lon", "lat"]].to_numpy(dtype=np.float64)
    size = marks["size"].to_numpy(dtype=np.int64)
    header = {
        "holds": "incidents",
        "n": found.num_rows,
        "ids": found["id"].to_pylist(),
        "titles": found["title"].to_pylist(),
        "lines": [{"incident": line.incident, "role": line.role, "path": line.path} for line in lines],
    }
    arrays: dict[str, Array] = {
        "start": found["start"].to_numpy().astype(np.int32),
        "end": found["end"].to_numpy().astype(np.int32),
        "colour": colour_numbers(engine, color_by, found["color"]),
        "mark.incident": marks["incident"].to_numpy(dtype=np.uint32),
        "mark.position": position.astype(np.float32),
        "mark.radius": marks["radius"].to_numpy(dtype=np.float32),
        "mark.size": size.astype(np.uint8),
        "mark.form": marks["form"].to_numpy(dtype=np.uint8),
    }
    return pack_arrays(header, arrays)


def _marks(engine: Engine, found: pa.Table) -> tuple[pd.DataFrame, list[Line]]:
    """A mark for each point; the parts of a shape, and its lines, for the others."""
    columns = {name: found[name].to_numpy() for name in ("lon", "lat", "radius", "size", "form", "shape")}
    plain = pd.DataFrame({**columns, "incident": np.arange(found.num_rows)})
    frames, lines = [plain[plain["shape"] < 0]], []
    for incident in np.flatnonzero(columns["shape"] >= 0):
        points, more = parts_of(int(incident), geometry_of(engine, int(columns["shape"][incident])))
        lines += more
        frames.append(_like(points, plain.iloc[incident]))
    marks = pd.concat(frames, ignore_index=True).sort_values("incident", kind="stable", ignore_index=True)
    return marks, lines


def _like(points: pd.DataFrame, row: Any) -> pd.DataFrame:
    """Parts of a shape, drawn like the incident they belong to; a sign inside land is a sign."""
    sign = points["sign"].to_numpy(dtype=bool)
    return points.assign(
        radius=np.where(sign, 0.0, row["radius"]),
        size=int(row["size"]),
        form=np.where(sign, int(Form.AREA), int(row["form"])),
        shape=int(row["shape"]),
    ).drop(columns="sign")
