"""Writes the texts of a picture from the view: title, subtitle, source line, alternative text, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from geo.card import CardWriter
from geo.card.fact_words import country_name, joined
from geo.count import Summary, summary
from geo.count.area_ties import AreaTally, AreaTies
from geo.count.context_counts import context_words
from geo.dates import day_words
from geo.filter.apply import by_ledger, select
from geo.filter.facets import FACET_BY_ID, FACETS, Option
from geo.filter.figure_range import FIGURES
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.near_codes import near_tally
from geo.filter.view import MapMode, View
from geo.layers.hexagons import counted
from geo.model.dataset import Dataset
from geo.model.notice import NOTICE
from geo.number_words import quantity
from geo.scene.north_arrow import turned_words
from geo.scene.picture_options import Picture
from geo.scene.visible_incidents import VisibleIncidents

_LISTED = 12
_COUNTRIES = 3
_CITED = 300
"""Incidents that are cited one by one: more notes than these nobody can turn through."""


def title_words(dataset: Dataset, picture: Picture) -> str:
    """The title: the person's own, or the dataset's."""
    return dataset.title if picture.title is None else picture.title


def subtitle_words(found: VisibleIncidents, view: View, picture: Picture) -> str:
    """The subtitle: the person's own, or dates, count and what the filter asks for."""
    if picture.subtitle is not None:
        return picture.subtitle
    total = counts(found, view)
    parts = [span_words(total.start, total.end), count_words(found), *filter_words(found.dataset, view)]
    return " · ".join(parts)


def counts(found: VisibleIncidents, view: View) -> Summary:
    """The summary of what is selected."""
    return summary(found.selection, view.filter, found.dataset)


def span_words(first: date, last: date) -> str:
    """Dates as a range: ``27 December 2019 – 8 January 2020``."""
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def count_words(found: VisibleIncidents) -> str:
    """What is in the frame, and what is not: ``7 incidents on this map, 2 of them context, 3 without a map location``."""
    if found.tally and found.grid and found.grid.areas:
        return ", ".join(_by_area(found, found.grid.areas, found.tally))
    parts = [f"{quantity(len(found.incidents), 'incident')} on this map"]
    if context := context_words(len(found.incidents), found.context):
        parts.append(context)
    if found.left_out:
        parts.append(f"{found.left_out:,} of them not drawn (known less closely than a hexagon is wide)")
    if found.outside:
        parts.append(f"{found.outside:,} beyond its edge")
    if found.selection.not_placed_count:
        parts.append(f"{found.selection.not_placed_count:,} without a map location")
    return ", ".join(parts)


def _by_area(found: VisibleIncidents, ties: AreaTies, tally: AreaTally) -> Iterator[str]:
    """The same of a map by area; all but what is ``of them`` adds up to what is selected."""
    yield f"{quantity(len(found.incidents), 'incident')} in the {ties.noun}s on this map"
    if context := context_words(len(found.incidents), found.context):
        yield context
    if found.coarse:
        yield f"{found.coarse:,} of them known to the {ties.noun} only"
    if found.by_place:
        yield f"{found.by_place:,} of them by their place"
    if beyond := tally.drawn - len(found.incidents):
        yield f"{beyond:,} in {ties.noun}s beyond its edge"
    if tally.unmatched:
        yield f"{tally.without_boundary:,} in governorates without a boundary here"
    if tally.unsure:
        yield f"{tally.unsure:,} not in {'an' if ties.own else 'a'} {ties.noun} for certain"


def filter_words(dataset: Dataset, view: View) -> list[str]:
    """What the filter asks for beside the dates, one part each."""
    options = {facet.id: facet.options(dataset) for facet in FACETS if view.filter.chosen(facet.id)}
    asked = view.filter.near
    near = near_tally(dataset, select(dataset, view.filter).mask, asked) if asked else ""
    return asked_words(view.filter, options, dataset.actor_name, near)


