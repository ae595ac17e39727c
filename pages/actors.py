"""Actors: who is named in the ledger, how, and when."""

from __future__ import annotations

from geo.ui.actors_page import actors_page
from geo.ui.frame import framed

actors_page(*framed())
