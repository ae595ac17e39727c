"""Ranges of days, open ranges and parts of a month; the text has gone through ``date_words.normalised``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.dates import DatePrecision
from geo.importing.date_single import orders_in, read_single
from geo.importing.date_types import AmbiguousDay, DateOrder, ParsedDay, Reading, span
from geo.importing.reasons import Notice

_LEAD = re.compile(
    r"^(?:(?:in the |the |on the |during the )?(?:night|nights|days?|week|weekend) (?:of|between|from) (?:the )?"
    r"|between (?:the )?|from (?:the )?|entre (?:le |el )?|desde (?:el )?|del? |du |vom |von |zwischen (?:dem )?"
    r"|dal |tra il |с |со |между |от |من |بين |on |during |das? |des )+"
)
_LINK = re.compile(
    r"\s*(?:(?<=[\s\d@.])(?:to|and|until|till|through|thru|bis(?: zum)?|und|au|a|al|et(?: le)?|y(?: el)?|hasta(?: el)?"
    r"|e(?: il)?|ao|по|до|и|الي|حتي|و|and the|to the)(?=[\s\d@])|\.\.\.?|&|[-/,+])\s*"
)
_SPACED = re.compile(r"^\s+\S+\s+$")
_FIRST = re.compile(
    r"^(?:since|after|as of|starting(?: on)?|beginning(?: on)?|from|not before|no earlier than|depuis(?: le)?|apres(?: le)?"
    r"|seit(?: dem)?|nach(?: dem)?|ab|desde(?: el)?|a partir de|despues del?|dal|dopo|с|после|начиная с|منذ|بعد|ابتداء من"
    r"|>=?|≥)\s*"
)
_LAST = re.compile(
    r"^(?:before|until|till|up to|by|prior to|no later than|not later than|not after|avant(?: le)?|jusqu'au|vor(?: dem)?"
    r"|bis(?: zum)?|antes del?|hasta(?: el)?|prima del?|fino al?|до|قبل|حتي|<=?|≤|\.\./|-\s)\s*"
)
_ONWARDS = re.compile(
    r"\s*(?:(?:and |to |-\s*|until |till )?(?:onwards?|ongoing|present|now|today|later|after)|-|/(?:\.\.)?|\.\.\.?|ff\.?|и далее)$"
)
_EARLIER = re.compile(r"\s*(?:and|or) (?:before|earlier)$")
_STRICT_FIRST = re.compile(r"^(?:after|apres|nach|despues|dopo|после|بعد|>(?!=))")
_STRICT_LAST = re.compile(r"^(?:before|prior|avant|vor|antes|prima|قبل|<(?!=))")
_PART = re.compile(
    r"^(?:(?P<early>early(?: in)?|beginning of|start of|anfang|debut(?: de)?|principios de|inizio(?: di)?|в начале|начало"
    r"|اوائل|مطلع)|(?P<mid>mid|middle of|mitte|mi|mediados de|meta|в середине|середина|منتصف|اواسط)"
    r"|(?P<late>late(?: in)?|end of|ende|fin(?: de)?|finales de|fine(?: di)?|в конце|конец|اواخر|نهايه))[\s-]+(?P<of>.*)$"
)
_DAY_ONLY = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?")
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?[-/. ]*(?:of |de )?@(?P<m>\d\d)@|@(?P<m2>\d\d)@[-/. ]*(?P<d2>\d{1,2})(?:st|nd|rd|th)?"
)
_MONTH_ONLY = re.compile(r"@(?P<m>\d\d)@")
_DAY_YEAR = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_NUMBER_PAIR = re.compile(r"\d{1,2}(?P<s>[/.])\d{1,2}\.?")
_TAIL = re.compile(r"(?:(?P<m>\d{1,2})-)?(?P<d>\d{1,2})")
_ASSUMED = timedelta(days=364)


def read_range(text: str, today: date, depth: int = 0) -> Reading:
    """A range with both ends; None where the text is none."""
    inner = _LEAD.sub("", text)
    links = sorted(_LINK.finditer(inner), key=lambda link: (not _SPACED.match(link[0]), link.start()))
    halves = [(inner[: link.start()], inner[link.end() :], link[0].strip()) for link in links[:8]]
    whole = (_alike(read_single(left, today), read_single(right, today), left) for left, right, _ in halves)
    parts = (_from_to(*half, today, depth) for half in halves if half[0] and half[1])
    return next((found for found in (*whole, *parts) if found is not None), None)


def _alike(start: Reading, end: Reading, left: str) -> Reading:
    """Two whole dates of one kind."""
    if start is None or end is None or _kind(start) is not _kind(end):
        return None
    return _joined(start, end, orders_in(left))


def _kind(reading: ParsedDay | AmbiguousDay) -> DatePrecision:
    return reading.precision if isinstance(reading, ParsedDay) else DatePrecision.DAY


def _from_to(left: str, right: str, link: str, today: date, depth: int) -> Reading:
    end = read_single(right, today)
    if end is None and depth < 2 and link not in "-/..":
        end = read_range(right, today, depth + 1)
    if end is not None:
        if found := _NUMBER_PAIR.fullmatch(left):
            year = (end.dmy if isinstance(end, AmbiguousDay) else end).end.year
            left = f"{left.rstrip('.')}{found['s']}{year}"
        return _joined(_start(left, right, end, today), end, orders_in(left))
    start = read_single(left, today)
    if isinstance(start, ParsedDay) and (found := _TAIL.fullmatch(right)) and start.precision is DatePrecision.DAY:
        return _until(start, f"{start.start.year}-{found['m'] or start.start.month}-{found['d']}", today)
    first, last = _DAY_MONTH.fullmatch(left), _DAY_YEAR.fullmatch(right)
    if first and first["m2"] and last:
        month = first["m2"]
        return _joined(read_single(f"{first['d2']} @{month}@ {last['y']}", today),
                       read_single(f"{last['d']} @{month}@ {last['y']}", today), (0, 0, 0))  # fmt: skip
    return None


def _until(start: ParsedDay, text: str, today: date) -> Reading:
    end = read_single(text, today)
    return span(start.start, end.end) if isinstance(end, ParsedDay) else None


def _start(left: str, right: str, end: Reading, today: date) -> Reading:
    """The start of a range; what it leaves unsaid it shares with the end."""
    if isinstance(end, AmbiguousDay):
        dmy, mdy = (_start(left, right, day, today) for day in (end.dmy, end.mdy))
        if isinstance(dmy, ParsedDay) and isinstance(mdy, ParsedDay):
            return dmy if dmy == mdy else AmbiguousDay(dmy, mdy, end.usual)
        return dmy or mdy
    if end is None:
        return None
    year, month = end.start.year, end.start.month
    if named := _DAY_ONLY.fullmatch(left):
        day = end.precision is not DatePrecision.MONTH and end.precision is not DatePrecision.YEAR
        return read_single(f"{year}-{month}-{named['d']}", today) if day else None
    if named := _DAY_MONTH.fullmatch(left):
        number = int(named["m"] or named["m2"])
        return read_single(f"{year - (number > end.end.month)}-{number}-{named['d'] or named['d2']}", today)
    if (named := _MONTH_ONLY.fullmatch(left)) and end.precision is DatePrecision.MONTH:
        return read_single(f"{year - (int(named['m']) > month)}-{named['m']}", today)
    found = read_single(left, today)
    coarse = isinstance(found, ParsedDay) and found.precision is DatePrecision.YEAR
    return None if coarse and end.precision is not DatePrecision.YEAR else found


def _joined(start: Reading, end: Reading, orders: tuple[int, int, int]) -> Reading:
    """Both ends as one span; where only one end tells the order, it is the other's too."""
    if start is None or end is None:
        return None
    if isinstance(start, ParsedDay) and isinstance(end, ParsedDay):
        found = span(start.start, end.end)
        return _marked(found, start, end) if found else None
    if isinstance(start, ParsedDay) and isinstance(end, AmbiguousDay) and (orders[0] or orders[1]):
        return _joined(start, end.dmy if orders[0] else end.mdy, orders)
    pairs = [(_as(start, order), _as(end, order)) for order in (DateOrder.DMY, DateOrder.MDY)]
    spans = [_marked(both, a, b) if (both := span(a.start, b.end)) else None for a, b in pairs]
    if isinstance(end, ParsedDay) and isinstance(start, AmbiguousDay):
        kept = [found for found in spans if found]
        return min(kept, key=lambda found: found.end - found.start) if kept else None
    if spans[0] and spans[1]:
        return AmbiguousDay(spans[0], spans[1], end.usual if isinstance(end, AmbiguousDay) else None)
    return spans[0] or spans[1]


