"""What "early", "mid", "end of" leave of a stretch: its first and last day, narrowed; the value stays that of the whole.

Halves of a year counted from the publication date and thirds of a named one, halves of a week, about halves of a month
(1-15, 10-20, 16-end), as Microsoft's Recognizers-Text (specs of DateTime, MIT) reads them; thirds of anything else.
"""

from __future__ import annotations

from datetime import date, timedelta

from pressextract.normalise import calendar

__all__ = ["narrowed"]

_MONTHS = {"year": 12, "half": 6, "season": 3, "quarter": 3, "decade": 120, "century": 1200}
_DAYS = {
    "month": {"start": (0, 14), "mid": (9, 19), "end": (15, 31)},
    "week": {"start": (0, 2), "mid": (2, 4), "end": (3, 6)},
}
_HALVES = {"start": (0, 6), "mid": (3, 9), "end": (6, 12)}
_PARTS = {"start": 0, "mid": 1, "end": 2, "earlier": 0, "later": 2}
_NAMES = ("start", "mid", "end")


def narrowed(first: date, last: date, part: str | None, grain: str, halves: bool = False) -> tuple[date, date]:
    """First and last day of a part of the stretch; the whole where the part or the grain is none that narrows.

    Args:
        first: first day of the stretch.
        last: its last day.
        part: start | mid | end | earlier | later.
        grain: day, week, month, .. as in `Reading`.
        halves: the year is one counted from the publication date ("end of next year").

    >>> narrowed(date(1989, 1, 1), date(1989, 12, 31), "end", "year")[0]
    datetime.date(1989, 9, 1)
    """
    if part not in _PARTS:
        return first, last
    number = _PARTS[part]
    if grain in _DAYS:
        begin, end = _DAYS[grain][_NAMES[number]]
        return first + timedelta(days=begin), min(last, first + timedelta(days=end))
    if grain not in _MONTHS:
        return first, last
    months = _MONTHS[grain]
    begin, end = months * number // 3, months * (number + 1) // 3
    if grain == "decade":
        begin, end = ((0, 48), (48, 84), (84, 120))[number]  # 1990-1993, 1994-1996, 1997-1999
    if grain == "year" and halves:
        begin, end = _HALVES[_NAMES[number]]
    opening, closing = calendar.shifted(first, begin, "M"), calendar.shifted(first, end, "M")
    if opening is None or closing is None:
        return first, last
    return opening, min(last, closing - timedelta(days=1))
