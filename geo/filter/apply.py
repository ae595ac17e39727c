"""The one place where a filter meets a dataset. ``geo/web/core/filter.js`` means the same in the browser."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.admin1 import names_of
from geo.filter.colour_order import colour_order
from geo.filter.column_filters import column_problems, with_columns, with_usable_columns
from geo.filter.facets import FACET_BY_ID, FACETS
from geo.filter.figure_range import FIGURES
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.filter_table import STANCES, FilterTable, day_number, search_of, table_of
from geo.filter.near_codes import near_codes
from geo.filter.near_layer import NearLayer
from geo.filter.within import Mask, touched_by
from geo.model.dataset import Dataset
from geo.model.own_layer import is_held
from geo.model.place_facets import PLACE_FACETS
from geo.model.vocabularies import ATTRIBUTIONS, NAMING, Kind

_NAMING = frozenset(map(str, NAMING))
_BASES = frozenset(map(str, ATTRIBUTIONS))


def by_ledger(role: ActorRole) -> bool:
    """Whether a role is looked up among the statements about whose act it was."""
    return role in (ActorRole.ANY, ActorRole.PERPETRATOR)


def bases(filter: Filter) -> frozenset[str]:
    """The bases of attribution that a filter takes: those chosen, or all that put an actor forward."""
    return _BASES.intersection(filter.stances) if filter.stances else _NAMING


@dataclass(frozen=True, eq=False)
class Selection:
    """Which incidents of a dataset a filter leaves: masks over ``dataset.incidents``, in its order."""

    mask: Mask
    placed: Mask
    """Selected, and drawn on the map."""
    not_placed: Mask
    """Selected, but no source places them."""
    ids: tuple[str, ...]
    """Ids of the selected incidents, in the order of the dataset."""

    @property
    def count(self) -> int:
        """Number of selected incidents."""
        return len(self.ids)

    @property
    def total(self) -> int:
        """Number of incidents in the dataset."""
        return len(self.mask)

    @property
    def placed_count(self) -> int:
        """Number of selected incidents that are drawn on the map."""
        return int(self.placed.sum())

    @property
    def not_placed_count(self) -> int:
        """Number of selected incidents that no source places."""
        return int(self.not_placed.sum())


def prepare(dataset: Dataset, filter: Filter) -> Dataset:
    """The dataset that a filter speaks about: with its columns as facets, as known on its day; or the dataset itself.

    Call it before ``select``, which doesn't look at ``as_known_on``: what was known changes the incidents
    themselves (perpetrators, verification, figures), not only which of them are shown.
    """
    day = filter.as_known_on
    chosen = with_columns(dataset, filter.columns)
    if day is None or chosen.known_on == day:
        return chosen
    # What was known on a day is a part: it has the governorates of the whole, and calls and colours them as the whole does.
    options = tuple(option.value for option in FACET_BY_ID["admin1"].options(chosen))
    names = replace(names_of(chosen), values=options)
    order = {facet: colour_order(chosen, facet) for facet in PLACE_FACETS}
    return replace(chosen, admin1_names=names, colour_order=order).as_known_on(day)


def select(dataset: Dataset, filter: Filter) -> Selection:
    """The incidents that pass every part of the filter, except ``as_known_on`` (see ``prepare``).

    Dates: *possibly* takes what can have been in the range, *certainly* what was on any of its days. A facet
    takes what has one of the chosen values; values that the dataset doesn't know match nothing. Killed and wounded:
    see ``FigureRange``. Background is
    hidden unless the filter asks for it, also where the kind is chosen. Actors: see ``_by_actors``. Text: see
    ``geo.search``. Area: see ``geo.filter.within``; near an own layer: see ``geo.filter.near_layer``. Raises MissingLayer.
    """
    mask = passing(dataset, filter) & in_window(dataset, filter)
    placed = table_of(dataset).placed
    ids = tuple(dataset.ids[mask].tolist())
    return Selection(_frozen(mask), _frozen(mask & placed), _frozen(mask & ~placed), ids)


def passing(dataset: Dataset, filter: Filter) -> Mask:
    """What passes everything but the dates."""
    table = table_of(dataset)
    mask = np.ones(table.count, dtype=np.bool_)
    if not filter.background:
        mask &= ~table.facets["kind"].rows_with((str(Kind.BACKGROUND),), table.count)
    for facet in FACETS:
        chosen = filter.chosen(facet.id)
        if chosen:
            mask &= table.facets[facet.id].rows_with(chosen, table.count)
    for name in FIGURES:
        asked = filter.figure(name)
        if asked is not None:
            mask &= asked.passes(*table.figures[name])
    mask &= _by_actors(table, filter)
    if filter.text:
        mask &= dataset.incidents.index.isin(search_of(dataset).search(filter.text).ids)
    if filter.area is not None:
        mask &= touched_by(table.shapes, table.count, filter.area)
    if filter.near is not None:
        mask &= near_codes(dataset, filter.near) >= filter.near.least
    return mask


def in_window(dataset: Dataset, filter: Filter) -> Mask:
    """What passes the dates."""
    table = table_of(dataset)
    mask = np.ones(table.count, dtype=np.bool_)
    possibly = filter.match is DateMatch.POSSIBLY
    if filter.start is not None:
        mask &= (table.end if possibly else table.start) >= day_number(filter.start)
    if filter.end is not None:
        mask &= (table.start if possibly else table.end) <= day_number(filter.end)
    return mask


def _by_actors(table: FilterTable, filter: Filter) -> Mask:
    """As perpetrator: an entry of the ledger about a chosen actor takes one of the stances (unless some are
    chosen, those that put an actor forward). As party or target: a chosen actor is among them. Without actors,
    stances ask for any entry that takes one of them."""
    everybody, role = not filter.actors, filter.actor_role
    mask = np.zeros(table.count, dtype=np.bool_)
    if everybody and not (filter.stances and by_ledger(role)):
        return ~mask
    if by_ledger(role):
        entries = np.isin(table.claim_stance, [STANCES[word] for word in bases(filter)])
        if not everybody:
            known = [table.actors[actor] for actor in filter.actors if actor in table.actors]
            entries &= np.isin(table.claim_actor, known)
        mask[table.claim_row[entries]] = True
    if role in (ActorRole.ANY, ActorRole.PARTY):
        mask |= table.parties.rows_with(filter.actors, table.count)
    if role in (ActorRole.ANY, ActorRole.TARGET):
        mask |= table.targets.rows_with(filter.actors, table.count)
    return mask


def filter_problems(filter: Filter, dataset: Dataset) -> list[str]:
    """What a filter asks for that the dataset doesn't know, one sentence each."""
    sentences = [
        f"This dataset has no {FACET_BY_ID[facet].in_sentence(filter.columns)} “{value}”."
        for facet, value in _unknown(with_usable_columns(filter, dataset), dataset)
    ]
    sentences = column_problems(filter, dataset) + sentences
    sentences += [f"This dataset has no actor “{actor}”." for actor in filter.actors if actor not in dataset.actors]
    sentences += held_near(filter)[1]
    return sentences + [f"There is no stance “{word}”." for word in filter.stances if word not in _BASES]


