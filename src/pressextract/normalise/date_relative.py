"""Expressions that count from the publication date: "last year", "this April", "two years ago", "earlier this month".

Without a publication date they stay null, or partial where a calendar name is said ("XXXX-04").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import amount, duration, unit_of
from pressextract.normalise.date_reading import (
    Anchor,
    Groups,
    Reader,
    Reading,
    Words,
    digits,
    in_some_year,
    named,
    of_stretch,
)

__all__ = ["RELATIVE_READERS"]


def _anchored(stretch: Stretch | None, grain: str) -> Reading:
    return of_stretch(stretch, grain, anchored=True) if stretch else Reading(grain=grain)


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
        return Stretch(f"{saturday.isoformat()}/{sunday.isoformat()}", saturday, sunday), "week"
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


def _offset(surface: str, words: Words) -> int | None:
    code = words["direction"].get(surface.casefold().split(" ")[-1], "near")
    return None if code == "near" else int(code)


def read_relative_unit(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "last year", "this week"; a stretch of no calendar unit ("past decade", "recent years") has no value."""
    surface = groups["unit"].casefold()
    unit, offset = unit_of(surface, words), _offset(groups["direction"], words)
    if unit == (1, "D") and offset == -1:
        return None  # "the last day of the meeting"
    if " " in groups["direction"].strip():
        offset = None  # "this past year"
    plural = surface in words["plural"]
    if (
        anchor.published is None
        or offset is None
        or plural
        or (unit == (10, "Y") and offset)
        or (unit == (1, "D") and offset)
    ):
        return Reading(grain="other")
    stretch, grain = unit_stretch(unit, offset, anchor.published, _yearly(groups))
    return _anchored(stretch, grain)


def _yearly(groups: Groups) -> str:
    head = groups.get("head", "").strip().casefold()
    return "" if head == "calendar" else head


