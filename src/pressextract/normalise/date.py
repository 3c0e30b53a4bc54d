"""A date string -> `DateValue`: rules read it, ranges are joined, what lacks its year meets the publication date.

The order of attempts: the rules of models/<lang>/date.toml, then dateparser for forms without a rule (last: slow, and
it guesses; RELIABILITY.md M6-M11). Values follow EDTF level 1 with the extensions of GUIDELINES.md and are never more
precise than the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.mention import DateValue
from pressextract.normalise import calendar
from pressextract.normalise.date_calendar import CALENDAR_READERS
from pressextract.normalise.date_fiscal import FISCAL_READERS
from pressextract.normalise.date_join import joined, opened, parted
from pressextract.normalise.date_length import LENGTH_READERS
from pressextract.normalise.date_numeric import NUMERIC_READERS
from pressextract.normalise.date_reading import Anchor, Reading, anchor_of
from pressextract.normalise.date_relative import RELATIVE_READERS
from pressextract.normalise.date_shift import days_of, moved, shifted_reading
from pressextract.normalise.date_told import TOLD_READERS
from pressextract.normalise.date_toward import TOWARD_READERS, following_weekday
from pressextract.normalise.date_week import WEEK_READERS
from pressextract.offsets import View

__all__ = [
    "Anchor",
    "Bound",
    "Reading",
    "anchor_of",
    "as_length",
    "date_value",
    "days_of",
    "following_weekday",
    "joined",
    "moved",
    "opened",
    "parse_date_text",
    "passed_over",
    "read",
    "resolved",
    "shifted_reading",
]

_READERS = {
    **CALENDAR_READERS,
    **NUMERIC_READERS,
    **WEEK_READERS,
    **LENGTH_READERS,
    **RELATIVE_READERS,
    **TOWARD_READERS,
    **FISCAL_READERS,
    **TOLD_READERS,
}
_MAX_FALLBACK = 40  # characters dateparser gets to see
_HAS_DAY_AND_YEAR = re.compile(
    r"(?<!\d)\d{1,2}(?!\d)[\s\S]{0,40}(?<!\d)[12]\d{3}(?!\d)|(?<!\d)[12]\d{3}(?!\d)[\s\S]{0,40}(?<!\d)\d{1,2}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the words in front of an expression say: its modifier, and whether the bound itself belongs to the stretch.

    `side` is the modifier that moves `earliest` and `latest` when another one ("end of") is the modifier proper, `until`
    the last day of what a word behind it closes ("since 2010 to date").
    """

    modifier: str | None = None
    side: str | None = None
    inclusive: bool = False
    until: date | None = None


def read(match: RuleMatch, rules: Rules, anchor: Anchor) -> Reading | None:
    """Reading of what a rule found; None: it is no date."""
    return _READERS[match.rule.emit["read"]](match.groups, rules.words, anchor)


def as_length(reading: Reading) -> Reading:
    """A rate read as a length: "a year" in "for a year"."""
    return replace(reading, type="DURATION", grain="length", value=reading.value and reading.value.removeprefix("R/"))


def resolved(reading: Reading, anchor: Anchor, *, passed: bool = False, coming: bool = False) -> Reading:
    """A yearless reading in the year nearest the publication date, partial without one.

    `passed`: the words say it is not after that date, `coming`: not before it.
    """
    if reading.in_year is None or reading.value is not None:
        return reading
    year = _year_of_weekday(reading, anchor) or _nearest_year(reading, anchor, passed, coming)
    stretch = reading.in_year(year) if year is not None else None
    if stretch is None:
        return replace(reading, value=reading.partial, in_year=None)
    return replace(reading, value=stretch.value, first=stretch.first, last=stretch.last, in_year=None, anchored=True)


def _year_of_weekday(reading: Reading, anchor: Anchor) -> int | None:
    """The nearest year in which the day is the weekday that is said: "Friday 14 June"."""
    if reading.weekday is None or reading.in_year is None or anchor.published is None:
        return None
    for offset in (0, -1, 1, -2, 2, -3, 3):
        stretch = reading.in_year(anchor.published.year + offset)
        if stretch is not None and stretch.first.weekday() == reading.weekday:
            return anchor.published.year + offset
    return None


