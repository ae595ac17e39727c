"""Recognises texts that mean a missing value, such as ``unknown``."""

from __future__ import annotations

from geo.importing.characters import EDGES

MISSING_WORDS = frozenset({
    "", "na", "n/a", "n.a.", "n/k", "n.k.", "nan", "nat", "-", "--", "---", "\u2013", "\u2014", "_", "?", "??", ".", "..", "...",
    "\u2026", "null", "(null)", "<null>", "none", "nil", "unknown", "unk", "unk.", "unkn.", "#n/a", "#null!", "#value!", "#ref!",
    "not available", "not applicable", "not known", "not stated", "not specified", "not reported", "none reported",
    "unspecified", "no data", "no information", "missing", "undetermined", "to be confirmed", "tbc", "tbd", "nr", "n/r",
    "inconnu", "inconnue", "non disponible", "nd", "n.d.", "desconocido", "desconocida", "sin datos", "se desconoce",
    "unbekannt", "keine angabe", "k.a.", "k. a.", "неизвестно", "нет данных", "н/д", "невідомо", "немає даних",
    "غير معروف", "غير معروفة", "مجهول", "غير متوفر", "لا يوجد", "غير محدد", "نامعلوم", "نامشخص", "bilinmiyor", "desconhecido",
    "sconosciuto", "onbekend", "未知", "不明", "不详",
})  # fmt: skip
"""Such texts, in lower case."""


def is_missing(text: str) -> bool:
    """Whether a text says that nothing is known.

    >>> says_nothing(" N/A "), says_nothing("Unknown"), says_nothing("0")
    (True, True, False)
    """
    return text.strip(EDGES).casefold() in MISSING_WORDS
