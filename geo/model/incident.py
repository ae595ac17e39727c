"""An incident as it stands in ``incidents.geojson``: properties, ledger, casualties and geometry (WGS 84)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from geojson_pydantic.geometries import Geometry
from pydantic import field_validator, model_validator
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.dates import DatePrecision, DateSpan
from geo.model import derive
from geo.model.derivation_rules import ADMIN1_RULE, PARTIES_RULE, PERPETRATORS_RULE, VERIFICATION_RULE
from geo.model.record_base import (
    SLUG_PATTERN,
    ActorId,
    Citation,
    CountryCode,
    Figure,
    Record,
    Text,
    column,
)
from geo.model.statements import Casualty, Claim
from geo.model.vocabularies import (
    EventType,
    Kind,
    LocationPrecision,
    Verification,
    Weapon,
)

__all__ = ["Casualty", "Citation", "Claim", "Figure", "Incident", "Properties"]


class Properties(Record):
    """The properties of one incident, or of one dated event of context; dates are local to the place."""

    id: str = column("Id", "Stable slug that starts with the date, as far as the date is known.", pattern=SLUG_PATTERN)
    title: Text = column("Title", "A short neutral heading.")
    summary: Text = column("Summary", "What the sources tell, in neutral words of our own.")
    kind: Kind = column("Kind", "What sort of happening it is, by who acts.")
    event_type: EventType = column("Event type", "What happened, more closely.")
    weapons: tuple[Weapon, ...] = column("Weapons", "Means used or moved; empty where none is stated.")
    munitions: Figure | None = column(
        "Munitions", "Rockets, missiles or bombs fired; null where not stated.", "munitions"
    )
    date_start: date = column("From", "The earliest local day that it can have been.", "ISO 8601 date")
    date_end: date = column("To", "The latest local day that it can have been.", "ISO 8601 date")
    date_precision: DatePrecision = column("Date precision", "How closely the sources date it.")
    date_basis: Text | None = column(
        "Basis of the date",
        "How the days follow from the sources, where these don't state them.",
        default=None,
    )
    place: Text | None = column("Place", "The place as the sources name it; null where they name none.")
    place_native: Text | None = column("Native name", "The place in its own script.", default=None)
    admin1: Text | None = column(
        "Governorate", "First-order division as the sources name it, never looked up from the coordinates."
    )
    admin1_derived: tuple[Text, ...] = column("Governorate by place", ADMIN1_RULE, default=(), exclude=True)
    country: tuple[CountryCode, ...] = column(
        "Country", "Where it took place; empty where that is not known.", "ISO 3166-1 alpha-2"
    )
    location_precision: LocationPrecision = column("Location precision", "How closely the sources place it.")
    radius_km: float | None = column(
        "Radius",
        "How far from the drawn geometry the true place may lie; null where nothing is drawn.",
        "km",
        gt=0,
        allow_inf_nan=False,
    )
    location_basis: Text | None = column("Basis of the location", "How the coordinates came about and from whom.")
    targets: tuple[ActorId, ...] = column("Targets", "Whom it hit or was aimed at, as actor ids.")
    claims: tuple[Claim, ...] = column("Ledger", "The assertions about whose act it was, one entry an actor.")
    casualties: tuple[Casualty, ...] = column("Casualties", "Figures by group and source; no rows for totals.")
    perpetrators: tuple[ActorId, ...] = column("Perpetrators", PERPETRATORS_RULE)
    parties: tuple[ActorId, ...] = column("Parties", PARTIES_RULE, default=())
    verification: Verification = column("Confidence", VERIFICATION_RULE)
    sources: tuple[Citation, ...] = column("Sources", "Where the incident as a whole is told.", min_length=1)

    @field_validator("admin1_derived", mode="after")
    @classmethod
    def _worked_out_anew(cls, _: tuple[str, ...]) -> tuple[str, ...]:
        """What a download says there follows from the place, and does again when the file is opened."""
        return ()

    @model_validator(mode="after")
    def _parties_follow(self) -> Self:
        """A file from before there were parties lacks the field; the ledger gives it."""
        if "parties" not in self.model_fields_set:
            # The model is frozen for everybody else.
            object.__setattr__(self, "parties", derive.parties(self.claims))
        return self


class Incident(Properties):
    """An incident with its geometry: a feature of the file as one record."""

    geometry: Geometry | None = column(
        "Geometry", "RFC 7946, WGS 84, longitude before latitude; null for what no source places.", "degrees"
    )

    @property
    def span(self) -> DateSpan:
        """The dates as one value."""
        return DateSpan(self.date_start, self.date_end, self.date_precision)

    @property
    def shape(self) -> BaseGeometry | None:
        """The geometry as a shapely object (EPSG:4326, x is longitude), or ``None``."""
        return None if self.geometry is None else shape(self.geometry.model_dump())

    def citations(self) -> Iterable[Citation]:
        """Every place in a source that the incident leans on: as a whole, by entry and by figure."""
        yield from self.sources
        yield from self.claims
        yield from self.casualties
