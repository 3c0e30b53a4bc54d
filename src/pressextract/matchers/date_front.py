"""Words in front of and behind a date: its part ("early") and its modifier ("since", "more than", ".. onwards")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from pressextract.knowledge.rules import Rules
from pressextract.matchers.date_candidate import WINDOW, Candidate
from pressextract.matchers.surroundings import Surroundings
from pressextract.normalise.date import Anchor, Bound, Reading

__all__ = ["Front"]

_OPENING = "\n\"'“‘«([*–—-\t"
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})?")
_ONE_YEAR = frozenset({"years", "fiscal", "short-years", "term", "season"})
_MAX_CLOCK = 5  # words of a clock time with its zone and "on"


def _depths(table: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Last word of the entries of a table -> how many words those that end with it have, most first."""
    found: dict[str, set[int]] = {}
    for key in table:
        found.setdefault(key.rpartition(" ")[2], set()).add(key.count(" ") + 1)
    return {word: tuple(sorted(depths, reverse=True)) for word, depths in found.items()}


def _is_one(reading: Reading) -> bool:
    """Whether an interval of years is one academic or fiscal year."""
    first, last = reading.first, reading.last
    return reading.grain == "years" and first is not None and last is not None and last.year == first.year + 1


class Front:
    """What stands around a candidate, by the tables of models/<lang>/date.toml."""

    def __init__(self, rules: Rules) -> None:
        """Keeps the tables it looks words up in."""
        self.rules = rules
        self.parts: Mapping[str, str] = rules.words["part"]
        self.modifiers: Mapping[str, str] = rules.words["modifier"]
        self._articles = tuple(f" {article}" for article in rules.lists["article"])
        self._part_depths, self._modifier_depths = _depths(self.parts), _depths(self.modifiers)
        behind = ("length_suffix", "suffix", "to_date")
        self._behind = frozenset(key.partition(" ")[0] for table in behind for key in rules.words[table])

    def phrase(self, text: str, start: int, table: Mapping[str, str]) -> tuple[int, str | None, str]:
        """Where the longest entry of the table directly in front of `start` begins, its value and the entry."""
        if not start or text[start - 1] not in " -":
            return start, None, ""
        low = max(0, start - WINDOW)
        line = text[low : start - 1].rpartition("\n")[2].replace("/", " ").casefold()
        for article in self._articles:
            line = line.removesuffix(article)
        known = self._part_depths if table is self.parts else self._modifier_depths
        depths = known.get(line.rpartition(" ")[2].lstrip(_OPENING))
        if depths is None:
            return start, None, ""  # the usual case
        pieces = line.split(" ")
        for depth in (1,) if text[start - 1] == "-" else depths:
            bare = " ".join(pieces[-depth:]).lstrip(_OPENING)
            if bare in table:
                return low + text[low:start].casefold().rfind(bare), table[bare], bare
        return start, None, ""

    def bound(self, candidate: Candidate, text: str, anchor: Anchor) -> tuple[Bound, str]:
        """What the words in front, or a suffix, make of the expression, and these words."""
        reading = candidate.reading
        if reading.type == "SET":
            return Bound(), ""
        followed = self._followed(text, candidate.end)
        behind = self._length_suffix(text, candidate.end) if followed and reading.type == "DURATION" else None
        if behind:
            return Bound(behind, behind), ""
        start, modifier, phrase = self.phrase(text, candidate.start, self.modifiers)
        clock = self._before_clock(text, candidate.start) if modifier is None else candidate.start
        if clock != candidate.start:
            start, modifier, phrase = self.phrase(text, clock, self.modifiers)
        until = None
        followed = followed and reading.type == "DATE"
        if followed and anchor.published and self._to_date(text, candidate.end):
            until = anchor.published - timedelta(days=1)
            modifier, phrase = (modifier, phrase) if modifier == "since" else ("since", "")
        suffix = self._suffix(text, candidate.end) if followed else None
        if modifier is None or (suffix and modifier == "about"):
            return Bound(suffix, suffix, inclusive=True), ""
        sense = self._sense(modifier, phrase, candidate, text, start)
        return Bound(sense, sense, phrase in self.rules.lists["inclusive"], until), phrase

    def _before_clock(self, text: str, start: int) -> int:
        """Where a clock time in front of the date begins, the words "until 00:01 BST on" lead to; else `start`."""
        window = text[max(0, start - WINDOW) : start]
        if not window.endswith(" ") or not any(map(str.isdigit, window)):
            return start
        pieces = window.rpartition("\n")[2][:-1].split(" ")
        clock = self.rules.lists["clock"]
        at, seen = start, False
        for piece in reversed(pieces[-_MAX_CLOCK:]):
            digit = _CLOCK.fullmatch(piece.rstrip(",")) is not None
            if not digit and piece.casefold().rstrip(",") not in clock:
                break
            at, seen = at - len(piece) - 1, seen or digit
        return at if seen and at > 0 else start

    def _followed(self, text: str, end: int) -> bool:
        """Whether a word that opens a suffix stands behind the date."""
        word = text[end + 1 : end + 20].partition(" ")[0] if text[end : end + 1] == " " else ""
        return word.rstrip(".,;:!?)").casefold() in self._behind

    def _to_date(self, text: str, end: int) -> bool:
        words = [word.strip(".,;:!?)") for word in text[end + 1 : end + WINDOW].casefold().split(" ")]
        table = self.rules.words["to_date"]
        return any(" ".join(words[:depth]) in table for depth in range(2, 5))

    def _length_suffix(self, text: str, end: int) -> str | None:
        """Modifier that stands behind a length: "five years or more"."""
        words = [word.rstrip(".,;:!?)") for word in text[end + 1 : end + 20].casefold().split(" ")]
        table: Mapping[str, str] = self.rules.words["length_suffix"]
        return table.get(" ".join(words[:2])) or table.get(" ".join(words[:3]))

    def _suffix(self, text: str, end: int) -> str | None:
        """Modifier that stands behind a date: "2018 onwards", "2018 or later"."""
        words = [word.rstrip(".,;:!?)") for word in text[end + 1 : end + 20].casefold().split(" ")]
        suffixes: Mapping[str, str] = self.rules.words["suffix"]
        return next((suffixes[key] for depth in (1, 2, 3) if (key := " ".join(words[:depth])) in suffixes), None)

    def _sense(self, modifier: str, phrase: str, candidate: Candidate, text: str, start: int) -> str | None:
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
            and not (candidate.read in _ONE_YEAR and _is_one(reading))
        ):
            return None
        return modifier

    def _means_more(self, candidate: Candidate, text: str, start: int) -> bool:
        """Reads "for over 80 years" is more than, "€5 million over five years" is during."""
        around = Surroundings.of(text, start, candidate.end)
        if around.last in self.rules.lists["over_cue"]:
            return True
        if any(character.isdigit() for character in around.last) or around.last in self.rules.words["scale"]:
            return False  # "€3.5m over 36 months", "grew 5% over 20 years"
        value = candidate.reading.value or ""
        many = int("".join(character for character in value.partition("/")[0] if character.isdigit()) or 0) >= 20
        return many or candidate.read in ("a-unit", "fraction") or around.next in self.rules.lists["more_next"]
