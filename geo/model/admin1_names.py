"""How a dataset calls the first-level divisions (governorates, provinces) of the basemap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Admin1Names:
    """Names of the whole dataset, so that a part of it is worded as all of it."""

    spelled: Mapping[str, str] = field(default_factory=dict)
    """By id of an area the spelling that the dataset states most often; areas that it never states are missing."""
    linked: Mapping[str, str] = field(default_factory=dict)
    """Stated names that no table knows but whose places all lie in one area: by ``COUNTRY:NAME`` the area's id."""
    values: tuple[str, ...] = ()
    """What the incidents of the whole are filtered by, so that a part has the same options; empty in a whole."""

    def to_dict(self) -> dict[str, dict[str, str]]:
        """As JSON values, without ``values``, which a stored dataset has among its facets."""
        return {"spelled": dict(self.spelled), "linked": dict(self.linked)}


def admin1_names_from(found: Mapping[str, Mapping[str, str]]) -> Admin1Names:
    """What ``to_dict`` gave. Raises KeyError or TypeError where it is damaged."""
    return Admin1Names(dict(found["spelled"]), dict(found["linked"]))
