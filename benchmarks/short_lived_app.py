"""The atlas as it is, but for its times: what people leave behind goes within seconds, so that a minute shows what stays.

streamlit run benchmarks/short_lived_app.py
"""

from __future__ import annotations

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

KEPT_S = 15.0
"""How long uploads, and answers that nobody asks for, stay."""
WHOLE_S = 5.0
"""How often a collection of garbage walks everything."""

if __name__ == "__main__":
    run_app()
else:
    upload_store.KEPT_FOR = timedelta(seconds=KEPT_S)
    upload_store.OPEN_FOR = timedelta(seconds=KEPT_S / 2)
    upload_store.UNDO_WITHIN = timedelta(seconds=KEPT_S / 3)
    blob_cache.UNUSED_S = KEPT_S
    settled_heap.WHOLE_EVERY_S = WHOLE_S
    settled_heap.settle_heap()
    warm_up_when_idle()
    app = st.App(__file__, routes=served_routes(), middleware=served_middleware())
