"""Tries the newest version of everything that the atlas leans on: ``python scripts/try_newest.py [--hold NAME]… [PYTEST…]``.

Installs what ``requirements*.txt`` name, without the pins, into a new virtual environment, says which versions moved,
runs the README's tests there and says what failed. ``--hold`` keeps the pin of a package; everything else goes to
pytest. Uses the standard library alone, so that any Python can run it. Exits with 1 where a test fails.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?P<extra>\[[^\]]*\])?==(?P<version>\S+)")


def pins() -> dict[str, tuple[str, str]]:
    """By the name of a package as it is written: its extras (``[binary]`` or empty), and the version it is pinned to."""
    lines = (line for name in REQUIREMENTS for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    found = filter(None, map(_PIN.match, lines))
    return {pin["name"]: (pin["extra"] or "", pin["version"]) for pin in found}


def wanted(held: set[str]) -> list[str]:
    """What pip is asked for: names without versions, but for those that are held."""
    return [
        f"{name}{extra}" + (f"=={version}" if name.lower() in held else "") for name, (extra, version) in pins().items()
    ]


def moved(installed: dict[str, str]) -> list[str]:
    """A line for each package that has another version than its pin."""
    return [
        f"{name} {version} → {installed[_plain(name)]}"
        for name, (_, version) in pins().items()
        if installed.get(_plain(name), version) != version
    ]


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0].split(":")[0])
    parser.add_argument("--hold", action="append", default=[], metavar="NAME", help="a package that keeps its pin")
    parser.add_argument("--into", type=Path, help="folder of the virtual environment, which stays (default: removed)")
    options, for_pytest = parser.parse_known_args()
    held = {name.lower() for name in options.hold}
    strangers = held - {name.lower() for name in pins()}
    if strangers:
        parser.error(f"no package of {' or '.join(REQUIREMENTS)}: {', '.join(sorted(strangers))}")
    with tempfile.TemporaryDirectory() as scratch:
        python = _environment(options.into or Path(scratch) / "venv")
        print("Installing the newest versions: some minutes.", flush=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *wanted(held)], check=True)
        listed = subprocess.run(
            [python, "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True
        ).stdout
        lines = moved({_plain(found["name"]): found["version"] for found in json.loads(listed)})
        print("\n".join(["", "Moved:", *(lines or ["nothing"]), ""]), flush=True)
        failed, ended = _tests(python, for_pytest)
    print("\n".join(["", "Failed:", *(failed or ["nothing" if ended == 0 else f"pytest ended with {ended}"])]))
    return 0 if ended == 0 else 1


def _environment(folder: Path) -> str:
    """The interpreter of a new virtual environment."""
    venv.create(folder, with_pip=True, clear=True)
    return str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")


def _tests(python: str, arguments: list[str]) -> tuple[list[str], int]:
    """Runs the tests, shown as they go; a line for each that failed, and pytest's exit code."""
    command = [python, "-m", "pytest", "-rfE", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        failed = []
        for line in run.stdout or ():
            print(line, end="", flush=True)
            if line.startswith(("FAILED ", "ERROR ")):
                failed.append(line.strip())
    return failed, run.returncode


def _plain(name: str) -> str:
    """A package's name as the index compares it: ``Python_Bidi`` is ``python-bidi``."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
