"""Parameters of the address that belong to one page, beside those of the view (``geo/filter/view_link.py``).

- ``who``: id of the actor that is open on the page Actors
- ``ranking``: place, perpetrator, party, target: what is ranked on the page Incidents
- ``compare``: periods, actors
- ``left``, ``right``: the two sides on the page Compare: a range of days, ``2019-09-01..2020-01-02``, or an
  actor's id
- ``measure``, ``unit``, ``split``, ``layout``, ``against``, ``context``: what the page Trends counts (incidents, killed,
  wounded), by day, week, month, quarter or year, by which facet, stacked or side by side, what it sets the last numbers
  beside (last, before, year), and whether context and background are counted too (yes)

A page asks for a parameter's value while it runs; only what was asked for stays in the address. What a page
can't read in a value it ignores.
"""

from __future__ import annotations

import streamlit as st

NAMES = ("who", "ranking", "compare", "left", "right", "measure", "unit", "split", "layout", "against", "context")
BACK = "back"
"""A parameter that the browser adds to the address when a person went back or forth (``geo/web/core/history.js``), with a
value of its own each time: then the address says everything, also by what is not in it."""
MAX_VALUE = 200
_KEPT, _SEEN, _USED = "atlas_page_values", "atlas_page_seen", "atlas_page_used"


def value(name: str) -> str:
    """What a parameter says now: what the page set last, or what somebody wrote into the address since."""
    kept, seen = st.session_state.setdefault(_KEPT, {}), st.session_state.setdefault(_SEEN, {})
    st.session_state.setdefault(_USED, []).append(name)
    if (back := st.query_params.get(BACK)) is not None and back != seen.get(BACK):
        seen[BACK] = back
        kept.clear()
        for known in NAMES:
            seen.pop(known, None)
    address = st.query_params.get(name)
    if address is not None and address != seen.get(name):
        seen[name] = address
        kept[name] = address[:MAX_VALUE]
    return str(kept.get(name, ""))


def put(name: str, text: str) -> None:
    """Set a parameter; an empty one leaves the address."""
    st.session_state.setdefault(_KEPT, {})[name] = text


def for_address() -> dict[str, list[str]]:
    """The parameters of the page that ran, for the address; asked for once a run, at its end."""
    used, kept = st.session_state.pop(_USED, []), st.session_state.get(_KEPT, {})
    found = {name: [kept[name]] for name in NAMES if name in used and kept.get(name)}
    back = st.session_state.get(_SEEN, {}).get(BACK)
    st.session_state[_SEEN] = {name: values[0] for name, values in found.items()} | ({BACK: back} if back else {})
    return found
