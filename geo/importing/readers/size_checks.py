"""Checks the size of files and archives, so that none fills the memory or the disk."""

from __future__ import annotations

import zipfile

from geo.errors import UnreadableFile
from geo.importing.limits import MEBIBYTE, MEMBERS, RATIO, RATIO_FROM
from geo.importing.row_batches import InputSource


def check_size(source: InputSource, most: int) -> None:
    """Raises UnreadableFile where the file is larger than ``most`` bytes."""
    size = source.path.stat().st_size
    if size > most:
        problem = f"is {size // MEBIBYTE:,} MiB large, and {most // MEBIBYTE:,} MiB are the most in this format"
        raise UnreadableFile(source.name, problem, "Save it as CSV or Parquet, or split it.")


def check_archive(source: InputSource, most: int) -> None:
    """Raises UnreadableFile where a zip archive would unpack to more than ``most`` bytes, or is a bomb.

    Files that are no zip archive pass.
    """
    if not zipfile.is_zipfile(source.path):
        return
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        problem = f"can't be unpacked ({error})"
        raise UnreadableFile(source.name, problem, "Fetch the file again from where it came.") from None
    if len(members) > MEMBERS:
        problem = f"holds {len(members):,} files, and {MEMBERS:,} are the most"
        raise UnreadableFile(source.name, problem, "Pack only the files that are needed.")
    total = sum(member.file_size for member in members)
    if total > most:
        problem = f"unpacks to {total // MEBIBYTE:,} MiB, and {most // MEBIBYTE:,} MiB are the most"
        raise UnreadableFile(source.name, problem, "Unpack it and open the files one by one.")
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > RATIO * max(1, member.compress_size):
            problem = f"holds a file that unpacks to more than {RATIO} times its size: {member.filename[:100]!r}"
            raise UnreadableFile(source.name, problem, "Unpack it yourself if you trust it, and open what is inside.")
