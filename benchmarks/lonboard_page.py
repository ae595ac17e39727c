"""lonboard's filter in the shader, its own module in a page: the layer's ``filter_range`` at every step.

Its module asks a public server for the decoder of Parquet. That is left out here, and the same columns go to it as
Arrow, which is what it makes of them: opening is a little cheaper than in a notebook, steps are the same.
"""

from __future__ import annotations

import base64
import importlib
import io
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from benchmarks.notebook_widgets import HEIGHT, VIEW, Widget
from benchmarks.synthetic_columns import FIRST, LAST, places

NAME = "lonboard"
SHOW = """(start, end) => {
  layer.set("filter_range", [[%(first)d, end], [start, %(last)d]]);
}"""
DECODED = (
    (r"\w+\(new Uint8Array\((\w+)\.buffer\),\{batchSize:[^}]*\}\)\.intoIPCStream\(\)", r"new Uint8Array(\1.buffer)"),
    (r"await [\w$]+\([\w$]+\),([\w$]+=!0)\)", r"\1)"),
)
"""What the module does with Parquet, and what it does with Arrow instead."""


def installed() -> bool:
    """Whether lonboard is there."""
    return find_spec(NAME) is not None


def widget(size: int) -> Widget:
    """Its map of ``size`` incidents, filtered by first and last day."""
    lonboard = importlib.import_module(NAME)
    extension = importlib.import_module("lonboard.layer_extension").DataFilterExtension(filter_size=2)
    start, end, place = places(size)
    frame = gpd.GeoDataFrame(
        {"start": start, "end": end}, geometry=gpd.points_from_xy(place[:, 0], place[:, 1]), crs="EPSG:4326"
    )
    layer = lonboard.ScatterplotLayer.from_geopandas(
        frame,
        get_radius=6,
        radius_units="pixels",
        get_fill_color=[179, 38, 30],
        pickable=True,
        extensions=[extension],
        get_filter_value=np.column_stack([start, end]).astype(np.float32),
        filter_range=[[FIRST, LAST], [FIRST, LAST]],
    )
    view = lonboard.Map([layer], basemap=None, view_state=VIEW, height=HEIGHT)
    embed = importlib.import_module("ipywidgets.embed")
    known: dict[str, Any] = embed.dependency_state(view, drop_defaults=False)
    models, files = {}, {}
    for identifier, entry in known.items():
        buffers = []
        for number, buffer in enumerate(entry.get("buffers", ())):
            file = f"{identifier}.{number}"
            files[file] = _arrow(base64.b64decode(buffer["data"]))
            buffers.append({"path": buffer["path"], "file": file})
        models[identifier] = {"state": entry["state"], "buffers": buffers}
    static = Path(str(lonboard.__file__)).parent / "static"
    module = (static / "index.js").read_text(encoding="utf-8")
    for pattern, instead in DECODED:
        module, count = re.subn(pattern, instead, module)
        if count != 1:
            raise RuntimeError(f"lonboard {lonboard.__version__} reads its columns in another way")
    show = f"((layer) => {SHOW % {'first': FIRST, 'last': LAST}})(models['{layer.model_id}'])"
    style = (static / "index.css").read_text(encoding="utf-8")
    return Widget(module, style, view.model_id, models, show, files)


def _arrow(parquet: bytes) -> bytes:
    """The columns of a Parquet file as a stream of Arrow."""
    files = importlib.import_module("arro3.io")
    stream = io.BytesIO()
    table = files.read_parquet(io.BytesIO(parquet)).read_all()
    # One batch a file, as it was before it became Parquet.
    files.write_ipc_stream(table.rechunk(max_chunksize=table.num_rows), stream, compression=None)
    return stream.getvalue()
