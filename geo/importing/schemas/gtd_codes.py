"""GTD's columns and codes."""

from __future__ import annotations

from geo.model.vocabularies import ActorKind, EventType, LocationPrecision, Weapon

THREE = (1, 2, 3)
_NUMBERED = {
    f"{prop}{number}": tuple(name.format(number if number > 1 or always else "") for name in names)
    for prop, always, names in (
        ("gname", False, ("gname{}",)),
        ("guncertain", True, ("guncertain{}",)),
        ("claimmode", False, ("claimmode{}_txt",)),
        ("target", True, ("target{}",)),
        ("corp", True, ("corp{}",)),
        ("targtype", True, ("targtype{}_txt", "targtype{}")),
        ("natlty", True, ("natlty{}_txt",)),
    )
    for number in THREE
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("eventid",), "year": ("iyear",), "month": ("imonth",), "day": ("iday",), "approxdate": ("approxdate",),
    "country": ("country_txt",), "admin1": ("provstate",), "place": ("city",), "latitude": ("latitude",),
    "longitude": ("longitude",), "specificity": ("specificity",), "vicinity": ("vicinity",), "summary": ("summary",),
    "attack": ("attacktype1_txt", "attackty_1"), "attack_code": ("attacktype1", "attacktype"),
    "weapon1": ("weaptype1_txt", "weaptype1"), "weapon2": ("weaptype2_txt", "weaptype2"),
    "weapon3": ("weaptype3_txt", "weaptype3"), "weapon4": ("weaptype4_txt", "weaptype4"),
    "claimed1": ("claimed",), "claimed2": ("claim2",), "claimed3": ("claim3",), "compclaim": ("compclaim",),
    "killed": ("nkill",), "killed_ter": ("nkillter",), "wounded": ("nwound",), "wounded_ter": ("nwoundte",),
    **_NUMBERED,
    "guncertain1": ("guncertain1", "guncertain"), "guncertain2": ("guncertain2", "guncerta_1"),
    "guncertain3": ("guncertain3", "guncerta_2"),
}  # fmt: skip
CORE = ("year", "gname1")
"""Properties without which a table is not GTD's."""
HALLMARKS = (
    "id",
    "month",
    "day",
    "attack",
    "attack_code",
    "targtype1",
    "specificity",
    "natlty1",
    "killed",
    "approxdate",
)
"""Of these at least three are there: their names are GTD's own."""
WHERE: dict[str, tuple[LocationPrecision, float, str]] = {
    "1": (LocationPrecision.SETTLEMENT, 5.0, "the coordinates of the city"),
    "2": (LocationPrecision.VICINITY, 50.0, "the city is known, the centroid of the smallest division is used"),
    "3": (
        LocationPrecision.ADMIN2,
        0.0,
        "not in a city; the centroid of the smallest division is a stand-in and is not drawn",
    ),
    "4": (LocationPrecision.ADMIN1, 0.0, "the centroid of a first-order division is a stand-in and is not drawn"),
    "5": (LocationPrecision.UNKNOWN, 0.0, "not known"),
}
"""By ``specificity``: the atlas's precision, its radius in km (an assumption; GTD states none), and words."""
ATTACKS = {
    "Bombing/Explosion": EventType.BOMBING,
    "Armed Assault": EventType.GROUND_ASSAULT,
    "Hostage Taking (Barricade Incident)": EventType.ABDUCTION,
    "Hostage Taking (Kidnapping)": EventType.ABDUCTION,
}
ATTACK_CODES = dict(
    enumerate(
        (
            "Assassination", "Armed Assault", "Bombing/Explosion", "Hijacking", "Hostage Taking (Barricade Incident)",
            "Hostage Taking (Kidnapping)", "Facility/Infrastructure Attack", "Unarmed Assault", "Unknown",
        ),
        start=1,
    )
)  # fmt: skip
"""What the numbers of ``attacktype1`` stand for, for tables without its text."""
TARGET_KINDS = {
    "Military": ActorKind.STATE_FORCE, "Police": ActorKind.STATE_FORCE, "Business": ActorKind.COMPANY,
    "Government (General)": ActorKind.STATE_BODY, "Government (Diplomatic)": ActorKind.STATE_BODY,
    "Journalists & Media": ActorKind.MEDIA, "Terrorists/Non-State Militia": ActorKind.ARMED_GROUP,
    "1": ActorKind.COMPANY, "2": ActorKind.STATE_BODY, "3": ActorKind.STATE_FORCE, "4": ActorKind.STATE_FORCE,
    "7": ActorKind.STATE_BODY, "10": ActorKind.MEDIA, "17": ActorKind.ARMED_GROUP,
}  # fmt: skip
"""By ``targtype1_txt``, or by its number; all others stay open."""
OF_STATES = (ActorKind.STATE_FORCE, ActorKind.STATE_BODY)
WEAPONS = {
    "Explosives": Weapon.EXPLOSIVE_DEVICE, "Explosives/Bombs/Dynamite": Weapon.EXPLOSIVE_DEVICE,
    "Firearms": Weapon.SMALL_ARMS, "Incendiary": Weapon.FIRE, "Unknown": None, "": None, ".": None,
    "5": Weapon.SMALL_ARMS, "6": Weapon.EXPLOSIVE_DEVICE, "8": Weapon.FIRE, "13": None,
}  # fmt: skip
