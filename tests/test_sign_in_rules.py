"""Who a signed-in person is to the atlas, what of the operator's file can't be followed, and what is closed without
sign-in; without a provider."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from geo.errors import AtlasError
from geo.ui.access import current_person, streamlit_sign_in
from geo.ui.access.access_file import ACCESS, Access, Role, read_access
from geo.ui.access.people import person_of
from geo.ui.datasets import catalog, served_app
from geo.ui.server import owner_cookie, request_metrics
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.sign_in_gate import SignInMiddleware
from tests.asgi import ask
from tests.importing.conftest import FIXTURES
from tests.test_no_room_in_the_app import upload
from tests.test_server_safety import ADA, BROWSER, built

SECRET = "s" * 43
ORIGIN = "https://example.org"
AUTH = {
    "redirect_uri": f"{ORIGIN}/oauth2callback", "cookie_secret": SECRET, "client_id": "atlas", "client_secret": "x",
    "server_metadata_url": "https://provider.example/.well-known/openid-configuration",
}  # fmt: skip
VERA = {
    "sub": "1", "iss": "https://provider.example", "name": "Vera", "email": "Vera@Example.org", "email_verified": True,
    "is_logged_in": True, "iat": 1_000_000.0,
}  # fmt: skip
NOW = 1_000_000.0 + 60


def role(access: dict[str, Any], **claims: object) -> Role | None:
    found = person_of(Access.model_validate(access), {**VERA, **claims}, NOW)
    assert found is not None
    return found.role


def test_roles_come_from_lists_and_from_a_claim_and_the_highest_holds() -> None:
    assert role({"viewers": ["vera@example.org"]}) is Role.VIEWER
    assert role({"viewers": ["@example.org"]}) is Role.VIEWER
    assert role({"viewers": ["*"], "administrators": ["vera@EXAMPLE.org"]}) is Role.ADMINISTRATOR
    assert role({"viewers": ["nora@example.org", "@other.org"]}) is None
    claim = {"name": "realm_access.roles", "editors": ["atlas-editors"]}
    assert role({"claim": claim}, realm_access={"roles": ["atlas-editors", "else"]}) is Role.EDITOR
    assert role({"claim": claim}, realm_access={"roles": ["else"]}) is None
    assert role({"claim": claim}, realm_access="atlas-editors") is None
    assert (
        role({"claim": {"name": "https://atlas/role", "viewers": ["v"]}}, **{"https://atlas/role": "v"}) is Role.VIEWER
    )


def test_an_email_counts_only_where_the_provider_calls_it_verified() -> None:
    mine = {"viewers": ["vera@example.org"]}
    assert role(mine, email_verified=False) is None
    assert role(mine, email_verified=None) is None
    assert role({**mine, "accept_unverified_email": True}, email_verified=None) is Role.VIEWER


def test_sign_in_is_over_after_the_operator_s_hours() -> None:
    access = Access.model_validate({"viewers": ["*"], "hours": 1})
    assert person_of(access, VERA, NOW + 3500) is not None
    assert person_of(access, VERA, NOW + 3700) is None
    assert person_of(access, {**VERA, "iat": None}, NOW) is None
    assert person_of(access, {}, NOW) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('viewers = ["vera"]', 'viewers: "vera" names nobody. Allowed: e-mail addresses'),
        ('editor = ["a@b.org"]', 'editor: ["a@b.org"] is no setting. Allowed: viewers, editors,'),
        ('viewers = ["*"]\nhours = 0', "hours: 0 can't be followed. Allowed: a number above 0, up to 720"),
        ('viewers = "*"', 'viewers: "*" can\'t be followed. Allowed: a list of texts'),
        ("hours = 3", "lets nobody in. Allowed: in viewers, editors or administrators"),
        ('[claim]\neditors = ["x"]', "claim.name: is missing"),
        ('viewers = ["*"]\n[[datasets]]\nfile = "gone.geojson"', 'datasets[1].file: "gone.geojson" is not such a file'),
        ('viewers = ["*"]\n[[datasets]]\nfiles = "x"', 'datasets[1].files: "x" is no setting. Allowed: file, for'),
        ("viewers = [", "(ATLAS_ACCESS) is not TOML"),
    ],
)
def test_what_can_t_be_followed_is_told_with_field_value_and_what_is_allowed(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "access.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError) as error:
        read_access({ACCESS: str(file)})
    assert "access.toml" in str(error.value)
    assert said in str(error.value)


def test_without_the_setting_there_is_no_sign_in_and_a_missing_file_is_told(tmp_path: Path) -> None:
    assert read_access({}) is None
    with pytest.raises(AtlasError, match=r"gone.toml: \(ATLAS_ACCESS\) cannot be read: No such file or directory"):
        read_access({ACCESS: str(tmp_path / "gone.toml")})
    assert all(one.cls is not SignInMiddleware for one in served_app.served_middleware())
    assert current_person.may_bring_files()
    assert not current_person.is_administrator()


Use = Callable[[str], None]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Turns sign-in on, by what stands in the operator's file; Streamlit has its settings."""

    def turn_on(text: str) -> None:
        file = tmp_path / "access.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv(ACCESS, str(file))
        monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": AUTH})
        current_person.live_access.cache_clear()

    yield turn_on
    request_metrics.REQUESTS.clear()
    monkeypatch.delenv(ACCESS, raising=False)
    current_person.live_access.cache_clear()


