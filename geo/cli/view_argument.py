"""Reads the view that a command is given: a link, its query alone, or a file that carries one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from geo.errors import AtlasError, Fault, UnreadableFile
from geo.export.png import CarriedView, carried_in, read_png
from geo.filter.codecs import CODECS
from geo.filter.view import MapMode, View
from geo.filter.view_link import from_query
from geo.query import Source, validated_view
from geo.scene.picture_options import Picture

_FILES = ".json, .png"


SHIPPED = Path(__file__).parents[2] / "data" / "incidents.geojson"
"""The incidents that the atlas brings."""


@dataclass(frozen=True, slots=True)
class RequestedView:
    """A view, with the picture's options where they came with it."""

    view: View
    picture: Picture | None = None
    after: View | None = None
    """Of before and after the second view."""

    def shown_as(self, mode: MapMode | None) -> RequestedView:
        """The same with another mode of the map, if one is given."""
        if mode is None:
            return self
        changes = {"show": mode}
        after = self.after.model_copy(update=changes) if self.after else None
        return replace(self, view=self.view.model_copy(update=changes), after=after)


def requested_view(words: str, source: Source) -> RequestedView:
    """The view of a link, a query or a file.

    Raises AtlasError where it can't be read, or asks for what the dataset doesn't hold: nobody looks at a
    report that is made at night before it is sent.
    """
    if "?" in words or "=" in words:
        return RequestedView(_of_query(words, source))
    carried = _of_file(Path(words))
    here = source.facts.id
    if carried.dataset != here:
        problem = f"shows the dataset '{carried.dataset}', not '{here}'"
        raise UnreadableFile(words, problem, "Give that dataset's file with --data.")
    _known(carried.view, source)
    return RequestedView(carried.view, carried.picture, carried.after)


def _of_query(words: str, source: Source) -> View:
    query = urlsplit(words).query if "?" in words else words
    view, ignored = from_query(parse_qs(query, keep_blank_values=True), _opening(source))
    if ignored:
        allowed = ", ".join(codec.name for codec in CODECS)
        raise AtlasError([_fault(sentence, allowed) for sentence in ignored])
    if view.dataset != source.facts.id:
        raise AtlasError([_fault(f"The link shows the dataset “{view.dataset}”.", source.facts.id)])
    _known(view, source)
    return view


def _opening(source: Source) -> View:
    return View(dataset=source.facts.id, filter=source.opening)


def _known(view: View, source: Source) -> None:
    strange = validated_view(view, _opening(source), source)[1]
    if strange:
        raise AtlasError([_fault(sentence, "what the filters of the map list") for sentence in strange])


def _fault(sentence: str, allowed: str) -> Fault:
    problem = sentence.removesuffix(".").replace("; it was ignored", "").replace("; you see the usual colours", "")
    return Fault("link", None, None, "", None, problem, allowed, "Copy the link from the map again.")


def _of_file(path: Path) -> CarriedView:
    if not path.is_file():
        raise UnreadableFile(str(path), "is no file, and no link with a '?'", f"Give a link, or a file ({_FILES}).")
    content = path.read_bytes()
    if path.suffix.lower() == ".png":
        return read_png(content, path.name)
    try:
        return carried_in(content.decode("utf-8"), path.name)
    except UnicodeDecodeError:
        raise UnreadableFile(path.name, "is no view file", f"Give a link, or a file ({_FILES}).") from None
