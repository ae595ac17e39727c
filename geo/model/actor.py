"""An actor as it stands in ``actors.json``: names in every spelling, kind, and ties as reported."""

from geo.model.record_base import ActorId, Citation, CountryCode, Record, Text, column
from geo.model.vocabularies import ActorKind


class Alias(Citation):
    """A name or spelling, and one place where it stands."""

    name: Text = column("Name", "The name exactly as the source spells it.")


class Allegiance(Citation):
    """Whom an actor is said to belong to, serve or follow, and who says so."""

    to: ActorId | None = column("To", "Actor id of the other side; null where none is named.", default=None)
    tie: Text = column("Tie", "The tie as reported, in our own words.")
    by: ActorId = column("Said by", "Actor id of whoever says so; 'report' for the report's own voice.")


class MayBe(Citation):
    """Another actor that may be the same; never merged."""

    actor: ActorId = column("Actor", "Id of the actor that may be the same.")
    by: ActorId = column("Said by", "Actor id of whoever says so; 'report' for the report's own voice.")
    note: Text = column("Note", "Why they may be the same, in our own words.")


class Actor(Record):
    """Whoever acts, is hit, or says something about it."""

    id: ActorId = column("Id", "Stable id, lower case with underscores.")
    name: Text = column("Name", "The canonical spelling in Latin script.")
    native_name: Text | None = column("Native name", "The name in its own script; null where not known.")
    native_basis: Text | None = column("Basis of the native name", "The reference that gives it.", default=None)
    kind: ActorKind = column("Kind", "What sort of actor it is.")
    state: CountryCode | None = column(
        "State",
        "The state that it is, or whose force, office or servant it is; null for all others.",
        "ISO 3166-1 alpha-2",
    )
    part_of: tuple[ActorId, ...] = column("Part of", "Actors that it belongs to, as the sources tell.")
    aliases: tuple[Alias, ...] = column("Aliases", "Every name and spelling in the sources.")
    allegiance: tuple[Allegiance, ...] = column("Allegiance", "Ties as reported, and by whom.")
    may_be: tuple[MayBe, ...] = column("May be", "Actors that may be the same.")
    note: Text | None = column("Note", "What else a reader must know.", default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once: canonical, native, then the aliases."""
        native = (self.native_name,) if self.native_name else ()
        return tuple(dict.fromkeys((self.name, *native, *(alias.name for alias in self.aliases))))
