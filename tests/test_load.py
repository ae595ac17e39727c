"""Opening files: one clear sentence where it can't be, and every faulty incident set aside with its "
"reason."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from geo.errors import AtlasError, UnreadableFile
from geo.load import open_dataset
from tests.samples import CONVOY, DATA, KIRKUK, damaged, feature, members, write


def test_the_version_is_the_hash_of_the_three_files() -> None:
    names = ("incidents.geojson", "actors.json", "sources.json")
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in names)).hexdigest()
    dataset = open_dataset(DATA / "incidents.geojson")
    assert dataset.version == digest[:12]
    assert (dataset.id, dataset.title) == ("iraq-2019-2020", "Security incidents in Iraq, 2019–2020")


def sentence_of(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        open_dataset(path)
    assert len(caught.value.faults) == 1
    assert str(caught.value) == caught.value.faults[0].sentence()
    return str(caught.value)


BROKEN = {
    b"": "incidents.geojson: is empty. Fetch the file again from where it came.",
    b" \n\t ": "incidents.geojson: is empty. Fetch the file again from where it came.",
    b'{"type": "FeatureColl': "incidents.geojson: stops in the middle (line 1, column 10): its end is "
    "missing. "
    "Fetch the file again from where it came.",
    b'{"type": "FeatureCollection",\n "features": [{"id": 3},': "incidents.geojson: stops in the middle "
    "(line 2, column 25): its end is missing. Fetch the file again from where it came.",
    b"id,title\n1,x": "incidents.geojson: is not JSON (line 1, column 1: expecting value). "
    "Check that it is the right file.",
    b"[1, 2]": "incidents.geojson: holds a list where a GeoJSON FeatureCollection is expected. "
    "Check that it is the right file.",
    b"null": "incidents.geojson: holds null where a GeoJSON FeatureCollection is expected. "
    "Check that it is the right file.",
    b'{"a": 1}': "incidents.geojson: is no GeoJSON: it has no type. Check that it is the right file.",
    b'{"type": "Feature"}': "incidents.geojson: is a GeoJSON Feature, not a FeatureCollection. "
    "Check that it is the right file.",
    b'{"type": "FeatureCollection", "features": {}}': "incidents.geojson: holds an object where the list "
    "'features' is expected. Check that it is the right file.",
    '{"type": "Größe"}'.encode("latin-1"): "incidents.geojson: is not UTF-8 text (byte 13 can't be read). "
    "Save it again with the encoding UTF-8.",
    b"\xff\xfe{\x00}\x00": "incidents.geojson: is not UTF-8 text (byte 1 can't be read). "
    "Save it again with the encoding UTF-8.",
    b'{"radius_km": NaN}': "incidents.geojson: holds NaN, which is no JSON. Write null for what is not known.",
    b'{"type": "a", "type": "b"}': "incidents.geojson: holds the key 'type' twice in one object. "
    "Keep the right one of the two.",
    b'{"title": "\\ud83d"}': "incidents.geojson: holds half a character (one \\ud… escape of two). "
    "Save it again with the encoding UTF-8.",
    b"[" * 100_000: "incidents.geojson: is nested too deeply to be read. Check that it is the right file.",
    b'{"a": ' + b"9" * 5000 + b"}": "incidents.geojson: holds a number too long to be read. "
    "Check that it is the right file.",
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.items(), ids=[s[19:50] for s in BROKEN.values()])
def test_a_file_that_cannot_be_read_gives_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = write(tmp_path, members())
    path.write_bytes(content)
    assert sentence_of(path) == sentence


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert sentence_of(tmp_path / "no.geojson") == ("no.geojson: there is no such file. Check the name and the folder.")
    (tmp_path / "folder").mkdir()
    assert sentence_of(tmp_path / "folder") == "folder: is a folder, not a file. Name the file inside it."


@pytest.mark.parametrize("name", ["actors.json", "sources.json"])
def test_a_missing_companion_is_told(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, members())
    (tmp_path / name).unlink()
    assert sentence_of(path) == (
        f"{name}: is missing beside incidents.geojson, which can't be read without it. Put it into the same folder."
    )


def test_a_broken_companion_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, members())
    (tmp_path / "actors.json").write_text('{"sources": []}')
    assert sentence_of(path) == "actors.json: has no list 'actors'. Check that it is the right file."
    (tmp_path / "actors.json").write_text("[]")
    assert sentence_of(path) == (
        "actors.json: holds a list where an object with the list 'actors' is expected. Check that it is the right file."
    )


def test_an_unreadable_file_is_an_error_of_the_atlas() -> None:
    with pytest.raises(AtlasError):
        open_dataset(DATA / "nowhere.geojson")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path, members())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(open_dataset(path).incidents) == 21


def test_a_faulty_incident_is_set_aside_and_the_others_open(tmp_path: Path) -> None:
    path = damaged(tmp_path, KIRKUK, lambda found: found["properties"].update(kind="atack"))
    dataset = open_dataset(path)
    assert len(dataset.incidents) == 20
    assert KIRKUK not in dataset.records
    assert KIRKUK not in set(dataset.claims["incident"])
    (aside,) = dataset.set_aside
    assert (aside.row, aside.feature) == (9, KIRKUK)
    assert [fault.sentence() for fault in aside.faults] == [
        'incidents.geojson, entry 9 (2019-12-27-kirkuk-rockets), kind: "atack" is not allowed. Allowed: '
        "attack, "
        "strike, unrest, clash, protest, context, background, other. Correct the value."
    ]


def test_every_feature_is_accounted_for(tmp_path: Path) -> None:
    collection = members()
    collection["features"] += [feature(collection, CONVOY), None, {"type": "Feature"}, []]
    dataset = open_dataset(write(tmp_path, collection))
    assert len(dataset.incidents) + len(dataset.set_aside) == 25
    assert [(aside.row, aside.feature) for aside in dataset.set_aside] == [
        (22, CONVOY), (23, None), (24, None), (25, None),
    ]  # fmt: skip
    assert dataset.set_aside[0].faults[0].sentence() == (
        f'incidents.geojson, entry 22 ({CONVOY}), id: "{CONVOY}" is taken by entry 21 already. '
        "Allowed: each id once. Rename or remove one of them."
    )


def test_a_faulty_actor_is_told_and_its_incidents_are_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path, members())
    actors = members("actors.json")
    crowd = next(actor for actor in actors["actors"] if actor["id"] == "embassy_crowd")
    crowd["kind"] = "mob"
    (tmp_path / "actors.json").write_text(json.dumps(actors))
    dataset = open_dataset(path)
    (fault,) = dataset.faults
    assert (fault.file, fault.feature, fault.field, fault.value) == (
        "actors.json", "embassy_crowd", "kind", '"mob"',
    )  # fmt: skip
    assert [aside.feature for aside in dataset.set_aside] == ["2019-12-31-baghdad-embassy-crowd"]


def test_a_faulty_head_is_told_and_the_incidents_open(tmp_path: Path) -> None:
    collection = members() | {"schema_version": "2.0", "crs": {"type": "name"}}
    dataset = open_dataset(write(tmp_path, collection))
    assert [fault.sentence() for fault in dataset.faults] == [
        'incidents.geojson, crs: {"type": "name"} is no member of GeoJSON any more. Remove it; GeoJSON is '
        "always "
        "WGS 84, so make sure that the coordinates are.",
        'incidents.geojson, schema_version: "2.0" is not allowed. Allowed: 1.0. Correct the value.',
    ]
    assert (len(dataset.incidents), dataset.id) == (21, "iraq-2019-2020")


def test_an_empty_collection_is_an_empty_dataset(tmp_path: Path) -> None:
    dataset = open_dataset(write(tmp_path, members() | {"features": []}))
    assert (len(dataset.incidents), len(dataset.claims), len(dataset.casualties)) == (0, 0, 0)
    assert dataset.incidents.crs == "EPSG:4326"
    assert str(dataset.incidents["date_start"].dtype) == "datetime64[s]"


def test_foreign_members_of_a_collection_are_no_fault(tmp_path: Path) -> None:
    dataset = open_dataset(write(tmp_path, members() | {"name": "x", "bbox": [38, 29, 49, 38]}))
    assert dataset.faults == ()
