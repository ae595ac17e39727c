"""What travels with everything that leaves the atlas."""

from datetime import date

from geo.dates import day_words
from geo.model.dataset import Dataset
from geo.model.licence import Licence

NOTICE = "Reported incidents, not a census"
"""What the data is, and what it is not."""


def notice_words(dataset: Dataset, accessed: date | None = None) -> str:
    """The notice with the dataset, its version and, where given, the day of access.

    ``Reported incidents, not a census. Incidents in Iraq, version 0f3c…, as known on 3 January 2020.`` Where the
    dataset's licence asks for a citation, it follows.
    """
    return notice_of(dataset.title, dataset.version, dataset.licence, dataset.known_on, accessed)


def notice_of(
    title: str, version: str, licence: Licence, known_on: date | None = None, accessed: date | None = None
) -> str:
    """The same of a dataset that is not in memory."""
    known = f", as known on {day_words(known_on)}" if known_on else ""
    day = f", accessed on {day_words(accessed)}" if accessed else ""
    cited = f" Data: {licence.citation}." if licence.asks_citation else ""
    return f"{NOTICE}. {title}, version {version}{known}{day}.{cited}"
