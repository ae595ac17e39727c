"""Puts the browser's modules into one file: a page asks for one script instead of a hundred.

Every module becomes a function that is called once, when another module first needs it, and gives what the module
exports. Names and order mean the same as in the separate files. What the modules may not do for that is refused with a
sentence: export something that changes (``export let``), or need each other in a circle.

One module holds what Python says: how symbols look (``TABLE``).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from geo.style.symbol_table import table_json
from geo.web import FOLDER, JOINED, SHEETS, TABLE

_IMPORT = re.compile(r'^import\s+(?:([^"]*?)\s+from\s+)?"(\.[^"]+)";\n?', re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
_DECLARED = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const)\s+(\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?:((?:async )?function|class) (\w+))?", re.MULTILINE)
_LISTED = re.compile(r'^export \{([^}]*)\}(?: from "(\.[^"]+)")?;\n?', re.MULTILINE)
_ANY_EXPORT = re.compile(r"^export\b.*", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_NO_TABLE = 'JSON.parse("{}")'
"""What stands for the table in its module."""
_START = """function atlasUse(name) {
  if (!ran.has(name)) ran.set(name, atlasModules[name]());
  return ran.get(name);
}
const ran = new Map();
const atlasLater = async (name) => atlasUse(name);
const atlasModules = {
"""
_ADDRESS = "const atlasAddress = (name) => new URL(name, import.meta.url).href;\n"


class JoinError(Exception):
    """A module is written in a way that cannot be joined."""


@dataclass(frozen=True)
class Module:
    """A module as a function's body."""

    name: str
    body: str
    """Its code, with ``atlasUse(…)`` instead of imports, without comments that fill lines."""
    exports: dict[str, str]
    """By exported name the name inside."""
    needs: tuple[str, ...]
    """Modules that run before it."""
    mentions: tuple[str, ...]
    """Modules that it asks for while it runs."""


@cache
def module_names() -> tuple[str, ...]:
    """All modules, by their paths below the folder."""
    return tuple(sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")))


def joined(entries: tuple[str, ...], folder: Path = FOLDER) -> str:
    """One ES module that holds ``entries`` and all that they need, and exports ``atlasUse(name)``: what a module exports;
    the first to ask runs it."""
    return f"export {_modules(entries, folder)}{_ADDRESS}"


def plain_script(names: dict[str, tuple[str, ...]], folder: Path = FOLDER) -> str:
    """The same as a part of a script that is no module: constants, by module the exported names. The modules may not ask
    for the address of their file."""
    given = ", ".join(f'...atlasUse("{name}")' for name in names)
    every = ", ".join(exported for group in names.values() for exported in group)
    return f"const {{ {every} }} = (() => {{\n{_modules(tuple(names), folder)}return {{ {given} }};\n}})();\n"


def _modules(entries: tuple[str, ...], folder: Path) -> str:
    """The function ``atlasUse`` and the modules that it knows."""
    found: dict[str, Module] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = read_module(name, folder)
            waiting += [*found[name].needs, *found[name].mentions]
    _refuse_circles(found)
    parts = [f'"{name}": () => {{\n{_function(found[name])}\n}},\n' for name in sorted(found)]
    return _START + "".join(parts) + "};\n"


def worker(name: str, folder: Path = FOLDER) -> str:
    """A script that runs one module, for a thread of its own."""
    return joined((name,), folder) + f'atlasUse("{name}");\n'


def stub(name: str, folder: Path = FOLDER) -> str:
    """The module at its own address: the same one that the joined file holds, never a second."""
    up = posixpath.relpath(JOINED, posixpath.dirname(name) or ".")
    exports = read_module(name, folder).exports
    lines = [
        f'import {{ atlasUse }} from "{up if up.startswith(".") else "./" + up}";',
        f'const module = atlasUse("{name}");',
    ]
    plain = ", ".join(sorted(exports.keys() - {"default"}))
    lines += [f"export const {{ {plain} }} = module;"] if plain else []
    lines += ["export default module.default;"] if "default" in exports else []
    return "\n".join(lines) + "\n"


def joined_sheets() -> str:
    """All styles as one sheet."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SHEETS)


def code_of(name: str, folder: Path = FOLDER) -> str:
    """A module as it is written; that of how symbols look with the table in its place."""
    code = (folder / name).read_text(encoding="utf-8")
    if name != TABLE:
        return code
    if code.count(_NO_TABLE) != 1:
        raise JoinError(f"{TABLE}: the table goes where “{_NO_TABLE}” stands; it must be there once.")
    return code.replace(_NO_TABLE, table_json())


@cache
def read_module(name: str, folder: Path = FOLDER) -> Module:
    """Read a module by its path below the folder."""
    code = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", code_of(name, folder)))
    needs: list[str] = []
    exports: dict[str, str] = {}

    def path_of(relative: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), relative))

    def imported(match: re.Match[str]) -> str:
        needs.append(path_of(match[2]))
        return _bound(match[1], needs[-1])

    def listed(match: re.Match[str]) -> str:
        pairs = [part.split(" as ") for part in (piece.strip() for piece in match[1].split(",")) if part]
        if match[2]:
            needs.append(path_of(match[2]))
            inner = {pair[-1]: f'atlasUse("{needs[-1]}").{pair[0]}' for pair in pairs}
        else:
            inner = {pair[-1]: pair[0] for pair in pairs}
        exports.update(inner)
        return ""

    def default(match: re.Match[str]) -> str:
        exports["default"] = match[2] or "exportedByDefault"
        return f"{match[1]} {match[2]}" if match[2] else "const exportedByDefault = "

    def declared(match: re.Match[str]) -> str:
        exports[match[1]] = match[1]
        return ""

    code = _DEFAULT.sub(default, _DECLARED.sub(declared, _LISTED.sub(listed, _IMPORT.sub(imported, code))))
    if odd := _ANY_EXPORT.search(code):
        raise JoinError(f"{name}: “{odd[0]}” cannot be joined; export a function, a class, a const or a list of names.")
    mentions = tuple(path_of(match[1]) for match in _LATER.finditer(code))
    code = _LATER.sub(lambda match: f'atlasLater("{path_of(match[1])}")', code)
    code = code.replace("import.meta.url", f'atlasAddress("{name}")')
    return Module(name, code.strip(), exports, tuple(needs), mentions)


def _bound(clause: str | None, name: str) -> str:
    """The names of an import as constants."""
    if not clause:
        return f'atlasUse("{name}");\n'
    own, _, listed = clause.partition("{")
    lines = []
    if own := own.strip().rstrip(",").strip():
        star = own.removeprefix("* as ")
        lines.append(f'const {star} = atlasUse("{name}"){"" if star != own else ".default"};\n')
    if listed := listed.rstrip("} \n"):
        pairs = (" ".join(part.split()).replace(" as ", ": ") for part in listed.split(","))
        lines.append(f'const {{ {", ".join(pair for pair in pairs if pair)} }} = atlasUse("{name}");\n')
    return "".join(lines)


def _function(module: Module) -> str:
    given = ", ".join(f"{outer}: {inner}" for outer, inner in sorted(module.exports.items()))
    return f"{module.body}\nreturn {{ {given} }};"


def _refuse_circles(found: dict[str, Module]) -> None:
    try:
        TopologicalSorter({name: module.needs for name, module in found.items()}).prepare()
    except CycleError as error:
        raise JoinError(f"These modules need each other in a circle: {' → '.join(error.args[1])}.") from None
