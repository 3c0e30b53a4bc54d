"""Neighbouring dates that are one: ranges, coordinations, lengths counted from a date ("3 days after 12 January")."""

from __future__ import annotations

from dataclasses import replace

from pressextract.knowledge.rules import Rules
from pressextract.matchers.date_candidate import WINDOW, Candidate
from pressextract.matchers.surroundings import Hold, Surroundings
from pressextract.normalise.date import Anchor, days_of, joined, opened, resolved, shifted_reading

__all__ = ["Ranges"]

_MAX_GAP = 16  # characters between two parts of a range: " through to the "
_SLASHED = frozenset({"month", "season", "day"})  # "July/August"; with a part "late 2024/early 2025"
_POINTS = frozenset({"day", "year", "month", "quarter", "decade", "season"})


class Ranges:
    """Joins candidates by the connectors of models/<lang>/date.toml."""

    def __init__(self, rules: Rules) -> None:
        """Keeps the tables."""
        self.rules = rules
        self.connectors = rules.words["connector"]
        self.name = rules.name

    def join(self, found: list[Candidate], text: str, anchor: Anchor) -> list[Candidate]:
        """The candidates with neighbours joined: "2016" " to " "2020"; a chain "2018, 2019 and 2021" is one."""
        result: list[Candidate] = []
        for candidate in found:
            if result:
                merged = self._joined(result[-1], candidate, text)
                if merged is not None:
                    result[-1] = merged
                    self._absorb(result, text)
                    continue
                if self._counted(result, candidate, text, anchor):
                    continue
            result.append(candidate)
        return result

    def _joined(self, left: Candidate, right: Candidate, text: str) -> Candidate | None:
        gap = text[left.end : right.start]
        if not 0 < len(gap) <= _MAX_GAP:
            return None
        connector = self.connectors.get(self._without_article(gap.casefold()))
        if connector is None:
            return None
        if Hold.NO in (left.hold, right.hold):
            return replace(right, start=left.start, hold=Hold.NO) if left.read == right.read == "year" else None
        if left.hold is Hold.WEAK and right.hold is Hold.WEAK and left.reading.grain == "season":
            return None
        grains = _SLASHED if right.reading.part is None else _SLASHED | {"year"}
        if gap == "/" and not left.reading.grain == right.reading.grain in grains:
            return None
        before = (text[max(0, left.start - WINDOW) : left.start].casefold().split() or [""])[-1]
        coordinated = connector == "and" and before not in self.rules.lists["between"]
        both = joined(left.reading, right.reading, coordinated)
        if both is None:
            return None
        months = left.read == right.read == "month" and text[left.start].isupper() and text[right.start].isupper()
        hold = Hold.YES if both.year or months or Hold.YES in (left.hold, right.hold) else Hold.WEAK
        rule = "impossible-range" if both.impossible else "range"
        return Candidate(left.start, right.end, f"{self.name}/{rule}", "range", both, hold)

    def _without_article(self, gap: str) -> str:
        for article in self.rules.lists["article"]:
            gap = gap.removesuffix(f"{article} ")
        return gap

    def _absorb(self, result: list[Candidate], text: str) -> None:
        """Takes "2018, " in front of "2019 and 2021" into the chain."""
        while len(result) > 1 and text[result[-2].end : result[-1].start] == ", ":
            left, right = result[-2], result[-1]
            first, last = left.reading, right.reading
            if (
                left.read == "weekday"
                or first.grain not in _POINTS
                or f"{first.grain}s" != last.grain
                or left.hold is Hold.NO
            ):
                return
            if first.in_year and last.in_year and first.value is None:
                chain = opened(first, last)
                result[-2:] = [replace(right, start=left.start, reading=chain)]
                continue
            if first.value is None or last.value is None or first.first is None or last.first is None:
                return
            if first.first >= last.first:
                return
            value = f"{first.value}/{last.value.partition('/')[2]}"
            result[-2:] = [replace(right, start=left.start, reading=replace(last, value=value, first=first.first))]

    def _counted(self, result: list[Candidate], date: Candidate, text: str, anchor: Anchor) -> bool:
        """Whether a length and the date behind it were put together: moved by it, or the length given its days."""
        length = result[-1]
        gap = text[length.end : date.start]
        if length.reading.type != "DURATION" or date.reading.type != "DATE" or not 0 < len(gap) <= _MAX_GAP:
            return False
        if Hold.NO in (length.hold, date.hold) or length.reading.value is None or length.read == "relative-length":
            return False
        key = self._without_article(gap.casefold())
        sign = self.rules.words["shift"].get(key)
        begins = key in self.rules.words["span_start"]
        if begins and sign is not None:  # "for two years from 1 May" begins there, "two weeks from Monday" is a day
            begins = Surroundings.of(text, length.start, length.end).last in self.rules.lists["no_shift"]
        if not begins and sign is not None:
            reading = shifted_reading(date.reading, length.reading.value, int(sign))
            if reading is None:
                return False
            rule = f"{self.name}/shifted"
            result[-1] = Candidate(length.start, date.end, rule, "shifted", reading, date.hold)
            return True
        if begins:
            base = resolved(date.reading, anchor)
            days = days_of(length.reading.value, base.first) if base.first and base.grain == "day" else None
            if days:
                ends = replace(length.reading, first=days[0], last=days[1], anchored=base.anchored)
                result[-1] = replace(length, reading=ends)
        return False
