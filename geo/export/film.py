"""Films of the timeline: GIF with a palette of our own, MP4 where a codec is installed."""

from __future__ import annotations

import io
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from PIL import Image

from geo.errors import AtlasError, Fault
from geo.export.export_request import ExportRequest
from geo.export.film_codec import missing_codec
from geo.export.film_frames import frames_of, pictures
from geo.scene.scene_items import Circle, Path, Rect, Text, flat
from geo.style.hues import channels
from geo.style.tokens import tokens

_Colours = npt.NDArray[np.uint32]
"""Pixels as numbers: red in the lowest byte, then green, then blue."""

_COLOURS = 256
_MOST_GIF_FPS = 20


def gif_bytes(request: ExportRequest) -> bytes:
    """The film as an animated GIF; the colours of symbols and letters are exactly those of the map."""
    frames = frames_of(request)
    chosen: Palette | None = None
    made: list[Image.Image] = []
    for picture in pictures(request, frames):
        chosen = chosen or Palette(_meant(request), picture)
        made.append(chosen.reduced(picture))
    each = 100 / min(request.film.fps, _MOST_GIF_FPS)
    out = io.BytesIO()
    made[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=made[1:],
        duration=[round(frame.repeat * each) * 10 for frame in frames],
        loop=0,
        optimize=False,
        disposal=1,
    )
    return out.getvalue()


class Palette:
    """256 colours: first those that mean something, exactly; then the ground's most frequent ones."""

    def __init__(self, meant: list[str], ground: Image.Image) -> None:
        exact = [channels(colour) for colour in meant][: _COLOURS // 2]
        shades = ground.quantize(_COLOURS - len(exact), method=Image.Quantize.MEDIANCUT).getpalette() or []
        values = [part for colour in exact for part in colour] + shades
        self.values = (values + [0] * 768)[:768]
        self._colours = np.array(self.values, dtype=np.int32).reshape(-1, 3)
        self._nearest = np.full(1 << 24, -1, dtype=np.int16)
        self._last: tuple[_Colours, npt.NDArray[np.uint8]] | None = None
        """The picture before, packed and reduced: from day to day most pixels stay."""

    def reduced(self, picture: Image.Image) -> Image.Image:
        """The picture in these colours, each pixel in the nearest one; nothing is dithered."""
        packed: _Colours = np.asarray(picture.convert("RGBX")).view("<u4")[..., 0]
        if self._last is None or self._last[0].shape != packed.shape:
            found = self._found(packed)
        else:
            changed = packed != self._last[0]
            found = self._last[1].copy()
            found[changed] = self._found(packed[changed])
        self._last = packed, found
        reduced = Image.fromarray(found, "P")
        reduced.putpalette(self.values)
        return reduced

    def _found(self, packed: _Colours) -> npt.NDArray[np.uint8]:
        colours = packed & 0xFFFFFF
        found = self._nearest[colours]
        unknown = found < 0
        if unknown.any():
            self._learn(np.unique(colours[unknown]))
            found = self._nearest[colours]
        return np.asarray(found, dtype=np.uint8)

    def _learn(self, colours: _Colours) -> None:
        """Find the nearest colour of the palette for colours that were not met before."""
        for part in np.array_split(colours, max(1, len(colours) // 4096)):
            parts = np.column_stack([part & 255, (part >> 8) & 255, part >> 16]).astype(np.int32)
            away = ((parts[:, None, :] - self._colours[None, :, :]) ** 2).sum(axis=2)
            self._nearest[part] = away.argmin(axis=1)


def _meant(request: ExportRequest) -> list[str]:
    return list(dict.fromkeys([*_colours(request), *_mixed(request)]))


def _colours(request: ExportRequest) -> list[str]:
    """Every colour that the scene paints without mixing it, by how it is used: symbols first."""
    groups = sorted(request.scene.groups, key=lambda group: group.name not in ("Incidents", "Legend"))
    found: list[str] = []
    for shape in flat(tuple(groups)):
        if isinstance(shape, (Path, Circle, Rect)):
            found += [colour for colour in (shape.paint.fill, shape.paint.stroke) if colour]
        elif isinstance(shape, Text):
            found.append(shape.colour)
    return list(dict.fromkeys(found))


def _mixed(request: ExportRequest) -> list[str]:
    theme = tokens(request.view.theme.value)
    return [theme.accent, theme.rule, theme.paper, theme.ink, theme.muted]


def mp4_bytes(request: ExportRequest) -> bytes:
    """The film as MP4 (H.264, full-quality colours in BT.709).

    Raises AtlasError where the codec isn't installed.
    """
    words = missing_codec()
    if words:
        raise AtlasError([Fault("film", None, None, "", None, "can't be written as MP4", "", words)])
    import av

    frames = frames_of(request)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as film:
        stream = film.add_stream("libx264", rate=Fraction(request.film.fps))
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "16", "preset": "faster", "tune": "animation", "threads": "2"}
        stream.codec_context.color_range = 1
        stream.codec_context.colorspace = 1
        stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = 1
        for frame, picture in zip(frames, pictures(request, frames), strict=True):
            if not film.streams.video[0].codec_context.is_open:
                stream.width, stream.height = picture.size
            image = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            image = image.reformat(format=stream.pix_fmt, dst_colorspace="ITU709", dst_color_range="MPEG")
            for _ in range(frame.repeat):
                image.pts = None
                film.mux(stream.encode(image))
        film.mux(stream.encode(None))
    return out.getvalue()
