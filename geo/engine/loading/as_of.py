"""The as-of states of an incident: how it was known, day by day. The same as ``Dataset.as_known_on`` gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from geo.admin1 import names_of
from geo.engine.storage_layout import NEVER
from geo.filter.filter_table import day_number
from geo.model.dataset import Dataset, as_known_on_day, assemble
from geo.model.incident import Incident
from geo.model.known_since import casualty_known_since, known_since


@dataclass(frozen=True, slots=True)
class IncidentState:
    """An incident as it was known from a day (counted) until a day (not counted)."""

    row: int
    record: Incident
    known_from: int
    known_to: int


def states_of(dataset: Dataset, record: Incident, row: int) -> list[IncidentState]:
    """The states of one incident; the last one is how it stands today and never ends."""
    days = _days(dataset, record)
    found: list[IncidentState] = []
    for day in days:
        told = as_known_on_day(record, day, dataset.sources)
        if told is None or (found and found[-1].record == told):
            continue
        number = day_number(day)
        if found:
            found[-1] = replace(found[-1], known_to=number)
        found.append(IncidentState(row, told, number, NEVER))
    if found and found[-1].record == record:
        return found
    # The file says otherwise than its own ledger gives: as known on a day the ledger holds, without one the file.
    if found:
        found[-1] = replace(found[-1], known_to=NEVER - 1)
    return [*found, IncidentState(row, record, NEVER - 1, NEVER)]


def _days(dataset: Dataset, record: Incident) -> list[date]:
    """Days on which something may have become known, from the first."""
    sources = dataset.sources
    first = known_since(record, sources)
    days = {first, *(claim.known_since for claim in record.claims)}
    days |= {sources[citation.source].date_start for citation in record.sources if citation.source in sources}
    days |= {casualty_known_since(row, record, sources) for row in record.casualties}
    return sorted(day for day in days if day >= first)


def in_layers(dataset: Dataset, states: list[list[IncidentState]]) -> Iterator[tuple[Dataset, list[IncidentState]]]:
    """Datasets in which each incident stands once: all first states, all second states, and so on."""
    deepest = max((len(of_one) for of_one in states), default=0)
    for number in range(deepest):
        layer = [of_one[number] for of_one in states if len(of_one) > number]
        yield _dataset(dataset, [state.record for state in layer]), layer


def _dataset(dataset: Dataset, records: list[Incident]) -> Dataset:
    made = assemble(
        id=dataset.id,
        version=dataset.version,
        title=dataset.title,
        period=dataset.period,
        records=records,
        actors=dataset.actors,
        sources=dataset.sources,
        licence=dataset.licence,
        source_rows=dataset.source_rows,
        admin1_names=names_of(dataset),
    )
    return made.with_columns_of(dataset)
