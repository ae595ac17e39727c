"""One person at a Streamlit page without a browser: what a browser says to the server over its websocket, and what comes
back."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_KEPT = re.compile(rb"atlas/kept/[0-9a-f]{32}")
_SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")
LARGEST = 64_000_000
"""Bytes of one message."""


@dataclass
class Answer:
    """What came back for one run."""

    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    """What the page shows of exceptions, and runs that did not end well."""
    drawn: int = 0
    """Elements that the page was given."""
    uploaders: list[str] = field(default_factory=list)
    """Ids of the places where a file can be brought."""
    buttons: list[str] = field(default_factory=list)
    """Ids of the buttons."""
    texts: list[str] = field(default_factory=list)
    """Plain texts, headings and warnings of the page."""
    json: str = ""
    """What the browser's components are given."""
    redirect: str = ""
    """Where the browser is sent for signing in or out."""
    deltas: list[Delta] = field(default_factory=list)
    """All that was drawn, as Streamlit sends it."""

    def kept_addresses(self) -> set[str]:
        """Where the page finds its kept answers, beside its own address."""
        return {name.decode() for delta in self.deltas for name in _KEPT.findall(delta.SerializeToString())}


class Session:
    """What a browser knows of its session."""

    def __init__(self, socket: ClientConnection, address: str, cookies: str = "") -> None:
        self._socket, self._address, self._cookies = socket, address, cookies
        self._pages: dict[str, str] = {}
        self.query = ""
        """What stands in the browser's address."""
        self._id = ""

    async def run(self, page: str = "", query: str | None = None, widgets: Sequence[WidgetState] = ()) -> Answer:
        """Open a page (the end of its address; "" is the first) under a query, and wait until it is drawn; without a
        query under the one that the page wrote itself."""
        if query is not None:
            self.query = query
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        if page in self._pages:
            state.page_script_hash = self._pages[page]
        else:
            state.page_name = page
        state.widget_states.widgets.extend(widgets)
        began = time.monotonic()
        await self._socket.send(message.SerializeToString())
        answer = Answer()
        while True:
            told = await self._next()
            kind = told.WhichOneof("type")
            if kind == "delta":
                _read(told.delta, answer)
            elif kind == "auth_redirect":
                answer.redirect = told.auth_redirect.url
            elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    answer.failures.append(f"the run ended with status {told.script_finished}")
                answer.seconds = time.monotonic() - began
                return answer

    @property
    def pages(self) -> list[str]:
        """The ends of the pages' addresses, as the navigation has them."""
        return [name for name in self._pages if name]

    async def press(self, page: str, button: str, widgets: Sequence[WidgetState] = ()) -> Answer:
        """Press a button of a page, whose other widgets say what they said."""
        return await self.run(page, widgets=[*widgets, WidgetState(id=button, trigger_value=True)])

    async def _next(self) -> ForwardMsg:
        told = ForwardMsg()
        told.ParseFromString(await self._socket.recv(decode=False))
        kind = told.WhichOneof("type")
        if kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
            self._pages[""] = next(page.page_script_hash for page in told.navigation.app_pages if page.is_default)
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "new_session":
            self._id = told.new_session.initialize.session_id or self._id
        return told

    async def upload(self, name: str, content: bytes, uploader: str) -> WidgetState:
        """Bring a file, and give the state of the widget that has it."""
        asked = BackMsg()
        asked.file_urls_request.request_id = secrets.token_hex(4)
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._id
        await self._socket.send(asked.SerializeToString())
        while (told := await self._next()).WhichOneof("type") != "file_urls_response":
            pass
        place: FileURLs = told.file_urls_response.file_urls[0]
        await asyncio.to_thread(_put, self._address, self._cookies, place.upload_url, name, content)
        state = WidgetState(id=uploader)
        one = state.file_uploader_state_value.uploaded_file_info.add()
        one.name, one.size, one.file_id = name, len(content), place.file_id
        one.file_urls.CopyFrom(place)
        return state


def _read(delta: Delta, answer: Answer) -> None:
    answer.drawn += 1
    answer.deltas.append(delta)
    if delta.WhichOneof("type") == "new_element":
        kind = delta.new_element.WhichOneof("type")
        if kind == "exception":
            answer.failures.append(f"{delta.new_element.exception.type}: {delta.new_element.exception.message}")
        elif kind in ("text", "heading", "alert"):
            answer.texts.append(getattr(delta.new_element, kind).body)
        elif kind == "button":
            answer.buttons.append(delta.new_element.button.id)
        elif kind == "bidi_component":
            answer.json += delta.new_element.bidi_component.json
        elif kind == "file_uploader":
            answer.uploaders.append(delta.new_element.file_uploader.id)


def browser_cookies(address: str) -> str:
    """The cookies that a browser gets with its first page, as it sends them back: the owner's, and a proxy's where one
    stands before the server. Empty where it gets none."""
    return _cookies(urllib.request.Request(f"{address}/", headers={"Accept": "text/html"}))


def fetched(address: str, cookies: str = "") -> bytes:
    """What is at an address, for a browser with these cookies. Raises HTTPError where the answer is a refusal."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookies}), timeout=60) as answer:
        return bytes(answer.read())


def metric(address: str, name: str) -> dict[str, float]:
    """A server's numbers of one name (``ATLAS_METRICS``), by their labels as they are written."""
    lines = map(_SAMPLE.match, fetched(f"{address}/atlas/metrics").decode().splitlines())
    return {one[2] or "": float(one[3]) for one in lines if one and one[1] == name}


def _cookies(asked: urllib.request.Request) -> str:
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return "; ".join(text.partition(";")[0] for text in answer.headers.get_all("Set-Cookie", []))


def _others(cookies: str) -> list[str]:
    """A browser's cookies but for Streamlit's token, which is asked for anew."""
    return [one for one in cookies.split("; ") if one and not one.startswith("_streamlit_xsrf")]


def _put(address: str, cookies: str, path: str, name: str, content: bytes) -> None:
    """As a browser does it: the token that Streamlit gave in a cookie comes along as a header too."""
    given = _cookies(urllib.request.Request(f"{address}/_stcore/health", headers={"Cookie": cookies}))
    token = next(one for one in given.split("; ") if "xsrf" in one)
    edge = secrets.token_hex(12)
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    headers |= {"Cookie": "; ".join([*_others(cookies), token]), "X-Xsrftoken": token.partition("=")[2]}
    body = head + content + f"\r\n--{edge}--\r\n".encode()
    with urllib.request.urlopen(urllib.request.Request(address + path, body, headers, method="PUT"), timeout=60):
        pass


@asynccontextmanager
async def session(address: str, cookies: str = "", token: str = "") -> AsyncIterator[Session]:
    """A session on a server, with a browser's cookies if it has some; nothing is drawn yet. With ``token``, Streamlit's
    against requests of other sites, it is a browser of this site, and so may be signed in."""
    place = address.replace("http", "ws", 1) + "/_stcore/stream"
    headers = {"Cookie": cookies} if cookies else {}
    protocols = [Subprotocol("streamlit")]
    if token:
        headers["Origin"] = address
        protocols.append(Subprotocol(token))
    async with connect(
        place,
        subprotocols=protocols,
        additional_headers=headers,
        max_size=LARGEST,
        open_timeout=120,
        ping_interval=None,
    ) as socket:
        yield Session(socket, address, cookies)
