"""Names of columns: how they are compared, and those that known schemas and common tables use."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "incident_id", "event_id_cnty", "eventid", "uid", "uuid", "guid", "fid", "objectid",
           "data_id", "case_id", "record_id", "ref", "reference", "incident_number", "event_number", "code", "relid"),
    "date": ("date", "event_date", "incident_date", "date_start", "start_date", "datum", "fecha", "fecha_evento",
             "date_of_incident", "date_of_event", "incident_date_time", "datetime", "date_time", "day", "when",
             "occurred", "occurred_on", "start", "begin", "time", "dateoccurred", "tarih", "tarikh", "date_debut",
             "altarykh", "data", "event_start"),
    "date_end": ("date_end", "end_date", "end", "event_end", "date_fin", "until"),
    "year": ("year", "iyear", "jahr", "annee", "ano"),
    "month": ("month", "imonth", "monat", "mois", "mes"),
    "day": ("iday", "day_of_month", "tag", "jour", "dia"),
    "latitude": ("latitude", "lat", "y", "ycoord", "y_coord", "lat_dd", "latitud", "gps_lat", "point_y",
                 "latitude_dd", "breite", "breitengrad", "lat_wgs84", "decimallatitude"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "xcoord", "x_coord", "lon_dd", "longitud", "gps_lon",
                  "gps_long", "point_x", "longitude_dd", "laenge", "laengengrad", "lon_wgs84", "decimallongitude"),
    "coordinates": ("coordinates", "coordinate", "coords", "coord", "latlon", "lat_lon", "latlng", "lat_lng",
                    "lat_long", "gps", "gps_coordinates", "location_coordinates", "koordinaten", "coordenadas",
                    "geolocation", "geo", "latitude_longitude"),
    "wkt": ("wkt", "geom_wkt", "geom", "geometry", "the_geom", "shape_wkt"),
    "place": ("place", "location", "location_name", "city", "town", "village", "site", "settlement", "ort",
              "lieu", "lugar", "where_coordinates", "place_name", "locality", "address"),
    "admin1": ("admin1", "adm1", "adm_1", "adm1_name", "admin1_name", "province", "governorate", "state", "region",
               "provstate", "oblast", "department", "adm1_en", "admin_1"),
    "country": ("country", "country_name", "country_txt", "iso", "iso2", "iso3", "iso_2", "iso_3", "country_code",
                "nation", "land", "pays", "pais"),
    "actor": ("actor", "actor1", "perpetrator", "perpetrators", "group", "gname", "armed_group", "attacker",
              "responsible", "party", "side_a", "actor_name", "perpetrator_name", "aggressor"),
    "target": ("target", "targets", "victim", "victims", "actor2", "side_b", "target1", "target_name"),
    "killed": ("killed", "deaths", "fatalities", "dead", "nkill", "fatalities_total", "best", "tote", "morts",
               "muertos", "number_killed", "people_killed", "death_toll", "kia"),
    "wounded": ("wounded", "injured", "injuries", "nwound", "verletzte", "blesses", "heridos", "number_wounded",
                "people_injured", "wia"),
    "event_type": ("event_type", "type", "incident_type", "attack_type", "category", "event", "attacktype1_txt",
                   "type_of_incident", "typ", "kategorie", "sub_event_type"),
    "title": ("title", "headline", "name", "incident", "event_name", "label", "titel", "titre"),
    "summary": ("summary", "description", "notes", "details", "narrative", "comment", "comments", "remarks", "text",
                "desc", "beschreibung", "incident_description", "event_description"),
    "source": ("source", "sources", "source_name", "reference_url", "url", "link", "source_url", "quelle", "links"),
    "precision": ("geo_precision", "where_prec", "location_precision", "specificity", "accuracy"),
}  # fmt: skip
"""By property of an incident: the names under which tables hold it, the likeliest first."""


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """A name as it is compared: Latin letters and digits in lower case, all else an underscore.

    >>> key_of(" Event Date "), key_of("LATITUDE"), key_of("Широта")
    ('event_date', 'latitude', 'shirota')
    """
    plain = name if name.isascii() else anyascii(name)
    return _NOT_WORD.sub("_", plain.strip().lower()).strip("_")


_SCHEMA_NAMES = (
    "time_precision", "disorder_type", "sub_event_type", "inter1", "inter2", "interaction", "assoc_actor_1",
    "type_of_violence", "conflict_name", "dyad_name", "date_prec", "event_clarity", "deaths_civilians", "gwnoa",
    "approxdate", "attacktype1", "targtype1_txt", "weaptype1_txt", "guncertain1", "country_txt", "provstate",
)  # fmt: skip

KNOWN_NAMES = frozenset(_SCHEMA_NAMES).union(*NAMES.values())
"""Every name that is known, to find the header among the first records."""
