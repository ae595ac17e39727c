"""How large the type of pictures is, measured in the slides and drawings themselves, and that all of it has room."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.svg import svg_text
from geo.filter.filter import Filter
from geo.filter.view import Camera, View
from geo.importing import import_files
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.picture_options import Callout, Picture, Preset
from geo.scene.scene_items import Circle, Group, Item, Scene, Text
from tests.acled_like import write_acled_like
from tests.conftest import ROOT
from tests.generated import dataset_of

KIRKUK = "2019-12-27-kirkuk-rockets"
NAMES = ("Title", "Subtitle", "Legend", "List of callouts", "Scale bar", "Sources and notice")
SIZES = {
    Preset.SLIDE: (32, 18, 14, 10),
    Preset.BACK: (38, 22, 18, 12),
    Preset.SLIDE_4K: (32, 18, 14, 10),
    Preset.SLIDE_4X3: (32, 18, 14, 10),
    Preset.WIDE: (32, 18, 14, 10),
    Preset.SQUARE: (30, 17, 13, 9),
    Preset.PHONE: (26, 15, 13, 9),
    Preset.A4: (21, 10.5, 8.5, 7.5),
    Preset.COLUMN: (28, 16, 13, 9),
}
"""Points by preset: title, subtitle, text beside the map, source line."""
ARIAL = 0.92
"""Sizes of Arial, in sizes of the atlas's own letters."""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("export")
    import_files([write_acled_like(folder / "export.csv")], folder / "out.parquet", today=date(2026, 11, 21))
    return open_dataset(folder / "out.parquet")


def slide(dataset: Dataset, picture: Picture) -> Any:
    request = ExportRequest(dataset, View(dataset=dataset.id), picture)
    return Presentation(io.BytesIO(FORMAT_BY_NAME["pptx"].write(request))).slides[0]


def sizes_in(shape: Any) -> set[float]:
    """Points of all text in a shape of a slide."""
    if shape.shape_type is not None and hasattr(shape, "shapes"):
        return {size for one in shape.shapes for size in sizes_in(one)}
    if not shape.has_text_frame:
        return set()
    return {
        round(run.font.size.pt, 1)
        for part in shape.text_frame.paragraphs
        for run in part.runs
        if run.text != "n"  # within the sign of the legend for several incidents
        if run.font.size is not None
    }


def measured(found: Any) -> dict[str, set[float]]:
    """Points by part of a slide: title and groups."""
    return {shape.name: sizes_in(shape) for shape in found.shapes}


@pytest.mark.parametrize("preset", Preset)
def test_a_slide_states_the_sizes_of_its_preset(dataset: Dataset, preset: Preset) -> None:
    picture = Picture(
        preset=preset, title="Winter", subtitle="In Iraq", callouts=(Callout(incident=KIRKUK),), inset=False
    )
    parts = measured(slide(dataset, picture))
    title, subtitle, text, source = SIZES[preset]
    assert parts["Title"] == {title}
    assert parts["Subtitle"] == {subtitle}
    for name in ("Legend", "List of callouts", "Scale bar", "Callout 1"):
        assert parts[name] == {text}, name
    assert parts["Sources and notice"] == {source}


def test_names_on_a_slide_have_14_points_or_more(dataset: Dataset) -> None:
    names = next(shape for shape in slide(dataset, Picture()).shapes if shape.name == "Place names")
    by_kind = {shape.name: sizes_in(shape) for shape in names.shapes}
    assert {"Names: place 1", "Names: place 2", "Names: country name"} <= set(by_kind)
    for kind, sizes in by_kind.items():
        capitals = "province" in kind or "country" in kind
        assert min(sizes, default=14) >= (12 if capitals else 14), (kind, sizes)


def test_a_drawing_has_the_same_sizes_in_its_own_letters(dataset: Dataset) -> None:
    picture = Picture(title="Winter", subtitle="In Iraq")
    drawing = svg_text(build_scene(dataset, View(dataset=dataset.id), picture), embed=False)
    assert 'viewBox="0 0 1280 720"' in drawing  # 13.33 inches at 96 pixels
    found = {
        words: float(size) * 0.75 * ARIAL for size, words in re.findall(r'font-size="([\d.]+)"[^>]*>([^<]*)<', drawing)
    }
    assert found["Winter"] == pytest.approx(32, abs=0.05)
    assert found["In Iraq"] == pytest.approx(18, abs=0.05)
    assert found["Armed group"] == pytest.approx(14, abs=0.05)
    assert next(size for words, size in found.items() if words.startswith("Map: ")) == pytest.approx(10, abs=0.05)