def asked_words(
    asked: Filter, options: Mapping[str, Sequence[Option]], actor_name: Callable[[str], str], near: str = ""
) -> list[str]:
    """The same by the options of the facets and the names of the actors; ``near`` says how many are near an own layer for
    certain and possibly."""
    parts = []
    for facet in FACETS:
        if chosen := asked.chosen(facet.id):
            labels = {option.value: option.label for option in options.get(facet.id, ())}
            parts.append(f"{facet.label_of(asked.columns)}: {', '.join(labels.get(value, value) for value in chosen)}")
    parts += [f"{label}: {people.words()}" for name, label in FIGURES.items() if (people := asked.figure(name))]
    if asked.actors:
        role = "Actor" if asked.actor_role is ActorRole.ANY else str(asked.actor_role).capitalize()
        parts.append(f"{role}: " + ", ".join(map(actor_name, asked.actors)))
    if asked.stances and by_ledger(asked.actor_role):
        parts.append("Basis of attribution: " + ", ".join(asked.stances))
    if asked.text:
        parts.append(f"Search: “{asked.text}”")
    if asked.area is not None:
        parts.append("Within a drawn area")
    if asked.near is not None:
        said = asked.near.words()
        parts.append(f"{said[0].upper()}{said[1:]}{f' ({near})' if near else ''}")
    if asked.match is DateMatch.CERTAINLY and (asked.start or asked.end):
        parts.append(asked.match.label)
    if asked.as_known_on:
        parts.append(f"Known as of {day_words(asked.as_known_on)}")
    return parts


def source_words(found: VisibleIncidents, picture: Picture, most: int | None = None) -> str:
    """The source line: the person's own, or the sources of what is in the picture, ``most`` of them by name; with the
    citation that the dataset's licence asks for."""
    said = _own_sources(found, most) if picture.source_line is None else picture.source_line
    if found.dataset.licence.citation in said:
        return said
    return f"{said} {licence_words(found.dataset, picture)}".strip()


def licence_words(dataset: Dataset, picture: Picture) -> str:
    """The citation that the dataset's licence asks for, with a blank behind it; empty where it asks for none."""
    if not dataset.licence.asks_citation:
        return ""
    day = f", accessed {day_words(picture.accessed)}" if picture.accessed else ""
    return f"Data: {dataset.licence.citation}{day}. "


def _own_sources(found: VisibleIncidents, most: int | None) -> str:
    listed = found.dataset.incidents["sources"].to_numpy(dtype=object)[found.incidents]
    cited = frozenset(chain.from_iterable(listed))
    titles = [source.short_title for source in found.dataset.sources.values() if source.id in cited]
    if not titles:
        return "Sources: none, because no incident is on this map."
    every = list(dict.fromkeys(titles))
    named = every if most is None or len(every) <= most + 1 else every[:most]
    more = len(every) - len(named)
    return f"Sources: {', '.join(named)}{f' and {more:,} more' if more else ''}."


def stamp_words(dataset: Dataset, view_id: str, picture: Picture) -> str:
    """Dataset version, view, day of access: ``Data 0f3c…  ·  View 7f3a91c0  ·  Accessed 2 May 2026``."""
    parts = [f"Data {dataset.version}", f"View {view_id}"]
    if picture.accessed:
        parts.append(f"Accessed {day_words(picture.accessed)}")
    return " · ".join(parts)


