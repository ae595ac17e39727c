"""What a card says of the actors of an incident, beside its headline. Every function returns plain text, empty for none."""

from geo.card import fact_words
from geo.model.dataset import Dataset
from geo.model.vocabularies import ActorKind


def names_of(dataset: Dataset, actors: tuple[str, ...]) -> str:
    """Names of actors with the native ones."""
    return "; ".join(fact_words.full_name(dataset, actor) for actor in actors)


def targets(dataset: Dataset, actors: tuple[str, ...], sources: tuple[str, ...]) -> str:
    """Whom it hit or was aimed at, and who says so: the sources of the incident as a whole."""
    if not actors:
        return ""
    told = dict.fromkeys(dataset.sources[source].short_title for source in sources)
    return f"{names_of(dataset, actors)}, according to {fact_words.joined(told)}"


def spellings(dataset: Dataset, actors: tuple[str, ...]) -> str:
    """How the sources spell the armed groups that took part, where not as we do."""
    found = []
    for actor_id in actors:
        actor = dataset.actors.get(actor_id)
        if actor is not None and actor.kind is ActorKind.ARMED_GROUP:
            others = [spelling for spelling in actor.names if spelling not in {actor.name, actor.native_name}]
            found += [f"{actor.name}: {', '.join(others)}"] if others else []
    return "; ".join(found)


def may_be(dataset: Dataset, actors: tuple[str, ...]) -> str:
    """Which of those who took part may be the same as which other actors, and who says so."""
    found = []
    for actor_id in actors:
        actor = dataset.actors.get(actor_id)
        if actor is not None and actor.may_be:
            others = fact_words.joined((fact_words.name(dataset, same.actor) for same in actor.may_be), "or")
            speakers = fact_words.joined(dict.fromkeys(fact_words.name(dataset, same.by) for same in actor.may_be))
            found.append(f"{actor.name} may be the same as {others}, by {speakers}")
    return "; ".join(found)
