"""What a person can ask of a picture beside the view: shape, words, callouts. Frozen, so that it can be
kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from geo.filter.view import Name, Size
from geo.style.type_sizes import BACK_OF_THE_ROOM, COLUMN, PAGE, PHONE, POST, SCREEN, SLIDE, TypeSizes
from geo.vocabulary import Vocabulary

Words = Annotated[str, StringConstraints(max_length=2000)]
MAX_CALLOUTS = 60
MAX_PIXELS = 50_000_000
LEAST_TEXT_SIZE, MOST_TEXT_SIZE = 0.5, 2.0


class Preset(Vocabulary):
    """The shapes of a picture, each with type for where it is read (``PICTURE_SIZES``)."""

    SLIDE = "slide", "Slide, 16:9", "1920 × 1080, fills a slide."
    BACK = "back", "Slide for the back of the room", "1920 × 1080, larger type and fewer names."
    SLIDE_4K = "slide-4k", "Slide, 16:9, 4K", "3840 × 2160, the same slide for large screens."
    SLIDE_4X3 = "slide-4x3", "Slide, 4:3", "1440 × 1080, for older projectors."
    WIDE = "wide", "Wide, 21:9", "2520 × 1080, for a wide screen or a banner."
    SQUARE = "square", "Square", "1440 × 1440, for posts."
    PHONE = "phone", "Phone story, 9:16", "1080 × 1920, fills a phone held upright."
    A4 = "a4", "Page, A4 landscape", "3508 × 2480, a printed page at 300 dpi, with small type."
    COLUMN = "column", "Report column", "1440 × 1800, a page's column, upright."


class PlaceNames(Vocabulary):
    """The language of the names on the map."""

    ENGLISH = "en", "English", "Place names in the spelling of the press."
    ARABIC = "ar", "Arabic", "Place names in Arabic, where there is one."


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A preset in numbers: layout pixels (96 to the inch), device pixels to each, sizes of type."""

    width: float
    height: float
    scale: float
    dpi: int
    type_sizes: TypeSizes


PICTURE_SIZES: dict[Preset, PictureSize] = {
    Preset.SLIDE: PictureSize(1280, 720, 1.5, 144, SLIDE),
    Preset.BACK: PictureSize(1280, 720, 1.5, 144, BACK_OF_THE_ROOM),
    Preset.SLIDE_4K: PictureSize(1280, 720, 3.0, 288, SLIDE),
    Preset.SLIDE_4X3: PictureSize(960, 720, 1.5, 144, SLIDE),
    Preset.WIDE: PictureSize(1680, 720, 1.5, 144, SLIDE),
    Preset.SQUARE: PictureSize(720, 720, 2.0, 192, POST),
    Preset.PHONE: PictureSize(540, 960, 2.0, 192, PHONE),
    Preset.A4: PictureSize(1123, 794, 3508 / 1123, 300, PAGE),
    Preset.COLUMN: PictureSize(720, 900, 2.0, 192, COLUMN),
}
_SHORT_SIDE = 720
_MOST_EMPHASIS = 3.0


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
    text_size: float = Field(default=1.0, ge=LEAST_TEXT_SIZE, le=MOST_TEXT_SIZE, allow_inf_nan=False)
    """All type of the picture, its symbols and signs, in sizes of the preset's own."""
    inset: bool = True
    legend: bool = True
    accessed: date | None = None
    """The day on which the person looked at the data, as the person states it."""
    callouts: tuple[Callout, ...] = Field(default=(), max_length=MAX_CALLOUTS)

    @model_validator(mode="before")
    @classmethod
    def _of_earlier_files(cls, values: Any) -> Any:
        """Files of earlier versions have ``emphasis``, up to 3, which enlarged names and symbols only."""
        if not isinstance(values, dict) or "emphasis" not in values:
            return values
        kept = {name: value for name, value in values.items() if name != "emphasis"}
        given = values["emphasis"]
        earlier = isinstance(given, (int, float)) and MOST_TEXT_SIZE < given <= _MOST_EMPHASIS
        return {"text_size": MOST_TEXT_SIZE if earlier else given} | kept

    @field_validator("size", mode="after")
    @classmethod
    def _not_too_large(cls, size: Size | None) -> Size | None:
        if size is not None and size.width * size.height > MAX_PIXELS:
            raise ValueError(f"a picture may have {MAX_PIXELS:,} pixels, {size.width} × {size.height} are more")
        return size

    @property
    def type_sizes(self) -> TypeSizes:
        """The sizes of its type: the preset's, as large as was asked for."""
        return (SCREEN if self.bare else PICTURE_SIZES[self.preset].type_sizes).scaled(self.text_size)

    def sheet(self) -> PictureSize:
        """Layout size and scale. A size that was asked for is laid out with its short side at 720, or at 540 for a
        phone."""
        preset = PICTURE_SIZES[self.preset]
        if self.size is None:
            return preset if self.dpi is None else replace(preset, dpi=self.dpi)
        width, height = self.size.width, self.size.height
        if self.bare and self.viewport == self.size:
            return PictureSize(width, height, 1.0, self.dpi or 96, preset.type_sizes)
        scale = min(width, height) / min(_SHORT_SIDE, preset.width)
        return PictureSize(width / scale, height / scale, scale, self.dpi or round(96 * scale), preset.type_sizes)
