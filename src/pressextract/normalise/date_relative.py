"""Expressions that count from the publication date: "last year", "two years ago", "earlier this month".

Without a publication date they stay null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import amount, duration, unit_of
from pressextract.normalise.date_parts import narrowed
from pressextract.normalise.date_reading import Anchor, Groups, Reader, Reading, Words, of_stretch
from pressextract.normalise.date_shift import counted, unit_stretch
from pressextract.normalise.date_words import ordinal_said

__all__ = ["RELATIVE_READERS"]


_LONG = {(10, "Y"), (100, "Y")}


def _anchored(stretch: Stretch | None, grain: str) -> Reading:
    return of_stretch(stretch, grain, anchored=True) if stretch else Reading(grain=grain)


def _offset(surface: str, words: Words) -> int | None:
    code = words["direction"].get(surface.casefold().split(" ")[-1], "near")
    return None if code == "near" else int(code)


def read_relative_unit(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "last year", "this week"; a stretch of no calendar unit ("past decade", "recent years") has no value.

    "the previous year", "that month" count from the date last spoken of.
    """
    surface, direction = groups["unit"].casefold(), groups["direction"].casefold()
    unit, offset = unit_of(surface, words), _offset(direction, words)
    if unit == (1, "D") and offset == -1 and direction not in words["day_told"]:
        return None  # "the last day of the meeting"
    if surface in words["plural"]:
        return Reading(grain="other")
    if unit == (1, "E") and direction in words["beside_weekday"]:
        offset = min(0, int(words["beside_weekday"][direction]))  # "the coming weekend" is that of this week
    reading = _near(direction, unit, words, anchor)
    if (
        " " not in direction.strip()
        and _is_unit(groups, words, unit, offset)
        and anchor.published
        and offset is not None
    ):
        reading = _anchored(*unit_stretch(unit, offset, anchor.published, _yearly(groups)))
    if "working" in groups:
        reading = _working_week(reading, unit)
    counts = words["day_told" if unit == (1, "D") else "after_told"].get(direction)
    if counts is None or _yearly(groups):
        return reading
    if unit in _LONG:  # "in 1912 .. that decade"
        return replace(
            reading,
            told=lambda spoken: _anchored(*unit_stretch(unit, int(counts), spoken.first)) if spoken.first else None,
        )
    return replace(reading, told=lambda spoken: counted(spoken, unit, int(counts)))


def _working_week(reading: Reading, unit: tuple[int, str]) -> Reading:
    """Monday to Friday of a week."""
    if unit != (1, "W") or reading.first is None:
        return reading
    friday = reading.first + timedelta(days=4)
    return replace(reading, value=f"{reading.first.isoformat()}/{friday.isoformat()}", last=friday)


def _is_unit(groups: Groups, words: Words, unit: tuple[int, str], offset: int | None) -> bool:
    """Whether "coming quarter" names the next unit of the calendar: no decade, and no year but an academic one."""
    if groups["direction"].casefold() in words["no_year"] and unit[1] == "Y" and not _yearly(groups):
        return False
    return not (unit == (10, "Y") and offset)


def _near(direction: str, unit: tuple[int, str], words: Words, anchor: Anchor, count: int = 1) -> Reading:
    """The units in front of or behind the publication date: without a value, as they are none of the calendar."""
    ahead = words["ahead"].get(direction.split(" ")[-1])
    if anchor.published is None or ahead is None or unit[1] not in "YMWD":
        return Reading(grain="other")
    ends = _beside(anchor.published, count, unit, bool(ahead))
    return Reading(grain="other", first=ends[0], last=ends[1], anchored=True) if ends else Reading(grain="other")


def _yearly(groups: Groups) -> str:
    head = groups.get("head", "").strip().casefold()
    return "" if head == "calendar" else head


def _with_part(reading: Reading | None, part: str) -> Reading | None:
    return replace(reading, part=part) if reading else None


