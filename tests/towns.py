"""The made-up extract's basemap in the atlas, for the tests about towns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geo.basemap.basemap_features import features
from geo.basemap.town_map import SETTING, TownMap, town_map
from geo.basemap.town_map_build import Built, build_town_map
from geo.model.kept_by_dataset import forget_dataset
from geo.scene import basemap_geometry
from geo.ui.server import addresses, map_setup, routes
from tests.made_up_extract import write_extract

OWN = "iraq-2019-2020"
"""The atlas's own dataset, whose scenes are kept."""


def fresh() -> None:
    """Forget what the process keeps of the basemap."""
    for kept in (
        town_map, features, basemap_geometry.basemap_file, basemap_geometry.chosen, basemap_geometry._codes,
        map_setup.map_setup, addresses.basemap_version, routes._town_content,
    ):  # fmt: skip
        kept.cache_clear()
    forget_dataset(OWN)


def made_towns(factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The made-up extract's basemap, and what was told of it."""
    folder = factory.mktemp("extract")
    out = folder / "towns.gpkg"
    return out, build_town_map(write_extract(folder), out)


@contextmanager
def atlas_with(towns: str | Path) -> Iterator[TownMap | None]:
    """The atlas as it is where the environment names a basemap of towns; none where it is empty."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(SETTING, str(towns))
        fresh()
        yield town_map()
    fresh()
