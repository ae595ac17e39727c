"""The two components of our own: the map with its timeline and panel, and the facets in the sidebar.

They are plain ES modules of the same server and share one store in the browser, so that a facet acts on the map
without asking the server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

LOADER = """
export default async function (component) {
  const module = await import(new URL(component.data.module, document.baseURI).href);
  return module.default(component);
}
"""


def mount(name: str, data: dict[str, Any], on_view: Callable[[], None]) -> None:
    """Draw a component; ``data["module"]`` is the address of its module. Its report is in the session under ``name``."""
    component = st.components.v2.component(f"incident_atlas_{name}", js=LOADER, isolate_styles=False)
    component(key=name, data=data, on_view_change=on_view)
