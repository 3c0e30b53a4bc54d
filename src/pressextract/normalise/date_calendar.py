"""What the groups of a rule say: days, months, years, decades -> `Reading`; words from models/<lang>/date.toml."""

from __future__ import annotations

from collections.abc import Mapping
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
    named,
    of_stretch,
    short_year,
)

__all__ = ["CALENDAR_READERS"]

_MONTHS = 12  # of a year


def _year(groups: Groups, anchor: Anchor) -> int | None:
    for name in ("year", "year2", "year3", "short"):
        if name in groups:
            return int(groups[name]) if len(groups[name]) > 2 else short_year(groups[name], anchor)
    return None


def _month_number(groups: Groups, words: Words, name: str = "month") -> int:
    surface = groups[name]
    return int(surface) if surface.isdigit() else int(named(words, ("month", "month_short"), surface))


def _ordinal(surface: str, words: Words) -> int:
    if surface[0].isdigit():
        return digits(surface)
    key = surface.casefold()
    tens, _, rest = key.partition("-")
    if key not in words["ordinal"] and rest in words["ordinal"]:  # "twenty-seventh"
        return int(words["number"].get(tens, 0)) + int(words["ordinal"][rest])
    return int(words["ordinal"].get(key, -1))


def read_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Day and month, the year where given."""
    month = _month_number(groups, words)
    number = digits(groups["day"]) if groups["day"][0].isdigit() else _ordinal(groups["day"], words)
    if number < 1:
        return None
    return in_some_year(lambda year: calendar.day(year, month, number), "day", _year(groups, anchor))


def read_days(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Days of one month: "4-6 October 2022"."""
    month, first, last = _month_number(groups, words), digits(groups["day"]), digits(groups["last"])

    def stretch_in(year: int) -> Stretch | None:
        return _interval(calendar.day(year, month, first), calendar.day(year, month, last))

    reading = in_some_year(stretch_in, "days", _year(groups, anchor))
    return (
        replace(reading, partial=f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
        if reading.partial
        else reading
    )


def _interval(first: Stretch | None, last: Stretch | None) -> Stretch | None:
    if first is None or last is None or first.first >= last.first:
        return None
    return Stretch(f"{first.value}/{last.value}", first.first, last.last)


def read_numeric(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Numbers only: day first unless the text proves the other; the other reading is an alternative."""
    if groups["sep"] != groups["sep2"]:
        return None
    year = _year(groups, anchor) or 0
    one, two = int(groups["first"]), int(groups["second"])
    day_first, month_first = calendar.day(year, two, one), calendar.day(year, one, two)
    order = [month_first, day_first] if anchor.month_first else [day_first, month_first]
    found = [stretch for stretch in order if stretch is not None]
    if "weekday" in groups:  # it says which of the two is meant
        weekday = int(named(words, ("weekday", "weekday_short"), groups["weekday"]))
        found = [stretch for stretch in found if stretch.first.weekday() == weekday] or found
    if not found:
        return Reading(grain="day", impossible=True, year=year) if len(groups["year"]) == 4 and one and two else None
    others = tuple(stretch.value for stretch in found[1:] if stretch.value != found[0].value)
    return replace(of_stretch(found[0], "day", year=year), alternatives=others)


def read_month(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A month, the year where given."""
    number = _month_number(groups, words)
    return in_some_year(lambda year: calendar.month(year, number), "month", _year(groups, anchor))


def read_month_or_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "2022 October" or "2022 October 4"."""
    return read_day(groups, words, anchor) if "day" in groups else read_month(groups, words, anchor)


def read_iso_month(groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "2022-04"; "2010-12" rather is a range of years."""
    year, number = int(groups["year"]), int(groups["month"])
    month = calendar.month(year, number)
    if len(groups["month"]) == 2 and number > year % 100:
        span = of_stretch(calendar.years(year, year - year % 100 + number), "years", year=year)
        return replace(span, alternatives=(month.value,)) if month and span.value else span
    return of_stretch(month, "month", year=year)


def read_years(groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Two years: "2016-2020", "2016-20", "2022/23"; with a slash they must follow each other."""
    first, last = int(groups["year"]), int(groups["last"])
    if len(groups["last"]) == 2:
        last += first - first % 100
        if last <= first:
            last += 100
        if last - first > (1 if groups["sep"] == "/" else 15):
            return None
    if groups["sep"] == "/" and last != first + 1:
        return None
    return of_stretch(calendar.years(first, last), "years", year=first)


def read_fiscal(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A fiscal year by its last year, an academic year by its first; the other custom is an alternative."""
    year = _year(groups, anchor)
    if year is None:
        return None
    begins = words["year_head"].get(groups.get("head", "").casefold()) == "first"
    one, two = calendar.years(year - 1, year), calendar.years(year, year + 1)
    if one is None or two is None:
        return None
    reading = of_stretch(two if begins else one, "years", year=year)
    return reading if begins else replace(reading, alternatives=(two.value,))


def read_quarter(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Quarter of a year: "Q3 2022", "first quarter of 2023"."""
    number = groups.get("number") or groups.get("number2")
    count = int(number) if number else _ordinal(groups["ordinal"], words)
    count = 4 if count < 0 else count
    return in_some_year(lambda year: calendar.quarter(year, count), "quarter", _year(groups, anchor))


def read_months(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Months at one end of a year: "first nine months of 2023", "last three months of this year"."""
    surface = groups["number"].casefold()
    count = int(surface) if surface.isdigit() else int(words["digit_word"].get(surface, 0))
    count *= int(words["unit"][groups["unit"].casefold()][:-1])
    year = _year(groups, anchor)
    if year is None:
        offset = words["which"].get(groups["which"].casefold(), 0)
        year = anchor.published.year + int(offset) if anchor.published else None
    if year is None or not 0 < count < _MONTHS:
        return Reading(grain="other")
    begin = 1 if _ordinal(groups["ordinal"], words) > 0 else _MONTHS + 1 - count
    first, last = calendar.month(year, begin), calendar.month(year, begin + count - 1)
    if count == 1:
        return of_stretch(first, "month", year=year, anchored="year" not in groups)
    return of_stretch(_interval(first, last), "months", year=year, anchored="year" not in groups)


def read_half(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Half of a year; last and latter are the second."""
    number = groups.get("number") or groups.get("number2")
    count = int(number) if number else _ordinal(groups["ordinal"], words)
    count = 2 if count < 0 else count
    return in_some_year(lambda year: calendar.half(year, count), "half", _year(groups, anchor))


def read_season(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A season, the year where given."""
    code = int(named(words, ("season",), groups["season"]))
    return in_some_year(lambda year: calendar.season(year, code), "season", _year(groups, anchor))


def read_decade(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """A decade. "1900s" is a century, "2000s" a decade; the other reading is an alternative."""
    if "decade" in groups:
        begin = int(groups["decade"])
    elif "short" in groups:
        begin = int(groups["short"]) + 1900
    else:
        word = groups["word"].casefold().replace("-", " ").split(" ")
        begin = int(words["decade"][word[-1]]) + int(words["decade_prefix"].get(word[0], 1900))
    if begin <= 1000:
        return None
    decade = calendar.decade(begin)
    if "last" in groups:
        last = calendar.decade(begin - begin % 100 + int(groups["last"][-2:]))
        return of_stretch(_interval(decade, last), "decades")
    century = calendar.century(begin // 100 + 1)
    if begin % 100 == 0 and decade and century:
        pair = (century, decade) if begin < 2000 else (decade, century)
        return replace(of_stretch(pair[0], "century" if begin < 2000 else "decade"), alternatives=(pair[1].value,))
    return of_stretch(decade, "decade")


def read_centuries(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """One century or a range of them; those before our era have no value."""
    first = _ordinal(groups["ordinal"], words)
    if first < 0:  # "last century"
        known = anchor.published is not None and "last" not in groups
        stretch = calendar.century(anchor.published.year // 100) if known and anchor.published else None
        return of_stretch(stretch, "century", anchored=True) if stretch else Reading(grain="century")
    if int(words["era"].get(groups.get("era", "").strip().casefold(), 1)) < 0:
        return Reading(grain="century")
    if "last" not in groups:
        return of_stretch(calendar.century(first), "century")
    last = _ordinal(groups["last"], words)
    return of_stretch(_interval(calendar.century(first), calendar.century(last)), "centuries")


def read_era(_groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """A year with its era ("44 BC"): outside the calendar that values speak of."""
    return Reading(grain="year")


def read_week(groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Week of a year by its ISO number."""
    try:
        moment = date.fromisocalendar(int(groups["year"]), int(groups["number"]), 1)
    except ValueError:
        return Reading(grain="week", impossible=True)
    return of_stretch(calendar.week(moment), "week", year=int(groups["year"]))


def read_ordinal_week(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A week by its place in a month or year: as in ISO 8601, the first holds the fourth day."""
    count, year = _ordinal(groups["ordinal"], words), _year(groups, anchor)
    number = _month_number(groups, words) if "month" in groups else None

    def stretch_in(year: int) -> Stretch | None:
        whole = calendar.month(year, number) if number else calendar.year(year)
        if whole is None:
            return None
        if count < 0:
            return calendar.week(whole.last - timedelta(days=3))
        moment = whole.first + timedelta(days=3 + 7 * (count - 1))
        return calendar.week(moment) if moment <= whole.last + timedelta(days=3) else None

    return replace(in_some_year(stretch_in, "week", year), partial=None)


def read_week_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """The week that holds a day."""
    number = digits(groups.get("day") or groups["day2"])
    month = _month_number(groups, words, "month" if "month" in groups else "month2")

    def stretch_in(year: int) -> Stretch | None:
        moment = calendar.day(year, month, number)
        return calendar.week(moment.first) if moment else None

    return replace(in_some_year(stretch_in, "week", _year(groups, anchor)), partial=None)


def read_year(groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """One year."""
    return of_stretch(calendar.year(int(groups["year"])), "year", year=int(groups["year"]))


CALENDAR_READERS: Mapping[str, Reader] = {
    "day": read_day,
    "days": read_days,
    "numeric": read_numeric,
    "month": read_month,
    "month-or-day": read_month_or_day,
    "iso-month": read_iso_month,
    "years": read_years,
    "fiscal": read_fiscal,
    "quarter": read_quarter,
    "months-of-year": read_months,
    "half": read_half,
    "season": read_season,
    "decade": read_decade,
    "centuries": read_centuries,
    "era": read_era,
    "week": read_week,
    "week-of": read_week_of,
    "ordinal-week": read_ordinal_week,
    "year": read_year,
}
