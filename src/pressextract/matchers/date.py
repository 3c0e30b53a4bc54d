"""DATE mentions: rules find, surroundings decide, ranges are joined, words in front become part or modifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.date_candidate import Candidate
from pressextract.matchers.date_context import CHECKS
from pressextract.matchers.date_fiscal import fiscal_anchor
from pressextract.matchers.date_front import Front
from pressextract.matchers.date_range import Ranges
from pressextract.matchers.date_tense import Tense
from pressextract.matchers.surroundings import Hold, Surroundings
from pressextract.mention import Label, Mention
from pressextract.normalise.date import Anchor, Reading, anchor_of, as_length, date_value, passed_over, read, resolved
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import Notice

__all__ = ["DateMatcher"]

_BEHIND = 24  # characters a date may go on behind its month
_REPORTED = frozenset(
    {"quarter", "month-quarter"}
)  # "the September quarter": the last one, unless the clause looks ahead
_WEEKDAYS = frozenset({"weekday", "weekend"})
_PARTED = frozenset(
    {
        "year",
        "month",
        "quarter",
        "half",
        "decade",
        "century",
        "season",
        "years",
        "week",
        "centuries",
        "decades",
        "months",
    }
)


class DateMatcher:
    """DATE mentions of a release, with their values.

    Args:
        rules: of models/<lang>/date.toml; the matcher holds no word of any language itself.
    """

    name = "date"

    def __init__(self, rules: Rules) -> None:
        """Keeps the rules and what reads the words around a match."""
        self.rules = rules
        self._front, self._ranges, self._tense = Front(rules), Ranges(rules), Tense(rules)
        self._by_id = {rule.id: rule for rule in rules.file.rule}

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """DATE mentions in order, never overlapping; offsets into the match view."""
        text = parsed.text
        matches = list(self.rules.find(parsed.view))
        anchor = anchor_of(parsed.published, _writes_month_first(matches))
        anchor = fiscal_anchor(matches, text, anchor, self.rules)
        found: list[Candidate] = []
        for match in matches:
            candidate = self._candidate(match, text, anchor)
            while candidate and found and candidate.start <= found[-1].start:
                found.pop()  # "last months of" belongs to "2023"
            if candidate and (not found or candidate.start >= found[-1].end):
                found.append(candidate)
        spoken: Candidate | None = None
        intro: Candidate | None = None
        previous: Candidate | None = None
        for candidate in self._ranges.join(found, text, anchor):
            if candidate.hold is not Hold.YES or self._is_postal(candidate, parsed):
                continue
            told = self._tense.told(candidate, spoken, text)
            if told is candidate and intro is not None:
                told = self._tense.told(candidate, intro, text, listed=True)
            bound, phrase = self._front.bound(told, text, anchor)
            if bound.until is not None or phrase in self.rules.lists["past_only"]:
                reading = resolved(told.reading, anchor, passed=True)
            else:
                reading = self._resolved(told, previous, text, anchor)
            value = date_value(reading, bound)
            yield Mention(Label.DATE, candidate.start, candidate.end, candidate.rule, date=value)
            previous = told
            if reading.type == "DATE" and reading.value is not None and reading.first is not None:
                spoken = told if reading is told.reading else replace(told, reading=reading)
                intro = spoken if text[spoken.end : spoken.end + 1] == ":" else intro

    def notices(self, mentions: Iterable[Mention]) -> Iterator[Notice]:
        """Problems of the mentions this matcher made: a date in no calendar, an ambiguous order of day and month."""
        calendar_rules = {self.rules.rule_id(rule) for rule in self.rules.file.rule if rule.emit.get("calendar")}
        calendar_rules.add(f"{self.rules.name}/impossible-range")
        for mention in mentions:
            date = mention.date
            if date is None or mention.rule not in calendar_rules:
                continue
            if date.value is None:
                yield Notice(
                    "invalid_date", "extract", f"a date at {mention.start} of the match view is in no calendar"
                )
            elif date.alternatives:
                other = ", ".join(date.alternatives)
                yield Notice("ambiguous_date", "extract", f"{date.value} may also be {other}")

    def _is_postal(self, candidate: Candidate, parsed: Parsed) -> bool:
        """A bare four-digit number in an address block: a postal code unless a cue says year."""
        if candidate.read != "year" or parsed.zone_at(candidate.start) != "contact":
            return False
        around = Surroundings.of(parsed.text, candidate.start, candidate.end)
        if around.last in self.rules.lists["year_weak_cue"] and around.last_surface.islower():
            return around.next_surface[:1].isupper()  # "for 2023 are final"
        return around.last not in self.rules.lists["year_cue"] and around.before[-1:] != "©"

    def _candidate(self, match: RuleMatch, text: str, anchor: Anchor) -> Candidate | None:
        reading = read(match, self.rules, anchor)
        if reading is None:
            return None
        start, end = match.spans.get("span", (match.start, match.end))
        hold = Hold.YES
        emit = match.rule.emit
        if "check" in emit:
            around = Surroundings.of(text, start, end)
            hold = CHECKS[emit["check"]](match, around, self.rules)
            if hold is Hold.NO and "retry" in emit:
                return self._again(match, emit["retry"], text, anchor)
            if emit["read"] == "a-unit" and self._is_length(match, around):
                reading = as_length(reading)
        while text[end - 1] in ". ":
            end -= 1
        candidate = Candidate(start, end, self.rules.rule_id(match.rule), emit["read"], reading, hold)
        return self._with_part(candidate, text)

    def _again(self, match: RuleMatch, rule: str, text: str, anchor: Anchor) -> Candidate | None:
        """What is left of a match that did not hold: "6,107.31 August 2019", "in May twenty-five students"."""
        names = [name for name in _RETRIED[rule] if name in match.spans]
        if len(names) < len(_RETRIED[rule]):
            return self._behind_day(match, text, anchor) if "month" in names else None
        start, end = match.spans[names[0]][0], match.spans[names[-1]][1]
        groups = {name: match.groups[name] for name in names}
        spans = {name: match.spans[name] for name in names}
        return self._candidate(RuleMatch(self._by_id[rule], start, end, groups, spans), text, anchor)

    def _behind_day(self, match: RuleMatch, text: str, anchor: Anchor) -> Candidate | None:
        """The date that begins with the month of a match whose day was none: "$12 December 27"."""
        start = match.spans["month"][0]
        for other in self.rules.find(View.of(text[start : match.end + _BEHIND])):
            if other.start or "day" not in other.groups:
                break
            spans = {name: (first + start, last + start) for name, (first, last) in other.spans.items()}
            moved = RuleMatch(other.rule, start, other.end + start, other.groups, spans)
            return self._candidate(moved, text, anchor)
        return None

    def _is_length(self, match: RuleMatch, around: Surroundings) -> bool:
        unit = match.groups["unit"].casefold()
        if unit in self.rules.lists["long_units"]:
            return True
        if around.after.startswith("'"):
            return True
        if (around.last[:1].isdigit() and around.last[-1:] not in ".,;:)") or around.last in self.rules.words["scale"]:
            return False  # "62 a year since 2019"
        if around.last in self.rules.lists["length_cue"]:
            return True
        counted = (
            around.last[-1:].isalpha() and around.next in self.rules.lists["since"]
        )  # "three reports a year since"
        return around.next in self.rules.lists["length_next"] and not counted

    def _with_part(self, candidate: Candidate, text: str) -> Candidate:
        """The candidate with "early", "end of" .. in front taken in."""
        reading = candidate.reading
        if reading.type != "DATE" or reading.part or reading.grain not in _PARTED:
            return candidate
        start, part, _ = self._front.phrase(text, candidate.start, self._front.parts)
        if part is None:
            return candidate
        hold = Hold.YES if candidate.hold is Hold.WEAK else candidate.hold
        return replace(candidate, start=start, reading=replace(reading, part=part), hold=hold)

    def _resolved(self, candidate: Candidate, previous: Candidate | None, text: str, anchor: Anchor) -> Reading:
        """The reading with the year and place that its clause gives it."""
        reading = candidate.reading
        if reading.type == "DURATION":
            return self._tense.ahead(candidate, text, anchor)
        if candidate.read in _WEEKDAYS and reading.anchored:
            return self._tense.weekday(candidate, reading, text, anchor)
        if reading.in_year is None:
            return reading
        if reading.value is not None:  # "end of the year"
            return passed_over(reading, anchor) if self._tense.is_over(candidate, text) else reading
        if self._tense.is_habit(candidate, previous, text):
            return resolved(reading, Anchor())
        if candidate.read == "numeric-yearless":  # its order was chosen by the nearest year
            return resolved(reading, anchor)
        passed, coming = self._tense.of(candidate, text)
        passed = passed or (candidate.read in _REPORTED and not coming)
        return resolved(reading, anchor, passed=passed, coming=coming)


# Groups that a rule tried again on the same match reads.
_RETRIED = {"month-year": ("month", "year"), "year": ("year",), "bare-month": ("month",), "length": ("number", "unit")}


def _writes_month_first(matches: Iterable[RuleMatch]) -> bool:
    """Whether a numeric date of the text proves the American order: "10/25/2022"."""
    numeric = [match.groups for match in matches if match.rule.emit["read"] == "numeric"]
    return any(int(groups["first"]) <= 12 < int(groups["second"]) <= 31 for groups in numeric)
