"""What the page's head foretells is there, and is what the map then asks for."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def head_of(address: str) -> list[str]:
    """Addresses that a document's head names for the map."""
    asked = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        document = answer.read().decode()
    return re.findall(r'(?:href|src)=["\'](/(?:atlas|static/js)/[^"\']+)["\']', document)


@pytest.mark.parametrize("path", ["/", "/map", "/?from=2020-01-01"])
def test_every_address_in_the_head_is_answered(server: str, path: str) -> None:
    found = head_of(server + path)
    assert any("/renderer/" in address for address in found)
    for address in found:
        with urllib.request.urlopen(server + address, timeout=20) as answer:
            assert answer.status == 200, address


def test_what_the_map_asks_for_was_foretold(server: str, open_page: Callable[..., Page]) -> None:
    open_page(server).wait_for_selector(".ia-map[data-idle]", state="attached")  # the server knows its columns now
    foretold = set(head_of(server))
    page = open_page(server)
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    kept: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => new URL(e.name).pathname).filter((p) => p.includes('/kept/'))"
    )
    assert len(set(kept) & foretold) == 2  # what never changes, and the columns
    assert len(kept) == len(set(kept)), "asked for twice"


def test_other_pages_and_other_data_foretell_less(server: str) -> None:
    assert not any("/renderer/" in address for address in head_of(f"{server}/incidents"))
    usual = [address for address in head_of(server) if "/kept/" in address]
    known = [address for address in head_of(f"{server}/?known=2020-01-03") if "/kept/" in address]
    assert set(known) < set(usual)
