"""Pictures that are dropped back, story files and links: a view, or a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UnreadableFile
from geo.export.png import KEYWORD, read_png
from geo.export.story import Chapter, Story, read_story, story_json
from geo.filter.codecs import CODECS
from geo.filter.view import View
from geo.filter.view_link import from_query, to_query
from tests.hostile.corpus import DAYS, FUZZ, NUMBERS, SURROGATES, TEXTS, png

VIEW = View(dataset="iraq-2019-2020")
STAMP = {"view": VIEW.model_dump(mode="json"), "picture": {}, "dataset": "iraq-2019-2020", "version": "1"}
DEEP = "[" * 100_000
WORD = st.sampled_from([*TEXTS, *DAYS, *NUMBERS, *SURROGATES]) | st.text(max_size=40)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=6,
)
QUERY = st.dictionaries(
    st.sampled_from([codec.name for codec in CODECS]) | WORD, WORD | st.lists(WORD, max_size=4), max_size=6
)
CARRIED = [
    "", "null", "[]", "{}", "NaN", DEEP, '{"view":' * 3000, json.dumps({**STAMP, "view": DEEP[:50]}), '{"view": 1e400}',
    json.dumps({**STAMP, "after": {"dataset": "\ud800"}}), json.dumps(STAMP) + "x", '{"view": {"dataset": "x", "evil": 1}}',
    json.dumps({**STAMP, "view": {**STAMP["view"], "camera": {"longitude": 1e308, "latitude": float("nan"), "zoom": -5}}}),
    "9" * 5000, json.dumps({**STAMP, "picture": {"title": "x" * 10_000_000}}),
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("words", CARRIED, ids=range(len(CARRIED)))
def test_a_picture_carries_a_view_or_nothing(words: str, packed: bool) -> None:
    with pytest.raises(UnreadableFile, match=r"^p\.png: (carries|is no PNG)"):
        read_png(png(KEYWORD, words, packed), "p.png")


def test_a_picture_with_a_sound_view_is_read() -> None:
    assert read_png(png(KEYWORD, json.dumps(STAMP)), "p.png").view == VIEW


@pytest.mark.parametrize("packed", [False, True])
def test_a_picture_that_unpacks_to_very_much_is_refused(packed: bool) -> None:
    with pytest.raises(UnreadableFile, match=r"^p\.png: "):
        read_png(png(KEYWORD, " " * 40_000_000, packed), "p.png")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"\xff\xfe{", DEEP.encode(), b"{}" * 2, b"null", b'{"chapters": 1}', json.dumps({"chapters": [{}] * 3}).encode(),
     json.dumps({"title": "\ud800", "chapters": []}).encode(), json.dumps({"title": "x" * 301}).encode(), b'{"incident_atlas_story": 1e400}',
     json.dumps({"chapters": [{"view": STAMP["view"]}] * 61}).encode()],
    ids=range(12),
)  # fmt: skip
def test_a_story_file_is_a_story_or_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^s\.json: is no story of the atlas"):
        read_story(content, "s.json")


def check_link(query: dict[str, Any]) -> None:
    view, ignored = from_query(query, VIEW)
    assert all(sentence.endswith((".", "ignored.", "taken.")) for sentence in ignored)
    assert len(ignored) <= 14
    again, more = from_query(to_query(view, VIEW), VIEW)
    assert (again, more) == (view, []), "what was taken from a link is what a link writes"


def check_carried(value: Any, name: str) -> None:
    stamp = json.dumps({**STAMP, "view": {**STAMP["view"], name: value}})
    try:
        carried = read_png(png(KEYWORD, stamp), "p.png")
    except UnreadableFile:
        return
    story = Story().with_chapter(Chapter(view=carried.view))
    assert read_story(story_json(story)) == story


FIELDS = st.sampled_from([*View.model_fields, "other"])


@settings(max_examples=150, **FUZZ)
@given(QUERY)
def test_links(query: dict[str, Any]) -> None:
    check_link(query)


@settings(max_examples=150, **FUZZ)
@given(VALUE, FIELDS)
def test_carried_views(value: Any, name: str) -> None:
    check_carried(value, name)


@pytest.mark.full
@settings(max_examples=5000, **FUZZ)
@given(QUERY)
def test_many_links(query: dict[str, Any]) -> None:
    check_link(query)


@pytest.mark.full
@settings(max_examples=3000, **FUZZ)
@given(VALUE, FIELDS)
def test_many_carried_views(value: Any, name: str) -> None:
    check_carried(value, name)
