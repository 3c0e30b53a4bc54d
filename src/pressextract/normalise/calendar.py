"""Stretches of the calendar (day, week, month, season .. century) with their EDTF values; arithmetic only.

Years are 1000-2999: outside of them a stretch does not exist (None) and the caller keeps the text without a value.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "Stretch",
    "century",
    "day",
    "decade",
    "half",
    "month",
    "nearest_weekday",
    "nearest_year",
    "quarter",
    "season",
    "shifted",
    "spanned",
    "week",
    "weekday_of_month",
    "working_days",
    "year",
    "years",
]

FIRST_YEAR, LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Stretch:
    """An EDTF value and the first and last day it covers."""

    value: str
    first: date
    last: date


def _known(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def day(year: int, month: int, day: int) -> Stretch | None:
    """One day; None when the calendar has no such day.

    >>> day(2022, 10, 4).value
    '2022-10-04'
    >>> day(2022, 2, 30) is None
    True
    """
    if not _known(year):
        return None
    try:
        moment = date(year, month, day)
    except ValueError:
        return None
    return Stretch(moment.isoformat(), moment, moment)


def month(year: int, month: int) -> Stretch | None:
    """One month."""
    if not (_known(year) and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    return Stretch(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last))


def year(year: int) -> Stretch | None:
    """One year."""
    return Stretch(f"{year:04}", date(year, 1, 1), date(year, 12, 31)) if _known(year) else None


def years(first: int, last: int) -> Stretch | None:
    """The years `first` to `last`, both inside; None when they run backwards."""
    if not (_known(first) and _known(last) and first <= last):
        return None
    return Stretch(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31))


def decade(year: int) -> Stretch | None:
    """The decade that holds `year`.

    >>> decade(1995).value
    '199X'
    """
    begin = year - year % 10
    return Stretch(f"{year // 10:03}X", date(begin, 1, 1), date(begin + 9, 12, 31)) if _known(year) else None


def century(number: int) -> Stretch | None:
    """The `number`-th century of our era, by the years that begin with the same two digits (EDTF): 17 is 1600-1699."""
    begin = (number - 1) * 100
    return (
        Stretch(f"{number - 1:02}XX", date(max(begin, 1), 1, 1), date(begin + 99, 12, 31))
        if 1 <= number <= 30
        else None
    )


def season(year: int, code: int) -> Stretch | None:
    """A season (21 spring .. 24 winter), by the months of the northern hemisphere; winter ends in the next year."""
    if not (_known(year) and 21 <= code <= 24):
        return None
    begin = date(year, 3 * (code - 20), 1)
    return Stretch(f"{year:04}-{code}", begin, _end_of_months(begin, 3))


def quarter(year: int, number: int) -> Stretch | None:
    """Quarter 1-4 of a year: "2022-33" is the first."""
    if not (_known(year) and 1 <= number <= 4):
        return None
    begin = date(year, 3 * number - 2, 1)
    return Stretch(f"{year:04}-{32 + number}", begin, _end_of_months(begin, 3))


def half(year: int, number: int) -> Stretch | None:
    """Semester 1 or 2 of a year: "2022-40" is the first."""
    if not (_known(year) and 1 <= number <= 2):
        return None
    begin = date(year, 6 * number - 5, 1)
    return Stretch(f"{year:04}-{39 + number}", begin, _end_of_months(begin, 6))


def week(moment: date) -> Stretch | None:
    """The week, Monday to Sunday, that holds a day: an interval of days.

    >>> week(date(2022, 10, 4)).value
    '2022-10-03/2022-10-09'
    """
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        return None
    monday = moment - timedelta(days=moment.weekday())
    sunday = monday + timedelta(days=6)
    return Stretch(f"{monday.isoformat()}/{sunday.isoformat()}", monday, sunday)


def _end_of_months(begin: date, months: int) -> date:
    months += begin.month - 1
    return date(begin.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def shifted(moment: date, amount: int, unit: str) -> date | None:
    """The day `amount` units (D, W, M, Y) after `moment`, at most the month's last; None outside the calendar."""
    try:
        if unit in "DW":
            return moment + timedelta(days=amount * (7 if unit == "W" else 1))
        months = moment.year * 12 + moment.month - 1 + amount * (12 if unit == "Y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(moment.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def nearest_year(stretch_in: Callable[[int], Stretch | None], published: date) -> int | None:
    """The year in which a yearless stretch lies nearest the publication date; the past one of two equally near.

    Args:
        stretch_in: year -> the stretch in that year, None where it has none (29 February).
        published: the publication date.
    """
    best: tuple[int, int] | None = None
    for year in (published.year - 1, published.year, published.year + 1):
        stretch = stretch_in(year)
        if stretch is None:
            continue
        if stretch.first <= published <= stretch.last:
            return year
        distance = min(abs((stretch.first - published).days), abs((stretch.last - published).days))
        if best is None or distance < best[0]:
            best = distance, year
    return None if best is None else best[1]


def spanned(first: date, last: date) -> Stretch | None:
    """From one day to another, named by the largest units that fit: a year, half, quarter, month, months or days.

    >>> spanned(date(2025, 4, 1), date(2025, 6, 30)).value, spanned(date(2024, 4, 1), date(2025, 3, 31)).value
    ('2025-34', '2024-04/2025-03')
    """
    known = [year(first.year), *(half(first.year, number) for number in (1, 2))]
    known += [*(quarter(first.year, number) for number in range(1, 5)), month(first.year, first.month)]
    for stretch in known:
        if stretch is not None and (stretch.first, stretch.last) == (first, last):
            return stretch
    begin, end = month(first.year, first.month), month(last.year, last.month)
    if begin is None or end is None or last < first:
        return None
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return years(first.year, last.year)
    if (begin.first, end.last) == (first, last):
        return Stretch(f"{begin.value}/{end.value}", first, last)
    return Stretch(f"{first.isoformat()}/{last.isoformat()}", first, last)


def working_days(moment: date, amount: int) -> date:
    """The working day (Monday to Friday) `amount` of them after `moment`, before it when negative; 1000 at most.

    >>> working_days(date(2018, 8, 21), -4).isoformat()
    '2018-08-15'
    """
    step = timedelta(days=1 if amount > 0 else -1)
    for _ in range(min(abs(amount), 1000)):
        moment += step
        while moment.weekday() > 4:
            moment += step
    return moment


def weekday_of_month(year: int, number: int, weekday: int, count: int) -> Stretch | None:
    """The `count`-th day of that weekday (0 Monday) in a month, the last for -1; None when it has fewer.

    >>> weekday_of_month(2023, 5, 4, 2).value
    '2023-05-12'
    """
    whole = month(year, number)
    if whole is None:
        return None
    if count < 0:
        return day(year, number, whole.last.day - (whole.last.weekday() - weekday) % 7)
    first = 1 + (weekday - whole.first.weekday()) % 7
    return day(year, number, first + 7 * (count - 1)) if count else None


def nearest_weekday(weekday: int, published: date) -> date:
    """The day of that weekday (0 Monday) nearest the publication date; three days ahead at most."""
    ahead = (weekday - published.weekday()) % 7
    return published + timedelta(days=ahead if ahead <= 3 else ahead - 7)
