"""What a person uploaded: theirs alone, kept for their browser until they delete it or stay away for a day."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import AtlasError, UnreadableFile
from geo.importing import ColumnMapping, InputFile, open_working_copy
from geo.importing.decisions import Decisions, keep_decisions, read_decisions
from geo.importing.joins import with_joins
from geo.importing.kept_import import remove_copy
from geo.importing.reconciliation import reconciliation_from
from geo.load.copy_metadata import read_copy_metadata
from geo.model.dataset import Dataset
from geo.model.licence import licence_from
from geo.query import MemorySource
from geo.ui.access.current_person import access
from geo.ui.datasets.boundary_files import kept_areas
from geo.ui.datasets.import_work import ImportWork
from geo.ui.datasets.keeping import keeping
from geo.ui.datasets.time_words import clock_in, hours
from geo.ui.datasets.upload_room import check_number, check_room
from geo.ui.datasets.upload_store import KEPT_FOR, OpenUpload, OwnUploads, Upload, UploadStore, remove_files
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.owner_cookie import owner

STORE = UploadStore()
_KEY = "atlas_uploads"
NOT_KEPT = "atlas_not_kept"
"""Key of the session's state: the sentence about a decision that could not be kept."""


def own_uploads() -> OwnUploads:
    """What the person of this session brought: the browser's, or the session's own where the browser keeps no
    cookies."""
    if (secret := owner()) is not None:
        return STORE.of(secret)
    found: OwnUploads | None = st.session_state.get(_KEY)
    if found is None:
        found = st.session_state[_KEY] = OwnUploads()
    return found


def known_uploads() -> OwnUploads | None:
    """The same, or None where the person has brought nothing yet: asked at every run of every page."""
    if (secret := owner()) is not None:
        return STORE.find(secret)
    found: OwnUploads | None = st.session_state.get(_KEY)
    return found


def touch() -> None:
    """The person is here: what they brought is kept for longer."""
    if (secret := owner()) is not None:
        STORE.touch(secret)


def session_secret() -> str:
    """The owner's secret for ``BlobCache.put(owner=…)``."""
    return own_uploads().secret


def picture_owner() -> str:
    """Whose a picture of a page is: where people sign in, the person's alone, since the dataset may be for few."""
    return "" if access() is None else session_secret()


def keep_files(files: Sequence[UploadedFile]) -> tuple[InputFile, ...]:
    """Write uploaded files into the session's folder, under names of our own. Raises CannotKeep, and AtlasError where a
    limit is met, and then keeps none."""
    check_room(own_uploads(), ", ".join(Path(file.name).name for file in files), sum(file.size for file in files))
    kept: list[InputFile] = []
    for file in files:
        suffix = "".join(letter for letter in Path(file.name).suffix.lower() if letter.isalnum() or letter == ".")[:12]
        name = Path(file.name).name
        try:
            with keeping(name):
                path = own_uploads().folder / f"{secrets.token_hex(8)}{suffix}"
                kept.append(InputFile(path, name))
                path.write_bytes(file.getbuffer())
        except BaseException:
            discard_files(tuple(kept))
            raise
    return tuple(kept)


def import_upload(
    files: tuple[InputFile, ...],
    mapping: ColumnMapping | None,
    work: ImportWork,
    instead_of: Upload | None = None,
    kept: tuple[InputFile, ...] | None = None,
    title: str | None = None,
) -> Upload:
    """Import files and keep the result among the person's uploads. ``instead_of`` is an earlier import of them: it goes
    once the new one is there, and what the person decided about it stays decided. ``kept`` are the files that are the new
    one's own, to go with it; all, unless others need them too. ``title`` is the one that the person gave.

    Raises AtlasError as ``import_files`` does and where a limit is met, and CannotKeep where the server has no room.
    """
    own = own_uploads()
    if instead_of is None:
        check_number(own)
    decided = Decisions() if instead_of is None else read_decisions(instead_of.path)
    title = title or decided.title
    with keeping(", ".join(file.name for file in files)):
        out = own.folder / f"{secrets.token_hex(8)}.parquet"
        names = work.import_and_keep(own.secret, files, out, mapping, title)
        try:
            keep_decisions(out, decided.model_copy(update={"mapping": mapping, "title": title}))
            upload = _upload(out, names, files if kept is None else kept)
            check_room(own, upload.title)
        except BaseException:
            remove_copy(out)
            raise
    if instead_of is not None:
        _drop_working_copy(instead_of)
    delete_for_good(upload.id)  # what came back is no longer to be taken back
    own.uploads[upload.id] = upload
    own.close(upload.id)
    return upload


