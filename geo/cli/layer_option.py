"""Own layers that a command is given: ``sites.geojson``, ``sites.geojson:Camps``, ``sites.geojson:Camps:teal``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.errors import AtlasError, Fault
from geo.filter.near_layer import LEAST_KM, MOST_KM, NearLayer, PlaceMatch
from geo.filter.view import ShownLayer, View
from geo.model.own_layer import MOST_LAYERS, MOST_NAME, LayerColour, OwnLayer, hold


@dataclass(frozen=True, slots=True)
class GivenLayer:
    """A layer of the command line, and what was said of it; None for what a link may say instead."""

    layer: OwnLayer
    name: str | None
    colour: LayerColour | None
    file: str
    notices: tuple[str, ...]


def given_layers(options: list[str]) -> tuple[GivenLayer, ...]:
    """The layers of some options, known from now on. Raises AtlasError."""
    if len(options) > MOST_LAYERS:
        raise _too_many(f"stands there {len(options)} times")
    return tuple(map(_given, options))


def with_layers(view: View, given: tuple[GivenLayer, ...]) -> View:
    """The view with the layers of the command on top of its own. Those that its link has too stay as they are called and
    coloured there, unless the command says otherwise. Raises AtlasError where they are too many."""
    shown = {one.digest: one for one in view.layers}
    free = [colour for colour in LayerColour if colour not in {one.colour for one in shown.values()}]
    free = [colour for colour in free if colour not in {one.colour for one in given}] or list(LayerColour)
    for number, one in enumerate(given):
        before = shown.get(one.layer.digest)
        usual = before.name if before else Path(one.file).stem[:MOST_NAME]
        colour = before.colour if before else free[number % len(free)]
        shown[one.layer.digest] = ShownLayer(
            digest=one.layer.digest, name=one.name or usual, colour=one.colour or colour
        )
    if len(shown) > MOST_LAYERS:
        raise _too_many(f"would show {len(shown)} layers with those of the link")
    return view.model_copy(update={"layers": tuple(shown.values())})


def within_layer(view: View, option: str | None) -> View:
    """The view with only the incidents within a distance of one of its layers: ``10``, ``10:Camps``,
    ``10:Camps:certainly``. Raises AtlasError."""
    if option is None:
        return view
    words = [word.strip() for word in option.split(":")]
    match = next((one for one in PlaceMatch if words[1:] and words[-1] == one), None)
    name = ":".join(words[1 : len(words) - (match is not None)])
    named = [one for one in view.layers if not name or one.name == name]
    listed = ", ".join(one.name for one in view.layers) or "none: give --layer too"
    if len(named) != 1:
        problem = f"names no layer of this picture (“{name}”)" if name else "doesn't say of which layer"
        raise _bad("--within", "name", option, problem, listed, "Write it as 10:NAME.")
    try:
        km = float(words[0])
        near = NearLayer(digest=named[0].digest, name=named[0].name, km=km, match=match or PlaceMatch.POSSIBLY)
    except ValueError:
        allowed = f"{LEAST_KM:g} to {MOST_KM:g} kilometres"
        raise _bad("--within", "km", option, "gives no such distance", allowed, "Write it as 10:NAME.") from None
    return view.model_copy(update={"filter": view.filter.model_copy(update={"near": near})})


def _bad(option: str, field: str, value: str, problem: str, allowed: str, remedy: str) -> AtlasError:
    return AtlasError([Fault(option, None, None, field, f"“{value}”", problem, allowed, remedy)])


def _too_many(problem: str) -> AtlasError:
    return AtlasError([Fault("--layer", None, None, "", None, problem, f"{MOST_LAYERS} layers", "Leave some out.")])


def _given(option: str) -> GivenLayer:
    file, name, colour = _parts(option)
    if name is not None and not 1 <= len(name) <= MOST_NAME:
        raise _bad("--layer", "name", name, "is no name", f"1 to {MOST_NAME} characters", "Shorten it.")
    chosen = _colour(colour)
    from geo.importing.read_own_layer import read_layer  # the whole import comes with it, half of a picture's time

    read = read_layer(Path(file))
    return GivenLayer(hold(read.layer), name, chosen, file, read.notices)


def _colour(word: str | None) -> LayerColour | None:
    found = next((colour for colour in LayerColour if colour == word), None)
    if word is not None and found is None:
        raise _bad("--layer", "colour", word, "is no colour of a layer", ", ".join(LayerColour.words()), "Choose one.")
    return found


def _parts(option: str) -> tuple[str, str | None, str | None]:
    """File, name and colour; colons in the file's own name are its own where there is such a file."""
    words = option.split(":")
    cuts = [at for at in range(len(words), 0, -1) if at >= len(words) - 2 and Path(":".join(words[:at])).is_file()]
    at = cuts[0] if cuts else max(1, len(words) - 2)
    rest = [*words[at:], "", ""]
    return ":".join(words[:at]), " ".join(rest[0].split()) or None, rest[1].strip() or None
