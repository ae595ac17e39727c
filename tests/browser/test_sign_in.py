"""Signing in and out with a browser, at a real provider: the page's policy lets it pass, and the map is drawn."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.signin.conftest import Team, team
from tests.signin.provider import PASSWORD

__all__ = ["team"]


def test_a_person_signs_in_sees_the_map_and_signs_out(team: Team, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{team.server}/?from=2019-12-27")
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=login]").fill("vera")
    page.get_by_role("button", name="Continue").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator(".st-key-stage canvas").first).to_be_visible(timeout=60_000)
    assert "from=2019-12-27" in page.url
    expect(page.get_by_text("Vera Example (viewer)")).to_be_visible()
    expect(page.get_by_text("About this server")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-stage")).to_have_count(0)
