"""What is kept about a dataset goes when the dataset leaves memory."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

from geo.count.focus_countries import focus_countries
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import forget_dataset, last_kept
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.ui.present.preview import drawn_picture


def test_a_dataset_that_was_drawn_is_let_go(root: Path) -> None:
    shipped = open_dataset(root / "data" / "incidents.geojson")
    mine = replace(shipped, id="mine-1")
    for dataset in (shipped, mine):
        view = View(dataset=dataset.id, filter=Filter())
        focus_countries(dataset)
        build_scene(dataset, view)
        drawn_picture(dataset, view, Picture())
        drawn_picture(dataset, view.model_copy(update={"show": MapMode.HEXAGONS}), Picture())
    kept, gone = weakref.ref(shipped), weakref.ref(mine)
    scene = build_scene(shipped, View(dataset=shipped.id, filter=Filter()))
    del shipped, mine, dataset
    gc.collect()
    assert gone() is not None
    forget_dataset("mine-1")
    gc.collect()
    assert gone() is None
    others = kept()
    assert others is not None
    assert build_scene(others, View(dataset=others.id, filter=Filter())) is scene


def test_only_the_last_answers_are_kept(root: Path) -> None:
    asked: list[str] = []

    @last_kept(2)
    def question(dataset: Dataset, words: str) -> str:
        asked.append(words)
        return words.upper()

    dataset = open_dataset(root / "data" / "incidents.geojson")
    assert [question(dataset, words) for words in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert asked == ["a", "b", "c", "b"]
    forget_dataset("another")
    question(dataset, "b")
    assert asked == ["a", "b", "c", "b"]
    forget_dataset(dataset.id)
    question(dataset, "b")
    assert asked == ["a", "b", "c", "b", "b"]
