"""Years that begin in another month than January, and parts of them: "1H FY25", "FY2023-24", "December quarter", "WS 2023/24"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import amount, unit_of
from pressextract.normalise.date_reading import (
    Anchor,
    Groups,
    Reader,
    Reading,
    Words,
    in_some_year,
    of_stretch,
    short_year,
)
from pressextract.normalise.date_words import month_said, ordinal_said, year_said

__all__ = ["FISCAL_READERS"]

_MAX_MONTHS = 1200


def _full(surface: str, anchor: Anchor) -> int:
    return short_year(surface, anchor) if len(surface) == 2 else int(surface)


def _fiscal(year: int, anchor: Anchor) -> tuple[Stretch | None, Stretch | None]:
    """The two calendar years of a fiscal year called by one number, and those of the other custom."""
    ends, begins = calendar.years(year - 1, year), calendar.years(year, year + 1)
    return (begins, ends) if anchor.fiscal_first else (ends, begins)


def read_fiscal(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """A fiscal year by its last year, where the text has no other custom; an academic year by its first."""
    year = year_said(groups, words, anchor)
    if year is None:
        return None
    head = (groups.get("head") or groups.get("head2") or "").casefold()
    if words["year_head"].get(head) == "first":
        return of_stretch(calendar.years(year, year + 1), "years", year=year)
    said, other = _fiscal(year, anchor)
    if said is None or other is None:
        return None
    return replace(of_stretch(said, "years", year=year), alternatives=(other.value,))


def read_fiscal_years(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "fiscal years 2022 and 2023": from the first of the one to the last of the other."""
    one, two = (read_fiscal({"year": groups[name], "head": groups["head"]}, words, anchor) for name in ("year", "last"))
    if not (one and two and one.first and two.last and one.first < two.last):
        return None
    return of_stretch(calendar.years(one.first.year, two.last.year), "years", year=one.first.year)


def read_short_years(groups: Groups, _words: Words, anchor: Anchor) -> Reading | None:
    """Reads "FY24/25"; the two must follow each other."""
    first = short_year(groups["short"], anchor)
    if (first + 1) % 100 != int(groups["last"]):
        return None
    return of_stretch(calendar.years(first, first + 1), "years", year=first)


def read_fiscal_part(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "first quarter of FY 2024-25": by the month in which fiscal years of the text begin."""
    year = _full(groups["year"], anchor)
    if "last" not in groups and not anchor.fiscal_first and anchor.fiscal_month > 1:
        year -= 1
    half = groups.get("half") or groups.get("half2")
    number = half or groups.get("quarter") or groups.get("quarter2")
    months = 6 if half else 3
    if "part" in groups:
        months = unit_of(groups["part"], words)[0]
    count = int(number) if number else ordinal_said(groups["ordinal"], words)
    count = 12 // months if count < 0 else count
    if not 1 <= count * months <= 12:
        return None
    begin = calendar.month(year, anchor.fiscal_month)
    return _months(begin.first, months, months * (count - 1)) if begin else Reading(grain="other", impossible=True)


def _months(begin: date, months: int, after: int = 0) -> Reading:
    """Reading of so many months, so many behind a day that begins one."""
    first, end = calendar.shifted(begin, after, "M"), calendar.shifted(begin, after + months, "M")
    stretch = calendar.spanned(first, end - timedelta(days=1)) if first and end else None
    grain = {3: "quarter", 6: "half", 12: "year"}.get(months, "other")
    return of_stretch(stretch, grain) if stretch else Reading(grain="other")


def read_month_quarter(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "December quarter", "June half-year 2024": the months that end with the one named."""
    months, number = unit_of(groups["unit"], words)[0], month_said(groups, words)
    grain = {3: "quarter"}.get(months, "half")
    reading = in_some_year(lambda year: _ending(year, number, months), grain, year_said(groups, words, anchor))
    return replace(reading, partial=None)


def _ending(year: int, month: int, months: int) -> Stretch | None:
    end = calendar.month(year, month)
    begin = calendar.shifted(end.first, 1 - months, "M") if end else None
    return calendar.spanned(begin, end.last) if begin and end else None


def read_period_to(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "twelve months to March", "decade to 2023": the stretch that ends with the month or year."""
    count, (times, unit) = amount(groups.get("number", "1"), words), unit_of(groups["unit"], words)
    if count is None or count != int(count) or unit not in "YM":
        return None
    months = int(count) * times * (12 if unit == "Y" else 1)
    if not 0 < months <= _MAX_MONTHS:
        return None
    year = year_said(groups, words, anchor)
    if "month" not in groups:
        return of_stretch(_ending(year or 0, 12, months), "other", year=year)
    number = month_said(groups, words)
    if year is None and anchor.published:
        ended = [_ending(anchor.published.year - back, number, months) for back in (0, 1)]
        known = [stretch for stretch in ended if stretch and stretch.last <= anchor.published]
        return of_stretch(known[0], "other", anchored=True) if known else Reading(grain="other")
    return replace(in_some_year(lambda year: _ending(year, number, months), "other", year), partial=None)


def read_term(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "2023/24 winter semester", "2024 spring term", "WS 2023/24", "winter semester"; a semester is half a year."""
    season = groups.get("season") or words["short_term"][groups["short_term"].casefold()]
    year, last = year_said(groups, words, anchor), groups.get("last") or groups.get("last2")
    if last is not None:
        following = year is not None and (year + 1) % 100 == int(last) % 100
        return of_stretch(calendar.years(year, year + 1), "years", year=year) if following and year else None
    unit = groups.get("term", "").strip().casefold()
    code = int(words["season"][season.casefold()])
    if unit and words["unit"].get(unit) != words["unit"]["semester"]:
        return in_some_year(lambda year: calendar.season(year, code), "season", year)
    number = int(words["season_half"][season.casefold()])
    return in_some_year(lambda year: calendar.half(year, number), "half", year)


FISCAL_READERS: Mapping[str, Reader] = {
    "fiscal": read_fiscal,
    "fiscal-years": read_fiscal_years,
    "short-years": read_short_years,
    "fiscal-part": read_fiscal_part,
    "month-quarter": read_month_quarter,
    "period-to": read_period_to,
    "term": read_term,
}
