"""Dates in digits alone, whose order of day and month is open: "04/10/2022", "10/1 - 10/7/2018", "12-2015"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_reading import (
    Anchor,
    Groups,
    Reader,
    Reading,
    Words,
    in_some_year,
    interval_of,
    named,
    of_stretch,
)
from pressextract.normalise.date_words import year_said

__all__ = ["NUMERIC_READERS"]

_LEAP = 2000  # a year that has every day


def _weekday(groups: Groups, words: Words) -> int | None:
    if "weekday" not in groups:
        return None
    return int(named(words, ("weekday", "weekday_short"), groups["weekday"]))


def _day(year: int, one: int, two: int, month_first: bool) -> Stretch | None:
    return calendar.day(year, one, two) if month_first else calendar.day(year, two, one)


def read_numeric(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Numbers only: day first unless the text proves the other; the other reading is an alternative."""
    if groups["sep"] != groups["sep2"]:
        return None
    year = year_said(groups, words, anchor) or 0
    one, two = int(groups["first"]), int(groups["second"])
    order = [_day(year, one, two, month_first) for month_first in (anchor.month_first, not anchor.month_first)]
    found = [stretch for stretch in order if stretch is not None]
    weekday = _weekday(groups, words)
    if weekday is not None:  # it says which of the two is meant
        found = [stretch for stretch in found if stretch.first.weekday() == weekday] or found
    if not found:
        return Reading(grain="day", impossible=True, year=year) if len(groups["year"]) == 4 and one and two else None
    others = tuple(stretch.value for stretch in found[1:] if stretch.value != found[0].value)
    return replace(of_stretch(found[0], "day", year=year), alternatives=others)


def read_numeric_yearless(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Two numbers: the order that the weekday proves or that lies nearer the publication date."""
    one, two = int(groups.get("first") or groups["first2"]), int(groups.get("second") or groups["second2"])
    orders = [order for order in (anchor.month_first, not anchor.month_first) if _day(_LEAP, one, two, order)]
    if not orders:
        return None
    weekday = _weekday(groups, words)
    if len(orders) == 2 and anchor.published and not anchor.month_first:
        orders.sort(key=lambda order: _distance(one, two, order, anchor.published, weekday))
    readings = [
        in_some_year(lambda year, order=order: _day(year, one, two, order), "day", None)  # type: ignore[misc]
        for order in orders
    ]
    others = () if one == two else tuple(_near(reading, anchor) for reading in readings[1:])
    return replace(readings[0], alternatives=others)


def _near(reading: Reading, anchor: Anchor) -> str:
    """Value of a yearless reading in the year nearest the publication date."""
    if anchor.published is None or reading.in_year is None:
        return reading.partial or ""
    year = calendar.nearest_year(reading.in_year, anchor.published)
    stretch = reading.in_year(year) if year is not None else None
    return stretch.value if stretch else reading.partial or ""


def _distance(one: int, two: int, order: bool, published: date | None, weekday: int | None) -> tuple[bool, int]:
    if published is None:
        return False, 0
    days = [_day(published.year + offset, one, two, order) for offset in (-1, 0, 1)]
    known = [stretch.first for stretch in days if stretch]
    fitting = [moment for moment in known if weekday is None or moment.weekday() == weekday]
    return not fitting, min((abs((moment - published).days) for moment in fitting or known), default=9999)


def read_numeric_range(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Two dates in digits: the order in which both are days, the first lies before the second, and both lie near.

    "10/1/2018 - 10/7/2018": what both ends share is the month. The other order is an alternative.
    """
    if groups["sep"] != groups["sep2"]:
        return None
    numbers = tuple(int(groups[name]) for name in ("first", "second", "first2", "second2"))
    last = year_said({"year": groups["year2"]}, words, anchor) if "year2" in groups else None
    begin = year_said({"year": groups["year"]}, words, anchor) if "year" in groups else last
    found = []
    for order in (anchor.month_first, not anchor.month_first):
        reading = _range_in(numbers, (begin, last), order)
        if reading is not None and reading not in found:
            found.append(reading)
    if not found:
        return Reading(grain="days", impossible=True, year=last)
    found.sort(key=lambda reading: _spread(reading, anchor))
    if last is None:
        others = tuple(_near(reading, anchor) for reading in found[1:])
    else:
        others = tuple(reading.value for reading in found[1:] if reading.value)
    return replace(found[0], alternatives=others)


def _range_in(numbers: tuple[int, ...], years: tuple[int | None, int | None], order: bool) -> Reading | None:
    one, two, three, four = numbers

    def stretch_in(begin: int, end: int) -> Stretch | None:
        return interval_of(_day(begin, one, two, order), _day(end, three, four, order))

    begin, end = years
    if begin is None or end is None:
        sample = stretch_in(_LEAP, _LEAP)
        if sample is None:
            return None
        partial = sample.value.replace(f"{_LEAP}-", "XXXX-")
        return Reading(grain="days", in_year=lambda year: stretch_in(year, year), partial=partial)
    stretch = stretch_in(begin, end)
    return of_stretch(stretch, "days", year=end) if stretch else None


def _spread(reading: Reading, anchor: Anchor) -> tuple[int, int]:
    """Length of a range and its distance from the publication date."""
    stretch = reading.in_year(_LEAP) if reading.in_year else None
    first, last = (stretch.first, stretch.last) if stretch else (reading.first, reading.last)
    if first is None or last is None:
        return 9999, 9999
    return (last - first).days // 3, abs((first - anchor.published).days) if anchor.published else 0


def read_iso_month(groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "2022-04"; "2010-12" rather is a range of years."""
    year, number = int(groups["year"]), int(groups["month"])
    month = calendar.month(year, number)
    if len(groups["month"]) == 2 and number > year % 100:
        span = of_stretch(calendar.years(year, year - year % 100 + number), "years", year=year)
        return replace(span, alternatives=(month.value,)) if month and span.value else span
    return of_stretch(month, "month", year=year)


def read_month_number(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "12-2015", "03/2021"."""
    year = year_said(groups, words, anchor)
    return of_stretch(calendar.month(year, int(groups["month"])), "month", year=year) if year else None


NUMERIC_READERS: Mapping[str, Reader] = {
    "numeric": read_numeric,
    "numeric-yearless": read_numeric_yearless,
    "numeric-range": read_numeric_range,
    "iso-month": read_iso_month,
    "month-number": read_month_number,
}
