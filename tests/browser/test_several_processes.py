"""A page that is open on a process that is killed goes on in another, behind nginx as docs/server.md sets it up."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.nginx_proxy import nginx, started_together
from tests.browser.driving import count, ready, shows, tick
from tests.conftest import ROOT, lacking
from tests.test_several_processes import is_open


def test_a_page_goes_on_in_the_other_process_with_its_view(open_page: Callable[..., Page], tmp_path: Path) -> None:
    if nginx() is None:
        lacking("nginx (apt-get install nginx-light)")
    told = {"ATLAS_METRICS": "on", "ATLAS_ANSWERS": str(tmp_path / "answers"), "TMPDIR": str(tmp_path)}
    with started_together(ROOT / "app.py", 2, **told) as (address, servers):
        page = ready(open_page(f"{address}/"))
        tick(page, "weapon", "rocket")
        expect(page).to_have_url(re.compile("weapon=rocket"))
        left = count(page)
        (mine,) = (server for server in servers if is_open(server))
        os.kill(mine.process, signal.SIGKILL)
        expect(page.locator(".ia-connection")).to_be_visible(timeout=20_000)
        expect(page.locator(".ia-connection")).to_have_count(0, timeout=60_000)
        expect(page).to_have_url(re.compile("weapon=rocket"))
        shows(page, left)
        tick(page, "weapon", "drone")
        expect(page).to_have_url(re.compile("weapon=.*drone"), timeout=60_000)
