"""The view: dataset, filter, camera, theme, colours, mode of the map and selection as one frozen value."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from geo.filter.filter import Filter
from geo.model.file_columns import COLUMN_FACETS
from geo.model.own_layer import DIGEST, MOST_LAYERS, MOST_NAME, LayerColour

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
"""An id that may stand in an address: letters, digits, dot, underscore, hyphen."""

Pixels = Annotated[int, Field(ge=64, le=10_000)]


class Theme(StrEnum):
    """The map's theme."""

    LIGHT = "light"
    DARK = "dark"


class ColorBy(StrEnum):
    """Facets that can colour the map."""

    PERPETRATOR_KIND = "perpetrator_kind"
    KIND = "kind"
    WEAPON = "weapon"
    VERIFICATION = "verification"
    EVENT_TYPE = "event_type"
    LOCATION_PRECISION = "location_precision"
    CASUALTIES = "casualties"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    COLUMN1 = "column1"
    COLUMN2 = "column2"
    COLUMN3 = "column3"
    COLUMN4 = "column4"


class MapMode(StrEnum):
    """How the map shows many incidents. A further one is added here, in ``geo/scene/map_counts.py``, in
    ``geo/web/map/count_overlay.js`` and in ``geo/web/legend/counts.js``."""

    SYMBOLS = "symbols"
    HEXAGONS = "hexagons"
    DENSITY = "density"
    AREAS = "areas"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Camera(_Value):
    """Where the map looks: centre in degrees (WGS 84), zoom as web maps count it, bearing and pitch in
    degrees.

    Rounded to what an eye can tell apart (a metre, a thousandth of a zoom level, a tenth of a degree), so that
    equal views are equal values. Longitude and bearing are brought into -180 to 180. Raises ValueError out of
    range.
    """

    longitude: float = Field(ge=-3600, le=3600, allow_inf_nan=False)
    latitude: float = Field(ge=-85.06, le=85.06, allow_inf_nan=False)
    zoom: float = Field(ge=0, le=24, allow_inf_nan=False)
    bearing: float = Field(default=0, ge=-3600, le=3600, allow_inf_nan=False)
    pitch: float = Field(default=0, ge=0, le=85, allow_inf_nan=False)

    @field_validator("longitude", mode="after")
    @classmethod
    def _longitude(cls, value: float) -> float:
        return _around(value, 5)

    @field_validator("bearing", mode="after")
    @classmethod
    def _bearing(cls, value: float) -> float:
        return _around(value, 1)

    @field_validator("latitude", mode="after")
    @classmethod
    def _latitude(cls, value: float) -> float:
        return round(value, 5) + 0.0

    @field_validator("zoom", mode="after")
    @classmethod
    def _zoom(cls, value: float) -> float:
        return round(value, 3) + 0.0

    @field_validator("pitch", mode="after")
    @classmethod
    def _pitch(cls, value: float) -> float:
        return round(value, 1) + 0.0


class Size(_Value):
    """Size of a picture in pixels."""

    width: Pixels
    height: Pixels


class ShownLayer(_Value):
    """An own layer that is shown: which one, by its content (``OwnLayer.digest``), what it is called, and its colour."""

    digest: Annotated[str, StringConstraints(pattern=DIGEST)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=MOST_NAME)]
    colour: LayerColour = LayerColour.TEAL

    @field_validator("name", mode="before")
    @classmethod
    def _plain(cls, name: Any) -> Any:
        """Without control characters and needless blanks."""
        if not isinstance(name, str):
            return name
        return " ".join("".join(c if c.isprintable() else " " for c in name).split())


class View(_Value):
    """All that decides what a person sees, so that it can be kept, sent and drawn again."""

    dataset: Name
    filter: Filter = Filter()
    camera: Camera | None = None
    """``None`` until somebody moved the map: the camera then fits the dataset."""
    theme: Theme = Theme.LIGHT
    color_by: ColorBy = ColorBy.PERPETRATOR_KIND
    show: MapMode = MapMode.SYMBOLS
    selection: Name | None = None
    """Id of the incident that is open."""
    size: Size | None = None
    """Size of an exported picture; ``None`` for the window's."""
    layers: tuple[ShownLayer, ...] = Field(default=(), max_length=MOST_LAYERS)
    """Own layers that are shown, the lowest first."""

    @property
    def colour_is_there(self) -> bool:
        """Whether what colours the map is a property of every dataset, or a column that the filter names."""
        slot = COLUMN_FACETS.index(str(self.color_by)) if str(self.color_by) in COLUMN_FACETS else -1
        return slot < 0 or bool(self.filter.columns[slot : slot + 1] and self.filter.columns[slot])


def _around(degrees: float, digits: int) -> float:
    """Degrees brought into [-180, 180) and rounded; what is in range already isn't touched by the
    arithmetic."""
    inside = degrees if -180 <= degrees < 180 else (degrees + 180) % 360 - 180
    rounded = round(inside, digits) + 0.0
    return -180.0 if rounded >= 180 else rounded