def test_text_size_makes_everything_alike_larger(dataset: Dataset) -> None:
    view, words = (
        View(dataset=dataset.id),
        {"title": "Winter", "subtitle": "In Iraq", "callouts": (Callout(incident=KIRKUK),)},
    )
    plain, large = (
        build_scene(dataset, view, Picture.model_validate({**words, "text_size": by})) for by in (1.0, 1.25)
    )
    for name in NAMES:
        first, second = ({round(text.size, 3) for text in texts_of(scene, name)} for scene in (plain, large))
        assert max(second) == pytest.approx(1.25 * max(first), rel=0.001), name
    before, after = (plan_of(dataset, view, Picture(text_size=by)).found.radii.max() for by in (1.0, 1.25))
    assert after == pytest.approx(1.25 * before)
    assert signs_of(large) == pytest.approx(1.25 * signs_of(plain), rel=0.001)


def test_a_picture_of_an_earlier_version_keeps_its_enlargement() -> None:
    assert Picture.model_validate({"emphasis": 1.5}).text_size == 1.5
    assert Picture.model_validate({"emphasis": 3.0}).text_size == 2.0
    with pytest.raises(ValueError, match="less than or equal to 2"):
        Picture.model_validate({"text_size": 2.5})


@pytest.mark.parametrize("preset", [Preset.SLIDE, Preset.PHONE])
def test_a_long_title_gets_smaller_and_longer_but_is_never_cut(dataset: Dataset, preset: Preset) -> None:
    sentence = "What happened in Iraq between the autumn of 2019 and the summer of 2020, as reported"
    for title, most in (
        (sentence, 3),
        (f"{sentence}, in more words than anybody would want to read on a slide", 3 if preset is Preset.SLIDE else 6),
        (f"{sentence} " * 20, 99),
    ):
        scene = build_scene(dataset, View(dataset=dataset.id), Picture(preset=preset, title=title.strip()))
        lines = list(texts_of(scene, "Title"))
        assert " ".join(line.reading for line in lines) == title.strip()
        assert len(lines) <= most
        least = 22 if preset is Preset.SLIDE else 18
        assert most == 99 or lines[0].size * 0.75 * ARIAL >= least - 0.01
        check_room(scene)


VIEWS = {
    "country": {},
    "governorate": {"camera": Camera(longitude=44.3, latitude=33.4, zoom=8)},
    "by event": {"color_by": "event_type"},
    "hexagons": {"show": "hexagons"},
    "areas": {"show": "areas"},
    "density": {"show": "density"},
}


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("name", VIEWS)
def test_no_text_lies_over_another_or_leaves_the_picture(dataset: Dataset, name: str, preset: Preset) -> None:
    view = View.model_validate({"dataset": dataset.id, **VIEWS[name]})
    check_room(build_scene(dataset, view, Picture(preset=preset)))


@pytest.mark.full
@pytest.mark.parametrize("text_size", [1.0, 1.5])
@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("name", VIEWS)
def test_the_same_holds_of_9029_incidents(export: Dataset, name: str, preset: Preset, text_size: float) -> None:
    view = View.model_validate({"dataset": export.id, **VIEWS[name]})
    check_room(build_scene(export, view, Picture(preset=preset, text_size=text_size)))


@pytest.mark.full
def test_a_crowd_on_a_slide_has_room(export: Dataset) -> None:
    ids = export.incidents.index[:60]
    for picture in (Picture(), Picture(callouts=tuple(Callout(incident=one) for one in ids))):
        check_room(build_scene(export, View(dataset=export.id), picture))
    check_room(build_pair(export, *split_at_day(View(dataset=export.id), date(2020, 1, 3)), Picture()))


@pytest.mark.parametrize("preset", [Preset.SLIDE, Preset.SLIDE_4X3, Preset.PHONE])
def test_the_legend_covers_no_incident(export: Dataset, preset: Preset) -> None:
    for view in (
        View(dataset=export.id),
        View(dataset=export.id, camera=Camera(longitude=44.3, latitude=33.4, zoom=8)),
    ):
        picture = Picture(preset=preset)
        scene, plan = build_scene(export, view, picture), plan_of(export, view, picture)
        boxes = [text.box for text in texts_of(scene, "Legend")]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        assert not [
            1 for x, y, r in plan.found.discs if left < x + r and x - r < right and top < y + r and y - r < bottom
        ]