def upload_corrected_by(file: InputFile, work: ImportWork) -> Upload | None:
    """The import whose rows a file of corrected rows belongs to; of several the latest. Raises AtlasError where it can't
    be looked for."""
    own = own_uploads()
    with keeping(file.name):
        names = work.corrected_files(own.secret, file) if own.uploads else frozenset()
    if not names:
        return None
    uploads = [upload for upload in own.uploads.values() if upload.files and names <= upload.file_names]
    return uploads[-1] if uploads else None


def discard_files(files: tuple[InputFile, ...]) -> None:
    """Remove files of which nothing was kept."""
    for file in files:
        file.path.unlink(missing_ok=True)


def _upload(copy: Path, names: frozenset[str], files: tuple[InputFile, ...]) -> Upload:
    """What the working copy says of itself."""
    about = read_copy_metadata(copy)
    if about is None:
        raise UnreadableFile(copy.name, "can't be opened again", "Import the file again.")
    return Upload(
        about.id, about.title, copy, files, reconciliation_from(about.account), licence_from(about.licence),
        tuple(about.mapping), names,
    )  # fmt: skip


def opened_upload(dataset_id: str) -> Dataset | None:
    """The dataset that this session uploaded under an id, joined and counted by area as its person decided; None where it
    is not here."""
    source = opened_source(dataset_id)
    return None if source is None else source.dataset


def opened_source(dataset_id: str) -> MemorySource | None:
    """The same to be asked."""
    own = own_uploads()
    upload = own.uploads.get(dataset_id)
    if upload is None or not upload.path.exists():
        return None
    decided, modified = read_decisions(upload.path), upload.path.stat().st_mtime_ns
    known = own.opened.get(dataset_id)
    if known is None or (known.decisions, known.modified) != (decided, modified):
        own.close(dataset_id)
        source = MemorySource(_as_decided(upload, decided))
        known = own.opened[dataset_id] = OpenUpload(decided, modified, source, own.now())
    known.used = own.now()
    return known.source


def _as_decided(upload: Upload, decided: Decisions) -> Dataset:
    joined = with_joins(open_working_copy(upload.path), decided.joins)
    return joined.counted_by(kept_areas(upload.path.parent, decided.boundaries))


def decide(upload: Upload, decisions: Decisions) -> None:
    """Keep what the person decided about an upload. Where there is no room for it, what was decided before stays, and the
    page says so."""
    try:
        with keeping(f"What you decided about “{upload.title}”"):
            keep_decisions(upload.path, decisions)
    except AtlasError as error:
        st.session_state[NOT_KEPT] = str(error)


def delete(upload: Upload) -> None:
    """Take an upload away; for a while it can be taken back, then its files are removed."""
    own = own_uploads()
    if own.uploads.pop(upload.id, None) is not None:
        own.deleted[upload.id] = (upload, own.now())
    own.close(upload.id)


def undo_delete(dataset_id: str) -> None:
    """Undo a deletion, where its files are still there."""
    own = own_uploads()
    upload, _ = own.deleted.pop(dataset_id, (None, 0.0))
    if upload is not None:
        own.uploads[dataset_id] = upload


def is_deleted(dataset_id: str) -> bool:
    """Whether the person has just deleted this dataset."""
    return dataset_id in own_uploads().deleted


def delete_for_good(dataset_id: str) -> None:
    """Remove the files of a deleted upload at once."""
    upload, _ = own_uploads().deleted.pop(dataset_id, (None, 0.0))
    if upload is not None:
        remove_files(upload)
        BLOBS.forget(own_uploads().secret)  # what other pages of theirs show is kept anew by their next run


def _drop_working_copy(upload: Upload) -> None:
    """Drop the working copy of an import whose files were read again."""
    own = own_uploads()
    own.uploads.pop(upload.id, None)
    own.close(upload.id)
    remove_copy(upload.path)


def retention_words() -> str:
    """How long what the person brought stays, in words and, where something is here, with the time."""
    if owner() is None:
        return "This browser keeps no cookies for the atlas, so your uploads are deleted when you reload or leave the page."
    mine = own_uploads()
    until = f" (as of now, until {clock_in(mine.left_s)})" if mine.uploads or mine.layers else ""
    return (
        "Uploads are seen in this browser only, and are in no link. They stay, even after a reload, until you delete "
        f"them or have not used the atlas for {hours(KEPT_FOR)}{until}; a restart of the server deletes them sooner."
    )
