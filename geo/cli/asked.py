"""The view that a command is asked for: a link, its query alone, or a file that carries one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from geo.count import dense_span
from geo.errors import AtlasError, Fault, UnreadableFile
from geo.export.png import Carried, carried_in, read_png
from geo.filter.apply import check
from geo.filter.codecs import CODECS
from geo.filter.filter import Filter
from geo.filter.link import from_query
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.options import Picture

_FILES = ".json, .png"


SHIPPED = Path(__file__).parents[2] / "data" / "incidents.geojson"
"""The incidents that the atlas brings."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A view, with the picture's options where they came with it."""

    view: View
    picture: Picture | None = None
    after: View | None = None
    """Of before and after the second view."""


def asked_view(words: str, dataset: Dataset) -> Asked:
    """The view of a link, a query or a file.

    Raises AtlasError where it can't be read, or asks for what the dataset doesn't hold: nobody looks at a
    report that is made at night before it is sent.
    """
    if "?" in words or "=" in words:
        return Asked(_of_query(words, dataset))
    carried = _of_file(Path(words))
    if carried.dataset != dataset.id:
        problem = f"shows the dataset '{carried.dataset}', not '{dataset.id}'"
        raise UnreadableFile(words, problem, "Give that dataset's file with --data.")
    _known(carried.view, dataset, words)
    return Asked(carried.view, carried.picture, carried.after)


def _of_query(words: str, dataset: Dataset) -> View:
    query = urlsplit(words).query if "?" in words else words
    first, last = dense_span(dataset)
    defaults = View(dataset=dataset.id, filter=Filter(start=first, end=last))
    view, ignored = from_query(parse_qs(query, keep_blank_values=True), defaults)
    if ignored:
        allowed = ", ".join(codec.name for codec in CODECS)
        raise AtlasError([_fault(sentence, allowed) for sentence in ignored])
    if view.dataset != dataset.id:
        raise AtlasError([_fault(f"The link shows the dataset “{view.dataset}”.", dataset.id)])
    _known(view, dataset, "link")
    return view


def _known(view: View, dataset: Dataset, words: str) -> None:
    strange = check(view.filter, dataset)
    if not view.colour_is_there:
        strange.append(f"The link colours by {view.color_by}, and names no such column.")
    if view.selection and view.selection not in dataset.records:
        strange.append(f"This dataset has no incident “{view.selection}”.")
    if strange:
        raise AtlasError([_fault(sentence, "what the filters of the map list") for sentence in strange])


def _fault(sentence: str, allowed: str) -> Fault:
    problem = sentence.removesuffix(".").replace("; it was ignored", "")
    return Fault("link", None, None, "", None, problem, allowed, "Copy the link from the map again.")


def _of_file(path: Path) -> Carried:
    if not path.is_file():
        raise UnreadableFile(str(path), "is no file, and no link with a '?'", f"Give a link, or a file ({_FILES}).")
    content = path.read_bytes()
    if path.suffix.lower() == ".png":
        return read_png(content, path.name)
    try:
        return carried_in(content.decode("utf-8"), path.name)
    except UnicodeDecodeError:
        raise UnreadableFile(path.name, "is no view file", f"Give a link, or a file ({_FILES}).") from None
