"""The controlled vocabularies of the dataset: each word with a label and a definition."""

from geo.dates import DatePrecision
from geo.vocabulary import Vocabulary

__all__ = [
    "ATTRIBUTIONS",
    "NAMING",
    "ActorKind",
    "CasualtyGroup",
    "DatePrecision",
    "EventType",
    "Kind",
    "KnownBasis",
    "LocationPrecision",
    "PerpetratorKind",
    "Stance",
    "Verification",
    "Weapon",
]


class Kind(Vocabulary):
    """What sort of happening it is, by who acts."""

    ATTACK = "attack", "Attack", "An attack by an armed group, or told as one."
    STRIKE = "strike", "Strike", "An attack by the forces of a state, any state."
    UNREST = "unrest", "Unrest", "A crowd that attacks or damages."
    CLASH = "clash", "Clash", "Fighting between two sides."
    PROTEST = "protest", "Protest", "A demonstration or a wave of them."
    CONTEXT = (
        "context",
        "Context",
        "A dated event around the incidents: a meeting, a transfer of arms, a statement, a gathering.",
    )
    BACKGROUND = "background", "Background", "A dated event outside the period of the dataset."
    OTHER = "other", "Other", "None of these."


CONTEXT_KINDS: tuple[Kind, ...] = (Kind.CONTEXT, Kind.BACKGROUND)
"""Kinds of which no incident is an act of violence, a clash or a protest."""


class EventType(Vocabulary):
    """What happened, more closely than the kind says."""

    ROCKET_ATTACK = "rocket_attack", "Rocket attack", "Unguided rockets fired at a place."
    MISSILE_STRIKE = "missile_strike", "Missile strike", "Ballistic or cruise missiles fired at a place."
    AIR_STRIKE = (
        "air_strike",
        "Air strike",
        "Weapons released from aircraft with a crew, or from aircraft not told apart.",
    )
    DRONE_STRIKE = (
        "drone_strike",
        "Drone strike",
        "Weapons released from, or carried by, an aircraft without a crew.",
    )
    CONVOY_ATTACK = "convoy_attack", "Attack on a convoy", "Vehicles attacked on the road, by whatever means."
    BOMBING = "bombing", "Bombing", "An explosive device set off at a place."
    SHELLING = "shelling", "Shelling", "Artillery, mortars, rockets or missiles fired at a place, not told apart."
    GROUND_ASSAULT = "ground_assault", "Ground assault", "Armed people attack a place on the ground."
    ABDUCTION = "abduction", "Abduction", "People are taken away or held by force."
    STORMING = "storming", "Storming of premises", "A crowd attacks or enters premises."
    DEMONSTRATION = "demonstration", "Demonstration", "People demonstrate in public."
    GATHERING = "gathering", "Gathering", "People come together for an occasion, such as a funeral."
    MEETING = "meeting", "Meeting", "Named people meet, in public or not."
    VISIT = "visit", "Visit", "A named person stays at, or comes from, a place."
    ARMS_TRANSFER = "arms_transfer", "Transfer of arms", "Weapons are ordered, moved or handed over."
    STATEMENT = "statement", "Statement", "Something said to the public or to the press."
    COURT_RULING = "court_ruling", "Court ruling", "A court decides."
    OTHER = "other", "Other", "None of these."


class Weapon(Vocabulary):
    """Means used, or moved in a transfer of arms; an empty list where the sources name none."""

    ROCKET = "rocket", "Rocket", "Unguided rocket, type not stated."
    KATYUSHA_ROCKET = (
        "katyusha_rocket",
        "Katyusha rocket",
        "Unguided artillery rocket that the source calls Katyusha.",
    )
    BALLISTIC_MISSILE = "ballistic_missile", "Ballistic missile", "Missile on a ballistic path, any range."
    CRUISE_MISSILE = "cruise_missile", "Cruise missile", "Missile that flies like an aircraft."
    MANPADS = "manpads", "Shoulder-fired missile", "Portable surface-to-air missile."
    AIR_DELIVERED = (
        "air_delivered",
        "Air-delivered weapon",
        "Bomb or missile released from an aircraft, type not stated.",
    )
    ARMED_DRONE = "armed_drone", "Armed drone", "Aircraft without a crew that releases a weapon or is one."
    DRONE = "drone", "Drone", "Aircraft without a crew, for observation or of unstated use."
    MORTAR = "mortar", "Mortar", "Mortar bombs."
    EXPLOSIVE_DEVICE = "explosive_device", "Explosive device", "Bomb set off on the ground, type not stated."
    SMALL_ARMS = "small_arms", "Small arms", "Rifles, machine guns and the like."
    FIRE = "fire", "Fire", "Vehicles or buildings set alight."
    OTHER = "other", "Other", "None of these."


class Stance(Vocabulary):
    """What an entry of the ledger asserts. A claim is not an attribution."""

    CLAIMED = "claimed", "Claimed", "The actor says that the act is its own."
    ATTRIBUTED = "attributed", "Attributed", "Somebody else says that it is the actor's act."
    SUSPECTED = (
        "suspected",
        "Suspected",
        "Somebody else says so with a stated doubt, or points to the actor as likely; "
        "without an actor, that the event is told as unconfirmed.",
    )
    REPORTED = "reported", "Reported", "Told as fact, by the report itself or by the outlet named."
    DENIED = "denied", "Denied", "The actor, or somebody for it, says that it was not its act."
    DISPUTED = "disputed", "Disputed", "Somebody doubts that it happened as reported."
    PARTY = "party", "Party", "Took part; the source gives no direction."


