"""kepler.gl's filter by time, its notebook widget in a page: the action that its time slider sends, at every step.

The filter knows a first and a last day, as ours does. The page has no basemap, and its side panel is closed.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from benchmarks.notebook_widgets import HEIGHT, VIEW, Widget
from benchmarks.synthetic_columns import FIRST, LAST, places

NAME = "keplergl"
DAY_MS = 86_400_000
RADIUS = 24
"""Its pixels shrink with the zoom: six at this one, as of the others."""
SHOW = """(() => {
  // The widget keeps its store to itself; its topmost component has it.
  const at = document.getElementById("map");
  const { store } = at[Object.keys(at).find((key) => key.startsWith("__reactContainer"))].stateNode.current.child.memoizedProps;
  const [type, id] = ["@@kepler.gl/SET_FILTER", "jupyter_kepler"];
  const meta = { _forward_: "@redux-forward/FORWARD", _addr_: `@@KG_${id.toUpperCase()}` };
  return (start, end) => store.dispatch({
    type, meta,
    payload: { type, meta: { _id_: id }, idx: 0, prop: "value", value: [start * 864e5, end * 864e5] },
  });
})()"""


def installed() -> bool:
    """Whether kepler.gl's widget is there."""
    return find_spec(NAME) is not None


def widget(size: int) -> Widget:
    """Its map of ``size`` incidents, filtered by first and last day."""
    keplergl = importlib.import_module(NAME)
    start, end, place = places(size)
    days = {"start": pd.to_datetime(start, unit="D"), "end": pd.to_datetime(end, unit="D")}
    frame = pd.DataFrame({**days, "lon": place[:, 0], "lat": place[:, 1]})
    span = {
        "dataId": ["incidents"], "id": "window", "type": "timeRange", "name": ["start"], "endName": ["end"],
        "value": [FIRST * DAY_MS, LAST * DAY_MS], "enabled": True, "plotType": {"type": "histogram"}, "view": "enlarged",
        "animationWindow": "free", "speed": 1, "yAxis": None,
    }  # fmt: skip
    layer = {
        "id": "incidents", "type": "point",
        "config": {
            "dataId": "incidents", "label": "incidents", "color": [179, 38, 30], "isVisible": True,
            "columns": {"lat": "lat", "lng": "lon"},
            "visConfig": {"radius": RADIUS, "opacity": 1, "filled": True, "outline": False},
        },
        "visualChannels": {},
    }  # fmt: skip
    config = {
        "visState": {"filters": [span], "layers": [layer]},
        "mapState": {**VIEW, "bearing": 0, "pitch": 0},
        "mapStyle": {"styleType": "no_map"},
    }
    view = keplergl.KeplerGl(data={"incidents": frame}, config={"version": "v1", "config": config}, height=HEIGHT)
    known = view.get_state(["data", "config", "height", "mapbox_token", "theme", "app_name"])
    static = Path(str(keplergl.__file__)).parent / "static"
    module, style = ((static / name).read_text(encoding="utf-8") for name in ("widget.js", "widget.css"))
    return Widget(module, style, "view", {"view": {"state": known, "buffers": []}}, SHOW)
