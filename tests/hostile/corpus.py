"""Texts, numbers, days and files that somebody could bring to do harm, or that another program wrote wrongly."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from hypothesis import HealthCheck, Phase

FUZZ: dict[str, Any] = {
    "deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True,
    "phases": [Phase.explicit, Phase.generate],
}  # fmt: skip
"""How hypothesis looks for more of them: the same each time, whatever the machine; what fails is told as it was found."""
ELSEWHERE = "http://elsewhere.invalid"
"""A host that nothing may ask."""
MARKUP = (
    '<img src=x onerror="alert(1)">',
    "</script><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "<style>@import 'http://elsewhere.invalid/x.css'</style>",
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "]]><!-- -->",
    "![x](http://elsewhere.invalid/x.png) [y](javascript:alert(1)) $\\href{javascript:x}{y}$ :material/bug_report:",
)
FORMULAS = (
    f'=HYPERLINK("{ELSEWHERE}","x")', "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1", "=cmd|' /C calc'!A0",
)  # fmt: skip
TYPST = (
    '#read("/etc/passwd")', '#import "/etc/passwd": *', '"); #panic("x") //', "#let x = 1; $ sum $ `raw` *bold* _it_ @label <label>",
    f'#link("{ELSEWHERE}")[x]', "\\u{110000} \\#", '#image("map.svg")',
)  # fmt: skip
LETTERS = (
    "\u202etxt.exe", "\u2066\u2067\u2068x\u2069", "a\x00b", "\x1b[31mred", "\ufffe\uffff", "e" + "\u0301" * 300, "\U000e0041\u200d\u200b",
    "ﷺ" * 40, "🧨" * 40, "line\u2028one\u2029two\x85three", "${jndi:ldap://x}", "{0.__class__} %s%n", "'; DROP TABLE incidents; --",
)  # fmt: skip
SURROGATES = ("\ud800", "a\udfffb", "\udc00\ud800")
"""Halves of letters: no text that UTF-8 can hold, but JSON can write them."""
TEXTS = (*MARKUP, *FORMULAS, *TYPST, *LETTERS)
DAYS = (
    "99999-01-01", "0000-00-00", "-0001-01-01", "9999-12-31", "2020-02-30", "2020-13-45T99:99:99Z", "1e400", "NaN",
    "18446744073709551616", "-2147483649", "2020-01-01/99999-01-01", "٢٠٢٠-٠١-٠٣", "2020-01-03\x00",
)  # fmt: skip
NUMBERS = (
    "NaN", "1e400", "-1e400", "inf", "-0", "0x10", "1_000", "9" * 400, "1" + "0" * 30, "1.7976931348623157e309", "-5", "١٢", "1,5", "½",
)  # fmt: skip


def zipped(**members: bytes) -> bytes:
    """A zip archive; a name's double underscores are dots."""
    return zipped_as({name.replace("__", "."): content for name, content in members.items()})


def zipped_as(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def laughs(levels: int = 9) -> str:
    """Declarations of entities of which the last is 10 ** levels words."""
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{more}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "{ELSEWHERE}/x">]>'


def kml(head: str, name: str, link: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}<Placemark><name>{name}</name>'
        "<description>x</description><TimeStamp><when>2020-01-03</when></TimeStamp><Point><coordinates>44,33</coordinates></Point>"
        "</Placemark></Document></kml>"
    ).encode()


def gpx(head: str, name: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        f'<wpt lat="33" lon="44"><time>2020-01-03T00:00:00Z</time><name>{name}</name></wpt></gpx>'
    ).encode()


