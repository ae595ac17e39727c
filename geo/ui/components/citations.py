"""Citations as lines of a cell: which source, and where in it."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.dataset import Dataset
from geo.model.record_base import Citation
from geo.ui.components.widgets import Line, line


def citation_lines(dataset: Dataset, citations: Iterable[Citation]) -> list[Line]:
    """One line a source, with its places: ``Attacks near Baghdad, ¶ 2, 7``."""
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation)
    return [line(f"{short_title(dataset, source)}, {where_words(cited)}") for source, cited in places.items()]


def short_title(dataset: Dataset, source: str) -> str:
    """A few words for a source; its id where the dataset doesn't hold it."""
    found = dataset.sources.get(source)
    return source if found is None else found.short_title


def where_words(citations: Iterable[Citation]) -> str:
    """Places in one source, each once: ``¶ 9, 30, 31``."""
    ordered = sorted({(c.paragraph or c.row or 0, c.where) for c in citations})
    first, *more = [where for _, where in ordered]
    return ", ".join([first.replace(" ", "\u00a0"), *(where.split()[-1] for where in more)])
