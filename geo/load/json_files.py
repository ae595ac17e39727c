"""Reads JSON files, or says in one clear sentence why not."""

import json
from pathlib import Path
from typing import Any, NoReturn

from geo.errors import UnreadableFile

WORDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
}
_TOO_DEEP = "is nested too deeply to be read"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableFile where there are none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(path.name, "there is no such file", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise UnreadableFile(path.name, "is a folder, not a file", "Name the file inside it.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile(path.name, f"can't be opened ({reason})", "Check the rights to the file.") from None
    if not raw.strip():
        raise UnreadableFile(path.name, "is empty", "Fetch the file again from where it came.")
    return raw


def expect_file(path: Path) -> Path:
    """The path itself; raises UnreadableFile where it leads to no file, as ``read_bytes`` does."""
    if not path.is_file() or not path.stat().st_size:
        read_bytes(path)
    return path


def parse(name: str, raw: bytes) -> Any:
    """JSON from the bytes of the file ``name``; raises UnreadableFile where it is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start + 1} can't be read)"
        raise UnreadableFile(name, problem, "Save it again with the encoding UTF-8.") from None
    found = _loaded(name, text)
    if "\\ud" in text.lower():
        _refuse_halves(name, found)
    return found


def _loaded(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda word: _no_constant(name, word), object_pairs_hook=_Object(name))
    except json.JSONDecodeError as error:
        raise _not_json(name, text, error) from None
    except RecursionError:
        raise UnreadableFile(name, _TOO_DEEP, "Check that it is the right file.") from None
    except ValueError:
        problem = "holds a number too long to be read"
        raise UnreadableFile(name, problem, "Check that it is the right file.") from None


def _refuse_halves(name: str, found: Any) -> None:
    """Escapes can spell half a character, which no text can hold and no screen can show."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        problem = "holds half a character (one \\ud… escape of two)"
        raise UnreadableFile(name, problem, "Save it again with the encoding UTF-8.") from None


class _Object:
    """Builds an object and refuses a key that stands in it twice: one of the two would be lost in silence."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            problem = f"holds the key '{twice}' twice in one object"
            raise UnreadableFile(self.name, problem, "Keep the right one of the two.")
        return found


def _no_constant(name: str, word: str) -> NoReturn:
    raise UnreadableFile(name, f"holds {word}, which is no JSON", "Write null for what is not known.")


def _not_json(name: str, text: str, error: json.JSONDecodeError) -> UnreadableFile:
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        problem = f"stops in the middle ({place}): its end is missing"
        return UnreadableFile(name, problem, "Fetch the file again from where it came.")
    return UnreadableFile(name, f"is not JSON ({place}: {error.msg.lower()})", "Check that it is the right file.")


def expect_object(name: str, found: Any, what: str) -> dict[str, Any]:
    """The object that the file must be; raises UnreadableFile where it is something else."""
    if isinstance(found, dict):
        return found
    problem = f"holds {WORDS.get(type(found), 'null')} where {what} is expected"
    raise UnreadableFile(name, problem, "Check that it is the right file.")