@pytest.fixture
def app(use: Use, monkeypatch: pytest.MonkeyPatch) -> ASGIApp:
    use('viewers = ["vera@example.org"]')
    return built(monkeypatch)


def cookie(**claims: object) -> str:
    """As Streamlit sets it."""
    content = json.dumps({**VERA, "iat": time.time(), "origin": ORIGIN, "provider": "default", **claims})
    return f"_streamlit_user={create_signed_value(SECRET, '_streamlit_user', content).decode()}; atlas_owner={ADA}"


CLOSED = (
    "/atlas", "/atlas/", "/atlas/nothing", "/atlas/kept/none", "/atlas/engine/a/1/about", "/media/x.html",
    "/_stcore/upload_file/a/b", "/atlas/web", "/atlas/health/x", "/atlas/basemapx/y",
)  # fmt: skip
STILL_OPEN = ("/", "/incidents", "/favicon.png", "/atlas/health", "/atlas/web/x/stage.js", "/atlas/fonts/x/fonts.css")


@pytest.mark.parametrize("path", CLOSED)
def test_what_may_hold_data_is_closed(app: ASGIApp, path: str) -> None:
    assert ask(app, path).status == 401
    assert ask(app, path, cookie="_streamlit_user=2|1:0|10:1|5:forged").status == 401
    assert ask(app, path, cookie=cookie(email="otto@example.org", sub="2")).status == 403
    assert ask(app, path, cookie=cookie(origin="https://elsewhere.org")).status == 401
    assert ask(app, path, cookie=cookie(iat=time.time() - 13 * 3600)).status == 401
    answer = ask(app, path, cookie=cookie())
    assert answer.status not in (401, 403)
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("path", STILL_OPEN)
def test_pages_and_the_browser_s_code_are_open(app: ASGIApp, path: str) -> None:
    assert ask(app, path, accept=BROWSER).status in (200, 304, 404)
    assert ask(app, "/atlas/web/../kept/none").status == 404  # a name that is not the browser's code


