"""One table in every container, to hold the same meaning in all of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import xlsxwriter
from shapely.geometry import Point

Table = list[dict[str, str]]


def _frame(table: Table) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(table).drop(columns=["lat", "lon"])
    points = [Point(float(row["lon"]), float(row["lat"])) for row in table]
    return gpd.GeoDataFrame(frame, geometry=points, crs=4326)


def _csv(table: Table, path: Path) -> None:
    pd.DataFrame(table).to_csv(path, index=False)


def _semicolons(table: Table, path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfsep=;\r\n" + pd.DataFrame(table).to_csv(index=False, sep=";").encode())


def _json(table: Table, path: Path) -> None:
    path.write_text(json.dumps({"data": table}), encoding="utf-8")


def _jsonl(table: Table, path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")


def _xlsx(table: Table, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("Incidents")
        for number, cells in enumerate([list(table[0]), *(list(row.values()) for row in table)]):
            sheet.write_row(number, 0, cells)


def _geodata(driver: str) -> Callable[[Table, Path], None]:
    def write(table: Table, path: Path) -> None:
        _frame(table).to_file(path, driver=driver, engine="pyogrio")

    return write


def _ods(table: Table, path: Path) -> None:
    lines = [list(table[0]), *(list(row.values()) for row in table)]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, cells))}</table:table-row>" for cells in lines)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="One">{rows}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        archive.writestr(
            "content.xml", f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
        )


def _shapefile(table: Table, path: Path) -> None:
    """Names are cut at ten letters."""
    folder = path.with_suffix(".parts")
    folder.mkdir()
    short = [{name[:10]: text for name, text in row.items()} for row in table]
    _frame(short).to_file(folder / "layer.shp", engine="pyogrio")
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)


def _parquet(table: Table, path: Path) -> None:
    _frame(table).to_parquet(path)


def _stata(table: Table, path: Path) -> None:
    pd.DataFrame(table).to_stata(path, write_index=False, version=118)


def _zip(table: Table, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder/table.csv", pd.DataFrame(table).to_csv(index=False))


def _kml(table: Table, path: Path) -> None:
    marks = []
    for row in table:
        data = "".join(
            f'<Data name="{name}"><value>{text}</value></Data>'
            for name, text in row.items()
            if name not in ("lat", "lon")
        )
        point = f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>"
        marks.append(f"<Placemark><ExtendedData>{data}</ExtendedData>{point}</Placemark>")
    head = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    path.write_text(f"{head}{''.join(marks)}</Document></kml>", encoding="utf-8")


CONTAINERS: dict[str, Callable[[Table, Path], None]] = {
    "table.csv": _csv,
    "semicolons.csv": _semicolons,
    "table.json": _json,
    "table.jsonl": _jsonl,
    "table.xlsx": _xlsx,
    "table.ods": _ods,
    "layer.geojson": _geodata("GeoJSON"),
    "layer.fgb": _geodata("FlatGeobuf"),
    "layer.gpkg": _geodata("GPKG"),
    "layer.zip": _shapefile,
    "layer.parquet": _parquet,
    "table.dta": _stata,
    "table.zip": _zip,
    "layer.kml": _kml,
}
"""By the name of the file how the table is written into it."""
