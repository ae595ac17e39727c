"""A view as the query of an address, and back. The names and forms are public: links hold them for years.

- ``dataset``: its id
- ``from``, ``to``, ``known`` (as known on that day): ``2019-12-27``
- ``match``: possibly, certainly
- the ``parameter`` of each entry of ``FACETS`` (``kind``, ``perpetrator``, ``event`` …), ``actor``, ``stance``: values;
  several repeat the parameter
- ``columns``: columns of the file's rows that are facets, ``1:sector``; ``column1`` to ``column4``: values of them
- ``killed``, ``wounded``: a number of people, ``10-``, ``1-5``, ``0``, ``not_stated``; ``10-,not_stated`` for both
- ``role``: any, perpetrator, party, target (``either``, from older links, is any)
- ``background``: yes, no
- ``q``: search text
- ``area``: centre and distance, ``44.36,33.31,50km``, or three corners or more, ``43,33,44,33,44,34``
- ``near``: within a distance of an own layer, by its content, with its name, ``10km:possibly:3f2a90bc11de8847:Camps``
- ``colour``: a word of ``ColorBy``
- ``show``: symbols, hexagons, density, areas
- ``theme``: light, dark
- ``incident``: id of the incident that is open
- ``at``: longitude, latitude, zoom[, bearing[, pitch]]
- ``size``: ``1920x1080``
- ``layer``: an own layer that is shown, by its content, with its colour and name, ``3f2a90bc11de8847:teal:Camps``

What is as in ``defaults`` leaves the address; ``*`` says that a default is lifted. Whatever can't be read is
ignored and named in one sentence. Nothing of an address is ever evaluated.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from geo.filter.codecs import CODECS
from geo.filter.filter import MAX_VALUES, Filter
from geo.filter.link_values import UnreadableError
from geo.filter.view import View

Query = dict[str, list[str]]

MAX_PARAMETER = 8000
"""Characters of one value that are looked at."""
_MAX_WORDS = 12


def to_query(view: View, defaults: View) -> Query:
    """The parameters in which a view differs from the defaults."""
    query: Query = {}
    for codec in CODECS:
        value = codec.get(view)
        if value != codec.get(defaults):
            query[codec.name] = codec.write(value)
    return query


def from_query(params: Mapping[str, str | Sequence[str]], defaults: View) -> tuple[View, list[str]]:
    """The view that parameters ask for, and a sentence for everything in them that was ignored. Never
    raises."""
    ignored = _strangers(params)
    found: dict[str, dict[str, Any]] = {"filter": {}, "view": {}}
    for codec in CODECS:
        if codec.name in params:
            value, sentences = _read(codec, params[codec.name])
            ignored += sentences
            if value is not _NOTHING:
                found[codec.part][codec.field] = value
    asked, sentences = _filter(found["filter"], defaults.filter)
    view = View.model_validate({**dict(defaults), **found["view"], "filter": asked})
    return view, _shortened(ignored + sentences)


_NOTHING = object()
_NAMES = frozenset(codec.name for codec in CODECS)


def _read(codec: Any, raw: str | Sequence[str]) -> tuple[Any, list[str]]:
    """The value of one parameter, or ``_NOTHING``, with what was ignored in it."""
    given = [raw] if isinstance(raw, str) else list(raw)
    values = [value for value in given if isinstance(value, str) and len(value) <= MAX_PARAMETER]
    ignored = [f"A value of “{codec.name}” in the address is too long; it was ignored."] * (len(values) < len(given))
    if not values:
        return _NOTHING, ignored
    if not codec.many and len(values) > 1:
        ignored.append(f"“{codec.name}” stands in the address {len(values)} times; the first was taken.")
    if codec.many and len(values) > MAX_VALUES:
        ignored.append(f"“{codec.name}” stands in the address {len(values)} times; {MAX_VALUES} were taken.")
    try:
        value, bad = codec.read(values[:MAX_VALUES] if codec.many else values[:1])
    except (UnreadableError, ValueError, OverflowError):
        value, bad = _NOTHING, values[:1]
    return value, ignored + [_sentence(codec, word) for word in bad]


def _filter(changes: dict[str, Any], defaults: Filter) -> tuple[Filter, list[str]]:
    """The defaults with the changes; dates that run backwards are left out."""
    try:
        return Filter.model_validate({**dict(defaults), **changes}), []
    except ValidationError:
        kept = {name: value for name, value in changes.items() if name not in ("start", "end")}
        words = "The dates in the address run backwards; they were ignored."
        return Filter.model_validate({**dict(defaults), **kept}), [words]


def _strangers(params: Mapping[str, Any]) -> list[str]:
    strange = [str(name) for name in params if name not in _NAMES]
    return [f"The address holds “{_short(name)}”, which means nothing here; it was ignored." for name in strange]


def _sentence(codec: Any, word: str) -> str:
    return f"The address says {codec.name}={_short(word)}, which is not {codec.meaning}; it was ignored."


def _short(word: str) -> str:
    plain = "".join(c if c.isprintable() else "·" for c in word[:60])
    return plain + "…" if len(word) > 60 else plain


def _shortened(sentences: list[str]) -> list[str]:
    """At most a dozen sentences, so that a broken address doesn't fill the page."""
    if len(sentences) <= _MAX_WORDS:
        return sentences
    return [*sentences[: _MAX_WORDS - 1], f"{len(sentences) - _MAX_WORDS + 1} more parts of it were ignored."]
