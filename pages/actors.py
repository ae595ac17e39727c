"""Actors: who is named in the ledger, how, and when."""

from __future__ import annotations

from geo.ui.actors.page import actors_page
from geo.ui.app_shell import page_context

actors_page(*page_context())
