"""Two readings with a connector between them -> one: "2016" "to" "2020", "28 December" "-" "3 January 2023"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_parts import narrowed
from pressextract.normalise.date_reading import Reading
from pressextract.normalise.date_shift import moved

__all__ = ["joined", "opened", "parted"]

_UNITS_DOWN = "YMWD"


def joined(left: Reading, right: Reading, coordinated: bool) -> Reading | None:
    """One reading of two with a connector between them; None where they make no range.

    Args:
        left: what stands before the connector.
        right: what stands behind it; a missing year passes from one to the other.
        coordinated: "and", "or": both must be of one kind.
    """
    if left.type == right.type == "DURATION":
        return _joined_lengths(left, right, coordinated)
    part = left.part if right.part is None else None
    both = _joined_dates(parted(left), _behind(left, parted(right)), coordinated)
    return replace(both, part=part) if both and part else both


def parted(reading: Reading) -> Reading:
    """The reading with its ends those of its part ("early March"), and the part taken off."""
    if reading.part not in ("start", "mid", "end"):  # of the others the readers know the ends
        return reading
    halves = reading.anchored and reading.grain == "year"
    first, last, within = reading.first, reading.last, reading.in_year
    if first is not None and last is not None:
        first, last = narrowed(first, last, reading.part, reading.grain, halves)

    def stretch_in(year: int) -> Stretch | None:
        stretch = within(year) if within else None
        return (
            Stretch(stretch.value, *narrowed(stretch.first, stretch.last, reading.part, reading.grain))
            if stretch
            else None
        )

    return replace(reading, first=first, last=last, in_year=stretch_in if within else None, part=None)


def _behind(left: Reading, right: Reading) -> Reading:
    """The weekday behind another one is the next of its kind: "next Monday or Tuesday"."""
    if right.weekday is None or left.first is None or right.first is None or left.first < right.first:
        return right
    moment = left.first + timedelta(days=(right.weekday - left.first.weekday()) % 7)
    return replace(right, value=moment.isoformat(), first=moment, last=moment)


def _joined_dates(left: Reading, right: Reading, coordinated: bool) -> Reading | None:
    if left.grain == right.grain == "years":
        return _consecutive(left, right, coordinated)
    if left.type != "DATE" or right.type != "DATE":
        return None
    if any("/" in (said or "") for said in (left.value, left.partial, right.value, right.partial)):
        return None
    if coordinated and left.grain != right.grain:
        return None
    if left.impossible or right.impossible:
        return replace(right, value=None, impossible=True, first=None, last=None, in_year=None)
    if left.in_year and right.in_year:
        return _both_open(left.in_year, right.in_year, right.grain, f"{left.partial}/{right.partial}")
    if left.in_year:
        return _left_open(left.in_year, right)
    if right.in_year:
        return _right_open(left, right.in_year, right.grain)
    if left.value is None or right.value is None or left.first is None or right.last is None:
        return None
    begin = Stretch(left.value, left.first, left.last or left.first)
    end = Stretch(right.value, right.first or right.last, right.last)
    if coordinated and end.first < begin.first and not (left.anchored or right.anchored):
        begin, end = end, begin  # "2023 and 2022"
    return _interval(begin, end, right.grain, left.anchored or right.anchored)


def _consecutive(left: Reading, right: Reading, coordinated: bool) -> Reading | None:
    """Reads "2018/19 and 2019/20": from the first year of one to the last of the other."""
    if left.first is None or right.first is None or left.value is None or right.value is None:
        return None
    if "/" not in left.value or left.year is None or right.year is None or left.first == right.first:
        return None
    if left.first > right.first:
        if not coordinated:
            return None
        left, right = right, left
    if left.first is None or left.value is None or right.value is None:
        return None
    value = f"{left.value.partition('/')[0]}/{right.value.partition('/')[2]}"
    return Reading("DATE", value, "years", left.first, right.last, anchored=left.anchored or right.anchored)


def _interval(left: Stretch | None, right: Stretch | None, grain: str, anchored: bool = False) -> Reading:
    if left is None or right is None or left.first >= right.first:
        return Reading(grain=grain, impossible=True)
    value = f"{left.value}/{right.value}"
    return Reading("DATE", value, f"{grain}s", left.first, right.last, anchored=anchored)


def _stretch_of(reading: Reading) -> Stretch | None:
    if reading.value is None or reading.first is None or reading.last is None:
        return None
    return Stretch(reading.value, reading.first, reading.last)


def _left_open(in_year: Callable[[int], Stretch | None], right: Reading) -> Reading | None:
    end = _stretch_of(right)
    if end is None or right.grain == "year":  # "5 December - 2028"
        return None
    year = end.first.year
    begin = in_year(year)
    if begin is not None and begin.first > end.first:
        begin = in_year(year - 1)  # "28 December to 3 January 2023"
    return _interval(begin, end, right.grain, right.anchored)


def _right_open(left: Reading, in_year: Callable[[int], Stretch | None], grain: str) -> Reading | None:
    begin = _stretch_of(left)
    if begin is None:
        return None
    end = in_year(begin.first.year)
    if end is not None and end.first < begin.first:
        end = in_year(begin.first.year + 1)
    return _interval(begin, end, grain, left.anchored)


def opened(left: Reading, right: Reading) -> Reading:
    """Two yearless readings, the second a range already: "May" and "June and July"."""
    begin, end = left.in_year, right.in_year
    last = (right.partial or "").partition("/")[2]

    def stretch_in(year: int) -> Stretch | None:
        first, rest = begin(year) if begin else None, end(year) if end else None
        if first is None or rest is None or first.first >= rest.last:
            return None
        return Stretch(f"{first.value}/{rest.value.partition('/')[2]}", first.first, rest.last)

    return replace(right, in_year=stretch_in, partial=f"{left.partial}/{last}")


def _both_open(
    left: Callable[[int], Stretch | None], right: Callable[[int], Stretch | None], grain: str, partial: str
) -> Reading:
    def stretch_in(year: int) -> Stretch | None:
        begin, end = left(year), right(year)
        if begin is not None and end is not None and end.first < begin.first:
            end = right(year + 1)
        if begin is None or end is None or begin.first >= end.first:
            return None
        return Stretch(f"{begin.value}/{end.value}", begin.first, end.last)

    return Reading(grain=f"{grain}s", in_year=stretch_in, partial=partial)


def _joined_lengths(left: Reading, right: Reading, coordinated: bool) -> Reading | None:
    one, two = left.value, right.value
    if one is None or two is None or "/" in one or "/" in two or "T" in one + two:
        return None
    if coordinated and _UNITS_DOWN.index(one[-1]) < _UNITS_DOWN.index(two[-1]):
        begin = moved(left.first, two, -1) if left.first and left.anchored else left.first
        return replace(left, value=one + two[1:], first=begin)  # "two years and three months"
    return replace(left, value=f"{one}/{two}")