def read_relative_part(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "earlier this year", "later in the year", "end of next month", "end of month"."""
    said = groups.get("part", "").casefold()
    part = words["part_name"].get(said) or words["part"].get(f"{said} of".replace(" few", "")) or "end"
    offset = words["which"].get(groups["which"].casefold()) if "which" in groups else 0
    if "year" in groups:  # "year-end 2023"
        return replace(of_stretch(calendar.year(int(groups["year"])), "year", year=int(groups["year"])), part=part)
    if anchor.published is None or offset is None:
        return Reading(grain="other", part=part)
    unit = unit_of(groups.get("unit") or groups.get("unit2") or groups["unit3"], words)
    stretch, grain = unit_stretch(unit, int(offset), anchor.published)
    reading = replace(_anchored(stretch, grain), part=part)
    if "unit3" in groups and grain in ("month", "quarter"):  # "on 20 May .. at month's end"
        reading = replace(reading, told=lambda spoken: _with_part(counted(spoken, unit, 0), part))
    if grain == "year" and groups.get("which", "the").casefold() in words["of_the"]:
        reading = replace(reading, in_year=calendar.year)
    if reading.first is None or reading.last is None or part not in ("earlier", "later"):
        return reading
    first, last = narrowed(reading.first, reading.last, part, grain, halves=True)
    if offset:
        return replace(reading, first=first, last=last)
    if part == "later":  # between the publication and the end, in the second half at least
        return replace(reading, first=max(first, min(anchor.published, last)))
    return replace(reading, last=max(reading.first, min(reading.last, anchor.published - timedelta(days=1))))


def read_relative_rest(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "rest of the year": from the publication to its end; "remainder of 2024"."""
    if "year" in groups:
        year = int(groups["year"])
        month = int(words["month"][groups["month"].casefold()]) if "month" in groups else 0
        return of_stretch(calendar.month(year, month) if month else calendar.year(year), "other", year=year)
    offset = words["which"].get(groups["which"].casefold())
    if anchor.published is None or offset is None:
        return Reading(grain="other")
    reading = _anchored(*unit_stretch(unit_of(groups["unit"], words), int(offset), anchor.published))
    if reading.first is None:
        return reading
    return replace(reading, grain="other", first=max(reading.first, anchor.published) if not offset else reading.first)


def read_to_date(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "year to date": from its first day to the day before publication."""
    if anchor.published is None:
        return Reading(grain="other")
    reading = _anchored(*unit_stretch(unit_of(groups["unit"], words), 0, anchor.published))
    if reading.first is None:
        return reading
    return replace(reading, grain="other", last=max(reading.first, anchor.published - timedelta(days=1)))


def read_after_next(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "week after next", "year before last"."""
    if anchor.published is None:
        return Reading(grain="other")
    offset = int(words["after_next"][groups["which"].casefold()])
    return _anchored(*unit_stretch(unit_of(groups["unit"], words), offset, anchor.published))


def read_near(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "last few years": near the publication, no amount; of "next couple of weeks" the ends are known."""
    if "couple" not in groups:
        return Reading(grain="other")
    return _near(groups["direction"].casefold(), unit_of(groups["unit"], words), words, anchor, 2)


def read_relative_length(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "past two years", "5 coming years": a length, its ends known when the publication date is."""
    unit, count = unit_of(groups["unit"], words), amount(groups["number"], words)
    value = duration(count, unit)
    if "number2" in groups:
        last = duration(amount(groups["number2"], words), unit)
        return Reading("DURATION", f"{value}/{last}" if value and last else None, "length")
    reading = Reading("DURATION", value, "length")
    ahead = words["ahead"].get(groups["direction"].casefold())
    if anchor.published is None or ahead is None or count is None or count != int(count) or unit[1] not in "YMWD":
        return reading
    if unit == (1, "D") and groups.get("adj", "").strip().casefold() in words["working"]:
        ends: tuple[date, date] | None = _working(anchor.published, int(count), bool(ahead))
    else:
        ends = _beside(anchor.published, int(count), unit, bool(ahead))
    return replace(reading, first=ends[0], last=ends[1], anchored=True) if ends else reading


def _beside(published: date, count: int, unit: tuple[int, str], ahead: bool) -> tuple[date, date] | None:
    """First and last day of `count` units behind or before the publication date; quarters are those of the calendar."""
    if unit == (3, "M"):
        edge, _ = unit_stretch(unit, 1 if ahead else 0, published)
        if edge is None:
            return None
        published = edge.first - timedelta(days=1) if ahead else edge.first
        end = _steps(edge.first, count, unit)
        if ahead:
            return (edge.first, end - timedelta(days=1)) if end else None
    if ahead:
        last = _steps(published, count, unit)
        return (published + timedelta(days=1), last) if last else None
    first = _steps(published, -count, unit)
    return (first, published - timedelta(days=1)) if first and first < published else None


def _working(published: date, count: int, ahead: bool) -> tuple[date, date]:
    far = calendar.working_days(published, count if ahead else -count)
    near = calendar.working_days(published, 1 if ahead else -1)
    return (near, far) if ahead else (far, near)


def _steps(moment: date, count: int, unit: tuple[int, str]) -> date | None:
    return calendar.shifted(moment, max(-4000, min(4000, count * unit[0])), unit[1])


def read_year_part(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "first half of next year", "next year's first quarter"."""
    suffix = "2" if "which2" in groups else ""
    which = (groups.get("which") or groups.get("which3") or groups["which2"]).casefold()
    offset, number = words["which"].get(which), ordinal_said(groups["ordinal" + suffix], words)
    quarters = unit_of(groups["part" + suffix], words) == (3, "M")
    grain, number = ("quarter" if quarters else "half"), (4 if quarters else 2) if number < 0 else number

    def stretch_in(year: int) -> Stretch | None:
        return calendar.quarter(year, number) if quarters else calendar.half(year, number)

    if offset is None:  # "third quarter of that year"
        return Reading(
            grain=grain, told=lambda spoken: of_stretch(stretch_in(spoken.first.year), grain) if spoken.first else None
        )
    if anchor.published is None:
        return Reading(grain="other")
    reading = _anchored(stretch_in(anchor.published.year + int(offset)), grain)
    return replace(reading, in_year=stretch_in) if which in words["of_the"] and reading.value else reading


def _count(groups: Groups, words: Words) -> Decimal | None:
    """How many units: "two", "half a"; one where none is said ("the year earlier")."""
    if "number" in groups:
        share = words["fraction"].get(groups["number"].casefold())
        return amount(groups["number"], words) if share is None else Decimal(str(share))
    return None if "vague" in groups or groups["unit"].casefold() in words["plural"] else Decimal(1)


def read_ago(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "two years ago", as precise as its unit; "15 billion years ago" is distant.

    "a year earlier" counts from the date last spoken of, and is unknown without one.
    """
    sense = words["way"].get(groups["way"].casefold())
    unit = unit_of(groups["unit"], words)
    count = _count(groups, words)
    if sense is None:
        counts = words["way_told"].get(groups["way"].casefold())
        if counts is None or count is None or count != int(count) or "more" in groups or unit[1] not in "YMWD":
            return Reading(grain="other")
        steps = int(counts) * int(count)
        return Reading(grain="other", told=lambda spoken: counted(spoken, unit, steps))
    if count is not None and unit in _LONG and count != int(count):
        count, unit = count * unit[0], (1, "Y")  # "half a century ago"
    if count is None or count != int(count):
        return Reading(grain="other")
    total = int(count) * unit[0]
    if unit[1] == "Y" and total >= 10_000:
        return (
            Reading("DATE", f"Y-{total}", "distant") if sense < 0 and len(str(total)) <= 30 else Reading(grain="other")
        )
    if anchor.published is None or unit[1] not in "YMWD" or total > 3000:
        return Reading(grain="other")
    moment = calendar.shifted(anchor.published, sense * total, unit[1])
    if moment is not None and "more" in groups:
        extra, size = amount(groups["more"], words), unit_of(groups["unit2"], words)
        moment = calendar.shifted(moment, sense * int(extra or 0) * size[0], size[1] if size[1] in "YMWD" else "D")
        unit = size
    return _as_precise(moment, total, unit) if moment else Reading(grain="other")


def _as_precise(moment: date, total: int, unit: tuple[int, str]) -> Reading:
    if unit == (10, "Y"):  # "a decade ago": ten years before
        return _anchored(calendar.year(moment.year), "year")
    if unit == (100, "Y") or (total > 100 and total % 100 == 0):
        return _anchored(calendar.century(moment.year // 100 + 1), "century")
    stretch, grain = unit_stretch((1, unit[1]), 0, moment)
    return _anchored(stretch, grain)


RELATIVE_READERS: Mapping[str, Reader] = {
    "relative-unit": read_relative_unit,
    "relative-part": read_relative_part,
    "relative-length": read_relative_length,
    "year-part": read_year_part,
    "near": read_near,
    "ago": read_ago,
    "to-date": read_to_date,
    "relative-rest": read_relative_rest,
    "after-next": read_after_next,
}