def alt_words(found: VisibleIncidents, view: View, picture: Picture) -> str:
    """Alternative text: what the picture shows, in sentences."""
    if picture.alt is not None:
        return picture.alt
    total = counts(found, view)
    dates = f"on {day_words(total.start)}" if total.start == total.end else (
        f"between {day_words(total.start)} and {day_words(total.end)}"
    )  # fmt: skip
    head = f"Map of {_where(found)} with {quantity(len(found.incidents), 'incident')} {dates}"
    head += _counted_words(found)
    own = f"Own layers: {', '.join(one.name for one in view.layers)}." if view.layers else ""
    if not found.dataset.licence.may_share_rows:
        return " ".join(filter(None, [f"{head}.", own, turned_words(view.camera), f"{NOTICE}."]))
    told = [
        f"{record.title} ({_day(record.date_start, record.date_end)})"
        for record in found.dataset.several(found.ids[:_LISTED])
    ]
    more = len(found.ids) - len(told)
    rest = f"; and {more:,} more" if more else ""
    listed = f"{head}: {'; '.join(told)}{rest}." if told else f"{head}."
    turned = turned_words(view.camera)
    return " ".join(filter(None, [listed, own, turned, f"{NOTICE}."]))


def _counted_words(found: VisibleIncidents) -> str:
    """What a map of counts shows: ``, counted by hexagon: at most 904 in one``."""
    if found.grid and found.grid.areas and found.tally:
        count, at = (
            max((found.tally.certain[one.number], -one.number) for one in found.areas) if found.areas else (0, 0)
        )
        ties = found.grid.areas
        return f", counted by {ties.noun}: at most {count:,} in {ties.areas[-at].name}" if count else ""
    if found.grid is None or not len(found.sites):
        return ""
    if found.grid.mode is MapMode.DENSITY:
        return ", shown as density"
    return f", counted by hexagon: at most {counted(found.sites, found.grid.level).most:,} in one"


def _where(found: VisibleIncidents) -> str:
    """The countries of what is shown, or what the dataset is called where there are none or many."""
    countries = found.dataset.incidents["country"].iloc[found.incidents]
    counted = Counter(code for codes in countries for code in codes)
    names = [country_name(code) for code, _ in counted.most_common()]
    if not names or len(names) > _COUNTRIES:
        return f"“{found.dataset.title}”"
    return joined(names)


def _day(first: date, last: date) -> str:
    return day_words(first) if first == last else f"between {day_words(first)} and {day_words(last)}"


def totals_lines(found: VisibleIncidents) -> Iterator[str]:
    """How many incidents of the picture there are by kind and by event type, the most frequent first."""
    yield f"{count_words(found)}."
    for facet in (FACET_BY_ID["kind"], FACET_BY_ID["event_type"]):
        labels = {option.value: option.label for option in facet.options(found.dataset)}
        counted = Counter(found.dataset.incidents[facet.id].to_numpy(dtype=object)[found.incidents].tolist())
        told = [f"{labels.get(value, value)} {count:,}" for value, count in counted.most_common()]
        if told:
            yield f"{facet.label}: {', '.join(told)}."


def attribution_lines(found: VisibleIncidents, view: View, picture: Picture) -> Iterator[str]:
    """What a licence that lets no row leave asks for: whose data, the day of access, the filters; and why no
    incident is named."""
    total = counts(found, view)
    asked = [span_words(total.start, total.end), *filter_words(found.dataset, view)]
    yield f"{licence_words(found.dataset, picture)}Filters: {'; '.join(asked)}."
    yield found.dataset.licence.remark


def citation_lines(found: VisibleIncidents, view: View, picture: Picture) -> tuple[str, ...]:
    """One line an incident: when, what, where it is told. Where the licence lets no row leave: totals and the
    attribution that it asks for."""
    if not found.dataset.licence.may_share_rows:
        return (*totals_lines(found), *attribution_lines(found, view, picture))
    lines = []
    writer = CardWriter(found.dataset)
    for card in map(writer.card, found.dataset.told(found.ids[:_CITED])):
        cited = "; ".join(f"{source.title} ({source.publisher}), {source.where}" for source in card.sources)
        lines.append(f"{card.when}: {card.title}. {card.verification.label}. {cited}.")
    if len(found.ids) > _CITED:
        lines.append(f"And {len(found.ids) - _CITED:,} more, cited in the table of the same view.")
    return tuple(lines)
