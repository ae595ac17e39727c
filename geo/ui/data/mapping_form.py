"""The form that corrects how a table was understood."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq
import streamlit as st

from geo.importing import ColumnMapping
from geo.importing.date_cells import DateOrder
from geo.importing.mapping_file import SCHEMA_NAMES
from geo.ui.datasets.upload_store import Upload

_NONE = "–"
_LABELS = {
    "date": "Date", "date_end": "End date", "date_text": "Text with the date", "year": "Year", "month": "Month",
    "day": "Day", "latitude": "Latitude", "longitude": "Longitude", "coordinates": "Both coordinates in one cell",
    "wkt": "Well-known text", "place": "Place", "admin1": "Governorate or province", "country": "Country",
    "actor": "Actor", "target": "Target", "killed": "Killed", "wounded": "Wounded", "event_type": "Event type",
    "killed_min": "Killed, at least", "killed_max": "Killed, at most", "wounded_min": "Wounded, at least",
    "wounded_max": "Wounded, at most", "end_year": "Last year",
    "end_month": "Last month", "end_day": "Last day",
    "title": "Title", "summary": "Summary", "id": "Id", "source": "Source",
}  # fmt: skip
_ORDERS = {"Detect automatically": None, "Day first": DateOrder.DMY, "Month first": DateOrder.MDY}


def mapping_of(upload: Upload) -> ColumnMapping | None:
    """The mapping of a dataset of one table; None for several tables and for the atlas's own files."""
    if len(upload.mapping) != 1 or upload.mapping[0].get("schema") not in SCHEMA_NAMES:
        return None
    read_as = upload.mapping[0]
    if read_as["schema"] == "atlas":
        return None
    return ColumnMapping.model_validate({name: read_as[name] for name in _fields() if name in read_as})


def _fields() -> tuple[str, ...]:
    return ("schema", "columns", "date_order", "crs", "country", "location_precision", "radius_km")


def mapping_form(upload: Upload) -> ColumnMapping | None:
    """Draw the form; the corrected mapping when it is sent off, else None."""
    mapping = mapping_of(upload)
    if mapping is None:
        st.text("A mapping belongs to one table. Import the files one by one to correct how they are read.")
        return None
    _show_evidence(upload.mapping[0])
    generic = mapping.schema_name == "generic"
    with st.form(f"mapping_{upload.id}"):
        columns = _columns_form(upload, mapping) if generic else dict(mapping.columns)
        left, right = st.columns(2)
        chosen = [label for label, order in _ORDERS.items() if order == mapping.date_order]
        order = left.selectbox("Order of day and month", list(_ORDERS), list(_ORDERS).index(chosen[0]))
        crs = right.text_input("Reference system of the coordinates", mapping.crs or "", placeholder="EPSG:4326")
        radius = (
            left.number_input("How far off a place may lie (km)", 0.1, 100.0, mapping.radius_km) if generic else 10.0
        )
        sent = st.form_submit_button("Read again with this")
    if not sent:
        return None
    return ColumnMapping(
        schema_name=mapping.schema_name, columns=columns, date_order=_ORDERS[order], crs=crs.strip() or None,
        country=mapping.country, location_precision=mapping.location_precision, radius_km=radius,
    )  # fmt: skip


def _show_evidence(read_as: dict[str, Any]) -> None:
    evidence = read_as.get("date_evidence", {})
    if evidence.get("either"):
        st.text(
            f"{evidence['either']:,} dates can be read with the day or with the month first. In the rest of the file "
            f"{evidence['DMY']:,} are dates only with the day first, {evidence['MDY']:,} only with the month first."
        )
    others = read_as.get("other_coordinates", [])
    if others:
        named = "; ".join(", ".join(dict.fromkeys(pair)) for pair in others)
        st.text(f"The table has further coordinates: {named}. Choose the ones that you mean.")


def _columns_form(upload: Upload, mapping: ColumnMapping) -> dict[str, str]:
    """One choice a property."""
    original = pq.read_schema(upload.path).field("original").type
    names = [_NONE, *(original.field(place).name for place in range(original.num_fields))]
    chosen: dict[str, str] = {}
    grid = st.columns(3)
    for place, (prop, label) in enumerate(_LABELS.items()):
        now = mapping.columns.get(prop, _NONE)
        found = grid[place % 3].selectbox(
            label, names, names.index(now) if now in names else 0, key=f"{prop}_{upload.id}"
        )
        if found and found != _NONE:
            chosen[prop] = found
    return chosen
