"""Names of columns: how they are compared. Those that tables use are in ``geo.importing.known_column_names``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from geo.importing.characters import without_invisible

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARTICLE = re.compile(r"(?<![\u0621-\u06ff])ال(?=[\u0621-\u06ff]{3})")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None}
)
"""Letters that people write one for the other."""

_AROUND = frozenset({
    "event", "events", "evt", "ev", "evnt", "incident", "incidents", "inc", "incd", "attack", "att", "acc", "loc", "location", "place",
    "site", "point", "pt", "gps", "geo", "dd", "wgs", "wgs84", "84", "deg", "degree", "degrees", "decimal", "coord",
    "coords", "coordinate", "centroid", "n", "num", "nb", "no", "number", "nr", "total", "tot", "sum", "ppl", "people",
    "persons", "person", "of", "the", "de", "du", "des", "del", "la", "name", "names", "nm", "txt", "text", "en", "eng",
    "value", "val", "field", "fld", "col", "occurrence", "f", "v", "full",
})  # fmt: skip
"""Words around the one that tells what a column holds."""
_AROUND_ID = frozenset({"event", "evt", "ev", "incident", "inc", "attack", "record", "row", "of", "the"})
_SAME = {
    "minimum": "min", "low": "min", "lower": "min", "least": "min", "maximum": "max", "high": "max", "upper": "max",
    "most": "max", "kill": "killed", "kills": "killed", "dead": "killed", "deaths": "killed", "death": "killed",
    "fatalities": "killed", "fatal": "killed", "kld": "killed", "wound": "wounded", "wnd": "wounded", "wia": "wounded",
    "injured": "wounded", "injuries": "wounded", "hurt": "wounded", "dt": "date", "lat": "latitude", "lon": "longitude",
    "long": "longitude", "lng": "longitude", "desc": "description", "descr": "description", "descrip": "description",
    "ctry": "country", "cntry": "country", "prov": "province", "gov": "governorate", "govt": "governorate",
    "perp": "perpetrator", "perps": "perpetrator", "grp": "group", "tgt": "target", "vic": "victim", "typ": "type",
}  # fmt: skip
"""Words of column names that mean the same, by the one that is compared."""


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """A name as it is compared: Latin letters and digits in lower case, all else an underscore.

    >>> key_of(" Event Date "), key_of("LATITUDE"), key_of("Широта"), key_of("القتلى") == key_of("قتلي")
    ('event_date', 'latitude', 'shirota', True)
    """
    plain = name if name.isascii() else anyascii(_one_spelling(without_invisible(name)))
    return _NOT_WORD.sub("_", plain.strip().lower()).strip("_")


def _one_spelling(name: str) -> str:
    """A name in the letters that are compared; Arabic without vowel signs and without the article."""
    name = unicodedata.normalize("NFC", name)
    if not _ARABIC.search(name):
        return name
    bare = "".join(letter for letter in name.translate(_ARABIC_FORMS) if not unicodedata.combining(letter))
    return _ARTICLE.sub("", bare)


@lru_cache(maxsize=20_000)
def split_key(name: str) -> str:
    """A name with the words apart that CamelCase joins.

    >>> split_key("EventDate"), split_key("LocLat"), split_key("nKilledMax"), split_key("LATITUDE")
    ('event_date', 'loc_lat', 'n_killed_max', 'latitude')
    """
    return key_of(_HUMP.sub(" ", name))


def squashed(key: str) -> str:
    """A key without its underscores: ``eventdate`` and ``event_date`` are one name."""
    return key.replace("_", "")


@lru_cache(maxsize=20_000)
def core(key: str, is_id: bool = False) -> frozenset[str]:
    """The words of a name that tell what a column holds, in one spelling, whatever their order.

    >>> core("min_ppl_killed") == core("killed_low"), core("location_latitude") == core("lat")
    (True, True)
    """
    around = _AROUND_ID if is_id else _AROUND
    return frozenset(_SAME.get(word, word) for word in key.split("_") if word and word not in around)
