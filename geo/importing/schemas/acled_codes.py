"""ACLED's columns and codes, in the current and the older codebook."""

from __future__ import annotations

from geo.model.vocabularies import EventType, LocationPrecision, Weapon

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "event_id_c", "event_id_no_cnty", "event_id_n", "data_id"),
    "date": ("event_date",),
    "year": ("year",),
    "time_precision": ("time_precision",),
    "event_type": ("event_type",),
    "sub_event_type": ("sub_event_type",),
    "actor1": ("actor1",),
    "actor2": ("actor2",),
    "inter1": ("inter1",),
    "inter2": ("inter2",),
    "assoc1": ("assoc_actor_1", "assoc_acto", "ally_actor_1", "ally_actor", "allyactor1"),
    "assoc2": ("assoc_actor_2", "assoc_ac_1", "assoc_act1", "ally_actor_2", "ally_act_1", "allyactor2"),
    "interaction": ("interaction",),
    "iso": ("iso",),
    "iso3": ("iso3",),
    "country": ("country",),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "place": ("location",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "geo_precision": ("geo_precision",),
    "disorder_type": ("disorder_type",),
    "civilian_targeting": ("civilian_targeting",),
    "source": ("source",),
    "source_scale": ("source_scale",),
    "notes": ("notes",),
    "fatalities": ("fatalities",),
    "timestamp": ("timestamp",),
    "data_id": ("data_id",),
}
CORE = ("date", "event_type", "actor1")
"""Properties without which a table is not ACLED's."""
HALLMARKS = (
    "id", "time_precision", "disorder_type", "sub_event_type", "inter1", "assoc1", "interaction", "geo_precision",
    "civilian_targeting", "source_scale",
)  # fmt: skip
"""Of these at least two are there: their names are ACLED's own."""

EVENT_TYPES: dict[str, tuple[EventType, tuple[Weapon, ...]]] = {
    "air/drone strike": (EventType.AIR_STRIKE, (Weapon.AIR_DELIVERED,)),
    "suicide bomb": (EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    "remote explosive/landmine/ied": (EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    "grenade": (EventType.BOMBING, (Weapon.OTHER,)),
    "shelling/artillery/missile attack": (EventType.SHELLING, ()),
    "abduction/forced disappearance": (EventType.ABDUCTION, ()),
    "chemical weapon": (EventType.OTHER, (Weapon.OTHER,)),
    "armed clash": (EventType.GROUND_ASSAULT, ()),
    "government regains territory": (EventType.GROUND_ASSAULT, ()),
    "non-state actor overtakes territory": (EventType.GROUND_ASSAULT, ()),
    "peaceful protest": (EventType.DEMONSTRATION, ()),
    "protest with intervention": (EventType.DEMONSTRATION, ()),
    "excessive force against protesters": (EventType.DEMONSTRATION, ()),
    "violent demonstration": (EventType.DEMONSTRATION, ()),
    "protests": (EventType.DEMONSTRATION, ()),
    "battles": (EventType.GROUND_ASSAULT, ()),
}
"""By sub-event type, or by event type where there is none."""
TIME = {"1": "the day", "2": "within a week, of which the midpoint is coded", "3": "within a month"}
GEO: dict[str, tuple[LocationPrecision, float, str]] = {
    "1": (LocationPrecision.SETTLEMENT, 5.0, "a named town, by its centroid"),
    "2": (LocationPrecision.VICINITY, 25.0, "near a named place, or a part of a region"),
    "3": (LocationPrecision.ADMIN1, 0.0, "a region; its coordinates are a stand-in and are not drawn"),
}
"""By ``geo_precision``: the atlas's precision, its radius in km (an assumption; ACLED states none), and words."""
