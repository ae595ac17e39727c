"""Files that are brought: each is read as what it says, or refused in words; nothing else is read, nobody is asked."""

from __future__ import annotations

import json
import resource
import socket
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import AtlasError
from geo.model.dataset import Dataset
from tests.hostile.corpus import DAYS, ELSEWHERE, FILES, FUZZ, NUMBERS, SURROGATES, TEXTS
from tests.importing.read_or_refused import opened

SECONDS, MEGABYTES = 30, 600
"""Far more than any of these files takes on a busy machine, and far less than what it unpacks to."""
SAID = {
    "laughs.kml": "declares entities of its own",
    "utf16.kml": "declares entities of its own",
    "laughs.kmz": "declares entities of its own",
    "laughs.xlsx": "can't be read as a spreadsheet",
    "file.xlsx": "can't be read as a spreadsheet",
    "bomb.kmz": "unpacks to more than 200 times its size",
    "bomb.xlsx": "unpacks to more than 200 times its size",
    "bomb.ods": "unpacks to more than 200 times its size",
    "bomb.zip": "unpacks to more than 200 times its size",
    "bomb.csv.gz": "unpacks to more than the 12 MiB that it may",
    "nested.zip": "holds no file that can be opened",
    "deep.json": "is nested too deeply to be read",
    "deep.geojson": "is nested too deeply to be read",
    "numbers.json": "a number in it has thousands of digits",
    "surrogates.json": "holds half of a letter, which is no text ('\\ud800')",
    "surrogates.geojson": "holds half of a letter, which is no text ('\\ud800')",
    "crs.geojson": "names a reference system that is not known",
    "nul.csv": "is no text: it holds zero bytes",
    "vrt.kml": "can't be read as geodata",
    "vrt.gpx": "can't be read as geodata",
    "half.parquet": "can't be read as Parquet",
    "torn.parquet": "can't be read as Parquet",
    "wide.csv": "has 5,001 columns, and 2,000 are the most",
}
READ = {
    "link.kml": 1, "file.gpx": 1, "paths.zip": 4, "properties.geojson": 1, "deep_properties.json": 1, "ring.geojson": 1,
    "geometries.geojson": 1, "huge_cell.csv": 2, "geo.parquet": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python asks no host; what libraries ask by themselves is seen in what they say."""

    def refuse(*_: object) -> None:
        raise AssertionError("a host was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def words_of(dataset: Dataset) -> str:
    records = [record.model_dump(mode="json") for record in dict(dataset.records).values()]
    return json.dumps([records, [str(actor) for actor in dataset.actors.values()]], ensure_ascii=False)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_or_refused_in_words(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = ""
    try:
        dataset, rows = opened(FILES[name], name)
    except AtlasError as error:
        told = str(error)
    if told:
        assert SAID.get(name, "") in told
        assert name not in READ
    else:
        assert name not in SAID
        assert READ.get(name, rows) == rows
        assert "root:" not in words_of(dataset), "no other file of this machine is read"
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024
    assert "HTTP" not in told + "".join(capfd.readouterr())


def table(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps(rows).encode()


WORDS = st.one_of(st.sampled_from(TEXTS), st.text(max_size=30), st.sampled_from(NUMBERS), st.sampled_from(DAYS))
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "date": st.sampled_from(["2020-01-03", *DAYS]) | WORDS, "title": WORDS, "place": WORDS, "actor": WORDS,
            "notes": WORDS, "lat": st.sampled_from(["33", *NUMBERS]) | st.floats(), "lon": st.sampled_from(["44", *NUMBERS]) | st.floats(),
            "killed": st.sampled_from(NUMBERS) | st.integers() | st.floats(), "country": WORDS, "id": WORDS,
        },
    ),
    max_size=6,
)  # fmt: skip


def check_rows(rows: list[dict[str, Any]]) -> None:
    whole = [{"date": "2020-01-03", "title": "Whole", "place": "A", "lat": "33", "lon": "44"}, *rows]
    try:
        _, read = opened(table(whole), "rows.json")
    except AtlasError:
        return
    filled = sum(any(str(value).strip() for value in row.values()) for row in whole)
    assert filled - 1 <= read <= len(whole)


@settings(max_examples=25, **FUZZ)
@given(ROWS)
def test_hostile_rows(rows: list[dict[str, Any]]) -> None:
    check_rows(rows)


@pytest.mark.full
@settings(max_examples=1500, **FUZZ)
@given(ROWS)
def test_many_hostile_rows(rows: list[dict[str, Any]]) -> None:
    check_rows(rows)


def test_texts_stay_what_they_are() -> None:
    rows = [
        {"id": str(n), "date": "2020-01-03", "title": text, "place": "A", "lat": "33", "lon": "44"}
        for n, text in enumerate(TEXTS)
    ]
    dataset, read = opened(table(rows), "texts.json")
    assert read == len(rows)
    assert len(dataset.incidents) == len(rows), "no text takes its row away"
    titles = " ".join(dataset.incidents["title"])
    assert "<style>@import" in titles, "a text is no markup, and keeps its words"
    assert f'=HYPERLINK("{ELSEWHERE}","x")' in titles


def test_half_letters_are_told_with_what_stands_there() -> None:
    for text in SURROGATES:
        with pytest.raises(AtlasError, match="holds half of a letter, which is no text"):
            opened(table([{"date": "2020-01-03", "title": text, "place": "A"}]), "half.json")
