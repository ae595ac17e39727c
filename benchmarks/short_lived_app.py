"""The atlas as it is, but for its times: what people leave behind goes within seconds, so that a minute shows what stays.

streamlit run benchmarks/short_lived_app.py
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.ui.app_shell import run_app
from geo.ui.datasets import upload_store
from geo.ui.datasets.served_app import served_middleware, served_routes
from geo.ui.server import blob_cache, settled_heap
from geo.ui.warm_up import warm_up_when_idle

if __name__ == "__main__":
    run_app()
else:
    kept_s = float(os.environ.get("SOAK_KEPT_S", "15"))
    upload_store.KEPT_FOR = timedelta(seconds=kept_s)
    upload_store.OPEN_FOR = timedelta(seconds=kept_s / 2)
    upload_store.UNDO_WITHIN = timedelta(seconds=kept_s / 3)
    blob_cache.UNUSED_S = kept_s
    settled_heap.WHOLE_EVERY_S = kept_s / 3  # else garbage lies for ten minutes
    settled_heap.settle_heap()
    warm_up_when_idle()
    app = st.App(__file__, routes=served_routes(), middleware=served_middleware())
