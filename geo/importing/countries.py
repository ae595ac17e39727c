"""Countries: the code of ISO 3166-1 for whatever a cell says, and whether a point lies in a country."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pycountry
import shapely
from babel import Locale, UnknownLocaleError

from geo.basemap import DATA
from geo.importing.characters import plain_characters
from geo.importing.column_names import key_of

_LANGUAGES = (
    "en", "fr", "es", "de", "pt", "it", "tr", "ru", "ar", "fa", "uk", "nl", "pl", "sv", "el", "he", "ku", "ckb", "ur", "hi",
    "bn", "ps", "sw", "so", "am", "ha", "id", "zh", "zh_Hant", "ja", "ko", "vi", "th", "ka", "hy", "az", "ro", "cs", "hu", "sr",
)  # fmt: skip
_OTHER_NAMES = {
    "yemen_north_yemen": "YE", "dr_congo": "CD", "dr_congo_zaire": "CD", "democratic_republic_of_congo": "CD",
    "republic_of_congo": "CG", "congo": "CG", "russia_soviet_union": "RU", "bosnia_herzegovina": "BA",
    "serbia_yugoslavia": "RS", "myanmar_burma": "MM", "burma": "MM", "cambodia_kampuchea": "KH",
    "zimbabwe_rhodesia": "ZW", "madagascar_malagasy": "MG", "macedonia": "MK", "macedonia_fyr": "MK",
    "kingdom_of_eswatini_swaziland": "SZ", "swaziland": "SZ", "ivory_coast": "CI", "cote_divoire": "CI",
    "west_bank_and_gaza_strip": "PS", "west_bank": "PS", "gaza_strip": "PS", "gaza": "PS", "palestine": "PS",
    "united_states_of_america": "US", "usa": "US", "u_s": "US", "uk": "GB", "great_britain": "GB",
    "turkiye": "TR", "turkey": "TR", "syria": "SY", "iran": "IR", "russia": "RU", "south_korea": "KR",
    "north_korea": "KP", "vietnam": "VN", "vietnam_north_vietnam": "VN", "laos": "LA", "moldova": "MD",
    "tanzania": "TZ", "bolivia": "BO", "venezuela": "VE", "brunei": "BN", "cape_verde": "CV", "czechia": "CZ",
    "east_timor": "TL", "hyderabad": "IN", "government_of_iraq": "IQ", "trinidad": "TT", "vatican_city": "VA",
    "zaire": "CD", "drc": "CD", "democratic_republic_of_the_congo": "CD", "congo_kinshasa": "CD", "congo_brazzaville": "CG",
    "republic_of_the_congo": "CG", "rhodesia": "ZW", "upper_volta": "BF", "dahomey": "BJ", "ceylon": "LK", "siam": "TH",
    "persia": "IR", "abyssinia": "ET", "kampuchea": "KH", "north_yemen": "YE", "south_yemen": "YE", "yemen_arab_republic": "YE",
    "south_vietnam": "VN", "north_vietnam": "VN", "republic_of_vietnam": "VN", "east_germany": "DE", "west_germany": "DE",
    "east_germany_gdr": "DE", "west_germany_frg": "DE", "german_federal_republic": "DE", "german_democratic_republic": "DE",
    "holland": "NL", "the_netherlands": "NL", "the_gambia": "GM", "the_bahamas": "BS", "uae": "AE", "ksa": "SA", "car": "CF",
    "bosnia": "BA", "england": "GB", "scotland": "GB", "wales": "GB", "northern_ireland": "GB", "republic_of_ireland": "IE",
    "us": "US", "u_s_a": "US", "united_states": "US", "russian_federation": "RU", "republic_of_korea": "KR", "rok": "KR",
    "dprk": "KP", "kurdistan_iraq": "IQ", "iraqi_kurdistan": "IQ", "kurdistan_region_of_iraq": "IQ", "syrian_arab_republic": "SY",
    "occupied_palestinian_territory": "PS", "palestinian_territories": "PS", "state_of_palestine": "PS", "swaziland_eswatini": "SZ",
    "western_samoa": "WS", "gold_coast": "GH", "tanganyika": "TZ", "timor_leste": "TL", "macao": "MO", "hongkong": "HK",
}  # fmt: skip
"""Names that conflict datasets use and neither ISO nor CLDR lists, by their key."""
TOLERANCE = 0.5
"""Degrees by which a point may lie outside of a country: the drawing is coarse, and coasts have islands."""
COAST = 0.2
"""Degrees from the land up to which a point without a country is given one: twelve nautical miles."""
FAR = 3.0
"""Degrees outside of a country from which a point may be one with latitude and longitude swapped."""


@lru_cache(maxsize=50_000)
def country_code(text: str) -> str | None:
    """The code of a name, of a two- or three-letter code or of a number; None where it is none.

    >>> country_code("Iraq"), country_code("368"), country_code("العراق"), country_code("Yemen (North Yemen)")
    ('IQ', 'IQ', 'IQ', 'YE')
    """
    plain = " ".join(plain_characters(text).split())
    if re.fullmatch(r"\d{1,3}(\.0)?", plain):
        return _alpha2(pycountry.countries.get(numeric=plain.split(".")[0].zfill(3)))
    if len(plain) == 2 and plain.isalpha() and plain.isascii():
        return _alpha2(pycountry.countries.get(alpha_2=plain.upper()))
    if len(plain) == 3 and plain.isupper():
        found = _alpha2(pycountry.countries.get(alpha_3=plain))
        if found:
            return found
    return _names().get(plain.casefold()) or _by_key().get(key_of(plain))


def _alpha2(found: Any) -> str | None:
    return None if found is None else str(found.alpha_2)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            name = getattr(country, field, None)
            if name:
                found[name.casefold()] = country.alpha_2
                found.setdefault(name.split(",")[0].casefold(), country.alpha_2)
    codes = set(found.values())
    for language in _LANGUAGES:
        for code, name in _territories(language).items():
            if code in codes:
                found.setdefault(str(name).casefold(), code)
    ambiguous = ("congo", "korea", "virgin islands")
    return {name: code for name, code in found.items() if name not in ambiguous}


def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}


@lru_cache(maxsize=1)
def _by_key() -> dict[str, str]:
    """Names as they are compared, without accents and signs; what two countries share is left out."""
    found: dict[str, str | None] = {}
    for name, code in _names().items():
        key = key_of(name)
        found[key] = code if found.get(key, code) == code else None
    return {key: code for key, code in found.items() if key and code} | _OTHER_NAMES


@lru_cache(maxsize=1)
def _land() -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Codes and shapes of the countries, a part of a country an entry."""
    found = json.loads((DATA / "world_land.geojson").read_text(encoding="utf-8"))
    pairs = [
        (feature["properties"]["iso"], shapely.geometry.shape(feature["geometry"]))
        for feature in found["features"]
        if len(str(feature["properties"].get("iso") or "")) == 2
    ]
    return np.array([code for code, _ in pairs], dtype=object), np.array([shape for _, shape in pairs], dtype=object)


