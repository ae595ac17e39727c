"""Databases for the tests: a PostgreSQL server of one's own under a temporary folder, and Spark in local mode."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server_process import free_port

PASSWORD = "wd-secret-1401"  # noqa: S105


def postgres_programs() -> Path | None:
    """Where Debian keeps the programs of the newest PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def java() -> str | None:
    """Java, which Spark runs on."""
    return shutil.which("java") or os.environ.get("JAVA_HOME")


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a server that lives as long as the context; its user ``atlas`` has a password.

    PostgreSQL refuses to run as root, so root hands it to the user ``postgres`` that its package makes.
    """
    programs = postgres_programs()
    assert programs is not None
    who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    data, word, port = folder / "data", folder / "password", free_port()
    word.write_text(PASSWORD)
    folder.chmod(0o777)
    for above in folder.parents:
        if above.owner() == Path.home().owner() and above != Path("/tmp"):  # noqa: S108
            above.chmod(above.stat().st_mode | 0o011)
    word.chmod(0o644)
    quiet = {"check": True, "capture_output": True, "cwd": folder, **who}
    initdb = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "atlas",
        "--pwfile",
        word,
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run([*initdb, "--locale", "C.UTF-8"], **quiet)  # type: ignore[call-overload]
    settings = f"-p {port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=256MB"
    subprocess.run(
        [programs / "pg_ctl", "-D", data, "-w", "-t", "180", "-l", folder / "log", "-o", settings, "start"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **who,
    )  # type: ignore[call-overload]  # fmt: skip
    try:
        yield f"postgres://atlas@127.0.0.1:{port}/postgres"
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "-t", "180", "stop"]
        subprocess.run(stop, **{**quiet, "check": False})  # type: ignore[call-overload]


def stop(folder: Path) -> None:
    """Stop the server of a folder at once."""
    _control(folder, "-m", "fast", "stop")


def restart(folder: Path) -> None:
    """Start it again as it was."""
    _control(folder, "-l", str(folder / "log"), "restart")


def _control(folder: Path, *words: str) -> None:
    programs = postgres_programs()
    assert programs is not None
    who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    call = [programs / "pg_ctl", "-D", folder / "data", "-w", "-t", "180", *words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(call, check=True, cwd=folder, **quiet, **who)  # type: ignore[call-overload]