def test_a_legend_without_room_counts_what_it_does_not_name() -> None:
    made_up = dataset_of(3, 300)
    view = View(dataset=made_up.id, filter=Filter(background=True))
    short = build_scene(made_up, view, Picture(preset=Preset.PHONE, text_size=1.5))
    said = " ".join(text.reading for text in texts_of(short, "Legend"))
    more = re.search(r"and (\d+) more ([\d,]+)", said)
    assert more is not None
    lacking = next(
        note for note in short.notes if note.startswith("Not in the legend, for want of room: Perpetrator: ")
    )
    not_named = re.findall(r" (\d+)(?:,|;|\.)", lacking.split("; ")[0] + ".")
    assert len(not_named) == int(more[1])
    assert sum(map(int, not_named)) == int(more[2].replace(",", ""))


def test_many_sources_are_counted_where_not_all_have_room(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(source_line="A source of my own. " * 60))
    said = " ".join(text.reading for text in texts_of(scene, "Sources and notice"))
    assert said.count("A source of my own.") == 60
    check_room(scene)


@pytest.mark.parametrize(
    ("theme", "show"),
    [
        ("light", "symbols"),
        ("dark", "hexagons"),
        pytest.param("light", "hexagons", marks=pytest.mark.full),
        pytest.param("dark", "symbols", marks=pytest.mark.full),
    ],
)
def test_letters_stand_out_from_what_is_around_them_in_the_picture(dataset: Dataset, theme: str, show: str) -> None:
    view = View.model_validate({"dataset": dataset.id, "theme": theme, "show": show,
                                "camera": Camera(longitude=43.5, latitude=33.5, zoom=6.6)})  # fmt: skip
    picture = Picture()
    scene = build_scene(dataset, view, picture)
    content = FORMAT_BY_NAME["png"].write(ExportRequest(dataset, view, picture))
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)
    seen = 0
    for text in texts_in(scene.groups):
        if text.turn or text.size < 12:
            continue
        left, top, right, bottom = (round(side * scene.scale) for side in text.box)
        around = pixels[max(0, top) : bottom, max(0, left) : right].reshape(-1, 3)
        own = np.array([int(text.colour[at : at + 2], 16) for at in (1, 3, 5)])
        letters = np.abs(around - own).max(axis=1) <= 3
        assert letters.any(), text.reading
        shades, counts = np.unique(around[np.abs(around - own).max(axis=1) > 90], axis=0, return_counts=True)
        ground = shades[counts.argmax()]
        assert contrast(own, ground) >= 4.5, (text.reading, own, ground)
        seen += 1
    assert seen > 30


def contrast(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: np.ndarray[Any, Any]) -> float:
    share = colour / 255
    return float(np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722))


def texts_in(items: tuple[Item, ...]) -> Iterator[Text]:
    for item in items:
        if isinstance(item, Group):
            yield from texts_in(item.items)
        elif isinstance(item, Text):
            yield item


def texts_of(scene: Scene, name: str) -> Iterator[Text]:
    return (text for group in scene.groups if group.name == name for text in texts_in(group.items))


def signs_of(scene: Scene) -> float:
    """Radius of the first sign of a legend."""
    legend = next(group for group in scene.groups if group.name == "Legend")
    return next(item.r for item in legend.items if isinstance(item, Circle))


def check_room(scene: Scene) -> None:
    """No text leaves the picture, and none lies over another. A line's box is higher than its letters."""
    texts = list(texts_in(scene.groups))
    for text in texts:
        left, top, right, bottom = text.box
        assert left >= -0.5, text.reading
        assert top >= -0.5, text.reading
        assert right <= scene.width + 0.5, text.reading
        assert bottom <= scene.height + 0.5, text.reading
    upright = [text for text in texts if not text.turn]
    boxes = [
        (left + 0.5, top + 0.24 * one.size, right - 0.5, bottom - 0.1 * one.size)
        for one in upright
        for left, top, right, bottom in [one.box]
    ]
    hits = [
        (upright[one].reading, upright[other].reading)
        for one, other in itertools.combinations(range(len(boxes)), 2)
        if boxes[one][0] < boxes[other][2] and boxes[other][0] < boxes[one][2]
        and boxes[one][1] < boxes[other][3] and boxes[other][1] < boxes[one][3]
    ]  # fmt: skip
    assert hits == []
