"""ACLED's columns and codes, in the current and the older codebook."""

from __future__ import annotations

from geo.model.vocabularies import ActorKind, EventType, LocationPrecision, Weapon

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "event_id_no_cnty", "data_id"),
    "date": ("event_date",),
    "year": ("year",),
    "time_precision": ("time_precision",),
    "event_type": ("event_type",),
    "sub_event_type": ("sub_event_type",),
    "actor1": ("actor1",),
    "actor2": ("actor2",),
    "inter1": ("inter1",),
    "inter2": ("inter2",),
    "assoc1": ("assoc_actor_1", "ally_actor_1", "allyactor1"),
    "assoc2": ("assoc_actor_2", "ally_actor_2", "allyactor2"),
    "interaction": ("interaction",),
    "iso": ("iso", "iso3"),
    "country": ("country",),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "place": ("location",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "geo_precision": ("geo_precision", "geo_precis"),
    "source": ("source",),
    "notes": ("notes",),
    "fatalities": ("fatalities",),
    "timestamp": ("timestamp",),
    "data_id": ("data_id",),
}
NEEDED = ("id", "date", "event_type", "actor1", "latitude", "longitude", "fatalities")

INTER: dict[str, str] = {
    "1": "state forces", "2": "rebel group", "3": "political militia", "4": "identity militia", "5": "rioters",
    "6": "protesters", "7": "civilians", "8": "external/other forces",
}  # fmt: skip
"""The older numbers and the words that stand for them now."""
KINDS: dict[str, ActorKind] = {
    "state forces": ActorKind.STATE_FORCE,
    "rebel group": ActorKind.ARMED_GROUP,
    "rebel groups": ActorKind.ARMED_GROUP,
    "rebel forces": ActorKind.ARMED_GROUP,
    "political militia": ActorKind.ARMED_GROUP,
    "political militias": ActorKind.ARMED_GROUP,
    "identity militia": ActorKind.ARMED_GROUP,
    "identity militias": ActorKind.ARMED_GROUP,
    "rioters": ActorKind.CROWD,
    "protesters": ActorKind.CROWD,
    "civilians": ActorKind.OTHER,
    "external/other forces": ActorKind.OTHER,
    "external forces": ActorKind.OTHER,
    "other forces": ActorKind.OTHER,
}
HARMLESS = frozenset({"civilians"})
"""Sides that are hit: where the other side is none of these, it is the one that acts."""
EVENT_TYPES: dict[str, tuple[EventType, tuple[Weapon, ...]]] = {
    "air/drone strike": (EventType.AIR_STRIKE, (Weapon.AIR_DELIVERED,)),
    "suicide bomb": (EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    "remote explosive/landmine/ied": (EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    "grenade": (EventType.BOMBING, (Weapon.OTHER,)),
    "shelling/artillery/missile attack": (EventType.OTHER, ()),
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