def without_unknown(filter: Filter, dataset: Dataset) -> Filter:
    """The filter without the values that ``filter_problems`` names."""
    usable = with_usable_columns(filter, dataset)
    unknown = _unknown(usable, dataset)
    changes: dict[str, Any] = {
        facet.id: tuple(value for value in usable.chosen(facet.id) if (facet.id, value) not in unknown)
        for facet in FACETS
    }
    changes["actors"] = tuple(actor for actor in filter.actors if actor in dataset.actors)
    changes["stances"] = tuple(word for word in filter.stances if word in _BASES)
    changes["near"] = held_near(usable)[0]
    return usable.model_copy(update=changes)


def held_near(filter: Filter) -> tuple[NearLayer | None, list[str]]:
    """The own layer that a filter measures from, where it is here, and a sentence where it is not."""
    near = filter.near
    if near is None or is_held(near.digest):
        return near, []
    return None, [missing_near_words(near)]


def missing_near_words(near: NearLayer) -> str:
    """Says that the layer that a filter measures from is not here."""
    return f"The layer “{near.name}” is not here, so nothing is filtered by it; add its file first."


def _unknown(filter: Filter, dataset: Dataset) -> list[tuple[str, str]]:
    facets = table_of(with_columns(dataset, filter.columns)).facets
    return [
        (facet.id, value)
        for facet in FACETS
        for value in filter.chosen(facet.id)
        if value not in facets[facet.id].place
    ]


def _frozen(mask: npt.NDArray[np.bool_]) -> Mask:
    mask.flags.writeable = False
    return mask
