"""The day on which something was first known, derived from ledger and sources (the rule in words is ``KNOWN_RULE``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from geo.model.cited_source import Source
from geo.model.incident import Incident
from geo.model.statements import Casualty


def known_since(incident: Incident, sources: Mapping[str, Source]) -> date:
    """The earliest day on which the incident was told (see ``KNOWN_RULE``)."""
    said = [claim.known_since for claim in incident.claims]
    published = [sources[citation.source].date_start for citation in incident.sources if citation.source in sources]
    return min(said + published, default=incident.date_start)


def casualty_known_since(row: Casualty, incident: Incident, sources: Mapping[str, Source]) -> date:
    """The day on which a row was told: its source's (earliest) publication, never before the incident."""
    source = sources.get(row.source)
    return incident.date_start if source is None else max(source.date_start, incident.date_start)
