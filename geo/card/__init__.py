"""An incident in words for people: for the panel, the tooltip and the briefing. Text only, never HTML."""

from geo.card.card import Card, CasualtyRow, CitedSource, Term
from geo.card.card_writer import CardWriter, incident_card
from geo.card.ledger_rows import LedgerRow

__all__ = ["Card", "CardWriter", "CasualtyRow", "CitedSource", "LedgerRow", "Term", "incident_card"]
