"""The schemas that are known by name. A new one is a file and an entry in ``SCHEMAS``."""

from __future__ import annotations

from geo.importing.schemas import acled, generic, gtd, ucdp
from geo.importing.schemas.schema_base import Schema

SCHEMAS: dict[str, Schema] = {found.name: found for found in (acled.SCHEMA, ucdp.SCHEMA, gtd.SCHEMA, generic.SCHEMA)}
"""By name; the first that recognises the columns of a table reads it, and the last one any table: a new one stands before
it."""
