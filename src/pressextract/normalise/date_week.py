"""Weeks and days counted within a month or year: "first week of October", "second Friday of May", "15th of next month"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_reading import (
    Anchor,
    Groups,
    Reader,
    Reading,
    Words,
    digits,
    in_some_year,
    interval_of,
    of_stretch,
)
from pressextract.normalise.date_words import day_number, month_said, ordinal_said, year_said

__all__ = ["WEEK_READERS"]

_Part = Callable[[int, int], Stretch | None]  # year, month (0: of the year) -> stretch
_MONTHS = 12  # of a year
_UNITS = {"D": 366, "W": 52, "M": 12}  # how many of a unit a year has


def _which(groups: Groups, words: Words, anchor: Anchor) -> tuple[int, int] | None:
    """Year and month that "this month", "next year" point at; the month is 0 for a year."""
    offset = words["which"].get(groups["which"].casefold())
    if anchor.published is None or offset is None:
        return None
    unit = str(words["unit"][groups["whole"].casefold()])[-1]
    moment = calendar.shifted(anchor.published, int(offset), unit)
    if moment is None or unit not in "MY":
        return None
    return moment.year, moment.month if unit == "M" else 0


def _within(groups: Groups, words: Words, anchor: Anchor, stretch_in: _Part, grain: str) -> Reading:
    """Reading of a part of a month or year that is named, left open, or counted from the publication date."""
    if "which" in groups:
        place = _which(groups, words, anchor)
        return of_stretch(stretch_in(*place), grain, anchored=True) if place else Reading(grain=grain)
    month = month_said(groups, words) if "month" in groups else 0
    reading = in_some_year(lambda year: stretch_in(year, month), grain, year_said(groups, words, anchor))
    return replace(reading, partial=None)


def _whole(year: int, month: int) -> Stretch | None:
    return calendar.month(year, month) if month else calendar.year(year)


def _week_of_year(year: int, number: int) -> Stretch | None:
    try:
        return calendar.week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def read_week(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Week of a year by its ISO number: "week 24 of 2022", "week 24 this year"."""
    number = int(groups["number"])
    return replace(_within(groups, words, anchor, lambda year, _: _week_of_year(year, number), "week"), partial=None)


def read_bare_week(groups: Groups, _words: Words, anchor: Anchor) -> Reading | None:
    """Reads "calendar week 40": of the year of the publication."""
    stretch = _week_of_year(anchor.published.year, int(groups["number"])) if anchor.published else None
    return of_stretch(stretch, "week", anchored=True) if stretch else Reading(grain="week")


def _week_in(whole: Stretch | None, count: int) -> Stretch | None:
    """The `count`-th week of a stretch, the last for -1: as in ISO 8601, the first holds the fourth day."""
    if whole is None:
        return None
    if count < 0:
        return calendar.week(whole.last - timedelta(days=3))
    moment = whole.first + timedelta(days=3 + 7 * (count - 1))
    return calendar.week(moment) if moment <= whole.last + timedelta(days=3) else None


def _seven_days(whole: Stretch | None, count: int) -> Stretch | None:
    """The `count`-th seven days of a named month, the last seven for -1: "second week of August" is 8 to 14."""
    if whole is None:
        return None
    first = whole.last - timedelta(days=6) if count < 0 else whole.first + timedelta(days=7 * (count - 1))
    last = min(first + timedelta(days=6), whole.last)
    return _days(first, last) if first < last else None


