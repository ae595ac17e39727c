"""What a person can ask of a picture beside the view: shape, words, callouts. Frozen, so that it can be
kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from geo.filter.view import Name, Size
from geo.vocabulary import Vocabulary

Words = Annotated[str, StringConstraints(max_length=2000)]
MAX_CALLOUTS = 60
MAX_PIXELS = 50_000_000


class Preset(Vocabulary):
    """The shapes of a picture."""

    SLIDE = "slide", "Slide, 16:9", "1920 × 1080, fills a slide."
    SLIDE_4K = "slide-4k", "Slide, 16:9, 4K", "3840 × 2160, the same slide for large screens."
    WIDE = "wide", "Wide, 21:9", "2520 × 1080, for a wide screen or a banner."
    SQUARE = "square", "Square", "1440 × 1440, for posts."
    A4 = "a4", "A4 landscape", "3508 × 2480, a printed page at 300 dpi."
    COLUMN = "column", "Report column", "1440 × 1800, a page's column, upright."


class PlaceNames(Vocabulary):
    """The language of the names on the map."""

    ENGLISH = "en", "English", "Place names in the spelling of the press."
    ARABIC = "ar", "Arabic", "Place names in Arabic, where there is one."


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A preset in numbers: layout pixels (96 to the inch) and device pixels to each."""

    width: float
    height: float
    scale: float
    dpi: int


PICTURE_SIZES: dict[Preset, PictureSize] = {
    Preset.SLIDE: PictureSize(1280, 720, 1.5, 144),
    Preset.SLIDE_4K: PictureSize(1280, 720, 3.0, 288),
    Preset.WIDE: PictureSize(1680, 720, 1.5, 144),
    Preset.SQUARE: PictureSize(960, 960, 1.5, 144),
    Preset.A4: PictureSize(1123, 794, 3508 / 1123, 300),
    Preset.COLUMN: PictureSize(720, 900, 2.0, 192),
}
_SHORT_SIDE = 720


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Callout(_Value):
    """An incident that is pointed at in the picture and told beside it."""

    incident: Name
    label: Annotated[str, StringConstraints(max_length=80)] | None = None
    """A short label on the picture; None for the next number."""


class Picture(_Value):
    """How a view becomes a picture. None leaves words to be written from the view."""

    preset: Preset = Preset.SLIDE
    size: Size | None = None
    """Device pixels asked for instead of the preset's."""
    dpi: int | None = Field(default=None, ge=30, le=1200)
    title: Words | None = None
    subtitle: Words | None = None
    source_line: Words | None = None
    alt: Words | None = None
    names: PlaceNames = PlaceNames.ENGLISH
    viewport: Size | None = None
    """CSS pixels of the map on the screen that is to be shown as it is; None for what fits the picture."""
    cropped: bool = False
    """As much of the viewport as has the picture's own shape, instead of all of it and more beside it."""
    cut_out: bool = False
    """Only the countries that the dataset is about, on nothing."""
    bare: bool = False
    """Only the map, without title, legend and lines: for a test against the screen, and for a film's
    ground."""
    framed: bool = True
    """With title and source lines; without them the picture is for a page that brings its own."""
    emphasis: float = Field(default=1.0, ge=0.5, le=3.0, allow_inf_nan=False)
    """How much larger than on screen names and symbols are drawn."""
    inset: bool = True
    legend: bool = True
    accessed: date | None = None
    """The day on which the person looked at the data, as the person states it."""
    callouts: tuple[Callout, ...] = Field(default=(), max_length=MAX_CALLOUTS)

    @field_validator("size", mode="after")
    @classmethod
    def _not_too_large(cls, size: Size | None) -> Size | None:
        if size is not None and size.width * size.height > MAX_PIXELS:
            raise ValueError(f"a picture may have {MAX_PIXELS:,} pixels, {size.width} × {size.height} are more")
        return size

    def sheet(self) -> PictureSize:
        """Layout size and scale. A size that was asked for is laid out with its short side at 720."""
        if self.size is None:
            sheet = PICTURE_SIZES[self.preset]
            return sheet if self.dpi is None else PictureSize(sheet.width, sheet.height, sheet.scale, self.dpi)
        width, height = self.size.width, self.size.height
        if self.bare and self.viewport == self.size:
            return PictureSize(width, height, 1.0, self.dpi or 96)
        scale = min(width, height) / _SHORT_SIDE
        return PictureSize(width / scale, height / scale, scale, self.dpi or round(96 * scale))
