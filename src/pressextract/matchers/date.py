"""DATE mentions: rules find, surroundings decide, ranges are joined, words in front become part or modifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.date_context import CHECKS
from pressextract.matchers.surroundings import Hold, Surroundings
from pressextract.mention import Label, Mention
from pressextract.normalise.date import (
    Anchor,
    Bound,
    Reading,
    anchor_of,
    as_length,
    date_value,
    joined,
    read,
    resolved,
    weekday_in_tense,
)
from pressextract.parsed import Parsed
from pressextract.release import Notice

__all__ = ["DateMatcher"]

_MAX_GAP = 16  # characters between two parts of a range: " through to the "
_WINDOW = 32  # characters in front in which parts and modifiers stand
_OPENING = "\n\"'“‘«([*–—-\t"
_POINTS = frozenset({"year", "month", "quarter", "decade", "season"})
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rule: str
    read: str
    reading: Reading
    hold: Hold


_CLAUSE = re.compile(r"[.;:!?\n]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class DateMatcher:
    """DATE mentions of a release, with their values.

    Args:
        rules: of models/<lang>/date.toml; the matcher holds no word of any language itself.
    """

    name = "date"

    def __init__(self, rules: Rules) -> None:
        """Keeps the rules and the tables it looks words up in."""
        self.rules = rules
        self._parts = rules.words["part"]
        self._modifiers = rules.words["modifier"]
        self._connectors = rules.words["connector"]
        self._by_id = {rule.id: rule for rule in rules.file.rule}
        self._depth = max(len(key.split(" ")) for table in (self._parts, self._modifiers) for key in table)
        self._articles = tuple(f" {article}" for article in rules.lists["article"])
        self._ends = frozenset(key.rpartition(" ")[2] for table in (self._parts, self._modifiers) for key in table)

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """DATE mentions in order, never overlapping; offsets into the match view."""
        text = parsed.text
        matches = list(self.rules.find(parsed.view))
        anchor = anchor_of(parsed.published, _writes_month_first(matches))
        found = [candidate for match in matches if (candidate := self._candidate(match, text, anchor))]
        for candidate in self._ranges(found, text):
            if candidate.hold is Hold.YES and not self._is_postal(candidate, parsed):
                yield self._mention(candidate, text, anchor)

    def notices(self, mentions: Iterable[Mention]) -> Iterator[Notice]:
        """Problems of the mentions this matcher made: a date in no calendar, an ambiguous order of day and month."""
        calendar_rules = {self.rules.rule_id(rule) for rule in self.rules.file.rule if rule.emit.get("calendar")}
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

    def _is_postal(self, candidate: _Candidate, parsed: Parsed) -> bool:
        """A bare four-digit number in an address block: a postal code unless a cue says year."""
        if candidate.read != "year" or parsed.zone_at(candidate.start) != "contact":
            return False
        around = Surroundings.of(parsed.text, candidate.start, candidate.end)
        return around.last not in self.rules.lists["year_cue"] and around.before[-1:] != "©"

    def _candidate(self, match: RuleMatch, text: str, anchor: Anchor) -> _Candidate | None:
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
        candidate = _Candidate(start, end, self.rules.rule_id(match.rule), emit["read"], reading, hold)
        return self._with_part(candidate, text)

    def _again(self, match: RuleMatch, rule: str, text: str, anchor: Anchor) -> _Candidate | None:
        """The month or year inside a match that did not hold: "6,107.31 August 2019"."""
        if "year" not in match.spans:
            return None
        first = "month" if rule == "month-year" else "year"
        names = ("month", "year") if rule == "month-year" else ("year",)
        start, end = match.spans[first][0], match.spans["year"][1]
        groups = {name: match.groups[name] for name in names}
        spans = {name: match.spans[name] for name in names}
        return self._candidate(RuleMatch(self._by_id[rule], start, end, groups, spans), text, anchor)

    def _is_length(self, match: RuleMatch, around: Surroundings) -> bool:
        unit = match.groups["unit"].casefold()
        if unit in self.rules.lists["long_units"]:
            return True
        if around.after.startswith("'"):
            return True
        return around.last in self.rules.lists["length_cue"] or around.next in self.rules.lists["length_next"]

    def _with_part(self, candidate: _Candidate, text: str) -> _Candidate:
        """The candidate with "early", "end of" .. in front taken in."""
        reading = candidate.reading
        if reading.type != "DATE" or reading.part or reading.grain not in _PARTED:
            return candidate
        start, part, _ = self._in_front(text, candidate.start, self._parts)
        if part is None:
            return candidate
        hold = Hold.YES if candidate.hold is Hold.WEAK else candidate.hold
        return replace(candidate, start=start, reading=replace(reading, part=part), hold=hold)

    def _in_front(self, text: str, start: int, table: dict[str, str]) -> tuple[int, str | None, str]:
        """Where the longest entry of the table directly in front of `start` begins, its value and the entry."""
        if not start or text[start - 1] not in " -":
            return start, None, ""
        space = text.rfind(" ", max(0, start - _WINDOW), start - 1)
        word = text[space + 1 : start - 1].casefold()
        if word not in self._ends and word.isalpha() and word not in self.rules.lists["article"]:
            return start, None, ""  # the usual case
        window = text[max(0, start - _WINDOW) : start]
        words = window.casefold()
        hyphen = words[-1] == "-"
        words = words[:-1]
        for article in self._articles:
            words = words.removesuffix(article)
        pieces = words.split(" ")
        if pieces[-1].rpartition("\n")[2].lstrip(_OPENING) not in self._ends:
            return start, None, ""
        for depth in (1,) if hyphen else range(self._depth, 0, -1):
            phrase = " ".join(pieces[-depth:])
            bare = phrase.rpartition("\n")[2].lstrip(_OPENING)
            if bare in table:
                return start - len(window) + len(words) - len(bare), table[bare], bare
        return start, None, ""

    def _ranges(self, found: list[_Candidate], text: str) -> list[_Candidate]:
        """The candidates with neighbours joined: "2016" " to " "2020"; a chain "2018, 2019 and 2021" is one."""
        result: list[_Candidate] = []
        for candidate in found:
            if result:
                merged = self._joined(result[-1], candidate, text)
                if merged is not None:
                    result[-1] = merged
                    self._absorb(result, text)
                    continue
            result.append(candidate)
        return result

    def _joined(self, left: _Candidate, right: _Candidate, text: str) -> _Candidate | None:
        gap = text[left.end : right.start]
        if not 0 < len(gap) <= _MAX_GAP:
            return None
        connector = self._connectors.get(self._without_article(gap.casefold()))
        if connector is None:
            return None
        if Hold.NO in (left.hold, right.hold):
            return replace(right, start=left.start, hold=Hold.NO) if left.read == right.read == "year" else None
        if left.hold is Hold.WEAK and right.hold is Hold.WEAK and left.reading.grain == "season":
            return None
        if gap == "/" and not left.reading.grain == right.reading.grain in ("month", "season"):
            return None
        before = text[max(0, left.start - _WINDOW) : left.start].casefold().rstrip(" ").rpartition(" ")[2]
        coordinated = connector == "and" and before not in self.rules.lists["between"]
        both = joined(left.reading, right.reading, coordinated)
        if both is None:
            return None
        hold = Hold.YES if both.year or Hold.YES in (left.hold, right.hold) else Hold.WEAK
        return _Candidate(left.start, right.end, f"{self.rules.name}/range", "range", replace(both, part=None), hold)

    def _without_article(self, gap: str) -> str:
        for article in self.rules.lists["article"]:
            gap = gap.removesuffix(f"{article} ")
        return gap

    def _absorb(self, result: list[_Candidate], text: str) -> None:
        """Takes "2018, " in front of "2019 and 2021" into the chain."""
        while len(result) > 1 and text[result[-2].end : result[-1].start] == ", ":
            left, right = result[-2], result[-1]
            if (
                left.reading.grain not in _POINTS
                or f"{left.reading.grain}s" != right.reading.grain
                or left.hold is Hold.NO
            ):
                return
            first, last = left.reading, right.reading
            if (
                first.value is None
                or last.value is None
                or first.first is None
                or last.first is None
                or first.first >= last.first
            ):
                return
            value = f"{first.value}/{last.value.partition('/')[2]}"
            result[-2:] = [replace(right, start=left.start, reading=replace(last, value=value, first=first.first))]

    def _mention(self, candidate: _Candidate, text: str, anchor: Anchor) -> Mention:
        bound, phrase = self._bound(candidate, text)
        passed, coming = phrase in self.rules.lists["past_only"], False
        if candidate.reading.in_year is not None and not passed:
            passed, coming = self._tense(candidate, text)
        reading = resolved(candidate.reading, anchor, passed=passed, coming=coming)
        if candidate.read == "weekday" and reading.anchored:
            reading = weekday_in_tense(reading, anchor, *self._tense(candidate, text))
        value = date_value(reading, bound)
        return Mention(Label.DATE, candidate.start, candidate.end, candidate.rule, date=value)

    def _tense(self, candidate: _Candidate, text: str) -> tuple[bool, bool]:
        """Whether the clause puts the date behind or before the reader: its nearest verb of either tense."""
        before = _CLAUSE.split(text[max(0, candidate.start - 140) : candidate.start])[-1].casefold()
        after = _CLAUSE.split(text[candidate.end : candidate.end + 80])[0].casefold()
        lists, behind = self.rules.lists, _WORD.findall(after)
        spoken = list(reversed(_WORD.findall(before)))
        passive = [*spoken[1:], "", "", *behind[:-1]]  # the word in front of each
        for word, earlier in zip((*spoken, "", *behind), passive, strict=False):
            if word in lists["future"] or (word in lists["past"] and earlier in lists["passive"]):
                return False, True
            if word in lists["past"]:
                return True, False
        return False, False

    def _bound(self, candidate: _Candidate, text: str) -> tuple[Bound, str]:
        """What the words in front, or a suffix, make of the expression, and these words."""
        reading = candidate.reading
        if reading.type == "SET":
            return Bound(), ""
        start, modifier, phrase = self._in_front(text, candidate.start, self._modifiers)
        if modifier is None:
            suffix = self._suffix(text, candidate.end) if reading.type == "DATE" else None
            return Bound(suffix, suffix, inclusive=True), ""
        sense = self._sense(modifier, phrase, candidate, text, start)
        return Bound(sense, sense, phrase in self.rules.lists["inclusive"]), phrase

    def _suffix(self, text: str, end: int) -> str | None:
        """Modifier that stands behind a date: "2018 onwards", "2018 or later"."""
        if text[end : end + 1] != " ":
            return None
        words = [word.rstrip(".,;:!?)") for word in text[end + 1 : end + 20].casefold().split(" ")]
        suffixes = self.rules.words["suffix"]
        return suffixes.get(words[0]) or suffixes.get(" ".join(words[:2]))

    def _sense(self, modifier: str, phrase: str, candidate: _Candidate, text: str, start: int) -> str | None:
        """The modifier as it applies to a length, a range or a point in time; None where the word means "during"."""
        reading = candidate.reading
        if reading.type == "DURATION" and candidate.read != "relative-length":
            if modifier == "over" and phrase in self.rules.lists["also_during"]:
                return modifier if self._means_more(candidate, text, start) else None
            if modifier == "until":
                return "under"
            return modifier if modifier in ("over", "under", "about", "after") else None
        if reading.type == "DURATION":
            return None
        if candidate.read == "ago":
            compared = Surroundings.of(text, start, start).last
            if compared in self.rules.lists["percent"] or compared.endswith("%"):
                return None  # "4 percent more than a year earlier"
            return modifier if modifier in ("over", "under", "about", "since", "until") else None
        if modifier in ("over", "under"):
            return None
        if (
            modifier == "since"
            and "/" in (reading.value or reading.partial or "")
            and reading.grain != "week"
            and phrase != "since"
        ):
            return None
        return modifier

    def _means_more(self, candidate: _Candidate, text: str, start: int) -> bool:
        """Reads "for over 80 years" is more than, "€5 million over five years" is during."""
        around = Surroundings.of(text, start, candidate.end)
        if around.last in self.rules.lists["over_cue"]:
            return True
        if any(character.isdigit() for character in around.last) or around.last in self.rules.words["scale"]:
            return False  # "€3.5m over 36 months", "grew 5% over 20 years"
        value = candidate.reading.value or ""
        many = int("".join(character for character in value.partition("/")[0] if character.isdigit()) or 0) >= 20
        return many or candidate.read in ("a-unit", "fraction") or around.next in self.rules.lists["more_next"]


def _writes_month_first(matches: Iterable[RuleMatch]) -> bool:
    """Whether a numeric date of the text proves the American order: "10/25/2022"."""
    numeric = [match.groups for match in matches if match.rule.emit["read"] == "numeric"]
    return any(int(groups["first"]) <= 12 < int(groups["second"]) <= 31 for groups in numeric)
