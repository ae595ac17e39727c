"""Own layers that a person brought: theirs alone, kept beside their uploads, for any dataset."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.disk.temporary_folders import temporary_folder
from geo.errors import UnreadableFile
from geo.filter.filter import Filter
from geo.filter.near_codes import near_codes
from geo.filter.view import ShownLayer
from geo.importing.limits import MEBIBYTE
from geo.importing.read_own_layer import MOST_BYTES, SUFFIXES, read_layer
from geo.model.own_layer import MOST_LAYERS, MOST_NAME, LayerColour, hold
from geo.query import Source
from geo.ui.datasets.keeping import keeping
from geo.ui.datasets.upload_room import check_room
from geo.ui.datasets.upload_store import KeptLayer
from geo.ui.datasets.uploads import known_uploads, own_uploads, session_secret
from geo.ui.server.addresses import blob_address
from geo.ui.server.blob_cache import BLOBS

KINDS = tuple(suffix for suffix in SUFFIXES if suffix != ".shp")
"""Kinds of file that can be brought: a Shapefile comes zipped with its parts."""


def own_layers() -> list[KeptLayer]:
    """The person's layers, in the order in which they came."""
    own = known_uploads()
    return [] if own is None else list(own.layers.values())


def is_own(digest: str) -> bool:
    """Whether the person of this session has a layer: what somebody else brought is not here."""
    return any(one.shown.digest == digest for one in own_layers())


def usual_name(file: str) -> str:
    """What a layer is called unless its person says."""
    return _plain(Path(file).stem) or "Layer"


def _plain(name: str) -> str:
    """As a view can have it (``ShownLayer``): without control characters, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST_NAME].strip()


def add_layer(file: str, content: bytes, name: str, colour: LayerColour) -> KeptLayer:
    """Read a file and keep its layer; the same content again takes the new name and colour.

    Raises AtlasError where the file can't be read as one, or a limit is met, and CannotKeep
    where the server has no room.
    """
    own = own_uploads()
    if len(content) > MOST_BYTES:
        remedy = "Simplify it, or part it."
        raise UnreadableFile(file, f"is larger than {MOST_BYTES // MEBIBYTE} MiB, the most for a layer", remedy)
    name_of_file = Path(file).name
    check_room(own, name_of_file, len(content))
    with keeping(name_of_file), temporary_folder("layer") as folder:
        path = folder / f"layer{Path(file).suffix.lower()}"
        path.write_bytes(content)
        read = read_layer(path, name_of_file)
    layer = hold(read.layer)
    if layer.digest not in own.layers and len(own.layers) >= MOST_LAYERS:
        raise UnreadableFile(file, f"would be one layer more than {MOST_LAYERS}", "Remove one first.")
    shown = ShownLayer(digest=layer.digest, name=_plain(name) or usual_name(file), colour=colour)
    kept = own.layers[layer.digest] = KeptLayer(shown, layer, read.notices, len(content))
    return kept


def recolour(digest: str, colour: LayerColour) -> ShownLayer | None:
    """Give a layer another colour; None where it is no longer here."""
    own = own_uploads()
    if (kept := own.layers.get(digest)) is None:
        return None
    shown = kept.shown.model_copy(update={"colour": colour})
    own.layers[digest] = replace(kept, shown=shown)
    return shown


def remove_layer(digest: str) -> None:
    """Remove a layer; what browsers were given of it goes too."""
    own = own_uploads()
    if own.layers.pop(digest, None) is not None:
        BLOBS.forget(own.secret)  # what other pages of theirs show is kept anew by their next run


def layers_for_browser() -> list[dict[str, Any]]:
    """The person's layers for the map: digest, name, colour, what they draw, whether an end of theirs is open, and where
    their features are (see ``geo.export.packed_layers``)."""
    return [
        {
            **one.shown.model_dump(mode="json"),
            "kinds": one.kinds,
            "open": one.layer.is_open,
            "address": blob_address(BLOBS.put(one.packed, "application/json", session_secret())),
        }
        for one in own_layers()
    ]


def near_address(source: Source, filter: Filter) -> str | None:
    """Where the browser finds how the incidents that it has lie to the layer of a filter, a byte each (see
    ``geo.filter.near_codes``); None where the filter measures from none, or a database answers. Raises MissingLayer."""
    if filter.near is None or source.tile_engine is not None:
        return None
    codes = near_codes(source.load(filter).shown, filter.near)
    return blob_address(BLOBS.put(codes.tobytes(), "application/octet-stream", session_secret()))