def _nearest_year(reading: Reading, anchor: Anchor, passed: bool, coming: bool) -> int | None:
    if reading.in_year is None:
        return None
    year = calendar.nearest_year(reading.in_year, anchor.published) if anchor.published else None
    stretch = reading.in_year(year) if year is not None else None
    if passed and year is not None and stretch and anchor.published and stretch.first > anchor.published:
        year -= 1
    if coming and year is not None and stretch and anchor.published and stretch.last < anchor.published:
        year += 1
    return year


def passed_over(reading: Reading, anchor: Anchor) -> Reading:
    """Reading of "end of the year" in a clause that is past: of the last year where this one's still lies ahead."""
    within, published = parted(reading), anchor.published
    edge = within.last if reading.part == "end" else within.first
    if reading.in_year is None or edge is None or published is None or edge <= published:
        return reading
    stretch = reading.in_year(published.year - 1)
    return replace(reading, value=stretch.value, first=stretch.first, last=stretch.last) if stretch else reading


def date_value(reading: Reading, bound: Bound = Bound()) -> DateValue:
    """The value of a resolved reading under the words in front of it."""
    first, last = _ends(reading, bound)
    return DateValue(
        type=reading.type,
        value=reading.value,
        modifier=reading.part or bound.modifier,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        anchor="published" if reading.anchored else None,
        alternatives=reading.alternatives,
    )


def _ends(reading: Reading, bound: Bound) -> tuple[date | None, date | None]:
    whole, side = reading, bound.side or bound.modifier
    reading = parted(reading)
    first, last = reading.first, reading.last
    if reading.type != "DATE" or first is None or last is None:
        return first, last
    if side == "since":
        return first, bound.until
    if side == "after":  # "after the beginning of March": from its first day on
        return (first if whole.part == "start" else last + timedelta(days=1)), None
    if side in ("before", "until"):  # "before the end of March": its last day at most
        return None, last if bound.inclusive or whole.part == "end" else first - timedelta(days=1)
    return first, last


def parse_date_text(
    text: str, rules: Rules, published: date | None = None, *, month_first: bool = False
) -> DateValue | None:
    """Value of a string that is one date and nothing else (a clock time beside it is left out); None: it is not.

    Args:
        text: "4 October 2022", "2023-03-28T10:00:00Z", "Tue, 28 Mar 2023 10:00:00 +0000".
        rules: of models/<lang>/date.toml.
        published: what relative and yearless dates are read against.
        month_first: read "04/10/2022" the American way.

    Returns:
        A value; with `value` None for a date that the calendar does not have ("30 February 2022").
    """
    surface = text.strip().strip(".,;:()[]\"'").strip()
    if not surface or len(surface) > 100:
        return None
    anchor = anchor_of(published, month_first)
    found = [(match, reading) for match in rules.find(View.of(surface)) if (reading := read(match, rules, anchor))]
    if found and _is_whole(View.of(surface).text, found, rules):
        reading = found[0][1]
        if len(found) == 2:
            both = joined(found[0][1], found[1][1], coordinated=False)
            return date_value(resolved(both, anchor)) if both else None
        return date_value(resolved(reading, anchor))
    if found and any(reading.impossible for _, reading in found):
        return None
    return _fallback(surface, rules.name.partition("/")[0])


def _is_whole(text: str, found: list[tuple[RuleMatch, Reading]], rules: Rules) -> bool:
    if len(found) > 2:
        return False
    if len(found) == 2 and text[found[0][0].end : found[1][0].start].casefold() not in rules.words["connector"]:
        return False
    rest = (text[: found[0][0].start] + " " + text[found[-1][0].end :]).casefold()
    return all(word in rules.lists["clock"] for word in re.findall(r"[^\W\d_][^\W\d_.]*\.?", rest)) and len(rest) < 40


def _fallback(text: str, language: str) -> DateValue | None:
    if len(text) > _MAX_FALLBACK or not _HAS_DAY_AND_YEAR.search(text):
        return None
    moment = _dateparser(text, language)
    if moment is None or str(moment.year) not in text:
        return None
    stretch = calendar.day(moment.year, moment.month, moment.day)
    return DateValue("DATE", stretch.value, None, stretch.value, stretch.value) if stretch else None


@lru_cache(maxsize=1024)
def _dateparser(text: str, language: str) -> date | None:
    import dateparser  # type: ignore[import-untyped]  # lazy: importing it costs more than a run of the rules

    settings = {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return found.date() if found else None
