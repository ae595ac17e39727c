"""What travels with everything that leaves the atlas."""

from datetime import date

from geo.dates import day_words
from geo.model.dataset import Dataset

NOTICE = "Reported incidents, not a census"
"""What the data is, and what it is not."""


def notice_words(dataset: Dataset, accessed: date | None = None) -> str:
    """The notice with the dataset, its version and, where given, the day of access.

    ``Reported incidents, not a census. Incidents in Iraq, version 0f3c…, as known on 3 January 2020.`` Where the
    dataset's licence asks for a citation, it follows.
    """
    known = f", as known on {day_words(dataset.known_on)}" if dataset.known_on else ""
    day = f", accessed on {day_words(accessed)}" if accessed else ""
    cited = f" Data: {dataset.licence.citation}." if dataset.licence.asks_citation else ""
    return f"{NOTICE}. {dataset.title}, version {dataset.version}{known}{day}.{cited}"
