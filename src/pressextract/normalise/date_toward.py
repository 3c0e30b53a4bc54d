"""Calendar names that count from the publication date or the last date spoken of: "this April", "Monday next week"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import amount
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
from pressextract.normalise.date_shift import counted
from pressextract.normalise.date_words import day_number

__all__ = ["TOWARD_READERS", "following_weekday"]

_DAYLIKE = frozenset({"day", "days", "week"})
_LATE = 3  # from March on, the new year is the next one


def _beside_spoken(weekday: int, spoken: Reading, counts: int) -> Reading | None:
    """The first such weekday behind the days last spoken of, or the last one in front of them."""
    after = following_weekday(weekday, spoken, strictly=True)
    if counts > 0 or after is None or after.first is None or spoken.first is None or spoken.last is None:
        return after
    moment = spoken.first - timedelta(days=(spoken.first.weekday() - weekday - 1) % 7 + 1)
    return replace(after, value=moment.isoformat(), first=moment, last=moment)


def _anchored(stretch: Stretch | None, grain: str) -> Reading:
    return of_stretch(stretch, grain, anchored=True) if stretch else Reading(grain=grain)


def following_weekday(weekday: int, spoken: Reading, strictly: bool) -> Reading | None:
    """The first such weekday of, or behind, the days last spoken of; None where no day was."""
    if spoken.grain not in _DAYLIKE or spoken.first is None or spoken.last is None:
        return None
    begin = spoken.last + timedelta(days=1) if strictly else spoken.first
    moment = begin + timedelta(days=(weekday - begin.weekday()) % 7)
    stretch = calendar.day(moment.year, moment.month, moment.day)
    return replace(of_stretch(stretch, "day", anchored=spoken.anchored), weekday=weekday)


def read_relative_calendar(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "this April", "last Tuesday", "next spring"."""
    direction = words["toward"].get(groups["direction"].casefold())
    if "weekday" in groups:
        weekday = int(words["weekday"][groups["weekday"].casefold()])
        beside = words["beside_weekday"].get(groups["direction"].casefold())
        reading = _weekday(weekday, direction, anchor) if beside is None else _counted(weekday, int(beside), anchor)
        reading = replace(reading, weekday=weekday)
        counts = words["weekday_told"].get(groups["direction"].casefold())
        if counts is None:
            return reading
        return replace(reading, told=lambda spoken: _beside_spoken(weekday, spoken, int(counts)))
    if "month" in groups:
        month, grain = int(named(words, ("month",), groups["month"])), "month"
        return _toward(lambda year: calendar.month(year, month), grain, direction, anchor)
    surface, term = groups["season"].casefold(), groups.get("term", "").strip().casefold()
    if term and words["unit"].get(term) == words["unit"]["semester"]:
        number = int(words["season_half"][surface])
        return _toward(lambda year: calendar.half(year, number), "half", direction, anchor)
    code = int(words["season"][surface])
    return _toward(lambda year: calendar.season(year, code), "season", direction, anchor)


def _counted(weekday: int, count: int, anchor: Anchor) -> Reading:
    """The `count`-th such weekday after the publication date, before it when negative."""
    if anchor.published is None or not 0 < abs(count) < 500:
        return Reading(grain="weekday")
    ahead = (weekday - anchor.published.weekday() - 1) % 7 + 1
    behind = (anchor.published.weekday() - weekday - 1) % 7 + 1
    days = ahead + 7 * (count - 1) if count > 0 else -behind + 7 * (count + 1)
    moment = anchor.published + timedelta(days=days)
    return _anchored(calendar.day(moment.year, moment.month, moment.day), "day")


def read_weekdays_ago(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "two Mondays ago", "three Fridays from now"."""
    weekday, sense = int(words["weekday"][groups["weekday"].casefold()]), words["way"].get(groups["way"].casefold(), 0)
    count = amount(groups["number"], words)
    return _counted(weekday, int(sense) * int(count or 0), anchor)


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
    stretch_in = reading.in_year
    if stretch_in is None:
        return reading
    if offset is None:  # "June of that year"
        return replace(
            reading,
            in_year=None,
            value=reading.partial,
            told=lambda spoken: of_stretch(stretch_in(spoken.first.year), reading.grain) if spoken.first else None,
        )
    if anchor.published is None:
        return replace(reading, in_year=None, value=reading.partial)
    return _anchored(stretch_in(anchor.published.year + offset), reading.grain)


def read_weekday(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A weekday alone: the one nearest the publication date."""
    weekday = int(words["weekday"][groups["weekday"].casefold()])
    part = words["part_name"].get(groups.get("part", "").casefold())
    if anchor.published is None:
        return Reading(grain="weekday", part=part)
    moment = calendar.nearest_weekday(weekday, anchor.published)
    return replace(_anchored(calendar.day(moment.year, moment.month, moment.day), "day"), weekday=weekday, part=part)


def read_weekday_week(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "Tuesday of next week", "next week Monday"."""
    surface = groups.get("weekday") or groups["weekday2"]
    which = groups.get("which") or groups["which2"]
    weekday, offset = int(words["weekday"][surface.casefold()]), words["which"].get(which.casefold())
    reading = _weekday(weekday, offset, anchor)
    return replace(reading, weekday=weekday)


def read_weekend(_groups: Groups, _words: Words, anchor: Anchor) -> Reading | None:
    """Reads "the weekend": the one nearest the publication date."""
    if anchor.published is None:
        return Reading(grain="week")
    saturday = calendar.nearest_weekday(5, anchor.published)
    sunday = saturday + timedelta(days=1)
    return _anchored(Stretch(f"{saturday.isoformat()}/{sunday.isoformat()}", saturday, sunday), "weekend")


def read_that_weekend(_groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "that weekend": the one of the days last spoken of, else the nearest to the publication date."""
    reading = read_weekend(_groups, words, anchor)
    return replace(reading, told=lambda spoken: counted(spoken, (1, "E"), 0)) if reading else None


def read_new_year(_groups: Groups, _words: Words, anchor: Anchor) -> Reading | None:
    """Reads "in the new year": the next year, in January and February the one that has begun."""
    if anchor.published is None:
        return Reading(grain="year")
    year = anchor.published.year + (anchor.published.month >= _LATE)
    return _anchored(calendar.year(year), "year")


def read_weekday_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "Tuesday 13th": the day of that number nearest the publication date that is such a weekday."""
    weekday = int(named(words, ("weekday", "weekday_short"), groups.get("weekday") or groups["weekday2"]))
    number = day_number(groups.get("day") or groups.get("day2") or groups["day3"], words)
    published = anchor.published
    if published is None:
        return Reading(grain="weekday")
    months = [calendar.shifted(published.replace(day=1), offset, "M") for offset in range(-8, 9)]
    days = [calendar.day(month.year, month.month, number) for month in months if month]
    fitting = [stretch for stretch in days if stretch is not None and stretch.first.weekday() == weekday]
    nearest = min(fitting, key=lambda stretch: abs((stretch.first - published).days), default=None)
    return _anchored(nearest, "day")


TOWARD_READERS: Mapping[str, Reader] = {
    "relative-calendar": read_relative_calendar,
    "calendar-relative": read_calendar_relative,
    "weekday": read_weekday,
    "weekday-day": read_weekday_day,
    "weekday-week": read_weekday_week,
    "weekdays-ago": read_weekdays_ago,
    "weekend": read_weekend,
    "that-weekend": read_that_weekend,
    "new-year": read_new_year,
}
