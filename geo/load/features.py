"""Reading the features of ``incidents.geojson``: each taken in whole, or set aside with all its faults."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.errors import Fault
from geo.load.check_context import CheckContext
from geo.load.fault_messages import FaultReporter
from geo.load.incident_checks import check_incident
from geo.load.partial_record import PartialRecord
from geo.model.dataset import SetAside
from geo.model.incident import Incident
from geo.model.source_rows import SourceRow, source_row


@dataclass
class Features:
    """What became of the features: incidents taken in, and those set aside."""

    incidents: dict[str, Incident] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    source_rows: dict[str, tuple[SourceRow, ...]] = field(default_factory=dict)
    """By incident what stands beside its properties of the row that it was read from."""


def read_features(name: str, features: Iterable[Any], context: CheckContext) -> Features:
    """Every feature of a collection, accounted for."""
    found = Features()
    rows: dict[str, int] = {}
    for row, feature in enumerate(features, 1):
        incident_id = _id_of(feature)
        tell = FaultReporter(name, incident_id, row)
        incident, faults = _read(feature, tell, context)
        if incident_id is not None:
            faults += _repeated(tell, incident_id, rows)
            rows.setdefault(incident_id, row)
        if faults or incident is None:
            found.set_aside.append(SetAside(row, incident_id, tuple(faults)))
        else:
            found.incidents[incident.id] = incident
            if rows_of := source_row(feature.get("original")):
                found.source_rows[incident.id] = rows_of
    return found


def _read(feature: Any, report: FaultReporter, context: CheckContext) -> tuple[Incident | None, list[Fault]]:
    if not isinstance(feature, dict):
        return None, [
            report.fault("", feature, "is no feature", "an object of the type Feature", "Correct or remove it.")
        ]
    properties = feature.get("properties")
    faults = list(_frame(feature, report))
    if not isinstance(properties, dict):
        problem = "is missing" if properties is None else "is not allowed"
        shown = ... if properties is None else properties
        return None, [
            *faults,
            report.fault("properties", shown, problem, "an object", "Add the properties of the incident."),
        ]
    fields = {key: value for key, value in properties.items() if key != "geometry"}
    draft = PartialRecord(fields | ({"geometry": feature["geometry"]} if "geometry" in feature else {}))
    faults += report.schema_faults(draft.errors, list(Incident.model_fields))
    if "geometry" in properties:
        faults.append(
            report.fault("properties.geometry", ..., "is no property", "", "Let it stand beside the properties.")
        )
    return draft.incident, [*faults, *check_incident(draft, report, context)]


def _frame(feature: Mapping[str, Any], report: FaultReporter) -> Iterator[Fault]:
    kind = feature.get("type", ...)
    if kind != "Feature":
        yield report.fault("type", kind, "is missing" if kind is ... else "is not allowed", '"Feature"', "Correct it.")
    properties = feature.get("properties")
    inside = properties.get("id") if isinstance(properties, dict) else None
    outside = feature.get("id", ...)
    if isinstance(inside, str) and outside != inside:
        problem = "is missing beside the properties" if outside is ... else "differs from the property id"
        yield report.fault("id", outside, problem, f'"{inside}"', "Write the same id in both places.")


def _repeated(report: FaultReporter, found: str, rows: Mapping[str, int]) -> list[Fault]:
    if found not in rows:
        return []
    problem = f"is taken by entry {rows[found]} already"
    return [report.fault("id", found, problem, "each id once", "Rename or remove one of them.")]


def _id_of(feature: Any) -> str | None:
    if not isinstance(feature, dict):
        return None
    properties = feature.get("properties")
    inside = properties.get("id") if isinstance(properties, dict) else None
    found = inside if isinstance(inside, str) else feature.get("id")
    return found if isinstance(found, str) and found else None