@lru_cache(maxsize=1)
def _tree() -> shapely.STRtree:
    return shapely.STRtree(_land()[1])


@lru_cache(maxsize=600)
def _around(code: str, tolerance: float) -> Any:
    """A country with a tolerance in degrees, prepared; None for a country that isn't drawn."""
    codes, shapes = _land()
    parts = shapes[codes == code]
    if not len(parts):
        return None
    area = shapely.buffer(shapely.union_all(parts), tolerance)
    shapely.prepare(area)
    return area


def countries_at(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """The code of the country at each point, or off whose coast it lies; None on the high seas."""
    found = np.full(len(lon), None, dtype=object)
    usable = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    points = shapely.points(lon[usable], lat[usable])
    at, place = _tree().query_nearest(points, max_distance=COAST, all_matches=False)
    found[usable[at]] = _land()[0][place]
    return found


def is_outside(
    code: str, lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], tolerance: float = TOLERANCE
) -> npt.NDArray[np.bool_]:
    """Whether each point lies outside of a country, beyond a tolerance in degrees; False for one that isn't drawn."""
    area = _around(code, tolerance)
    if area is None:
        return np.zeros(len(lon), dtype=np.bool_)
    return ~np.asarray(shapely.contains_xy(area, lon, lat), dtype=np.bool_)
