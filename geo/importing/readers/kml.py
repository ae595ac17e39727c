"""KML made ready for GDAL: times keep their precision, and names of own data stay as they are, whatever their script.

GDAL reads the ``when`` of February 2020 as its first day, and writes names beyond ASCII as underscores. So each time
becomes a text (a span in the form of ISO 8601, ``2020-03-01/2020-03-03``) among the own data of its placemark, and the
own data get plain names that stand for theirs.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as Tree

from geo.errors import UnreadableFile
from geo.importing.limits import MEBIBYTE
from geo.importing.row_batches import InputSource, Log

_MOST = 64 * MEBIBYTE
"""A larger file is left to GDAL as it stands."""
_KML = "http://www.opengis.net/kml/2.2"
_PREFIXES = {
    "http://www.google.com/kml/ext/2.2": "gx:",
    "http://www.w3.org/2005/Atom": "atom:",
    "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0": "xal:",
}
_OF_GDAL = ("timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon")
"""Columns that GDAL adds to every layer; they are left out where the file has no such element."""
WHEN = "when"


@dataclass
class PreparedKml:
    """A file that GDAL reads well, and what its columns are called."""

    path: Path
    names: dict[str, str] = field(default_factory=dict)
    """By the plain name of a column the one that the file gives it."""
    left_out: frozenset[str] = frozenset()
    """Columns of GDAL of which the file has nothing."""


def prepare_kml(source: InputSource, log: Log) -> PreparedKml:
    """The file as GDAL is to read it. Raises UnreadableFile where it declares entities of its own."""
    raw = _document(source)
    if raw is None:
        return PreparedKml(source.path)
    if b"<!ENTITY" in raw.replace(b"\x00", b""):
        problem = "declares entities of its own, which are not read"
        raise UnreadableFile(log.file, problem, "Save it again with a program for maps.")
    try:
        root = Tree.fromstring(raw)  # noqa: S314 - declares no entities
    except (Tree.ParseError, ValueError, LookupError):
        return PreparedKml(source.path)
    names = _change(root)
    there = {element.tag for element in root.iter()}
    target = source.work / "ready.kml"
    target.write_bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))
    left_out = frozenset(name for name in _OF_GDAL if name in _OF_GDAL[:3] or (name not in there and name != "icon"))
    return PreparedKml(target, names, left_out)


def _document(source: InputSource) -> bytes | None:
    """The text of the file, or of the document in a KMZ; None where GDAL is to see to it."""
    if not zipfile.is_zipfile(source.path):
        return source.path.read_bytes() if source.path.stat().st_size <= _MOST else None
    try:
        with zipfile.ZipFile(source.path) as archive:
            documents = [member for member in archive.infolist() if member.filename.lower().endswith(".kml")]
            if len(documents) != 1 or documents[0].file_size > _MOST:
                return None
            with archive.open(documents[0]) as file:
                return file.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return None


def _change(root: Tree.Element) -> dict[str, str]:
    """Change a document in place; gives the names of its own data by their plain ones."""
    plain: dict[str, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        space, _, name = element.tag.rpartition("}")
        element.tag = _PREFIXES.get(space.lstrip("{"), "") + name
        for key in [key for key in element.attrib if key.startswith("{")]:
            del element.attrib[key]
    root.attrib.update({"xmlns": _KML} | {f"xmlns:{prefix[:-1]}": uri for uri, prefix in _PREFIXES.items()})
    _without_schemas(root)
    for placemark in root.iter("Placemark"):
        cells = _own_data(placemark)
        if when := _when(placemark):
            cells.insert(0, (WHEN, when))
        if cells:
            data = Tree.SubElement(placemark, "ExtendedData")
            for name, text in cells:
                code = plain.setdefault(name, f"own{len(plain)}")
                Tree.SubElement(Tree.SubElement(data, "Data", {"name": code}), "value").text = text
    return {code: name for name, code in plain.items()}


def _without_schemas(root: Tree.Element) -> None:
    for parent in list(root.iter()):
        for schema in parent.findall("Schema"):
            parent.remove(schema)


def _own_data(placemark: Tree.Element) -> list[tuple[str, str]]:
    """Take the own data of a placemark out of it."""
    cells: list[tuple[str, str]] = []
    for data in placemark.findall("ExtendedData"):
        for entry in data.iter():
            if entry.tag == "Data":
                cells.append((entry.get("name") or "data", "".join(entry.findtext("value") or "")))
            elif entry.tag == "SimpleData":
                cells.append((entry.get("name") or "data", entry.text or ""))
        placemark.remove(data)
    return cells


def _when(placemark: Tree.Element) -> str:
    """Take the time of a placemark out of it: a stamp, or a span of which one end may be open."""
    found = ""
    for tag in ("TimeStamp", "TimeSpan", "gx:TimeStamp", "gx:TimeSpan"):
        for time in placemark.findall(tag):
            stamp, begin, end = ((time.findtext(part) or "").strip() for part in ("when", "begin", "end"))
            text = stamp or (f"{begin or '..'}/{end or '..'}" if begin or end else "")
            found = found or (begin if begin and begin == end else text)
            placemark.remove(time)
    if not found:
        moments = [moment.text.strip() for moment in placemark.iter("when") if moment.text]
        found = f"{moments[0]}/{moments[-1]}" if len(moments) > 1 else "".join(moments)
    return found
