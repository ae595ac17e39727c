"""One imported dataset on the page Data: its account, its mapping, its possible duplicates."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo.count.time_span import dense_span
from geo.filter.filter import Filter
from geo.importing import ColumnMapping
from geo.importing.decisions import read_decisions
from geo.importing.reasons import Notice, Reason, Unplaced
from geo.importing.schemas.schema_registry import SCHEMAS
from geo.number_words import quantity
from geo.ui.components.download import download
from geo.ui.components.prose import Block, heading, table, terms, text
from geo.ui.components.widgets import widget
from geo.ui.data.boundaries_section import boundaries_section
from geo.ui.data.cross_dataset import PutTogether
from geo.ui.data.duplicates_section import duplicates_section
from geo.ui.data.mapping_form import mapping_form, mapping_of
from geo.ui.datasets import uploads
from geo.ui.datasets.time_words import clock_in, minutes
from geo.ui.datasets.upload_store import UNDO_WITHIN, Upload
from geo.ui.datasets.uploads import own_uploads
from geo.ui.state.navigation import change_and_open

_TITLES = {**{name: schema.title for name, schema in SCHEMAS.items()}, "atlas": "Incident Atlas", "generic": "a table"}
_COPY = "Keep it for longer than it is stored here: upload it again, or use it on the command line."
_MENDING = "Download these rows, correct them, and upload the file here: each row returns to its place, and none is counted twice."
_DELETE_ASKED = "atlas_delete_asked"
"""The upload of which the person is asked whether to delete it."""
ReadAgain = Callable[[Upload, ColumnMapping], None]


def upload_section(upload: Upload, read_again: ReadAgain, put_together: PutTogether) -> None:
    """Draw one dataset."""
    widget("prose", f"data_account_{upload.id}", {"blocks": _account(upload)})
    with st.container(key=f"downloads-{upload.id}", horizontal=True):
        st.button("Open in the atlas", type="primary", key=f"open_{upload.id}", on_click=_open, args=(upload,))
        if (rejected := upload.rejected) is not None:
            _download("Rejected rows (CSV)", rejected.read_bytes, "set-aside.csv", upload)
        if (unplaced := upload.unplaced) is not None:
            _download("Rows without a map location (CSV)", unplaced.read_bytes, "without-place.csv", upload)
        mapping = mapping_of(upload)
        if mapping is not None:
            download(
                "Mapping (JSON)", mapping.to_json, file_name="mapping.json", mime="application/json",
                key=f"mapping_file_{upload.id}",
            )  # fmt: skip
        download(
            "Working copy (Parquet)", upload.path.read_bytes, file_name=f"{upload.title}.parquet",
            mime="application/vnd.apache.parquet", key=f"copy_{upload.id}", help=_COPY,
        )  # fmt: skip
        st.button("Delete", key=f"delete_{upload.id}", on_click=_ask_to_delete, args=(upload.id,))
    if st.session_state.get(_DELETE_ASKED) == upload.id:
        _confirm(upload)
    with st.expander("Import settings"):
        changed = mapping_form(upload)
    with st.expander("Your own boundaries"):
        boundaries_section(upload)
    if changed is not None:
        read_again(upload, changed)
    duplicates_section(upload, read_decisions(upload.path), put_together)


def _ask_to_delete(dataset_id: str | None) -> None:
    st.session_state[_DELETE_ASKED] = dataset_id


def _confirm(upload: Upload) -> None:
    """Whether it is meant: the files go with it."""
    with st.container(key="confirm_delete", border=True):
        count = quantity(upload.account.incidents, "incident")
        st.text(
            f"Delete “{upload.title}” ({count}) with its files and what you decided about it? "
            f"You can take that back for {minutes(UNDO_WITHIN)}."
        )
        with st.container(horizontal=True):
            st.button("Yes, delete", type="primary", key=f"sure_{upload.id}", on_click=_delete, args=(upload,))
            st.button("Keep it", key=f"keep_{upload.id}", on_click=_ask_to_delete, args=(None,))


def _delete(upload: Upload) -> None:
    _ask_to_delete(None)
    uploads.delete(upload)


def deleted_section() -> None:
    """What was deleted a moment ago, and the way to have it back."""
    own = own_uploads()
    for upload, _ in list(own.deleted.values()):
        with st.container(key=f"deleted-{upload.id}", horizontal=True, vertical_alignment="center"):
            st.text(f"“{upload.title}” is deleted. Its files go at {clock_in(own.undo_left_s(upload.id))}.")
            st.button("Undo", key=f"undo_delete_{upload.id}", on_click=uploads.undo_delete, args=(upload.id,))
            st.button(
                "Remove the files now", key=f"purge_{upload.id}", on_click=uploads.delete_for_good, args=(upload.id,)
            )


def _download(label: str, content: Callable[[], bytes], name: str, upload: Upload) -> None:
    download(label, content, file_name=name, mime="text/csv", key=f"{name}_{upload.id}")


def _open(upload: Upload) -> None:
    """Show the dataset on the map, with all of its incidents."""
    dataset = uploads.opened_upload(upload.id)
    if dataset is not None and len(dataset.incidents):
        first, last = dense_span(dataset)
        change_and_open("Map", dataset=upload.id, filter=Filter(start=first, end=last), camera=None, selection=None)


def _account(upload: Upload) -> list[Block]:
    account = upload.account
    blocks: list[Block] = [
        heading(upload.title),
        text(
            f"{account.read:,} {'row' if account.read == 1 else 'rows'} read = {account.accepted:,} accepted + {account.set_aside:,} rejected. "
            f"{account.accepted:,} accepted = {account.placed:,} placed on the map "
            f"+ {account.not_placed:,} without a map location."
        ),
        terms(
            [
                ("Read as", ", ".join(f"{entry['file']}: {_TITLES[str(entry['schema'])]}" for entry in upload.mapping)),
                ("Incidents", f"{account.incidents:,}"),
                ("Licence", f"{upload.licence.name}. {upload.licence.remark}"),
                ("Citation", upload.licence.citation),
            ]
        ),
    ]
    aside = {word.value: (word.label, word.definition) for word in Reason}
    place = {word.value: (word.label, word.definition) for word in Unplaced}
    notice = {word.value: (word.label, word.definition) for word in Notice}
    blocks += _counts("Rejected rows", account.reasons, aside, "How to fix it")
    blocks += _counts("Accepted, without a map location", account.not_placed_reasons, place, "How to fix it")
    if upload.rejected or upload.unplaced:
        blocks.append(text(_MENDING, "muted"))
    blocks += _counts("Noticed, and left as it stands", account.reported, notice, "What was done", account.details)
    return blocks


def _counts(
    title: str,
    counts: dict[str, int],
    meaning: dict[str, tuple[str, str]],
    last: str,
    details: dict[str, str] | None = None,
) -> list[Block]:
    if not counts:
        return []
    rows = []
    for word, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        label, remedy = meaning.get(word, (word, ""))
        detail = (details or {}).get(word)
        rows.append([f"{count:,}", f"{label}: {detail}" if detail else label, remedy])
    return [heading(title, level=3), table(title, [("Rows", "12%"), ("Why", "38%"), (last, "50%")], rows)]
