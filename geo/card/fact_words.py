"""Facts of an incident in words: names, figures, weapons, places. Every function returns plain text."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from geo.model.actor import Actor
from geo.model.dataset import Dataset
from geo.model.incident_values import IncidentValues
from geo.model.record_base import REPORT, Figure
from geo.model.vocabularies import ActorKind, LocationPrecision, Weapon

NOT_STATED = "not stated"
PLACE_NOT_KNOWN = "Place not known"
_WITH_ARTICLE = {ActorKind.STATE_FORCE, ActorKind.STATE_BODY, ActorKind.UMBRELLA}
_COMMON_NOUNS = {ActorKind.CROWD, ActorKind.UNNAMED_SOURCE, ActorKind.OTHER}


def name(dataset: Dataset, actor_id: str) -> str:
    """An actor's name as it stands within a sentence: ``the United States``, ``Kataib Hezbollah``."""
    if actor_id == REPORT:
        return "the report"
    actor = dataset.actors.get(actor_id)
    return actor_id if actor is None else _in_sentence(actor)


def _in_sentence(actor: Actor) -> str:
    first, _, rest = actor.name.partition(" ")
    if first in {"A", "An", "The"} or (actor.kind in _COMMON_NOUNS and _is_common(first, rest)):
        return f"{first.lower()} {rest}".strip()
    plural_state = actor.kind is ActorKind.STATE and first == "United"
    return f"the {actor.name}" if plural_state or actor.kind in _WITH_ARTICLE else actor.name


def _is_common(first: str, rest: str) -> bool:
    """Whether a name is a common noun with what goes with it (``Crowds at the US embassy``), not the name of somebody
    (``Labour Group (Iraq)``): then its last word is small too."""
    last = rest.partition(" (")[0].split(" ")[-1]
    return not first.isupper() and (rest.startswith("(") or not last[:1].isupper())


def full_name(dataset: Dataset, actor_id: str) -> str:
    """An actor's name with the native one: ``Kataib Hezbollah (كتائب حزب الله)``."""
    actor = dataset.actors.get(actor_id)
    if actor is None:
        return "The report" if actor_id == REPORT else actor_id
    differs = actor.native_name and actor.native_name != actor.name
    return f"{actor.name} ({actor.native_name})" if differs else actor.name


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    words = list(parts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


@cache
def country_name(code: str) -> str:
    """The English name of a country (CLDR), or the code itself."""
    return str(Locale("en").territories.get(code, code))


def figure(value: Figure | None) -> str:
    """A figure in words, ``not stated`` for none."""
    return NOT_STATED if value is None else value.words()


def weapons(used: tuple[Weapon, ...], munitions: Figure | None) -> str:
    """Weapons with the number fired: ``31 or more rockets``; empty where the sources name neither."""
    if munitions is None:
        return capital(joined(map(_noun, used)))
    if len(used) == 1:
        plural = "" if munitions == Figure(min=1, max=1) else "s"
        return f"{munitions.words()} {_noun(used[0])}{plural}"
    return "; ".join(filter(None, [capital(joined(map(_noun, used))), f"{munitions.words()} munitions"]))


def _noun(weapon: Weapon) -> str:
    return weapon.label if weapon is Weapon.KATYUSHA_ROCKET else weapon.label[0].lower() + weapon.label[1:]


def place_line(place: str, admin1: str, codes: tuple[str, ...]) -> str:
    """The place in a line: ``An Iraqi military base near Kirkuk, Iraq``; ``Iraq``; ``Place not known``; from the names of
    place and governorate, empty where none is stated, and the codes of countries."""
    area = admin1 if admin1 and not _within(admin1, place) else ""
    countries = [country for country in map(country_name, codes) if not _within(country, place)]
    return ", ".join(filter(None, [place, area, joined(countries)])) or PLACE_NOT_KNOWN


def _within(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def how_sure(incident: IncidentValues) -> str:
    """How closely the place is known: ``near a site or town; the true place may lie up to 15 km away``."""
    return how_placed(incident.location_precision, incident.radius_km, incident.geometry is not None)


def how_placed(precision: LocationPrecision, radius_km: float | None, drawn: bool) -> str:
    """The same from the precision, the radius, and whether anything is drawn."""
    if radius_km is None:
        nothing = (
            "no place stated" if precision is LocationPrecision.UNKNOWN else f"known to the {_level(precision)} only"
        )
        return nothing if drawn else f"{nothing}; nothing is drawn"
    level = precision.label[0].lower() + precision.label[1:]
    return f"{level}; the true place may lie up to {radius_km:g} km away"


def _level(precision: LocationPrecision) -> str:
    return precision.label.lower()
