"""nginx before several processes of the atlas, by the configuration that docs/server.md prints.

Only what belongs to that machine is put in its place here: where nginx listens (without a certificate), and the
processes' addresses.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.server_process import ROOT, Server, free_port, started_server, wait_until_answered
from geo.ui.server.server_settings import ANSWERS

BASE = "maps"
"""The path that the atlas is served under there."""
_FRAME = """daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{recipe}
}}
"""
_SERVERS = re.compile(r"(?:^ *server 127\.0\.0\.1:\d+;\n)+", re.MULTILINE)
_CERTIFICATE = re.compile(r"^ *ssl_certificate\w* .*\n", re.MULTILINE)


def nginx() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def configuration(port: int, servers: Sequence[Server]) -> str:
    """The configuration of docs/server.md for these processes. Raises ValueError where it no longer reads as it is
    expected here."""
    text = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    recipe = text.partition("```nginx\n")[2].partition("```")[0]
    ports = [urlsplit(server.address).port for server in servers]
    lines = "".join(f"    server 127.0.0.1:{one};\n" for one in ports)
    changes = [(_SERVERS, lines), (_CERTIFICATE, ""), (re.compile(r"listen 443 ssl;"), f"listen 127.0.0.1:{port};")]
    for pattern, instead in changes:
        recipe, found = pattern.subn(instead, recipe)
        if not found:
            raise ValueError(f"the configuration in docs/server.md has no {pattern.pattern}")
    return _FRAME.format(recipe=recipe)


@contextmanager
def proxied(servers: Sequence[Server]) -> Iterator[str]:
    """The one address of several processes; nginx ends with the context."""
    program = nginx()
    if program is None:
        raise FileNotFoundError("nginx is not installed: apt-get install nginx-light")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # started as root, nginx works as nobody
        path = Path(folder) / "nginx.conf"
        path.write_text(configuration(port, servers), encoding="utf-8")
        process = subprocess.Popen([program, "-p", folder, "-c", str(path)], stderr=subprocess.DEVNULL)
        try:
            wait_until_answered(f"http://127.0.0.1:{port}/{BASE}/_stcore/health")
            yield f"http://127.0.0.1:{port}/{BASE}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def started_together(script: Path, number: int, **environment: str) -> Iterator[tuple[str, list[Server]]]:
    """So many processes behind one address, which share a folder of answers: that address, and the processes. One is
    asked without a proxy, and shares nothing."""
    with ExitStack() as stack:
        if number > 1 and ANSWERS not in environment:
            environment[ANSWERS] = stack.enter_context(tempfile.TemporaryDirectory())
        base = BASE if number > 1 else ""
        servers = [stack.enter_context(started_server(script, base, **environment)) for _ in range(number)]
        yield (stack.enter_context(proxied(servers)) if number > 1 else servers[0].address), servers
