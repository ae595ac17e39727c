"""Archives: zip and gzip, unpacked into the work folder under names of our own, within the limits."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, cast

from geo.errors import UnreadableFile
from geo.importing.limits import MEBIBYTE, RATIO, RATIO_FROM, UNPACKED_BYTES
from geo.importing.readers.size_checks import check_archive
from geo.importing.readers.unsupported_files import refuse_unsupported
from geo.importing.row_batches import InputSource

_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qmd", ".xml"}


def unpack_zip(source: InputSource, wanted: Callable[[str], bool]) -> list[InputSource]:
    """The members whose suffix is wanted, and the parts of shapefiles; folders in their names are ignored for
    the place that they are written to.

    Raises UnreadableFile where nothing is wanted, or the archive is broken, encrypted or beyond the limits.
    """
    check_archive(source, UNPACKED_BYTES)
    found: list[InputSource] = []
    others: list[str] = []
    folder = source.work / "unpacked"
    folder.mkdir(exist_ok=True)
    try:
        with zipfile.ZipFile(source.path) as archive:
            for number, member in enumerate(archive.infolist()):
                target = _target(folder, number, member)
                if target is None or not (wanted(target.suffix) or target.suffix in _PARTS):
                    others += [member.filename] if target is not None else []
                    continue
                with archive.open(member) as packed:
                    _copy(packed, target, source.name, member.file_size)
                if not wanted(target.suffix):
                    others.append(member.filename)
                else:
                    found.append(
                        InputSource(target, f"{source.name}/{PurePosixPath(member.filename).name}", _work(target))
                    )
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, zlib.error, NotImplementedError, ValueError) as error:
        problem = f"can't be unpacked ({str(error)[:200]})"
        raise UnreadableFile(source.name, problem, "Unpack it yourself and open what is inside.") from None
    if not found:
        for name in others:
            refuse_unsupported(f"{source.name}/{PurePosixPath(name).name}", PurePosixPath(name).suffix.lower(), b"")
        raise UnreadableFile(source.name, "holds no file that can be opened", "Check that it is the right archive.")
    return found


def _target(folder: Path, number: int, member: zipfile.ZipInfo) -> Path | None:
    """Where a member is written: parts of one shapefile side by side, all else under its number."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    suffix = name.suffix.lower()
    if member.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts:
        return None
    if suffix in _PARTS and suffix != ".xml":
        safe = "".join(letter for letter in name.stem if letter.isalnum() or letter in "-_")[:60] or "shape"
        return folder / f"{safe}{suffix}"
    return folder / f"member-{number}{suffix}"


def unpack_gzip(source: InputSource) -> InputSource:
    """The file inside of a gzip; raises UnreadableFile where it is broken or beyond the limits."""
    name = source.name.removesuffix(".gz")
    target = source.work / f"unpacked{Path(name).suffix.lower()}"
    try:
        with gzip.open(source.path) as packed:
            most = max(RATIO_FROM, RATIO * source.path.stat().st_size)
            _copy(cast(IO[bytes], packed), target, source.name, min(UNPACKED_BYTES, most))
    except (OSError, EOFError, zlib.error) as error:
        problem = f"can't be unpacked ({str(error)[:200]})"
        raise UnreadableFile(source.name, problem, "Fetch the file again from where it came.") from None
    return InputSource(target, name, _work(target))


def _copy(packed: IO[bytes], target: Path, name: str, most: int) -> None:
    """Copy at most ``most`` bytes; what an archive says about itself is not believed."""
    written = 0
    with target.open("wb") as out:
        while part := packed.read(MEBIBYTE):
            written += len(part)
            if written > most:
                problem = f"unpacks to more than the {max(1, most // MEBIBYTE):,} MiB that it may"
                raise UnreadableFile(name, problem, "Unpack it yourself if you trust it, and open what is inside.")
            out.write(part)


def _work(target: Path) -> Path:
    work = target.with_name(f"{target.name}.work")
    work.mkdir(exist_ok=True)
    return work
