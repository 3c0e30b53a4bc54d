"""`Reading`: a temporal expression as its words say it, and what the readers of rule groups share.

A reading is not yet a value: its year may be missing until it stands in a range or meets the publication date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pressextract.normalise.calendar import Stretch

__all__ = [
    "Anchor",
    "Groups",
    "Reader",
    "Reading",
    "Words",
    "anchor_of",
    "digits",
    "in_some_year",
    "interval_of",
    "named",
    "of_stretch",
    "short_year",
]

Groups = Mapping[str, str]
Words = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date is read against: the publication date, and customs of the text.

    Attributes:
        published: the publication date.
        month_first: numeric dates stand month first.
        fiscal_month: the month in which fiscal years begin; July, in the middle, where the text does not tell.
        fiscal_first: a fiscal year is called by the year in which it begins, as in Japan.
    """

    published: date | None = None
    month_first: bool = False
    fiscal_month: int = 7
    fiscal_first: bool = False


def anchor_of(published: date | None, month_first: bool = False) -> Anchor:
    """Anchor for a publication date; one outside the calendar of the values (1000-2999) is none."""
    known = published is not None and 1100 < published.year < 2900
    return Anchor(published if known else None, month_first)


@dataclass(frozen=True, slots=True)
class Reading:
    """One temporal expression, read.

    Attributes:
        type: DATE | DURATION | SET.
        value: by the grammar of GUIDELINES.md; None: unknown.
        grain: day, month, season, quarter, half, year, decade, century, week, length, set or other.
        first, last: days covered.
        in_year: year -> the stretch in that year, for an expression that lacks its year.
        partial: the value while the year is unknown ("XXXX-10-04").
        year: the year the text gives.
        anchored: resolved against the publication date.
        part: start, mid, end, earlier, later when the expression itself says it.
        alternatives: values of the other readings.
        impossible: the calendar has no such date.
        weekday: number of the day of the week that is said (0 Monday).
        told: last date spoken of -> this reading counted from it ("a year earlier"), None where it does not fit.
    """

    type: str = "DATE"
    value: str | None = None
    grain: str = "other"
    first: date | None = None
    last: date | None = None
    in_year: Callable[[int], Stretch | None] | None = None
    partial: str | None = None
    year: int | None = None
    anchored: bool = False
    part: str | None = None
    alternatives: tuple[str, ...] = ()
    impossible: bool = False
    weekday: int | None = None
    told: Callable[[Reading], Reading | None] | None = None


Reader = Callable[[Groups, Words, Anchor], Reading | None]


def digits(text: str) -> int:
    """Number that a string of ASCII digits with an ending ("4th") says.

    >>> digits("4th")
    4
    """
    return int("".join(character for character in text[:9] if "0" <= character <= "9") or "0")


def of_stretch(stretch: Stretch | None, grain: str, *, year: int | None = None, anchored: bool = False) -> Reading:
    """Reading of a stretch of the calendar; None: the calendar has no such date."""
    if stretch is None:
        return Reading(grain=grain, impossible=True, year=year)
    return Reading("DATE", stretch.value, grain, stretch.first, stretch.last, year=year, anchored=anchored)


def in_some_year(stretch_in: Callable[[int], Stretch | None], grain: str, year: int | None) -> Reading:
    """Reading of an expression whose year is given, or stays open until it is resolved."""
    if year is not None:
        return of_stretch(stretch_in(year), grain, year=year)
    sample = stretch_in(2000)  # a leap year: what is missing there is in no calendar
    if sample is None:
        return Reading(grain=grain, impossible=True)
    return Reading(grain=grain, in_year=stretch_in, partial=sample.value.replace("2000-", "XXXX-"))


def interval_of(first: Stretch | None, last: Stretch | None) -> Stretch | None:
    """From one stretch to a later one; None when one is missing or they run backwards."""
    if first is None or last is None or first.first >= last.first:
        return None
    return Stretch(f"{first.value}/{last.value}", first.first, last.last)


def named(words: Words, tables: tuple[str, ...], surface: str) -> Any:
    """Value of a surface in the first of the word tables that has it."""
    key = surface.casefold().rstrip(".")
    for table in tables:
        if key in words[table]:
            return words[table][key]
    raise KeyError(surface)


def short_year(text: str, anchor: Anchor) -> int:
    """Year of two digits: the one not more than 20 years after publication (or 2030).

    >>> short_year("22", Anchor()), short_year("68", Anchor())
    (2022, 1968)
    """
    pivot = (anchor.published.year if anchor.published else 2010) + 20
    year = pivot - pivot % 100 + int(text)
    return year if year <= pivot else year - 100
