"""A team's server with sign-in, and the provider that its people sign in at: both real, in processes of their own."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from benchmarks.server_process import free_port
from benchmarks.websocket_session import Session, session
from tests.browser.conftest import serve
from tests.conftest import ROOT
from tests.signin.provider import CLIENT, PASSWORD, SECRET

ACCESS = """
viewers = ["vera@example.org", "nora@example.org"]
administrators = ["ada@example.org"]
accept_unverified_email = true  # the provider of the tests does not say

[claim]
name = "groups"
editors = ["field-office"]

[[datasets]]
file = "north.geojson"
for = ["nora@example.org"]
"""
_FORM = re.compile(r'<input[^>]*name="csrf_token"[^>]*value="([^"]*)"')


@dataclass
class Browser:
    """A browser that is no more than its cookies."""

    server: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(follow_redirects=True, timeout=60))

    def open(self) -> None:
        """Open the page: gives the cookies that every browser gets."""
        self.client.get(f"{self.server}/", headers={"accept": "text/html"})
        self.client.get(f"{self.server}/_stcore/health")

    def status(self, path: str) -> int:
        """Of an answer."""
        return self.client.get(self.server + path).status_code

    @property
    def cookies(self) -> str:
        """For the server, as a header."""
        return "; ".join(
            f"{one.name}={one.value}" for one in self.client.cookies.jar if one.name.startswith(("_str", "atlas"))
        )

    def session(self) -> AbstractAsyncContextManager[Session]:
        """A session at the server."""
        return session(self.server, self.cookies, self.client.cookies["_streamlit_xsrf"])

    def sign_in(self, address: str, name: str) -> httpx.Response:
        """From where the page sends the browser through the provider's forms, back to the page."""
        self.client.headers["accept"] = "text/html"
        answer = self.client.get(self.server + address)
        for form in ({"login": name}, {"password": PASSWORD}):
            token = _FORM.search(answer.text)
            assert token is not None, answer.text
            answer = self.client.post(answer.url, data={**form, "csrf_token": html.unescape(token[1])})
        return answer


@dataclass
class Team:
    """The server and its provider."""

    server: str
    provider: str
    log: Path
    browsers: list[Browser] = field(default_factory=list)

    def browser(self) -> Browser:
        """A new one, at the page."""
        browser = Browser(self.server)
        self.browsers.append(browser)
        browser.open()
        return browser


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A server that asks for sign-in."""
    folder = tmp_path_factory.mktemp("team")
    port, server_port = free_port(), free_port()
    server, provider = f"http://127.0.0.1:{server_port}", f"http://localhost:{port}"
    callback = f"{server}/oauth2callback"
    _write(folder, callback, provider)
    with (folder / "provider.txt").open("wb") as out:
        command = [sys.executable, "-m", "tests.signin.provider", str(port), callback]
        theirs = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    ours = None
    try:
        _wait_for(f"{provider}/.well-known/openid-configuration", folder / "provider.txt")
        log = folder / "log.txt"
        environment = {"ATLAS_ACCESS": str(folder / "access.toml")}
        options = ("--secrets.files", str(folder / "secrets.toml"))
        ours, _ = serve(ROOT / "app.py", log, *options, port=server_port, environment=environment)
        found = Team(server, provider, log)
        yield found
        for browser in found.browsers:
            browser.client.close()
    finally:
        for process in (ours, theirs):
            if process is not None:
                process.terminate()
                process.wait(timeout=20)


def _write(folder: Path, callback: str, provider: str) -> None:
    """The operator's files, and a dataset for one person."""
    (folder / "access.toml").write_text(ACCESS, encoding="utf-8")
    settings = {
        "redirect_uri": callback, "cookie_secret": "s" * 43, "client_id": CLIENT, "client_secret": SECRET,
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }  # fmt: skip
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    lines += ['client_kwargs = { scope = "openid email profile groups" }']
    (folder / "secrets.toml").write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    shipped = json.loads((ROOT / "data" / "incidents.geojson").read_text(encoding="utf-8"))
    shipped |= {"id": "north", "title": "Incidents of the north", "features": shipped["features"][:3]}
    (folder / "north.geojson").write_text(json.dumps(shipped), encoding="utf-8")
    for name in ("actors.json", "sources.json"):
        (folder / name).write_bytes((ROOT / "data" / name).read_bytes())


def _wait_for(address: str, log: Path) -> None:
    for _ in range(300):
        try:
            httpx.get(address, timeout=1)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"the provider did not start: {log.read_text()}")
