"""A ranking of places or actors as a file. It holds totals, so it may leave where rows may not; the notice goes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from geo.count.ranking import RankBy, RankedRow, Ranking
from geo.export.csv_bytes import csv_bytes
from geo.export.tables import SEPARATOR

_HEAD = (
    "rank", "id", "name", "admin1", "country", "longitude", "latitude", "incidents", "killed_min", "killed_max",
    "incidents_without_figure", "incidents_at_point",
)  # fmt: skip


def ranking_csv(ranking: Ranking, by: RankBy, name_of: Callable[[str], str], about: Mapping[str, str]) -> bytes:
    """The ranking as CSV: UTF-8 with a byte order mark, every text quoted.

    ``name_of`` gives an actor's name for its id; ``about`` are columns that are the same in every line (notice, dataset,
    version). ``killed_max`` is empty where a figure is open upwards, both are where no incident states one; longitude and
    latitude (WGS 84) are filled where a place is one point. The last lines hold what is not listed or not named.
    """
    return csv_bytes([*_HEAD, *about], ((*line, *about.values()) for line in _lines(ranking, by, name_of)))


def _lines(ranking: Ranking, by: RankBy, name_of: Callable[[str], str]) -> Iterator[tuple[str | int | float, ...]]:
    for rank, row in enumerate(ranking.rows, 1):
        yield (rank, *_cells(row, by, name_of))
    if by is RankBy.PLACE and (
        rest := ranking.incidents - ranking.unnamed - sum(row.incidents for row in ranking.rows)
    ):
        yield ("", "", "All other places", "", "", "", "", rest, "", "", "", "")
    if ranking.unnamed:
        yield ("", "", unnamed_words(by), "", "", "", "", ranking.unnamed, "", "", "", "")


def _cells(row: RankedRow, by: RankBy, name_of: Callable[[str], str]) -> tuple[str | int | float, ...]:
    who = ("", row.name) if by is RankBy.PLACE else (row.name, name_of(row.name))
    point = row.bounds if row.bounds and row.bounds[:2] == row.bounds[2:] else None
    at = ("", "") if point is None else (round(point[0], 6), round(point[1], 6))
    killed = ("", "") if row.killed is None else (row.killed.least, "" if row.killed.most is None else row.killed.most)
    return (
        *who, row.admin1 or "", SEPARATOR.join(row.countries), *at, row.incidents, *killed, row.without_figure,
        row.at_point if by is RankBy.PLACE else "",
    )  # fmt: skip


def unnamed_words(by: RankBy) -> str:
    """What incidents are called that are in no row."""
    return "No place named" if by is RankBy.PLACE else f"No {by} named"