def workbook(head: str = "", name: str = "x") -> bytes:
    """A spreadsheet whose words are declared under ``head``."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["date", "place"])
        sheet.write_row(1, 0, ["2020-01-03", "WORD"])
    members = {}
    with zipfile.ZipFile(out) as archive:
        for one in archive.namelist():
            members[one] = archive.read(one)
    words = members["xl/sharedStrings.xml"].decode().replace("WORD", name)
    members["xl/sharedStrings.xml"] = words.replace("?>", f"?>{head}", 1).encode()
    return zipped_as(members)


def parquet(**columns: pa.Array) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def png(keyword: str, words: str, packed: bool = False) -> bytes:
    """A picture of one pixel that carries words, pressed or plain."""
    body = words.encode("utf-8", "surrogatepass")
    text = keyword.encode() + (b"\0\1\0\0\0" + zlib.compress(body) if packed else b"\0\0\0\0\0" + body)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"iTXt", text),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


_ROWS = b"date,place,country\n2020-01-03,A,Iraq\n"
_MB = 2**20
_DEEP = 100_000
_SHEET = "xl/worksheets/sheet1.xml"
FILES: dict[str, bytes] = {
    "laughs.kml": kml(laughs(), "&l9;"),
    "file.kml": kml(laughs(), "&file;"),
    "net.kml": kml(laughs(), "&net;"),
    "utf16.kml": kml(laughs(), "&l9;").decode().encode("utf-16"),
    "link.kml": kml("", "x", f"<NetworkLink><Link><href>{ELSEWHERE}/x.kml</href></Link></NetworkLink>"),
    "laughs.kmz": zipped(doc__kml=kml(laughs(), "&l9;")),
    "two.kmz": zipped(a__kml=kml(laughs(), "&file;"), b__kml=kml("", "b")),
    "bomb.kmz": zipped(doc__kml=b" " * 64 * _MB),
    "laughs.gpx": gpx(laughs(), "&l9;"),
    "file.gpx": gpx(laughs(), "&file;"),
    "laughs.xlsx": workbook(laughs(), "&l9;"),
    "file.xlsx": workbook(laughs(), "&file;"),
    "bomb.xlsx": zipped_as({_SHEET: bytes(64 * _MB)}),
    "bomb.ods": zipped_as({"content.xml": b" " * 64 * _MB, "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "bomb.zip": zipped_as({"a.shp": bytes(64 * _MB), "a.shx": b"", "a.dbf": b""}),
    "bomb.csv.gz": gzip.compress(bytes(64 * _MB)),
    "nested.zip": zipped_as({"inner.zip": zipped_as({"a.csv": _ROWS})}),
    "paths.zip": zipped_as({"../../up.csv": _ROWS, "/etc/abs.csv": _ROWS, "C:\\x\\y.csv": _ROWS, "a/../../../z.csv": _ROWS}),
    "nul.zip": zipped_as({"a\x00.csv": _ROWS, "b" * 3000 + ".csv": _ROWS}),
    "same.zip": zipped_as({"../a.shp": b"x", "a.shp": b"y", "b/a.shp": b"z"}),
    "deep.json": b"[" * _DEEP + b"]" * _DEEP,
    "deep.geojson": b'{"type":"FeatureCollection","features":' + b'[{"a":' * _DEEP,
    "properties.geojson": json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": {"date": "2020-01-03", "x": {"y": {"z": {"w": {"v": [[[[1]]]]}}}}}}]}
    ).encode(),
    "deep_properties.json": b'[{"date":"2020-01-03","x":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}]",
    "numbers.json": b'[{"date":"2020-01-03","lat":1e400,"lon":-1e400,"killed":NaN},{"date":2e308,"lat":Infinity,"killed":' + b"9" * 5000 + b"}]",
    "surrogates.json": json.dumps([{"date": "2020-01-03", "place": text, text: "x"} for text in SURROGATES]).encode(),
    "surrogates.geojson": json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [44, 33]}, "properties": {"date": "2020-01-03", "title": text}} for text in SURROGATES]}
    ).encode(),
    "crs.geojson": json.dumps(
        {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "/vsicurl/http://elsewhere.invalid/x"}}, "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [44, 33]}, "properties": {"date": "2020-01-03"}}]}
    ).encode(),
    "ring.geojson": json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1e308, 1e308], [float("nan"), 1], [0, 0]]]}, "properties": {"date": "2020-01-03"}}]}
    ).encode(),
    "geometries.geojson": (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2020-01-03"},"geometry":'
        + b'{"type":"GeometryCollection","geometries":[' * 400 + b"]}" * 400 + b"}]}"
    ),
    "wide.csv": b"date," + b",".join(b"c%d" % n for n in range(5000)) + b"\n2020-01-03\n",
    "huge_cell.csv": b"date,place\n2020-01-03," + b"x" * 3_000_000 + b"\n2020-01-04,A\n",
    "quotes.csv": b'date,place\n2020-01-03,"' + b"x\n" * 5000,
    "nul.csv": b"date,place\n2020-01-03,a\x00b\n\x00\x00\x00\n",
    "vrt.csv": f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{ELSEWHERE}/x.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'.encode(),
    "vrt.kml": f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/{ELSEWHERE}/x.kml</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'.encode(),
    "vrt.gpx": b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
    "half.parquet": parquet(date=pa.array(["2020-01-03"] * 50), place=pa.array(["A"] * 50))[:-60],
    "torn.parquet": (lambda whole: whole[:40] + b"\xff" * 60 + whole[100:])(parquet(date=pa.array(["2020-01-03"] * 500), place=pa.array(list(map(str, range(500)))))),
    "kinds.parquet": parquet(date=pa.array([2**62, -(2**62)]), place=pa.array([b"\xff\x00", b"x"]), killed=pa.array([float("nan"), float("inf")])),
    "geo.parquet": (
        lambda table: (lambda out: (pq.write_table(table, out), out.getvalue())[1])(io.BytesIO())
    )(pa.table({"date": ["2020-01-03"], "geometry": [b"\x01\xff\xff"]}).replace_schema_metadata({"geo": '{"primary_column":"geometry","columns":[1]}'})),
    "svg.csv": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
}  # fmt: skip
"""By name; each is refused in words or read as what it says."""