def _as(reading: ParsedDay | AmbiguousDay, order: DateOrder) -> ParsedDay:
    if isinstance(reading, ParsedDay):
        return reading
    return reading.dmy if order is DateOrder.DMY else reading.mdy


def _marked(found: ParsedDay, start: ParsedDay, end: ParsedDay) -> ParsedDay:
    return ParsedDay(
        found.start, found.end, found.precision, start.short_year or end.short_year, start.zone or end.zone
    )


def read_open(text: str, said: str, today: date) -> ParsedDay | None:
    """A range of which one end is not said: a year is assumed for it, and reported; ``said`` is the cell."""
    for pattern, first in ((_FIRST, True), (_LAST, False), (_ONWARDS, True), (_EARLIER, False)):
        found = pattern.search(text)
        if not found or not found[0]:
            continue
        rest = (text[: found.start()] + text[found.end() :]).strip()
        rest = _ONWARDS.sub("", _FIRST.sub("", rest)) if first else rest
        day = read_single(rest, today) or read_range(rest, today)
        if isinstance(day, ParsedDay):
            return _opened(day, text, said, first, today)
    return None


def _opened(day: ParsedDay, text: str, said: str, first: bool, today: date) -> ParsedDay | None:
    one = timedelta(days=1)
    try:
        if first:
            start = day.end + one if _STRICT_FIRST.match(text) else day.start
            end = max(start, min(start + _ASSUMED, today))
        else:
            end = day.start - one if _STRICT_LAST.match(text) else day.end
            start = end - _ASSUMED
    except OverflowError:
        return None
    side = "last" if first else "first"
    words = f"The table says “{said}”; the {side} day is not known, and no more than a year is assumed."
    found = span(start, end)
    return found.with_notice(Notice.OPEN_RANGE, words) if found else None


def read_part(text: str, today: date) -> ParsedDay | None:
    """The first, second or last third of a month or a year: ``early March 2020``."""
    found = _PART.match(text)
    whole = read_single(found["of"], today) if found else None
    if (
        not found
        or not isinstance(whole, ParsedDay)
        or whole.precision not in (DatePrecision.MONTH, DatePrecision.YEAR)
    ):
        return None
    place = 0 if found["early"] else 1 if found["mid"] else 2
    month = whole.precision is DatePrecision.MONTH
    if month:
        start = whole.start + timedelta(days=10 * place)
        end = whole.end if place == 2 else start + timedelta(days=9)
    else:
        start = date(whole.start.year, 4 * place + 1, 1)
        end = (
            date(whole.start.year, 12, 31)
            if place == 2
            else date(whole.start.year, 4 * place + 5, 1) - timedelta(days=1)
        )
    return span(start, end, whole.precision)
