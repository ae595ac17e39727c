"""What sources state about an incident: whose act it was, and how many people were harmed."""

from datetime import date

from geo.model.record_base import ActorId, Citation, Figure, Text, column
from geo.model.vocabularies import CasualtyGroup, KnownBasis, Stance


class Claim(Citation):
    """One entry of the ledger: who says what about whose act it was, since when, and where it stands."""

    actor: ActorId | None = column("Actor", "Whose act it is said to be; null where the event itself is meant.")
    stance: Stance = column("Stance", "What is asserted.")
    by: ActorId = column("Said by", "Actor id of whoever says so; 'report' for the report's own voice.")
    known_since: date = column(
        "Known since",
        "Day on which it was said in public, where the source dates it; else the source's day of "
        "publication; else the earliest day that it can be, marked by known_since_basis.",
        "ISO 8601 date",
    )
    known_since_basis: KnownBasis = column(
        "Basis of known since", "Which of the three the day in known_since is.", default=KnownBasis.STATED
    )
    note: Text | None = column("Note", "What the words of the entry leave out, in our own words.", default=None)


class Casualty(Citation):
    """Killed and wounded of one group, by one source; null is 'not stated', never 0."""

    group: CasualtyGroup = column("Group", "Whom the figures count. Groups add up; rows of one group never do.")
    killed: Figure | None = column("Killed", "Number killed; null where the source says nothing.", "people")
    wounded: Figure | None = column("Wounded", "Number wounded; null where the source says nothing.", "people")
    note: Text | None = column("Note", "How the source words it, where that matters.", default=None)
