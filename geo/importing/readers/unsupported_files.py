"""Refuses file formats that are not supported, and says what to do instead."""

from __future__ import annotations

from collections.abc import Collection

from geo.errors import UnreadableFile

_CSV_FROM_R = 'Write a CSV from R: write.csv(x, "incidents.csv", row.names = FALSE).'
_INSTEAD: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((".rds", ".rdata", ".rda"), "is data of R, which is not opened", _CSV_FROM_R),
    ((".sav", ".zsav", ".por"), "is data of SPSS, which is not opened",
     "Save it from SPSS as CSV (File, Save as) or as Stata (.dta)."),
    ((".sas7bdat", ".xpt", ".sas7bcat"), "is data of SAS, which is not opened",
     "Write a CSV from SAS (proc export … dbms=csv)."),
    ((".pdf",), "is a PDF: a page to read, not a table", "Ask for the table that it was made from, as CSV or Excel."),
    ((".doc", ".docx", ".odt", ".rtf", ".pages"), "is a text document, not a table",
     "Copy its table into a spreadsheet and save that as .xlsx or .csv."),
    ((".ppt", ".pptx", ".odp", ".key"), "is a set of slides, not a table",
     "Ask for the table that they were made from, as CSV or Excel."),
    ((".html", ".htm", ".mht", ".mhtml"), "is a web page, not a table",
     "Copy its table into a spreadsheet and save that as .xlsx or .csv."),
    ((".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".svg", ".bmp", ".heic"), "is a picture, not a table",
     "Open the table that it was made from."),
    ((".numbers",), "is a spreadsheet of Numbers, which is not opened", "Export it from Numbers as Excel or CSV."),
    ((".mdb", ".accdb"), "is a database of Access, which is not opened", "Export its table from Access as Excel or CSV."),
    ((".db", ".sqlite", ".sqlite3", ".duckdb"), "is a database, which is not opened as a file",
     "Export its table as CSV or Parquet."),
    ((".sql", ".dump"), "is a dump of a database, not a table", "Export the table as CSV."),
    ((".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"), "is an archive that is not opened",
     "Unpack it and open what is inside, or pack it as .zip."),
    ((".dbf", ".shx", ".prj", ".cpg"), "is one part of a shapefile",
     "Zip all parts of the shapefile (.shp, .shx, .dbf, .prj) and open that."),
    ((".gdb", ".mxd", ".qgz", ".qgs", ".aprx", ".lyr"), "is a project or a geodatabase of a program for maps",
     "Export the layer of the incidents as GeoPackage, GeoJSON or CSV."),
    ((".feather", ".arrow", ".orc", ".avro", ".pkl", ".pickle", ".npy", ".h5", ".hdf5", ".nc", ".mat"),
     "is in a format that is not opened", "Save the table as Parquet or CSV."),
    ((".xml", ".rss", ".yaml", ".yml", ".toml", ".md"), "is in a format that holds no table that is known",
     "Save the incidents as CSV or GeoJSON."),
    ((".eml", ".msg", ".zipx"), "is not a table", "Save the attached table and open that."),
)  # fmt: skip
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", ".pdf"), (b"$FL2", ".sav"), (b"$FL3", ".sav"), (b"RDX2", ".rds"), (b"RDX3", ".rds"), (b"RDA2", ".rda"),
    (b"RDA3", ".rda"), (b"{\\rtf", ".rtf"), (b"7z\xbc\xaf\x27\x1c", ".7z"), (b"Rar!", ".rar"), (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"\x00\x01\x00\x00Standard", ".mdb"),
    (b"\x00" * 84 + b"SAS FILE", ".sas7bdat"), (b"HEADER RECORD*******LIBRARY", ".xpt"), (b"BZh", ".bz2"),
    (b"\xfd7zXZ", ".xz"), (b"ARROW1", ".arrow"), (b"<!DOCTYPE html", ".html"), (b"<!doctype html", ".html"),
    (b"<html", ".html"), (b"<HTML", ".html"),
)  # fmt: skip
"""First bytes that tell what a file is, whatever it is called."""


def refuse_unsupported(name: str, suffix: str, head: bytes, opened: Collection[str] = ()) -> None:
    """Raises UnreadableFile where a file is known to be something that can't be opened; ``opened`` are the suffixes that
    have a reader, whatever is said of them here."""
    told = next(
        (
            kind
            for sign, kind in _SIGNS
            if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(sign) or head.startswith(sign)
        ),
        suffix,
    )
    for suffixes, problem, remedy in _INSTEAD:
        if told in suffixes and told not in opened:
            raise UnreadableFile(name, problem, remedy)
