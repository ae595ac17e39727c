"""Packs named arrays into one block of bytes, each as short as its values allow.

Layout: unsigned 32-bit length of the header, the header (UTF-8 JSON), padding to eight bytes, the arrays
(little-endian, each padded to eight bytes). The header's ``arrays`` says of each one: ``dtype`` (NumPy's
short name) and ``length`` as the reader gets it, ``offset`` in bytes from the first array, and how it was
shortened:

- ``constant``: every item has this value; nothing is sent;
- ``range``: the items count up from 0; nothing is sent;
- ``wire`` and ``base``: sent in this smaller dtype; add the base (days within 179 years take two bytes);
- ``wire`` and ``values``: sent as a number into this list (radii, of which there are few different ones);
- ``cumulate``: the lengths of lists are sent; the items are where each list begins, and the end.

``geo/web/core/unpacking.js`` reads it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic_core import to_json

Array = npt.NDArray[Any]
Spec = dict[str, Any]

_SHORT: tuple[npt.DTypeLike, ...] = (np.uint8, np.uint16)
_MOST_VALUES = 256
_SAMPLE = 4096


def pack_arrays(header: dict[str, Any], arrays: dict[str, Array]) -> bytes:
    """Header and arrays as one block of bytes; names that end in ``.offsets`` are offsets of lists."""
    specs: dict[str, Spec] = {}
    blocks: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        spec, sent = shorten(array, offsets=name.endswith(".offsets"))
        raw = sent.astype(sent.dtype.newbyteorder("<"), copy=False).tobytes()
        specs[name] = {**spec, "offset": offset}
        blocks.append(raw + bytes(-len(raw) % 8))
        offset += len(blocks[-1])
    head = to_json({**header, "arrays": specs})  # json.dumps would hold every id twice more until it is done
    return b"".join([len(head).to_bytes(4, "little"), head, bytes(-(4 + len(head)) % 8), *blocks])


def shorten(array: Array, *, offsets: bool = False) -> tuple[Spec, Array]:
    """How an array is told, and what of it is sent."""
    flat = np.ascontiguousarray(array).ravel()
    spec: Spec = {"dtype": flat.dtype.str[1:], "length": int(flat.size)}
    if offsets and flat.size > 1:
        inner, sent = shorten(np.diff(flat))
        return {**inner, **spec, "cumulate": True}, sent
    nothing = flat[:0]
    if flat.size > 1 and (flat == flat[0]).all():
        return {**spec, "constant": flat[0].item()}, nothing
    if flat.size < _SAMPLE:
        return spec, flat
    if flat.dtype.kind in "iu":
        return _fewer_bytes(spec, flat, nothing)
    return _listed(spec, flat)


def _fewer_bytes(spec: Spec, flat: Array, nothing: Array) -> tuple[Spec, Array]:
    low, high = int(flat.min()), int(flat.max())
    if low == 0 and high == flat.size - 1 and (np.diff(flat.astype(np.int64)) == 1).all():
        return {**spec, "range": True}, nothing
    for short in _SHORT:
        dtype = np.dtype(short)
        if dtype.itemsize < flat.dtype.itemsize and high - low <= np.iinfo(dtype).max:
            sent = (flat.astype(np.int64) - low).astype(dtype)
            return {**spec, "wire": dtype.str[1:], "base": low}, sent
    return spec, flat


def _listed(spec: Spec, flat: Array) -> tuple[Spec, Array]:
    if np.unique(flat[:: max(1, flat.size // _SAMPLE)]).size > _MOST_VALUES:
        return spec, flat
    values, numbers = np.unique(flat, return_inverse=True)
    if values.size > _MOST_VALUES:
        return spec, flat
    return {**spec, "wire": "u1", "values": values.tolist()}, numbers.astype(np.uint8)
