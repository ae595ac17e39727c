"""A reverse proxy that takes a prefix away, as in front of many servers: requests and websockets, nothing else."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SHUT_WR, create_connection, socket
from urllib.parse import urlsplit

PREFIX = "/tools/atlas"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    upstream = ("127.0.0.1", 0)


class _One(socketserver.BaseRequestHandler):
    """One connection, one request: the head's first line loses the prefix, all else is handed on."""

    request: socket
    server: _Server

    def handle(self) -> None:
        """Hand on the request, then whatever both sides say."""
        head = b""
        while b"\r\n\r\n" not in head:
            part = self.request.recv(65536)
            if not part:
                return
            head += part
        first, rest = head.split(b"\r\n", 1)
        method, path, version = first.split(b" ", 2)
        if not path.startswith(PREFIX.encode() + b"/"):
            self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        if b"\r\nupgrade: websocket" not in rest.lower():
            rest = re.sub(rb"(?i)(^|\r\n)connection:[^\r\n]*", rb"\1Connection: close", rest, count=1)
        try:
            upstream = create_connection(self.server.upstream)
        except OSError:  # the server has gone
            return
        with upstream:
            upstream.sendall(b" ".join([method, path[len(PREFIX) :], version]) + b"\r\n" + rest)
            back = threading.Thread(target=_pump, args=(upstream, self.request), daemon=True)
            back.start()
            _pump(self.request, upstream)
            back.join()


def _pump(source: socket, target: socket) -> None:
    try:
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(SHUT_WR)
    except OSError:  # one side has gone
        pass


@contextmanager
def proxied(address: str) -> Iterator[str]:
    """The address of a server behind the proxy, with the prefix."""
    with _Server(("127.0.0.1", 0), _One) as server:
        server.upstream = (str(urlsplit(address).hostname), int(urlsplit(address).port or 80))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
        server.shutdown()
