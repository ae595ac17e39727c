"""The rows of a batch that become incidents."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from geo.importing.location_checks import LocationResults
from geo.importing.parsed import ParsedRows
from geo.importing.row_batches import Ints


@dataclass(frozen=True)
class AcceptedRows:
    """What of a batch becomes incidents: which rows, told by which source, with their original cells."""

    parsed: ParsedRows
    locations: LocationResults
    first: Ints
    """Places (in the batch) of the rows that become incidents."""
    owner: Ints
    """For every row of the batch the place (in ``first``) of the incident that it tells of; -1 for none."""
    rows: Ints
    """Numbers of all rows of the batch."""
    cells: pa.Table
    source: str
    file: str