def test_an_answer_is_kept_for_one_person_at_one_browser(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = cookie()
    hers = owner_cookie.owner_of(Headers({"cookie": mine}))
    monkeypatch.setattr(owner_cookie, "owner", lambda: hers)
    name = BLOBS.put(b"hers", "text/plain", owner="of the test")
    assert ask(app, f"/atlas/kept/{name}", cookie=mine).text == "hers"
    assert ask(app, f"/atlas/kept/{name}", cookie=cookie(sub="2")).status == 404
    BLOBS.forget("of the test")


def test_the_engine_answers_only_those_whom_the_dataset_is_for(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    use('viewers = ["@example.org"]\ndataset_for = ["nora@example.org"]')
    app = built(monkeypatch)
    assert ask(app, "/atlas/engine/a/1/about", cookie=cookie()).status == 403
    nora = cookie(email="nora@example.org", sub="3")
    assert ask(app, "/atlas/engine/a/1/about", cookie=nora).status == 410
    assert not catalog.is_opening_for_all()


def test_health_tells_of_the_dataset_only_those_whom_it_is_for(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    use('viewers = ["@example.org"]\ndataset_for = ["nora@example.org"]')
    app = built(monkeypatch)
    assert ask(app, "/atlas/health", cookie=cookie()).json().keys() == {"ready", "version"}
    assert "dataset" in ask(app, "/atlas/health", cookie=cookie(email="nora@example.org", sub="3")).json()


def data_page() -> None:
    from geo.ui.data import page
    from geo.ui.datasets.uploads import own_uploads

    page._upload_form()
    for one in own_uploads().uploads.values():
        page.upload_section(one, page._read_again, page._put_together)


@pytest.mark.parametrize(("named", "shown"), [("nora", False), ("vera", True)])
def test_an_upload_is_compared_with_the_dataset_only_by_those_whom_it_is_for(
    use: Use, monkeypatch: pytest.MonkeyPatch, named: str, shown: bool
) -> None:
    use(f'editors = ["@example.org"]\ndataset_for = ["{named}@example.org"]')
    monkeypatch.setattr(current_person, "session_claims", lambda: {**VERA, "iat": time.time()})
    page = AppTest.from_function(data_page, default_timeout=60).run()
    upload(page, (FIXTURES / "acled_new.csv").read_bytes())
    next(one for one in page.toggle if one.label == "Look for them").set_value(True).run()
    assert not page.exception
    (offered,) = (one.options for one in page.selectbox if one.label == "Compare with")
    assert (catalog.default_source().facts.title in offered) is shown


def test_only_pages_of_the_atlas_are_come_back_to(app: ASGIApp) -> None:
    asked = ask(app, "/incidents", query="q=x", accept=BROWSER)
    assert "atlas_return=%2Fincidents%3Fq%3Dx; " in asked.headers["set-cookie"]
    assert "; Secure" not in asked.headers["set-cookie"]
    safely = ask(app, "/incidents", query="q=x", scheme="https", accept=BROWSER)
    assert safely.headers["set-cookie"].endswith("; HttpOnly; SameSite=Lax; Secure")
    for bad in ("//evil.org", "/%5Cevil.org", "/nothing?x", "https:evil", "/incidents?\r\nx"):
        answer = ask(app, "/", accept=BROWSER, cookie=f"{cookie()}; atlas_return={bad}")
        assert answer.status == 200, bad
    back = ask(app, "/", accept=BROWSER, cookie=f"{cookie()}; atlas_return=%2Fincidents%3Fq%3Dx")
    assert (back.status, back.headers["location"]) == (302, "./incidents?q=x")


def test_what_keeps_people_from_signing_in_ends_the_start(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert streamlit_sign_in.check_sign_in("") == []
    assert "is not where people come back to" in streamlit_sign_in.check_sign_in("/maps")[0]
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {**AUTH, "client_id": "", "cookie_secret": "short"}})
    st.config.set_option("server.trustedUserHeaders", {"X-Email": "email"})
    try:
        said = streamlit_sign_in.check_sign_in("/atlas")
    finally:
        st.config.set_option("server.trustedUserHeaders", {})
    assert any("trustedUserHeaders is set" in one for one in said)
    assert any("is that of the atlas's own addresses" in one for one in said)
    assert any("lack “client_id”" in one for one in said)
    assert any("cookie_secret: it is too short" in one for one in said)
    with pytest.raises(SystemExit, match="lack “client_id”"):
        built(monkeypatch)


def test_another_streamlit_that_keeps_sign_in_otherwise_is_told(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("streamlit.web.server.starlette.starlette_websocket._parse_decoded_user_cookie")
    (said,) = streamlit_sign_in.check_sign_in("")
    assert said.startswith(f"Streamlit {st.__version__} keeps sign-in in another way")
