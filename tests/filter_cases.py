"""Filters and what they leave of the shipped dataset, counted by hand; Python and the browser must agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from geo.filter.area import PolygonArea, RadiusArea
from geo.filter.column_filters import with_columns
from geo.filter.figure_range import FigureRange
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.load import open_dataset
from geo.model import derive
from geo.model.dataset import Dataset, assemble
from geo.model.incident import Incident
from geo.model.source_rows import MemorySourceRows, SourceRow, filled
from geo.model.vocabularies import Stance
from tests.conftest import ROOT
from tests.generated import dataset_of

KUWAIT_1983 = "1983-kuwait-embassy-bombings"
COURT_2007 = "2007-kuwait-court-sentence"
DRONE = "2019-09-drone-supplied"
WEAPONS = "2019-09-weapons-order"
VILLA = "2019-10-baghdad-villa-meeting"
PROTESTS = "2019-10-mass-protests"
ROCKETS = "2019-12-09-baghdad-airport-rockets"
WARNING = "2019-12-11-us-military-warning"
KIRKUK = "2019-12-27-kirkuk-rockets"
DAMASCUS = "2019-12-soleimani-damascus"
STRIKES = "2019-12-29-us-strikes-iraq-syria"
EMBASSY = "2019-12-31-baghdad-embassy-crowd"
AIRPORT = "2020-01-03-baghdad-airport-strike"
OBRIEN = "2020-01-03-obrien-statement"
PLANNING = "2020-01-03-us-officials-on-planning"
FUNERAL = "2020-01-04-baghdad-funeral-gathering"
MISSILES = "2020-01-08-al-asad-erbil-missiles"
COUNT = "2020-01-08-us-count-of-attacks"
FEBRUARY = "2020-02-supply-convoy"
JUNE = "2020-06-claimed-convoy-attack"
JULY = "2020-07-11-samawah-diwaniyah-convoy"

BACKGROUND = (KUWAIT_1983, COURT_2007)
STATEMENTS = (WARNING, OBRIEN, PLANNING, COUNT)
CORE = (
    DRONE,
    WEAPONS,
    VILLA,
    PROTESTS,
    ROCKETS,
    WARNING,
    KIRKUK,
    DAMASCUS,
    STRIKES,
    EMBASSY,
    AIRPORT,
    OBRIEN,
    PLANNING,
    FUNERAL,
    MISSILES,
    COUNT,
    FEBRUARY,
    JUNE,
    JULY,
)
WINTER = (
    PROTESTS,
    KIRKUK,
    DAMASCUS,
    STRIKES,
    EMBASSY,
    AIRPORT,
    OBRIEN,
    PLANNING,
    FUNERAL,
    MISSILES,
    COUNT,
)
SOLEIMANI = (DRONE, WEAPONS, VILLA, KIRKUK, DAMASCUS, AIRPORT, OBRIEN, PLANNING, FUNERAL)
KATAIB = (DRONE, VILLA, ROCKETS, KIRKUK, STRIKES, FUNERAL)

CERTAINLY = DateMatch.CERTAINLY
PERPETRATOR, PARTY, TARGET = ActorRole.PERPETRATOR, ActorRole.PARTY, ActorRole.TARGET


@dataclass(frozen=True, slots=True)
class Case:
    """A filter and the incidents that it leaves, in any order."""

    name: str
    filter: Filter
    expected: tuple[str, ...]


def box(west: float, south: float, east: float, north: float) -> PolygonArea:
    """A rectangle in degrees."""
    return PolygonArea(ring=((west, south), (east, south), (east, north), (west, north)))


def around(lon: float, lat: float, km: float) -> RadiusArea:
    """A distance around a point."""
    return RadiusArea(center=(lon, lat), km=km)


DATES = (
    Case("nothing set hides the background", Filter(), CORE),
    Case("with the background", Filter(background=True), BACKGROUND + CORE),
    Case("possibly in the winter days", Filter(start=date(2019, 12, 27), end=date(2020, 1, 8)), WINTER),
    Case(
        "certainly in the winter days",
        Filter(start=date(2019, 12, 27), end=date(2020, 1, 8), match=CERTAINLY),
        tuple(incident for incident in WINTER if incident != PROTESTS),
    ),
    Case("a day in June can have been it", Filter(start=date(2020, 6, 10), end=date(2020, 6, 10)), (JUNE,)),
    Case(
        "a day in June is not certain",
        Filter(start=date(2020, 6, 10), end=date(2020, 6, 10), match=CERTAINLY),
        (),
    ),
    Case(
        "the whole of June is certain",
        Filter(start=date(2020, 6, 1), end=date(2020, 6, 30), match=CERTAINLY),
        (JUNE,),
    ),
    Case("29 February is counted", Filter(start=date(2020, 2, 29), end=date(2020, 2, 29)), (FEBRUARY,)),
    Case(
        "28 days of February are too few to be certain",
        Filter(start=date(2020, 2, 1), end=date(2020, 2, 28), match=CERTAINLY),
        (),
    ),
    Case("an open end", Filter(start=date(2020, 2, 1)), (FEBRUARY, JUNE, JULY)),
    Case("an open start", Filter(end=date(2019, 10, 6)), (DRONE, WEAPONS)),
    Case("an open start, certainly", Filter(end=date(2019, 10, 6), match=CERTAINLY), (WEAPONS,)),
    Case("the last day is counted", Filter(end=date(2019, 9, 1)), (DRONE,)),
    Case("the day before is not", Filter(end=date(2019, 8, 31)), ()),
    Case("the first day is counted", Filter(start=date(2020, 7, 11)), (JULY,)),
    Case("a day of 1983 without the background", Filter(end=date(1983, 6, 30)), ()),
    Case(
        "a day of 1983 with the background",
        Filter(start=date(1983, 6, 30), end=date(1983, 6, 30), background=True),
        (KUWAIT_1983,),
    ),
)

FACET_CASES = (
    Case("one kind", Filter(kind=("attack",)), (ROCKETS, KIRKUK, FEBRUARY, JUNE, JULY)),
    Case(
        "two kinds widen",
        Filter(kind=("strike", "attack")),
        (ROCKETS, KIRKUK, STRIKES, AIRPORT, MISSILES, FEBRUARY, JUNE, JULY),
    ),
    Case("a kind that nothing has", Filter(kind=("clash",)), ()),
    Case("background chosen but hidden", Filter(kind=("background",)), ()),
    Case("background chosen and shown", Filter(kind=("background",), background=True), BACKGROUND),
    Case("an event type", Filter(event_type=("convoy_attack",)), (FEBRUARY, JUNE, JULY)),
    Case("two facets narrow", Filter(kind=("attack",), event_type=("rocket_attack",)), (ROCKETS, KIRKUK)),
    Case("a weapon among several", Filter(weapon=("katyusha_rocket",)), (WEAPONS, ROCKETS)),
    Case("two weapons", Filter(weapon=("rocket", "manpads")), (WEAPONS, KIRKUK)),
    Case("attacks without a weapon stated", Filter(weapon=("not_stated",), kind=("attack",)), (FEBRUARY, JUNE)),
    Case("disputed", Filter(verification=("disputed",)), (JULY,)),
    Case("claimed only", Filter(verification=("claimed_only",)), (JUNE,)),
    Case("corroborated", Filter(verification=("corroborated",)), (KIRKUK, AIRPORT)),
    Case("no place at all", Filter(location_precision=("unknown",)), STATEMENTS),
    Case("a site", Filter(location_precision=("site",)), (EMBASSY, AIRPORT)),
    Case("one of two countries", Filter(country=("SY",)), (DAMASCUS, STRIKES)),
    Case("no country stated", Filter(country=("not_stated",)), STATEMENTS),
    Case("a country of the background only", Filter(country=("KW",)), ()),
    Case("a governorate", Filter(admin1=("Diwaniyah",)), (JULY,)),
    Case("a governorate that the place tells", Filter(admin1=("Baghdad",)), (VILLA, EMBASSY)),
    Case("one of two governorates of an incident", Filter(admin1=("Erbil",)), (MISSILES,)),
    Case("killed stated", Filter(casualties=("killed",)), (KIRKUK, STRIKES, AIRPORT)),
    Case("wounded stated", Filter(casualties=("wounded",)), (ROCKETS, KIRKUK, JULY)),
    Case(
        "attacks with nobody stated hit",
        Filter(casualties=("none_stated",), kind=("attack",)),
        (FEBRUARY, JUNE),
    ),
    Case("by Iran", Filter(perpetrator_kind=("iran",)), (DRONE, WEAPONS, DAMASCUS, MISSILES)),
    Case("by nobody known", Filter(perpetrator_kind=("unknown",)), (FEBRUARY,)),
    Case("by several kinds", Filter(perpetrator_kind=("other",)), (VILLA,)),
    Case("a word that no list has", Filter(kind=("nonsense",)), ()),
    Case("a word that no list has beside one", Filter(kind=("nonsense", "unrest")), (EMBASSY,)),
)

UNKNOWN_KILLED = tuple(incident for incident in CORE if incident not in (KIRKUK, STRIKES, AIRPORT))
FIGURE_CASES = (
    Case("10 or more killed", Filter(killed=FigureRange(least=10)), (STRIKES,)),
    Case("1 to 5 killed", Filter(killed=FigureRange(least=1, most=5)), (KIRKUK, AIRPORT)),
    Case("2 or more is open, and counts as 2", Filter(killed=FigureRange(least=3, most=24)), ()),
    Case("up to 25 killed", Filter(killed=FigureRange(most=25)), (KIRKUK, STRIKES, AIRPORT)),
    Case("not stated is not none", Filter(killed=FigureRange(least=0, most=0)), ()),
    Case("no figure of killed", Filter(killed=FigureRange(unstated=True)), UNKNOWN_KILLED),
    Case("10 or more, or no figure", Filter(killed=FigureRange(least=10, unstated=True)), (*UNKNOWN_KILLED, STRIKES)),
    Case("6 wounded", Filter(wounded=FigureRange(least=6, most=6)), (KIRKUK,)),
    Case("2 or more wounded", Filter(wounded=FigureRange(least=2)), (ROCKETS, KIRKUK, JULY)),
    Case("killed and wounded", Filter(killed=FigureRange(least=1), wounded=FigureRange(least=1)), (KIRKUK,)),
    Case(
        "killed by figure, of attacks, not known then",
        Filter(killed=FigureRange(least=1), as_known_on=date(2020, 1, 3), background=True),
        (),
    ),
)

KH = ("kataib_hezbollah",)
ACTORS = (
    Case("named as perpetrator", Filter(actors=KH, actor_role=PERPETRATOR), (ROCKETS, KIRKUK, FUNERAL)),
    Case("as target", Filter(actors=KH, actor_role=TARGET), (STRIKES,)),
    Case("in any role", Filter(actors=KH), (ROCKETS, KIRKUK, STRIKES, FUNERAL)),
    Case("what it denied", Filter(actors=KH, actor_role=PERPETRATOR, stances=("denied",)), (KIRKUK,)),
    Case("what it denied or was hit by", Filter(actors=KH, stances=("denied",)), (KIRKUK, STRIKES)),
    Case(
        "what it is suspected of",
        Filter(actors=KH, actor_role=PERPETRATOR, stances=("suspected",)),
        (ROCKETS,),
    ),
    Case(
        "stances don't matter for targets",
        Filter(actors=KH, actor_role=TARGET, stances=("denied",)),
        (STRIKES,),
    ),
    Case(
        "a person",
        Filter(actors=("qassem_soleimani",), actor_role=PERPETRATOR),
        (WEAPONS, VILLA, KIRKUK, DAMASCUS),
    ),
    Case("a person as target", Filter(actors=("qassem_soleimani",), actor_role=TARGET), (AIRPORT,)),
    Case(
        "two actors widen",
        Filter(actors=("iran", "united_states"), actor_role=PERPETRATOR),
        (STRIKES, AIRPORT, MISSILES),
    ),
    Case(
        "what hit US forces",
        Filter(actors=("us_forces",), actor_role=TARGET),
        (ROCKETS, KIRKUK, MISSILES, FEBRUARY, JUNE, JULY),
    ),
    Case("claimed by anybody", Filter(stances=("claimed",)), (JUNE, JULY)),
    Case("disputed by anybody", Filter(stances=("disputed",), actor_role=PERPETRATOR), (JULY,)),
    Case("an entry without an actor has a stance", Filter(stances=("suspected",)), (ROCKETS, JULY)),
    Case("stances alone, of targets", Filter(stances=("denied",), actor_role=TARGET), CORE),
    Case("a role alone", Filter(actor_role=TARGET), CORE),
    Case("an actor that nobody knows", Filter(actors=("nobody",)), ()),
    Case("a stance that no list has", Filter(actors=KH, actor_role=PERPETRATOR, stances=("sworn",)), ()),
    Case("an actor that stands in no incident", Filter(actors=("ashab_al_kahf",)), ()),
)

PLACES_AND_WORDS = (
    Case("ten kilometres around the airport", Filter(area=around(44.2346, 33.2625, 10)), (ROCKETS, AIRPORT)),
    Case("a box in the north", Filter(area=box(43, 35, 45, 37)), (KIRKUK, MISSILES)),
    Case("one site of two is enough", Filter(area=around(42.44, 33.79, 5)), (MISSILES,)),
    Case("between two sites is nothing", Filter(area=around(43.2, 35.01, 5)), ()),
    Case("a box in Syria", Filter(area=box(35.5, 33, 37, 34)), (DAMASCUS,)),
    Case("a route that ends inside", Filter(area=around(45.286, 31.303, 2)), (JULY,)),
    Case("a route that only passes", Filter(area=around(44.93, 31.85, 3)), (JULY,)),
    Case("a box that a route crosses", Filter(area=box(44.8, 31.8, 45.0, 31.9)), (JULY,)),
    Case("beside the route", Filter(area=around(45.6, 31.9, 20)), ()),
    Case("Suleimani", Filter(text="Suleimani"), SOLEIMANI),
    Case("Arabic", Filter(text="كتائب"), KATAIB),
    Case("a group by another spelling", Filter(text="thawrat al-ashrin"), (JUNE, JULY)),
    Case("a place", Filter(text="kirkuk"), (KIRKUK, STRIKES)),
    Case("a word that nothing holds", Filter(text="submarine"), ()),
    Case("no word at all", Filter(text=" - "), CORE),
)

KNOWN = (
    Case(
        "known before the reports",
        Filter(as_known_on=date(2020, 1, 3)),
        (WARNING, DAMASCUS, OBRIEN, PLANNING),
    ),
    Case("known in December", Filter(as_known_on=date(2019, 12, 31)), (WARNING,)),
    Case("known in March", Filter(as_known_on=date(2020, 3, 1)), CORE[:-3]),
)

TOGETHER = (
    Case(
        "all at once",
        Filter(
            start=date(2019, 12, 1),
            end=date(2020, 1, 31),
            match=CERTAINLY,
            kind=("attack", "strike"),
            actors=("us_forces",),
            actor_role=TARGET,
            casualties=("wounded",),
            text="Baghdad",
            area=around(44.36, 33.31, 60),
        ),
        (ROCKETS,),
    ),
    Case(
        "as known on a day, by whom",
        Filter(as_known_on=date(2020, 1, 4), actors=("qassem_soleimani",), actor_role=PERPETRATOR),
        (WEAPONS, VILLA, DAMASCUS),
    ),
)

PARTIES = (
    Case("a party is no perpetrator", Filter(actors=KH, actor_role=PERPETRATOR), (FUNERAL,)),
    Case("as party", Filter(actors=KH, actor_role=PARTY), (ROCKETS, KIRKUK)),
    Case("a party is no target", Filter(actors=KH, actor_role=TARGET), (STRIKES,)),
    Case("in any role, a party too", Filter(actors=KH), (ROCKETS, KIRKUK, STRIKES, FUNERAL)),
    Case("a party's denial is kept", Filter(actors=KH, actor_role=PERPETRATOR, stances=("denied",)), (KIRKUK,)),
    Case("party is no basis of attribution", Filter(actors=KH, actor_role=PERPETRATOR, stances=("party",)), ()),
    Case("bases don't matter for parties", Filter(actors=KH, actor_role=PARTY, stances=("denied",)), (ROCKETS, KIRKUK)),
    Case("two parties widen", Filter(actors=("us_forces", "iran"), actor_role=PARTY), (KIRKUK, STRIKES)),
    Case("a perpetrator is no party", Filter(actors=("united_states",), actor_role=PARTY), ()),
    Case("the role of party alone", Filter(actor_role=PARTY), CORE),
    Case("parties and nobody as perpetrator", Filter(perpetrator_kind=("parties",)), (KIRKUK,)),
)
"""On the incidents of ``with_parties``."""

SECTORS = ("Battalion sector", "", "Shells")
COLUMNS = (
    Case("a value of a column", Filter(columns=SECTORS, column1=("North",)), (DRONE, WEAPONS, ROCKETS)),
    Case("two values widen", Filter(columns=SECTORS, column1=("North", "South")), (DRONE, WEAPONS, VILLA, ROCKETS)),
    Case("one of two rows is enough", Filter(columns=SECTORS, column1=("South",)), (VILLA, ROCKETS)),
    Case("an asterisk in a cell", Filter(columns=SECTORS, column1=("“*”",)), (PROTESTS,)),
    Case("an empty cell", Filter(columns=SECTORS, column1=("not_stated",)), CORE[5:]),
    Case("a value that the column lacks", Filter(columns=SECTORS, column1=("West",)), ()),
    Case("a range of numbers", Filter(columns=SECTORS, column3=("20..40",)), (PROTESTS, ROCKETS, WARNING)),
    Case("two ranges", Filter(columns=SECTORS, column3=("0..20", "20..40")), CORE[:6]),
    Case("a word among numbers", Filter(columns=SECTORS, column3=("unknown",)), (JULY,)),
    Case("a column and a facet", Filter(columns=SECTORS, column1=("North",), kind=("attack",)), (ROCKETS,)),
    Case("a place without a column", Filter(columns=SECTORS, column2=("North",)), ()),
)
"""On the incidents of ``with_source_rows``."""

CASES = (*DATES, *FACET_CASES, *FIGURE_CASES, *ACTORS, *PLACES_AND_WORDS, *KNOWN, *TOGETHER)


@cache
def shipped() -> Dataset:
    """The dataset in the repository."""
    return open_dataset(ROOT / "data" / "incidents.geojson")


@cache
def with_parties() -> Dataset:
    """The shipped incidents, three of them told by somebody who names parties."""
    whole = shipped()

    def told(record: Incident) -> Incident:
        parties = {KIRKUK: ("kataib_hezbollah", "us_forces"), ROCKETS: KH, STRIKES: ("united_states", "iran")}
        if record.id not in parties:
            return record
        kept = [claim for claim in record.claims if record.id == STRIKES or claim.stance is Stance.DENIED]
        first = record.claims[0].model_copy(update={"stance": Stance.PARTY, "by": "report"})
        named = [first.model_copy(update={"actor": actor}) for actor in parties[record.id]]
        if record.id == ROCKETS:
            named.append(first.model_copy(update={"actor": "asaib_ahl_al_haq", "stance": Stance.REPORTED}))
        claims = (*named, *kept)
        derived = {"perpetrators": derive.perpetrators(claims), "parties": derive.parties(claims)}
        return record.model_copy(update={"claims": claims, **derived})

    return assemble(
        id="parties", version="1", title="Parties", period=whole.period, records=map(told, whole.records.values()),
        actors=whole.actors, sources=whole.sources,
    )  # fmt: skip


@cache
def with_strange_governorates() -> Dataset:
    """Made-up incidents in Iraq, every other one in a province of a name that no boundary has."""
    whole = dataset_of(12, 200)
    names = ("Province 12", None, "Province 3", "Basra")
    records = [
        record.model_copy(update={"admin1": names[number % len(names)], "country": ("IQ",)})
        for number, record in enumerate(whole.records.values())
    ]
    return assemble(
        id="placed", version="1", title="Strange governorates", period=None, records=records, actors=whole.actors,
        sources=whole.sources,
    )  # fmt: skip


def with_source_rows() -> Dataset:
    """The shipped incidents, read from a table with columns of its own; two of them are chosen."""
    sectors = {DRONE: "North", WEAPONS: " North ", VILLA: "South", PROTESTS: "*", ROCKETS: "North"}
    rows: dict[str, tuple[SourceRow, ...]] = {
        incident: (
            SourceRow(
                "own.csv",
                number,
                filled([("Battalion sector", sectors.get(incident, "")), ("Shells", str(7 * number))]),
            ),
        )
        for number, incident in enumerate(CORE)
    }
    rows[ROCKETS] += (SourceRow("own.csv", 90, filled([("Battalion sector", "South")])),)
    rows[JULY] = (SourceRow("own.csv", 91, filled([("Shells", "unknown")])),)
    return with_columns(replace(shipped(), id="rows", source_rows=MemorySourceRows(rows)), SECTORS)