def read_relative_part(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "earlier this year", "later in the year", "end of next month"."""
    part = words["part_name"].get(groups["part"].casefold())
    offset = words["which"].get(groups["which"].casefold()) if "which" in groups else 0
    if anchor.published is None or offset is None:
        return Reading(grain="other", part=part)
    stretch, grain = unit_stretch(unit_of(groups["unit"], words), int(offset), anchor.published)
    reading = replace(_anchored(stretch, grain), part=part)
    if reading.first is None or reading.last is None or offset != 0:
        return reading
    if part == "earlier":
        return replace(reading, last=min(reading.last, anchor.published))
    return replace(reading, first=max(reading.first, anchor.published)) if part == "later" else reading


def read_same_last_year(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "same month last year": which month lies elsewhere in the text, the year is known."""
    if anchor.published is None:
        return Reading(grain="other")
    stretch = calendar.year(anchor.published.year + int(words["toward"][groups["direction"].casefold()]))
    return _anchored(stretch, "other")


def read_near(_groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "last few years": near the publication, no amount."""
    return Reading(grain="other")


def read_relative_length(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "past two years": a length, its ends known when the publication date is."""
    unit, count = unit_of(groups["unit"], words), amount(groups["number"], words)
    value = duration(count, unit)
    if "number2" in groups:
        last = duration(amount(groups["number2"], words), unit)
        return Reading("DURATION", f"{value}/{last}" if value and last else None, "length")
    reading = Reading("DURATION", value, "length")
    ahead = words["ahead"].get(groups["direction"].casefold())
    if anchor.published is None or ahead is None or count is None or count != int(count) or unit[1] not in "YMWD":
        return reading
    first: date | None
    last_day: date | None
    if ahead:
        first, last_day = anchor.published + timedelta(days=1), _steps(anchor.published, int(count), unit)
    else:
        first, last_day = _steps(anchor.published, -int(count), unit), anchor.published - timedelta(days=1)
    return replace(reading, first=first, last=last_day, anchored=True) if first and last_day else reading


def _steps(moment: date, count: int, unit: tuple[int, str]) -> date | None:
    return calendar.shifted(moment, max(-4000, min(4000, count * unit[0])), unit[1])


def read_relative_calendar(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "this April", "last Tuesday", "next spring"."""
    direction = words["toward"].get(groups["direction"].casefold())
    if "weekday" in groups:
        return _weekday(int(words["weekday"][groups["weekday"].casefold()]), direction, anchor)
    if "month" in groups:
        month, grain = int(named(words, ("month",), groups["month"])), "month"
        return _toward(lambda year: calendar.month(year, month), grain, direction, anchor)
    code = int(words["season"][groups["season"].casefold()])
    return _toward(lambda year: calendar.season(year, code), "season", direction, anchor)


def _weekday(weekday: int, direction: int | None, anchor: Anchor) -> Reading:
    if anchor.published is None or direction is None:
        return Reading(grain="weekday")
    moment = anchor.published + timedelta(days=weekday - anchor.published.weekday() + 7 * direction)
    return _anchored(calendar.day(moment.year, moment.month, moment.day), "day")


def _toward(stretch_in: Callable[[int], Stretch | None], grain: str, direction: int | None, anchor: Anchor) -> Reading:
    yearless = in_some_year(stretch_in, grain, None)
    published = anchor.published
    if published is None or direction is None:
        return replace(yearless, in_year=None, value=yearless.partial)
    stretches = [stretch_in(year) for year in range(published.year - 2, published.year + 3)]
    known = [stretch for stretch in stretches if stretch is not None]
    if direction < 0:
        known = [stretch for stretch in known if stretch.last < published][-1:]
    elif direction > 0:
        known = [stretch for stretch in known if stretch.first > published][:1]
    else:
        known = [
            stretch
            for stretch in known
            if stretch.first.year == published.year or stretch.first <= published <= stretch.last
        ]
    return _anchored(known[0] if known else None, grain)


def read_calendar_relative(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "April last year", "spring of this year"."""
    offset = words["which"].get(groups["which"].casefold())
    reading: Reading
    if "season" in groups:
        code = int(words["season"][groups["season"].casefold()])
        reading = in_some_year(lambda year: calendar.season(year, code), "season", None)
    elif "day" in groups:
        month, number = int(named(words, ("month",), groups["month"])), digits(groups["day"])
        reading = in_some_year(lambda year: calendar.day(year, month, number), "day", None)
    else:
        month = int(named(words, ("month",), groups["month"]))
        reading = in_some_year(lambda year: calendar.month(year, month), "month", None)
    return _in_offset_year(reading, offset, anchor)


def _in_offset_year(reading: Reading, offset: int | None, anchor: Anchor) -> Reading:
    if reading.in_year is None:
        return reading
    if anchor.published is None or offset is None:
        return replace(reading, in_year=None, value=reading.partial)
    return _anchored(reading.in_year(anchor.published.year + offset), reading.grain)


def read_year_part(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "first half of next year"."""
    offset = words["which"].get(groups["which"].casefold())
    if anchor.published is None or offset is None:
        return Reading(grain="other")
    surface = groups["ordinal"].casefold()
    number = digits(surface) if surface[0].isdigit() else int(words["ordinal"].get(surface, -1))
    year = anchor.published.year + int(offset)
    if unit_of(groups["part"], words) == (3, "M"):
        return _anchored(calendar.quarter(year, 4 if number < 0 else number), "quarter")
    return _anchored(calendar.half(year, 2 if number < 0 else number), "half")


def read_ago(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "two years ago", as precise as its unit; "15 billion years ago" is distant, "a year later" unknown."""
    sense = words["way"].get(groups["way"].casefold())
    count = amount(groups["number"], words) if "number" in groups else None
    if sense is None or count is None or count != int(count):
        return Reading(grain="other")
    unit = unit_of(groups["unit"], words)
    total = int(count) * unit[0]
    if unit[1] == "Y" and total >= 10_000:
        return (
            Reading("DATE", f"Y-{total}", "distant") if sense < 0 and len(str(total)) <= 30 else Reading(grain="other")
        )
    if anchor.published is None or unit[1] not in "YMWD" or total > 3000:
        return Reading(grain="other")
    moment = calendar.shifted(anchor.published, sense * total, unit[1])
    return _as_precise(moment, total, unit) if moment else Reading(grain="other")


def _as_precise(moment: date, total: int, unit: tuple[int, str]) -> Reading:
    if unit == (10, "Y"):
        return _anchored(calendar.decade(moment.year), "decade")
    if unit == (100, "Y") or (total > 100 and total % 100 == 0):
        return _anchored(calendar.century(moment.year // 100 + 1), "century")
    stretch, grain = unit_stretch((1, unit[1]), 0, moment)
    return _anchored(stretch, grain)


def read_weekday(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A weekday alone: the one nearest the publication date."""
    weekday = int(words["weekday"][groups["weekday"].casefold()])
    if anchor.published is None:
        return Reading(grain="weekday")
    moment = calendar.nearest_weekday(weekday, anchor.published)
    return _anchored(calendar.day(moment.year, moment.month, moment.day), "day")


def read_weekday_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "Tuesday 13th": the day of that number nearest the publication date that is such a weekday."""
    weekday = int(named(words, ("weekday", "weekday_short"), groups.get("weekday") or groups["weekday2"]))
    number = digits(groups.get("day") or groups["day2"])
    published = anchor.published
    if published is None:
        return Reading(grain="weekday")
    months = [calendar.shifted(published.replace(day=1), offset, "M") for offset in range(-8, 9)]
    days = [calendar.day(month.year, month.month, number) for month in months if month]
    fitting = [stretch for stretch in days if stretch is not None and stretch.first.weekday() == weekday]
    nearest = min(fitting, key=lambda stretch: abs((stretch.first - published).days), default=None)
    return _anchored(nearest, "day")


RELATIVE_READERS: Mapping[str, Reader] = {
    "relative-unit": read_relative_unit,
    "relative-part": read_relative_part,
    "same-last-year": read_same_last_year,
    "relative-length": read_relative_length,
    "relative-calendar": read_relative_calendar,
    "calendar-relative": read_calendar_relative,
    "year-part": read_year_part,
    "near": read_near,
    "ago": read_ago,
    "weekday": read_weekday,
    "weekday-day": read_weekday_day,
}
