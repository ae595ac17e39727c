"""Films: their pictures, how long they run, and that their colours are the map's."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PIL import Image

from geo.errors import AtlasError
from geo.export import film_codec
from geo.export.export_request import ExportRequest, Film, FilmMode
from geo.export.film import gif_bytes, mp4_bytes
from geo.export.film_frames import NOTHING, _burned, _mask, _raster, frames_of, pictures
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.load import open_dataset
from geo.scene.build_scene import plan_of
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Text
from geo.style.tokens import LIGHT
from tests.conftest import ROOT, lacking
from tests.generated import dataset_of

SHORT = Film(seconds=1, fps=5, width=640)


def order_of(film: Film = SHORT) -> ExportRequest:
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    view = View(dataset=dataset.id, filter=Filter(start=date(2019, 12, 20), end=date(2020, 1, 10)))
    return ExportRequest(dataset, view, Picture(), film)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_a_film_runs_from_the_first_day_to_the_last_and_then_stands() -> None:
    frames = frames_of(order_of())
    assert (frames[0].start, frames[0].end) == (date(2019, 12, 20), date(2019, 12, 20))
    assert (frames[-1].start, frames[-1].end) == (date(2019, 12, 20), date(2020, 1, 10))
    assert sum(frame.repeat for frame in frames) == 5 + 2 * 5


def test_a_moving_window_holds_its_days() -> None:
    frames = frames_of(order_of(SHORT.model_copy(update={"mode": FilmMode.WINDOW, "window_days": 7})))
    assert {(frame.end - frame.start).days for frame in frames[2:]} == {6}


def test_a_gif_has_its_pictures_duration_and_the_map_s_colours() -> None:
    order = order_of()
    content = gif_bytes(order)
    assert content == gif_bytes(order)
    image = Image.open(io.BytesIO(content))
    assert image.size == (640, 360)
    durations = []
    for at in range(image.n_frames):
        image.seek(at)
        durations.append(image.info["duration"])
    assert sum(durations) == 3000
    last = image.convert("RGB")
    colours = {colour for _, colour in last.getcolors(1 << 24)}
    assert {rgb(LIGHT.land_focus), rgb(LIGHT.sea), rgb(LIGHT.paper), rgb(LIGHT.land)} <= colours


def test_progress_is_told_and_can_stop_the_work() -> None:
    class StopError(Exception):
        pass

    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if share > 0.3:
            raise StopError

    order = order_of()
    with pytest.raises(StopError):
        gif_bytes(ExportRequest(order.dataset, order.view, order.picture, order.film, stop))
    assert told[0] == 0.0
    assert told == sorted(told)


def test_mp4_has_its_pictures_duration_and_colours() -> None:
    if film_codec.missing_codec():
        lacking("PyAV")
    import av

    with av.open(io.BytesIO(mp4_bytes(order_of()))) as film:
        stream = film.streams.video[0]
        assert (stream.codec_context.width, stream.codec_context.height) == (640, 360)
        pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(pictures) == 15
    away = np.abs(pictures[-1][2, 2].astype(int) - np.array(rgb(LIGHT.paper)))
    assert away.max() <= 4


def test_without_a_codec_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    film_codec.missing_codec.cache_clear()
    monkeypatch.setattr(film_codec, "find_spec", lambda name: None)
    with pytest.raises(AtlasError, match=r"pip install av==18\.1\.0"):
        mp4_bytes(order_of())
    film_codec.missing_codec.cache_clear()


SMALL = Film(seconds=1, fps=4, width=480)


def made_up(size: int, asked: Filter | None = None) -> ExportRequest:
    dataset = dataset_of(3, size)
    return ExportRequest(dataset, View(dataset=dataset.id, filter=asked or Filter(background=True)), Picture(), SMALL)


def burned(order: ExportRequest) -> list[str]:
    """Date and count in the last picture, as they are written into it."""
    frames = frames_of(order)
    plan = plan_of(order.dataset, order.view, order.picture)
    group = _burned(frames[-1], frames, int(_mask(plan, frames[-1]).sum()), plan)
    return [item.reading for item in group.items if isinstance(item, Text)]


def test_the_last_picture_of_a_film_is_the_whole_one_but_for_soft_edges() -> None:
    order = made_up(300)
    frames = frames_of(order)[-1:]
    (last,) = pictures(order, frames)
    plan = plan_of(order.dataset, order.view, order.picture)
    whole = replace(
        order.scene,
        scale=last.width / order.scene.width,
        groups=(
            *(group for group in order.scene.groups if group.name != "Subtitle"),
            _burned(frames[0], frames, int(_mask(plan, frames[0]).sum()), plan),
        ),
    )
    away = np.abs(np.asarray(last, dtype=int) - np.asarray(_raster(whole).convert("RGB"), dtype=int)).max(axis=2)
    assert (away > 40).sum() == 0
    assert (away > 10).mean() < 0.002  # the edges of large symbols are long


@pytest.mark.parametrize(("size", "said"), [pytest.param(0, NOTHING, marks=pytest.mark.full), (1, "1 incident")])
def test_a_film_of_nothing_and_of_one_incident(size: int, said: str) -> None:
    order = made_up(size, Filter(background=True, start=date(2018, 1, 1), end=date(2021, 12, 31)))
    assert len(order.scene.incidents) == size
    assert burned(order)[1] == said
    image = Image.open(io.BytesIO(gif_bytes(order)))
    assert image.size == (480, 270)
    durations = []
    for at in range(image.n_frames):
        image.seek(at)
        durations.append(image.info["duration"])
    assert sum(durations) == 3000
    if film_codec.missing_codec():
        lacking("PyAV")
    assert mp4_bytes(order)[4:8] == b"ftyp"


@pytest.mark.full
def test_a_film_of_thousands_shows_more_and_more() -> None:
    order = made_up(5000)
    image = Image.open(io.BytesIO(gif_bytes(order)))
    first = np.asarray(image.convert("RGB"), dtype=int)
    image.seek(image.n_frames - 1)
    last = np.asarray(image.convert("RGB"), dtype=int)
    paper = np.array(rgb(LIGHT.land_focus))
    bare = [float((np.abs(picture - paper).max(axis=2) < 3).mean()) for picture in (first, last)]
    assert bare[1] < 0.8 * bare[0]
    assert burned(order)[1] == f"{len(order.scene.incidents):,} incidents"


def test_a_film_of_dates_without_an_incident_says_so() -> None:
    order = order_of()
    empty = order.view.model_copy(update={"filter": Filter(start=date(2020, 5, 1), end=date(2020, 5, 3))})
    assert burned(ExportRequest(order.dataset, empty, order.picture, SHORT))[1] == NOTHING
