"""Dates a length away from another: "in 2 weeks", "3 days after 12 January", "a year earlier", and days of a length."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_reading import Reading, of_stretch

__all__ = ["counted", "days_of", "moved", "shifted_reading", "unit_stretch"]

_STEP = re.compile(r"([0-9]{1,4})([YMWD])")
_LONG = frozenset({"decade", "decades", "century", "centuries", "distant"})
_KEPT = frozenset({"quarter", "half", "season"})  # "a year earlier" is as precise as these
_LENGTH = re.compile(r"P(?:[0-9]{1,4}[YMWD]){1,4}")
# A date may be counted on in units no finer than itself.
_COARSER = {
    "D": {"day", "days"},
    "W": {"day", "days", "week"},
    "M": {"day", "days", "week", "month", "months", "quarter"},
}


def moved(moment: date, value: str | None, sign: int) -> date | None:
    """The day an ISO length after (`sign` 1) or before (-1) a day; None for lengths of hours and vague ones.

    >>> moved(date(2018, 3, 23), "P2W", 1)
    datetime.date(2018, 4, 6)
    """
    if value is None or _LENGTH.fullmatch(value) is None:
        return None
    result: date | None = moment
    for number, unit in _STEP.findall(value):
        result = calendar.shifted(result, sign * int(number), unit) if result else None
    return result


def shifted_reading(base: Reading, value: str | None, sign: int) -> Reading | None:
    """Reading of "two weeks before 13 May": the day moved, in every year while its year is open; None: no such date."""
    if base.grain != "day" or moved(date(2000, 1, 1), value, sign) is None:
        return None

    def of_day(moment: date) -> Stretch | None:
        goal = moved(moment, value, sign)
        return calendar.day(goal.year, goal.month, goal.day) if goal else None

    if base.first is not None:
        stretch = of_day(base.first)
        return replace(base, value=stretch.value, first=stretch.first, last=stretch.last) if stretch else None
    if base.in_year is None:
        return replace(base, value=None, partial=None)
    within = base.in_year

    def stretch_in(year: int) -> Stretch | None:
        stretch = within(year)
        return of_day(stretch.first) if stretch else None

    return replace(base, in_year=stretch_in, partial=None, alternatives=())


def days_of(value: str | None, begin: date) -> tuple[date, date] | None:
    """First and last day of a length that begins on a day."""
    end = moved(begin, value, 1)
    return (begin, end - timedelta(days=1)) if end and end > begin else None


def counted(spoken: Reading, unit: tuple[int, str], offset: int) -> Reading | None:
    """The unit `offset` after the date last spoken of; None where that date is coarser than the unit.

    "winter semester 2018/19 .. a year earlier" is 2017/2018, "on 4 October .. two days later" 2022-10-06.
    """
    first, last = spoken.first, spoken.last
    if first is None or last is None or abs(offset) > 3000:
        return None
    if unit == (1, "S"):
        unit = (1, "Y")
    if unit == (1, "Y") and (spoken.grain in _KEPT or (spoken.grain == "years" and last.year == first.year + 1)):
        return _years_away(spoken, first, last, offset)
    if unit[1] in _COARSER and spoken.grain not in _COARSER[unit[1]]:
        return None
    if unit[1] not in "YMWDE" or (unit == (1, "Y") and spoken.grain in _LONG):
        return None
    step = "W" if unit[1] == "E" else unit[1]
    moment = calendar.shifted(last if offset > 0 else first, offset * unit[0], step)
    if moment is None:
        return None
    stretch, grain = unit_stretch((unit[0] if unit == (3, "M") else 1, unit[1]), 0, moment)
    return of_stretch(stretch, grain, anchored=spoken.anchored) if stretch else None


def _years_away(spoken: Reading, first: date, last: date, offset: int) -> Reading | None:
    """The same quarter, half, season or academic year of another year: "in Q2 2024, up from 12 a year earlier"."""
    if spoken.grain == "years":
        stretch = calendar.years(first.year + offset, last.year + offset)
    elif spoken.grain == "season":
        stretch = calendar.season(first.year + offset, first.month // 3 + 20)
    elif spoken.grain == "quarter":
        stretch = calendar.quarter(first.year + offset, (first.month + 2) // 3)
    else:
        stretch = calendar.half(first.year + offset, (first.month + 5) // 6)
    return of_stretch(stretch, spoken.grain, anchored=spoken.anchored) if stretch else None


def unit_stretch(unit: tuple[int, str], offset: int, published: date, head: str = "") -> tuple[Stretch | None, str]:
    """The calendar unit `offset` after the one that holds the publication date, and its grain."""
    if unit == (1, "Y") and head:
        begins = published.year if published.month >= 9 else published.year - 1
        return calendar.years(begins + offset, begins + offset + 1), "years"
    if unit == (1, "Y"):
        return calendar.year(published.year + offset), "year"
    if unit == (10, "Y"):
        return calendar.decade(published.year + 10 * offset), "decade"
    if unit == (100, "Y"):
        return calendar.century(published.year // 100 + 1 + offset), "century"
    if unit[1] in "MDW" and unit != (2, "W"):
        return _short_stretch(unit, offset, published)
    if unit == (1, "E"):
        saturday = published + timedelta(days=5 - published.weekday() + 7 * offset)
        sunday = saturday + timedelta(days=1)
        return Stretch(f"{saturday.isoformat()}/{sunday.isoformat()}", saturday, sunday), "weekend"
    return None, "other"


def _short_stretch(unit: tuple[int, str], offset: int, published: date) -> tuple[Stretch | None, str]:
    moment = calendar.shifted(published, offset * unit[0], unit[1])
    if moment is None:
        return None, "other"
    if unit[1] == "D":
        return calendar.day(moment.year, moment.month, moment.day), "day"
    if unit[1] == "W":
        return calendar.week(moment), "week"
    if unit[0] == 3:
        return calendar.quarter(moment.year, (moment.month + 2) // 3), "quarter"
    if unit[0] == 6:
        return calendar.half(moment.year, (moment.month + 5) // 6), "half"
    return calendar.month(moment.year, moment.month), "month"
