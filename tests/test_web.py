"""The browser's code: folders depend one way, and joined it is the same as in its separate files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.web import FOLDER, JOINED, SHEETS, WORKER
from geo.web.joining import JoinError, joined, joined_sheets, module_names, read_module, stub, worker

ORDER = (
    "core",
    "symbols",
    "source",
    "map",
    "timeline",
    "area",
    "filters",
    "legend",
    "tooltip",
    "panel",
    "widgets",
)
"""Each folder uses itself and those before it; the modules beside the folders use all."""


def floor(name: str) -> int:
    """How far along the way a module lies."""
    folder, inside, _ = name.partition("/")
    return ORDER.index(folder) if inside else len(ORDER)


@pytest.mark.parametrize("name", module_names())
def test_a_module_uses_what_lies_before_it(name: str) -> None:
    module = read_module(name)
    later = [other for other in (*module.needs, *module.mentions) if floor(other) > floor(name)]
    assert later == [], f"{name} uses what comes after it"


def test_all_modules_are_in_the_joined_file_once() -> None:
    text = joined(module_names())
    for name in module_names():
        assert text.count(f'\n"{name}": () => {{\n') == 1
    assert re.findall(r"^(?:import|export)\b.*", text, re.MULTILINE) == ["export function atlasUse(name) {"]


def test_the_worker_gets_what_it_needs_and_no_more() -> None:
    text = worker(WORKER)
    assert f'"{WORKER}"' in text
    assert '"map/placement.js"' in text
    assert '"core/dom.js"' not in text
    assert text.endswith(f'atlasUse("{WORKER}");\n')


def test_all_styles_are_joined() -> None:
    assert sorted({"print.css", "widgets/sheet.css", *SHEETS}) == sorted(
        path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.css")
    )
    assert ".ia-list-count" in joined_sheets()


def write(folder: Path, **modules: str) -> None:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")


def test_names_are_bound_as_they_are_written(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="/** What a is. */\nexport const one = 1;\nexport async function go() {}\nexport class It {}\n",
        b='import first, { one as uno, go } from "./a.js";\nimport * as a from "./a.js";\nexport { a };\n'
        'export { It as That } from "./a.js";\nexport default (x) => x + uno;\nconst later = () => import("./a.js");\n',
    )
    module = read_module("b.js", tmp_path)
    assert module.body.splitlines() == [
        'const first = atlasUse("a.js").default;',
        'const { one: uno, go } = atlasUse("a.js");',
        'const a = atlasUse("a.js");',
        "const exportedByDefault = (x) => x + uno;",
        'const later = () => atlasLater("a.js");',
    ]
    assert module.exports == {"a": "a", "That": 'atlasUse("a.js").It', "default": "exportedByDefault"}
    assert stub("b.js", tmp_path) == (
        f'import {{ atlasUse }} from "./{JOINED}";\nconst module = atlasUse("b.js");\n'
        "export const { That, a } = module;\nexport default module.default;\n"
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "export let n = 1;\n",
            "odd.js: “export let n = 1;” cannot be joined; export a function, a class, a const or a list of names.",
        ),
        ('import { n } from "./other.js";\nexport const m = n;\n', "These modules need each other in a circle: "),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, code: str, sentence: str) -> None:
    write(tmp_path, odd=code, other='import { m } from "./odd.js";\nexport const n = m;\n')
    with pytest.raises(JoinError) as caught:
        joined(("odd.js",), tmp_path)
    assert str(caught.value).startswith(sentence)
