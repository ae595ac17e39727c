"""What a dataset's licence asks for: it travels with the rows, into downloads, links and pictures."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Licence:
    """Name, citation and what may be done with the rows."""

    dataset: str
    """Name of the dataset."""
    name: str
    """The licence, in a few words."""
    citation: str
    """The line that belongs under every picture and into every file."""
    may_share_rows: bool
    """Whether the rows may leave in downloads and links."""
    remark: str
    """Why, in one sentence for the page."""
    asks_citation: bool = True
    """Whether the citation is the licence's own wish, which no picture may leave out."""

    def to_dict(self) -> dict[str, str | bool]:
        """The licence for a file."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


ACLED = Licence(
    "ACLED",
    "ACLED terms of use",
    "ACLED (Armed Conflict Location & Event Data), acleddata.com",
    False,
    "ACLED forbids passing its raw rows on: pictures and totals may leave, rows may not.",
)
UCDP_GED = Licence(
    "UCDP GED",
    "CC BY 4.0",
    "UCDP Georeferenced Event Dataset (GED), Uppsala Conflict Data Program, ucdp.uu.se, CC BY 4.0",
    True,
    "CC BY 4.0: rows may be passed on with the citation.",
)
GTD = Licence(
    "GTD",
    "GTD end user licence",
    "Global Terrorism Database (GTD), START, University of Maryland, start.umd.edu/gtd",
    False,
    "GTD forbids posting or displaying its raw rows publicly: pictures and totals may leave, rows may not.",
)
OWN = Licence(
    "Own table",
    "Not stated",
    "Own table of the user",
    True,
    "The table states no licence: whoever passes it on answers for it.",
    asks_citation=False,
)
ATLAS = Licence(
    "Incident Atlas",
    "As stated beside the data",
    "Incident Atlas",
    True,
    "A file of the atlas's own form.",
    asks_citation=False,
)


def strictest(licences: list[Licence]) -> Licence:
    """The licence of rows out of several datasets: all citations, and shared only where all allow it."""
    different = list(dict.fromkeys(licences))
    if len(different) == 1:
        return different[0]
    asking = [licence for licence in different if licence.asks_citation]
    return Licence(
        ", ".join(licence.dataset for licence in different),
        "; ".join(licence.name for licence in different),
        "; ".join(licence.citation for licence in asking or different),
        all(licence.may_share_rows for licence in different),
        " ".join(licence.remark for licence in different),
        bool(asking),
    )


def licence_from(found: dict[str, Any]) -> Licence:
    """The licence as it was kept in a file; where anything of it is missing, rows may not be shared and are cited."""
    texts = {name: str(found.get(name, "not stated")) for name in ("dataset", "name", "citation", "remark")}
    return Licence(
        **texts,
        may_share_rows=found.get("may_share_rows") is True,
        asks_citation=found.get("asks_citation") is not False,
    )
