"""A team's server: whoever has not signed in gets nothing, and everybody else what is for them. With a real provider."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.websocket_session import Answer, Session
from geo.ui.server.addresses import addresses
from tests.signin.conftest import Browser, Team

pytestmark = pytest.mark.full
KEPT = re.compile(r"/atlas/kept/[0-9a-f]{32}")
WITH_DATA = (
    "/atlas/kept/0123456789abcdef0123456789abcdef", "/atlas/engine/iraq-2019-2020/1-1/about", "/atlas/engine", "/atlas/",
    "/atlas/nothing", "/media/0123456789abcdef.csv", "/_stcore/metrics", "/new", "/new/rows.csv", "/_stcore/new",
    "/component/x/y", "/app/static/x", "/incidents/new",
)  # fmt: skip


def visit(browser: Browser, page: str = "", query: str = "") -> tuple[Answer, list[str]]:
    """What a page shows, and the pages that there are."""

    async def run() -> tuple[Answer, list[str]]:
        async with browser.session() as one:
            answer = await one.run(page, query)
            return answer, one.pages

    return asyncio.run(run())


def press(browser: Browser, named: str, page: str = "") -> Answer:
    """What comes of pressing a button."""

    async def run() -> Answer:
        async with browser.session() as one:
            answer = await one.run(page, "")
            button = next(name for name in answer.buttons if name.endswith(f"-{named}"))
            return await one.press(page, button)

    return asyncio.run(run())


@pytest.fixture(scope="session")
def signed_in(team: Team) -> Callable[[str], Browser]:
    """A browser with somebody signed in."""
    known: dict[str, Browser] = {}

    def sign_in(name: str) -> Browser:
        if name not in known:
            known[name] = team.browser()
            answer = known[name].sign_in(press(known[name], "sign_in").redirect, name)
            assert str(answer.url).startswith(team.server), answer.text
        return known[name]

    return sign_in


def test_whoever_has_not_signed_in_sees_the_sign_in_page_alone(team: Team) -> None:
    browser = team.browser()
    for page in ("", "incidents", "data", "about"):
        shown, _ = visit(browser, page)
        assert shown.texts == ["Incident Atlas", "Sign in to see the incidents."], page
        assert (len(shown.buttons), shown.uploaders, shown.failures) == (1, [], [])
    head = browser.client.get(f"{team.server}/", headers={"accept": "text/html"}).text
    assert "/atlas/kept/" not in head


@pytest.mark.parametrize("path", WITH_DATA)
def test_no_address_with_data_answers_whoever_has_not_signed_in(team: Team, path: str) -> None:
    assert team.browser().status(path) == 401


def test_another_connection_than_streamlit_s_is_refused_without_sign_in(team: Team) -> None:
    async def refused() -> int:
        with pytest.raises(InvalidStatus) as error:
            async with connect(f"{team.server.replace('http', 'ws', 1)}/_stcore/new"):
                pass
        return error.value.response.status_code

    assert asyncio.run(refused()) == 403


def test_the_map_is_for_signed_in_people_and_its_columns_for_nobody_else(
    team: Team, signed_in: Callable[[str], Browser]
) -> None:
    vera = signed_in("vera")
    shown, pages = visit(vera)
    assert "Vera Example (viewer)" in shown.texts
    assert "about" not in pages
    head = vera.client.get(f"{team.server}/", headers={"accept": "text/html"}).text
    kept = set(KEPT.findall(head))
    assert kept
    for path in kept:
        answer = vera.client.get(team.server + path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
        assert team.browser().status(path) == 401
        assert signed_in("otto").status(path) == 403
    assert team.browser().status(addresses()["renderer"][1:]) == 200
    assert team.browser().client.get(f"{team.server}/atlas/health").json().keys() == {"ready", "version"}
    assert vera.client.get(f"{team.server}/atlas/health").json()["dataset"]["incidents"] == 21


def test_a_viewer_brings_no_file_and_an_editor_does(signed_in: Callable[[str], Browser]) -> None:
    viewer, _ = visit(signed_in("vera"), "data")
    assert viewer.uploaders == []
    assert any("Editors of this server may upload" in text for text in viewer.texts)
    editor, _ = visit(signed_in("ed"), "data")
    assert "Ed Example (editor)" in editor.texts
    assert len(editor.uploaders) >= 2


def test_whoever_is_not_admitted_is_told_so(signed_in: Callable[[str], Browser]) -> None:
    shown, _ = visit(signed_in("otto"))
    assert shown.texts[0] == "Not admitted"
    assert "otto@example.org" in shown.texts[1]
    assert len(shown.buttons) == 1


def test_the_administrator_has_a_page_about_the_server_and_nobody_else(signed_in: Callable[[str], Browser]) -> None:
    shown, pages = visit(signed_in("ada"), "about")
    assert "about" in pages
    assert "About this server" in shown.texts
    assert shown.failures == []
    other, pages = visit(signed_in("ed"), "about")
    assert "about" not in pages
    assert "About this server" not in other.texts


def test_a_dataset_for_named_people_is_there_for_them_alone(team: Team, signed_in: Callable[[str], Browser]) -> None:
    nora, vera = signed_in("nora"), signed_in("vera")
    assert "Incidents of the north: 3 incidents" in visit(nora, "data")[0].texts
    assert not any("north" in text for text in visit(vera, "data")[0].texts)
    assert not any("is not here" in text for text in visit(nora, "", "dataset=north")[0].texts)
    assert any("“north” is not here" in text for text in visit(vera, "", "dataset=north")[0].texts)
    own = asyncio.run(_kept_of(nora, "dataset=north"))
    assert own
    for path in own:
        assert nora.status(path) == 200
    usual = asyncio.run(_kept_of(vera, ""))
    for path in own - usual:
        assert vera.status(path) == 404
        assert team.browser().status(path) == 401


async def _kept_of(browser: Browser, query: str) -> set[str]:
    """The addresses of kept answers that the map is given."""
    async with browser.session() as one:
        return set(KEPT.findall((await one.run("", query)).json))


def test_sign_out_ends_it(team: Team) -> None:
    browser = team.browser()
    browser.sign_in(press(browser, "sign_in").redirect, "vera")
    path = next(iter(asyncio.run(_kept_of(browser, ""))))
    assert browser.status(path) == 200
    copied = browser.cookies

    async def in_two_tabs() -> list[str]:
        async with browser.session() as tab:
            assert "Vera Example (viewer)" in (await tab.run("", "")).texts
            ending = await asyncio.to_thread(press, browser, "sign_out")
            answer = await asyncio.to_thread(browser.client.get, team.server + ending.redirect)
            assert str(answer.url) == f"{team.server}/", "the provider was asked, and sends back"
            assert any(str(step.url).startswith(team.provider) for step in answer.history)
            return (await tab.run("incidents", "")).texts

    assert asyncio.run(in_two_tabs()) == ["Incident Atlas", "Sign in to see the incidents."]
    assert "_streamlit_user" not in browser.client.cookies
    assert browser.status(path) == 401
    assert httpx.get(team.server + path, headers={"cookie": copied}).status_code == 401
    assert "Sign in to see the incidents." in visit(browser)[0].texts


def test_a_link_leads_to_its_view_after_sign_in(team: Team) -> None:
    browser = team.browser()
    browser.client.get(f"{team.server}/incidents?from=2019-12-27&q=a%20b", headers={"accept": "text/html"})
    answer = browser.sign_in(press(browser, "sign_in").redirect, "vera")
    assert str(answer.url) == f"{team.server}/incidents?from=2019-12-27&q=a%20b"
    assert str(browser.client.get(f"{team.server}/").url) == f"{team.server}/"


def test_a_file_is_not_taken_from_whoever_has_not_signed_in(team: Team) -> None:
    browser = team.browser()
    headers = {"X-Xsrftoken": browser.client.cookies["_streamlit_xsrf"]}
    answer = browser.client.put(f"{team.server}/_stcore/upload_file/one/two", headers=headers, files={"file": b"x"})
    assert answer.status_code == 401


def test_a_changed_cookie_is_nobody_s(team: Team, signed_in: Callable[[str], Browser]) -> None:
    browser = team.browser()
    signed = signed_in("vera").client.cookies["_streamlit_user"]
    browser.client.cookies.set("_streamlit_user", signed[:-3] + "AAA", domain="127.0.0.1", path="/")
    assert browser.status("/atlas/kept/0123456789abcdef0123456789abcdef") == 401
    assert "Sign in to see the incidents." in visit(browser)[0].texts


def test_another_person_at_the_same_browser_has_not_the_uploads(team: Team) -> None:
    browser = team.browser()
    browser.sign_in(press(browser, "sign_in").redirect, "ed")

    async def bring() -> str:
        async with browser.session() as one:
            return await _bring(one)

    address = asyncio.run(bring())
    assert not any("is not here" in text for text in visit(browser, "", address)[0].texts)
    browser.client.get(team.server + press(browser, "sign_out").redirect)
    browser.sign_in(press(browser, "sign_in").redirect, "ada")
    assert any("is not here" in text for text in visit(browser, "", address)[0].texts)


async def _bring(one: Session) -> str:
    """Import a file and open it; gives the address that it has then."""
    from benchmarks import soak

    faults = soak.Seen()
    shown = await soak.bring(one, 1, faults)
    assert faults.failures == []
    return shown
