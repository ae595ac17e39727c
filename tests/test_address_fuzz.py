"""Whatever an address says: the app opens, and says a word about what it ignored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.filter.codecs import CODECS
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES
from geo.ui.state.page_parameters import NAMES
from tests.conftest import ROOT

KNOWN = sorted(codec.name for codec in CODECS)
EVIL = [
    "", " ", "*", "0", "-1", "NaN", "inf", "1e999", "null", "true", "[]", "{}", "__class__", "{0.__class__}", "%s%n",
    "'; DROP TABLE incidents; --", "<script>alert(1)</script>", "../../etc/passwd", "\x00", "\u202egnihton", "🧨" * 50,
    "9999-99-99", "0000-00-00", "2020-02-30", "2020-01-03T00:00:00Z", "99999999999999999999", "1,2,3", "1,2,3km",
    "0,0,0km", "-181,91,5", "nan,nan,nan", "1,2,3,4,5,6,7,8,9,10", "44,33,1e400km", "43,33,44,33,44", "x" * 9000,
    "10x10", "99999x99999", "lambda: 0", "__import__('os').system('true')", "\ufffd", "yes", "dark", "attack",
]  # fmt: skip
values = st.lists(st.sampled_from(EVIL) | st.text(max_size=60), min_size=1, max_size=4)
queries = st.dictionaries(st.sampled_from([*KNOWN, *NAMES]) | st.text(max_size=20), values, max_size=6)


def opened(query: dict[str, list[str]], page: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"pages/{page}.py").run()
    return app


BEGINNINGS = ("The address", "“", "A value", "The dates in the address", "This dataset has no")


def sentences(app: AppTest) -> list[str]:
    """What the note above the page says."""
    return [
        element.value for element in app.text if element.value.startswith(BEGINNINGS) or "were ignored" in element.value
    ]


FUZZ: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


@pytest.mark.full
@settings(max_examples=220, **FUZZ)
@given(queries)
@example({"from": ["2020-02-01"], "to": ["2020-01-01"]})
@example({"known": ["0001-01-01"]})
@example({"known": ["9999-12-31"], "from": ["0001-01-01"], "to": ["9999-12-31"]})
@example({"area": ["0,0,1,1"]})
@example({"actor": ["nobody"] * 300})
@example({"q": ["كتائب " * 400]})
@example({name: ["bogus"] for name in KNOWN})
def test_the_map_opens_whatever_the_address_says(query: dict[str, list[str]]) -> None:
    app = opened(query)
    assert not app.exception
    strangers = [name for name in query if name not in KNOWN and name not in NAMES]
    said = sentences(app)
    assert len(said) <= 18
    # An address of another dataset is refused as a whole: nothing else of it is followed, or told.
    if strangers and "dataset" not in query:
        assert any("means nothing here" in sentence for sentence in said)


@pytest.mark.full
@pytest.mark.parametrize("page", ["incidents", "actors", "compare", "trends", "sources"])
def test_every_page_opens_whatever_the_address_says(page: str) -> None:
    @settings(max_examples=12, **FUZZ)
    @given(queries)
    @example({"who": ["<b>"], "compare": ["lambda: 0"], "left": ["9999-99-99.."], "right": ["\ufffd"]})
    @example({name: ["bogus"] for name in (*KNOWN, *NAMES)})
    def check(query: dict[str, list[str]]) -> None:
        assert not opened(query, page).exception

    check()


NONSENSE = {
    **{facet.parameter: "bogus" for facet in FACETS if facet.closed},
    **dict.fromkeys(FIGURES, "5-1"),
    "from": "soon", "to": "2020-13-01", "match": "maybe", "role": "villain", "stance": "bogus", "background": "perhaps", "area": "here", "known": "2020-02-30", "colour": "pink", "theme": "blue",
    "at": "1,2", "size": "big",
}  # fmt: skip


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_told_by_name(name: str) -> None:
    app = opened({name: [NONSENSE[name]]})
    assert not app.exception
    said = sentences(app)
    assert len(said) == 1
    assert said[0].startswith(f"The address says {name}={NONSENSE[name]}, which is not ")
    assert not app.query_params, "what was ignored leaves the address"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"country": ["XX"]}, "This dataset has no country “XX”."),
        ({"governorate": ["Atlantis"]}, "This dataset has no governorate “Atlantis”."),
        ({"actor": ["nobody"]}, "This dataset has no actor “nobody”."),
        ({"incident": ["never"]}, "The address opens the incident “never”, which this dataset does not hold."),
        ({"dataset": ["other"]}, "The address asks for the dataset “other”, which is not here"),
        ({"from": ["2020-02-01"], "to": ["2020-01-01"]}, "The dates in the address run backwards; they were ignored."),
        ({"foo": ["1"]}, "The address holds “foo”, which means nothing here; it was ignored."),
    ],
)
def test_what_the_dataset_does_not_hold_is_told(query: dict[str, list[str]], words: str) -> None:
    app = opened(query)
    assert not app.exception
    assert [sentence[: len(words)] for sentence in sentences(app)] == [words]


def test_the_note_stays_until_it_is_dismissed() -> None:
    app = opened({"foo": ["1"], "kind": ["attack"]})
    app.run()
    assert len(sentences(app)) == 1
    app.button(key="ignored_read").click().run()
    assert sentences(app) == []
    assert app.query_params == {"kind": "attack"}
