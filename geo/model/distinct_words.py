"""The different values of a column of very many cells, found without a cell passing through Python where it need not."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

_LETTER = "[!-~¡-¬®-ɏء-ي]"
"""Characters of which Python's ``isprintable`` is sure, blanks apart."""
_CLEAN = f"^{_LETTER}+( {_LETTER}+)*$"
_SAMPLE = 2000


def distinct_words(cells: pa.Array, longest: int, words: Callable[[str], list[str]]) -> pa.Array:
    """The different words of different cells. ``words`` gives the words of any cell; a cell of one line of plain
    letters and single blanks is a word itself, cut to ``longest`` characters with an ellipsis at the end."""
    cells = cells.drop_null().cast(pa.string())
    clean = pc.match_substring_regex(cells, _CLEAN)
    plain, others = cells.filter(clean), cells.filter(pc.invert(clean))
    long = pc.greater(pc.utf8_length(plain), longest)
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(plain.filter(long), 0, longest - 1), "…", "")
    told = pa.array(dict.fromkeys(word for cell in others.to_pylist() for word in words(cell)), pa.string())
    return pc.unique(pa.concat_arrays([plain.filter(pc.invert(long)), cut, told]))


def are_numbers(words: pa.Array, number: str, few: int) -> bool:
    """Whether more than ``few`` of different words are numbers (an expression that a whole number matches) and no more
    than ``few`` are not."""

    def others_in(some: pa.Array) -> int:
        return len(some) - int(pc.sum(pc.match_substring_regex(some, f"^(?:{number})$")).as_py() or 0)

    if len(words) <= few or others_in(words.slice(0, _SAMPLE)) > few:
        return False
    others = others_in(words)
    return len(words) - others > few >= others
