"""One table of columns feeds the frames, the schema and the codebook."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from geo.load import open_dataset
from geo.model.codebook_markdown import VOCABULARIES, codebook_text
from geo.model.file_models import json_schema
from geo.model.incident import Incident
from geo.model.record_base import Figure
from geo.model.schema_columns import CASUALTY_COLUMNS, CLAIM_COLUMNS, FILE_MODELS, INCIDENT_COLUMNS, columns_of
from tests.samples import DATA, members


def test_frames_have_the_columns_of_the_table_and_their_types() -> None:
    dataset = open_dataset(DATA / "incidents.geojson")
    incidents = dataset.incidents.drop(columns="geometry")
    for frame, columns in (
        (incidents, INCIDENT_COLUMNS),
        (dataset.claims, CLAIM_COLUMNS),
        (dataset.casualties, CASUALTY_COLUMNS),
    ):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
            column.name: column.dtype for column in columns
        }
    assert dataset.incidents.crs == "EPSG:4326"


def test_every_column_explains_itself() -> None:
    described = [column for _, model in FILE_MODELS for column in columns_of(model)]
    for column in (*described, *INCIDENT_COLUMNS, *CLAIM_COLUMNS, *CASUALTY_COLUMNS):
        assert column.title
        assert column.title[0].isupper()
        assert column.description.endswith(".")


def test_a_column_knows_its_unit_its_vocabulary_and_whether_it_may_be_null() -> None:
    table = {column.name: column for column in columns_of(Incident)}
    assert (table["radius_km"].unit, table["radius_km"].nullable) == ("km", True)
    assert table["date_start"].unit == "ISO 8601 date"
    assert table["kind"].vocabulary is not None
    assert "unrest" in table["kind"].vocabulary.words()
    assert (table["weapons"].many, table["title"].many) == (True, False)
    assert (table["date_basis"].required, table["admin1"].required) == (False, True)


@pytest.mark.parametrize("name", ["incidents.geojson", "actors.json", "sources.json"])
def test_the_shipped_files_keep_the_json_schema(name: str) -> None:
    schema = json_schema()[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(members(name))


def test_the_json_schema_refuses_a_word_outside_the_vocabulary() -> None:
    collection = members()
    collection["features"][0]["properties"]["kind"] = "atack"
    with pytest.raises(jsonschema.ValidationError, match="'atack' is not one of"):
        jsonschema.Draft202012Validator(json_schema()["incidents.geojson"]).validate(collection)


def test_the_codebook_holds_every_field_and_every_word() -> None:
    text = codebook_text()
    for _, model in FILE_MODELS:
        for column in columns_of(model):
            assert f"| `{column.name}` | {column.title} |" in text
    for _, vocabulary in VOCABULARIES:
        for member in vocabulary:
            assert f"| `{member.value}` | {member.label} | {member.definition} |" in text


def test_a_figure_in_words() -> None:
    assert [Figure(min=4, max=4).words(), Figure(min=31, max=None).words(), Figure(min=2, max=5).words()] == [
        "4", "31 or more", "2 to 5",
    ]  # fmt: skip


def test_a_figure_may_not_run_backwards_and_records_are_frozen() -> None:
    with pytest.raises(ValidationError, match="has a max of 4 below its min of 31"):
        Figure.model_validate_json(json.dumps({"min": 31, "max": 4}))
    with pytest.raises(ValidationError, match="frozen"):
        Figure(min=1, max=1).min = 2  # type: ignore[misc]
