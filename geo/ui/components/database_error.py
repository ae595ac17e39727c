"""What a page says where a database does not answer: what is wrong, what to do, and that it is asked again."""

from __future__ import annotations

from geo.database_errors import EngineError, Trouble
from geo.filter.filter import Filter
from geo.ui.components.next_try import next_try
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.datasets import catalog
from geo.ui.server import first_view


def show_database_error(error: EngineError) -> None:
    """What is wrong with the database and what to do; the next try comes by itself."""
    if error.trouble is Trouble.EMPTY:
        catalog.connect_anew()
    first_view.forget()
    with reference_page(error.title):
        text_line(error.sentence(), "count", "trouble")
        text_line("Your view is kept in the address of this page.", "muted", "trouble_kept")
        next_try(lambda: catalog.default_source().summary(Filter()))
