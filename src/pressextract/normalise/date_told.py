"""Expressions that count from the date last spoken of, and those that name a unit alone: "the year before", "that summer"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pressextract.normalise import calendar
from pressextract.normalise.calendar import Stretch
from pressextract.normalise.date_length import unit_of
from pressextract.normalise.date_reading import Anchor, Groups, Reader, Reading, Words, of_stretch
from pressextract.normalise.date_shift import counted, unit_stretch
from pressextract.normalise.date_words import ordinal_said

__all__ = ["TOLD_READERS"]

_LONG = {(10, "Y"), (100, "Y")}


def _published(unit: tuple[int, str], offset: int, anchor: Anchor) -> Reading:
    """The unit counted from the publication date; unknown without one."""
    stretch, grain = unit_stretch(unit, offset, anchor.published) if anchor.published else (None, "other")
    return of_stretch(stretch, grain, anchored=True) if stretch else Reading(grain=grain)


def read_unit_told(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "the year before": that in front of the date last spoken of, else of the publication date."""
    unit, offset = unit_of(groups["unit"], words), int(words["way_told"][groups["way"].casefold()])
    reading = _published(unit, offset, anchor) if offset < 0 else Reading(grain="other")
    return replace(reading, told=lambda spoken: counted(spoken, unit, offset))


def read_unit(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "throughout the decade", "during the year", "in the same month that": the one spoken of, or of publication."""
    unit = unit_of(groups["unit"], words)
    reading = _published(unit, 0, anchor)
    return reading if unit in _LONG else replace(reading, told=lambda spoken: counted(spoken, unit, 0))


def read_edge_unit(_groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "closing day", "opening months", "years to come": which they are lies elsewhere."""
    return Reading(grain="other")


def read_that_season(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "that summer": of the year last spoken of."""
    code = int(words["season"][groups["season"].casefold()])

    def of_year(spoken: Reading) -> Reading | None:
        return of_stretch(calendar.season(spoken.first.year, code), "season") if spoken.first else None

    return Reading(grain="season", told=of_year)


def _in_year(stretch: Stretch | None, grain: str) -> Reading:
    return of_stretch(stretch, grain, anchored=True) if stretch else Reading(grain=grain)


def read_same_last_year(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "same month last year": which month lies elsewhere in the text, the year is known."""
    if "year" in groups:
        year = int(groups["year"])
    elif anchor.published is None:
        return Reading(grain="other")
    else:
        year = anchor.published.year + int(words["which"][groups["direction"].casefold()])
    reading, unit = _in_year(calendar.year(year), "other"), unit_of(groups["same"], words)
    return replace(reading, told=lambda spoken: _same_in(spoken, unit, year))


def _same_in(spoken: Reading, unit: tuple[int, str], year: int) -> Reading | None:
    """The quarter or month spoken of, in another year: "in Q2 2024, 11 more than in the same quarter of 2023"."""
    grain = {(3, "M"): "quarter", (1, "M"): "month", (6, "M"): "half"}.get(unit)
    if grain != spoken.grain or spoken.first is None:
        return None
    begin = calendar.shifted(spoken.first, year - spoken.first.year, "Y")
    return _in_year(*unit_stretch(unit, 0, begin)) if begin else None


def read_decade_of(groups: Groups, words: Words, anchor: Anchor) -> Reading | None:
    """Reads "first decade of this century", "second decade of the 21st century"."""
    surface = groups["ordinal"].casefold()
    number = ordinal_said(surface, words) if surface not in words["edge"] else int(words["edge"][surface])
    if "century" in groups:
        century = ordinal_said(groups["century"], words)
    elif anchor.published is not None:
        century = anchor.published.year // 100 + 1 + int(words["which"].get(groups["which"].casefold(), 0))
    else:
        return Reading(grain="decade")
    if not 1 <= century <= 30 or not -1 <= number <= 10:
        return Reading(grain="decade")
    begin = (century - 1) * 100 + 10 * (9 if number < 0 else number - 1)
    stretch = calendar.decade(begin)
    return of_stretch(stretch, "decade", anchored="which" in groups) if stretch else Reading(grain="decade")


TOLD_READERS: Mapping[str, Reader] = {
    "unit-told": read_unit_told,
    "unit": read_unit,
    "edge-unit": read_edge_unit,
    "that-season": read_that_season,
    "decade-of": read_decade_of,
    "same-last-year": read_same_last_year,
}
