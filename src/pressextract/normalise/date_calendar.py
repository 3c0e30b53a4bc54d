"""What the groups of a rule say: days, months, years, decades -> `Reading`; words from models/<lang>/date.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import amount, unit_of
from pressextract.normalise.date_reading import (
    Anchor,
    Groups,
    Reader,
    Reading,
    Words,
    digits,
    in_some_year,
    interval_of,
    named,
    of_stretch,
)
from pressextract.normalise.date_words import day_number, month_said, ordinal_said, year_said

__all__ = ["CALENDAR_READERS"]


def read_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Day and month, the year where given."""
    month, number = month_said(groups, words), day_number(groups["day"], words)
    if number < 1:
        return None
    reading = in_some_year(lambda year: calendar.day(year, month, number), "day", year_said(groups, words, anchor))
    if "weekday" not in groups or reading.in_year is None:
        return reading
    return replace(reading, weekday=int(named(words, ("weekday", "weekday_short"), groups["weekday"])))


def read_worded_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "January twenty-five nineteen eighty-six" and "fifteen August 1993"."""
    suffix = "" if "day" in groups else "2"
    return read_day({name: groups[name + suffix] for name in ("day", "month", "year")}, words, anchor)


def read_days(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Days of one month: "4-6 October 2022"."""
    month = month_said(groups, words)
    first, last = day_number(groups["day"], words), day_number(groups["last"], words)
    if min(first, last) < 1:
        return None
    # "from April 27th to the third": an ordinal behind the month goes on in the next one
    end = month % 12 + 1 if last < first and groups["last"][-1].isalpha() and "onward" in groups else month

    def stretch_in(year: int) -> Stretch | None:
        return interval_of(calendar.day(year, month, first), calendar.day(year + (end < month), end, last))

    reading = in_some_year(stretch_in, "days", year_said(groups, words, anchor))
    partial = f"XXXX-{month:02}-{first:02}/XXXX-{end:02}-{last:02}"
    return replace(reading, partial=partial) if reading.partial else reading


def read_month(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A month, the year where given."""
    number = month_said(groups, words)
    return in_some_year(lambda year: calendar.month(year, number), "month", year_said(groups, words, anchor))


def read_month_or_day(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "2022 October" or "2022 October 4"."""
    return read_day(groups, words, anchor) if "day" in groups else read_month(groups, words, anchor)


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


def read_quarter(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Quarter of a year: "Q3 2022", "first quarter of 2023", "2Q25"."""
    number = groups.get("number") or groups.get("number2") or groups.get("number3")
    count = int(number) if number else ordinal_said(groups["ordinal"], words)
    count = 4 if count < 0 else count
    return in_some_year(lambda year: calendar.quarter(year, count), "quarter", year_said(groups, words, anchor))


def read_period_ended(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "quarter ended June 30, 2025", "nine months to 30 September 2024": the stretch that ends on the day."""
    suffix = "" if "day" in groups else "2"
    month, number = month_said(groups, words, "month" + suffix), digits(groups["day" + suffix])
    count, unit = amount(groups.get("number", "1"), words), unit_of(groups["unit"], words)
    if count is None or not 0 < count * unit[0] < 100 or count != int(count):
        return None

    def stretch_in(year: int) -> Stretch | None:
        end = calendar.day(year, month, number)
        begin = calendar.shifted(end.first + timedelta(days=1), -int(count) * unit[0], unit[1]) if end else None
        return calendar.spanned(begin, end.first) if begin and end else None

    reading = in_some_year(stretch_in, "other", year_said(groups, words, anchor))
    return replace(reading, partial=None)


def read_half(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Half of a year; last and latter are the second."""
    number = next((groups[name] for name in ("number", "number2", "number3", "number4") if name in groups), None)
    count = int(number) if number else ordinal_said(groups["ordinal"], words)
    count = 2 if count < 0 else count
    return in_some_year(lambda year: calendar.half(year, count), "half", year_said(groups, words, anchor))


def read_season(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A season, the year where given; a semester of two years ("winter semester 2018/19") is an academic year."""
    term = groups.get("term") or groups.get("term2")
    if term and "last" in groups:
        return read_years({**groups, "sep": "/"}, words, anchor)
    if term and words["unit"].get(term.strip().casefold()) == words["unit"]["semester"]:
        number = int(words["season_half"][groups["season"].casefold()])
        return of_stretch(calendar.half(year_said(groups, words, anchor) or 0, number), "half")
    code = int(named(words, ("season",), groups["season"]))
    return in_some_year(lambda year: calendar.season(year, code), "season", year_said(groups, words, anchor))


def read_decade(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """A decade. "1900s" is a century, "2000s" a decade; the other reading is an alternative."""
    if "decade" in groups:
        begin = int(groups["decade"])
    elif "short" in groups or "bare" in groups:
        begin = int(groups.get("short") or groups["bare"]) + 1900
    else:
        word = groups["word"].casefold().replace("-", " ").split(" ")
        begin = int(words["decade"][word[-1]]) + int(words["decade_prefix"].get(word[0], 1900))
    if begin <= 1000:
        return None
    decade = calendar.decade(begin)
    if "last" in groups:
        last = calendar.decade(begin - begin % 100 + int(groups["last"][-2:]))
        return of_stretch(interval_of(decade, last), "decades")
    century = calendar.century(begin // 100 + 1)
    if begin % 100 == 0 and decade and century:
        pair = (century, decade) if begin < 2000 else (decade, century)
        return replace(of_stretch(pair[0], "century" if begin < 2000 else "decade"), alternatives=(pair[1].value,))
    return of_stretch(decade, "decade")


def read_centuries(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """One century or a range of them; those before our era have no value."""
    first = ordinal_said(groups["ordinal"], words)
    if first < 0:  # "last century"
        known = anchor.published is not None and "last" not in groups
        stretch = calendar.century(anchor.published.year // 100) if known and anchor.published else None
        return of_stretch(stretch, "century", anchored=True) if stretch else Reading(grain="century")
    if int(words["era"].get(groups.get("era", "").strip().casefold(), 1)) < 0:
        return Reading(grain="century")
    if "last" not in groups:
        return of_stretch(calendar.century(first), "century")
    last = ordinal_said(groups["last"], words)
    return of_stretch(interval_of(calendar.century(first), calendar.century(last)), "centuries")


def read_era(_groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """A year with its era ("44 BC"): outside the calendar that values speak of."""
    return Reading(grain="year")


def read_year(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """One year."""
    year = year_said(groups, words, anchor) or 0
    return of_stretch(calendar.year(year), "year", year=year)


CALENDAR_READERS: Mapping[str, Reader] = {
    "day": read_day,
    "days": read_days,
    "worded-day": read_worded_day,
    "period-ended": read_period_ended,
    "month": read_month,
    "month-or-day": read_month_or_day,
    "years": read_years,
    "quarter": read_quarter,
    "half": read_half,
    "season": read_season,
    "decade": read_decade,
    "centuries": read_centuries,
    "era": read_era,
    "year": read_year,
}