def read_ordinal_week(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A week by its place in a month or year; "weekend" is its last two days."""
    count = ordinal_said(groups["ordinal"], words)

    def stretch_in(year: int, month: int) -> Stretch | None:
        whole = _whole(year, month)
        return _seven_days(whole, count) if "month" in groups else _week_in(whole, count)

    return _within(groups, words, anchor, stretch_in, "week")


def read_ordinal_weekday(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "second Friday of May", "last Monday of next month"."""
    count, weekday = ordinal_said(groups["ordinal"], words), int(words["weekday"][groups["weekday"].casefold()])

    def stretch_in(year: int, month: int) -> Stretch | None:
        return calendar.weekday_of_month(year, month, weekday, count) if month else None

    return _within(groups, words, anchor, stretch_in, "day")


def read_day_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "15th day of next month"."""
    number = day_number(groups["day"], words)
    return _within(groups, words, anchor, lambda year, month: calendar.day(year, month, number), "day")


def read_last_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "last day of this month", "first day of 2021"."""
    count = ordinal_said(groups["ordinal"], words)

    def stretch_in(year: int, month: int) -> Stretch | None:
        whole = _whole(year, month)
        moment = (whole.last if count < 0 else whole.first) if whole else None
        return calendar.day(moment.year, moment.month, moment.day) if moment else None

    return _within(groups, words, anchor, stretch_in, "day")


def read_month_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "third month of 2021"."""
    count = ordinal_said(groups["ordinal"], words)
    number = _MONTHS if count < 0 else count
    return _within(groups, words, anchor, lambda year, _: calendar.month(year, number), "month")


def read_units_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Units at one end of a year or month: "first nine months of 2023", "last two weeks of May", "first ten days"."""
    surface, unit = groups["number"].casefold(), str(words["unit"][groups["unit"].casefold()])
    count = int(surface) if surface.isdigit() else int(words["digit_word"].get(surface, 0))
    count *= int(unit[:-1])
    ahead = ordinal_said(groups["ordinal"], words) > 0

    def stretch_in(year: int, month: int) -> Stretch | None:
        return _units_in(_whole(year, month), count if ahead else -count, unit[-1])

    if not 0 < count < _UNITS.get(unit[-1], 0):
        return Reading(grain="other")
    return _within(groups, words, anchor, stretch_in, {"D": "days", "W": "week"}.get(unit[-1], "months"))


def _units_in(whole: Stretch | None, count: int, unit: str) -> Stretch | None:
    if whole is None:
        return None
    if unit == "W":
        first, last = _week_in(whole, 1 if count > 0 else -1), None
        if first is not None:
            begin = first.first if count > 0 else first.first + timedelta(days=7 * (count + 1))
            last = begin + timedelta(days=7 * abs(count) - 1)
        return _days(begin, last) if first is not None and last is not None else None
    begin = whole.first if count > 0 else _after(whole.last, count, unit)
    last = _after(whole.first, count, unit, -1) if count > 0 else whole.last
    if unit == "D":
        return _days(begin, last)
    if (begin.year, begin.month) == (last.year, last.month):
        return calendar.month(begin.year, begin.month)
    return interval_of(calendar.month(begin.year, begin.month), calendar.month(last.year, last.month))


def _after(moment: date, count: int, unit: str, days: int = 1) -> date:
    """The day beside `count` units after the edge of a stretch."""
    edge = moment + timedelta(days=1) if count < 0 else moment
    shifted = calendar.shifted(edge, count, unit) or moment
    return shifted if count < 0 else shifted + timedelta(days=days)


def _days(first: date, last: date) -> Stretch | None:
    return interval_of(calendar.day(first.year, first.month, first.day), calendar.day(last.year, last.month, last.day))


def read_week_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """The week that holds a day; of a day without its month, the nearest."""
    number = digits(groups.get("day") or groups.get("day2") or groups["day3"])
    if "day3" in groups:
        return _week_of_day(number, anchor)
    month = month_said(groups, words, "month" if "month" in groups else "month2")

    def stretch_in(year: int) -> Stretch | None:
        moment = calendar.day(year, month, number)
        return calendar.week(moment.first) if moment else None

    return replace(in_some_year(stretch_in, "week", year_said(groups, words, anchor)), partial=None)


def _week_of_day(number: int, anchor: Anchor) -> Reading:
    if anchor.published is None:
        return Reading(grain="week")
    published = anchor.published
    months = [calendar.shifted(published.replace(day=1), offset, "M") for offset in (-1, 0, 1)]
    days = [calendar.day(month.year, month.month, number) for month in months if month]
    known = [stretch.first for stretch in days if stretch]
    nearest = min(known, key=lambda moment: abs((moment - published).days), default=None)
    return of_stretch(calendar.week(nearest), "week", anchored=True) if nearest else Reading(grain="week")


WEEK_READERS: Mapping[str, Reader] = {
    "week": read_week,
    "bare-week": read_bare_week,
    "week-of": read_week_of,
    "ordinal-week": read_ordinal_week,
    "ordinal-weekday": read_ordinal_weekday,
    "day-of": read_day_of,
    "month-of": read_month_of,
    "last-day": read_last_day,
    "units-of": read_units_of,
}
