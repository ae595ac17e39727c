"""The plain way: ``st.slider`` and ``st.pydeck_chart`` with the filtered frame, as an app of its own."""

PLAIN = """
import pandas as pd
import pydeck as pdk
import streamlit as st

from benchmarks.synthetic_columns import FIRST, LAST, places

SIZE, LENGTH = int(st.query_params["n"]), int(st.query_params["length"])


@st.cache_data
def incidents(size):
    start, end, place = places(size)
    return pd.DataFrame({"start": start, "end": end, "lon": place[:, 0], "lat": place[:, 1]})


st.set_page_config(layout="wide")
frame = incidents(SIZE)
first = st.slider("From", FIRST, LAST - LENGTH, LAST - LENGTH, step=int(st.query_params["step"]))
shown = frame[(frame["start"] <= first + LENGTH) & (frame["end"] >= first)]
layer = pdk.Layer(
    "ScatterplotLayer", shown, get_position=["lon", "lat"], get_radius=6, radius_units=pdk.types.String("pixels"),
    get_fill_color=[179, 38, 30], pickable=True,
)
view = pdk.ViewState(longitude=43.7, latitude=33.2, zoom=5.4)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None), height=680)
st.text(f"from {first}")
"""