NAMING: frozenset[Stance] = frozenset({Stance.CLAIMED, Stance.ATTRIBUTED, Stance.SUSPECTED, Stance.REPORTED})
"""Stances that put an actor forward as the perpetrator; a party, a denial or a dispute doesn't."""

ATTRIBUTIONS: tuple[Stance, ...] = tuple(stance for stance in Stance if stance is not Stance.PARTY)
"""Stances about whose act it was, or was not: the bases by which perpetrators are looked for."""


class KnownBasis(Vocabulary):
    """How the day on which something became known was found."""

    STATED = "stated", "Dated by the source", "The source dates the words themselves."
    PUBLISHED = (
        "published",
        "Day of publication",
        "The words are undated; the source's day of publication is taken.",
    )
    EARLIEST = (
        "earliest",
        "Earliest possible day",
        "Neither is dated; the earliest day that it can be is taken.",
    )


class Verification(Vocabulary):
    """How far the sources carry the incident; derived, never typed in."""

    CORROBORATED = "corroborated", "Corroborated", "Two independent sources tell it, and none disputes it."
    REPORTED = (
        "reported",
        "Reported",
        "Told by somebody other than a claimant, in one source or in sources that hand on the same report.",
    )
    CLAIMED_ONLY = "claimed_only", "Claimed only", "Nobody but the claimant tells it."
    DISPUTED = "disputed", "Disputed", "A source disputes that it happened as reported."


class LocationPrecision(Vocabulary):
    """How closely the sources place an incident."""

    SITE = "site", "Site", "A named site: a base, an airport, an embassy."
    VICINITY = (
        "vicinity",
        "Near a site or town",
        "Near a named site or town, at a distance that the source leaves open.",
    )
    SETTLEMENT = "settlement", "Town", "A named town or city, not the place within it."
    ROUTE = "route", "Along a route", "Somewhere along a named stretch of road or line."
    FEATURE = "feature", "Landscape feature", "In or along a named valley, river, district or the like."
    ADMIN2 = "admin2", "District", "Somewhere in a named district (second-order division)."
    ADMIN1 = "admin1", "Governorate", "Somewhere in a named governorate or province (first-order division)."
    COUNTRY = "country", "Country", "Somewhere in a named country, or in several."
    UNKNOWN = "unknown", "Not known", "No place stated."


class ActorKind(Vocabulary):
    """What sort of actor it is."""

    ARMED_GROUP = "armed_group", "Armed group", "An armed group, whatever its ties to a state."
    UMBRELLA = "umbrella", "Umbrella of armed groups", "A grouping of armed groups."
    STATE = "state", "State", "A state or its government."
    STATE_FORCE = "state_force", "State force", "Armed forces or security services of a state."
    STATE_BODY = "state_body", "State body", "A ministry, court, mission or office of a state."
    PERSON = "person", "Person", "A named person."
    CROWD = "crowd", "Crowd or protesters", "People acting together without a stated organisation."
    MEDIA = "media", "Media", "A news outlet, an agency or a monitor of open sources."
    COMPANY = "company", "Company", "A company or consultancy."
    UNNAMED_SOURCE = "unnamed_source", "Unnamed source", "Somebody quoted without a name."
    OTHER = "other", "Other", "None of these."


class PerpetratorKind(Vocabulary):
    """The hue of an incident on the map, derived from the perpetrators that the ledger names."""

    ARMED_GROUP = "armed_group", "Armed group", "Every body named as perpetrator is an armed group."
    UNITED_STATES = (
        "united_states",
        "United States",
        "Every body named as perpetrator belongs to the United States.",
    )
    IRAN = "iran", "Iran", "Every body named as perpetrator belongs to Iran."
    OTHER_STATE = (
        "other_state",
        "Other government forces",
        "Every body named as perpetrator belongs to some other state.",
    )
    CROWD = "crowd", "Crowd or protesters", "A crowd."
    PARTIES = (
        "parties",
        "Parties, no direction known",
        "No perpetrator is named; actors took part and no source says who acted on whom.",
    )
    OTHER = (
        "other",
        "Other, or several kinds",
        "A perpetrator is named, of none of these kinds or of a state that is not known; or several of different kinds.",
    )
    UNKNOWN = "unknown", "Not known", "No perpetrator is named."


class CasualtyGroup(Vocabulary):
    """Whom a row of casualties counts."""

    US_FORCES = "us_forces", "US forces", "Service members of the United States."
    US_CONTRACTORS = (
        "us_contractors",
        "US civilian contractors",
        "Civilians of the United States under contract.",
    )
    IRAQI_FORCES = "iraqi_forces", "Iraqi forces", "Iraqi armed forces and security services."
    IRANIAN_FORCES = (
        "iranian_forces",
        "Iranian forces",
        "Iranian armed forces, the Revolutionary Guard included.",
    )
    OTHER_FORCES = "other_forces", "Other state forces", "Armed forces of any other state."
    ARMED_GROUPS = (
        "armed_groups",
        "Armed groups",
        "Members and commanders of armed groups and their umbrellas.",
    )
    CIVILIANS = "civilians", "Civilians", "Civilians, also where the source says only 'apparently'."
    NOT_STATED = "not_stated", "Group not stated", "People whom the source puts in no group."
