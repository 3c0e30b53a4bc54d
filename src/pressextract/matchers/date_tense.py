"""Where the clause puts a date: behind the reader or ahead, said of every year, counted from a date spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from pressextract.knowledge.rules import Rules
from pressextract.matchers.date_candidate import Candidate
from pressextract.matchers.surroundings import Surroundings
from pressextract.normalise.date import Anchor, Reading, following_weekday, moved

__all__ = ["Tense"]

_CLAUSE = re.compile(r"[.;:!?\n]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TOLD = 600  # characters back to the date spoken of last, in the same paragraph
_OFTEN = 8  # characters between "twice a year" and ", in March"
_BEHIND = 80  # characters of the clause read behind a date, 140 in front of it
_FRONT = 140
_SETS = frozenset({"every", "times"})


class Tense:
    """Verbs and adverbs beside a date, by the lists of models/<lang>/date.toml."""

    def __init__(self, rules: Rules) -> None:
        """Keeps the lists."""
        self.rules = rules

    def of(self, candidate: Candidate, text: str) -> tuple[bool, bool]:
        """Whether the clause puts the date behind or before the reader: its nearest verb of either tense."""
        lists = self.rules.lists
        for word, earlier in self._beside(candidate, text):
            led = earlier in lists["passive"] or earlier in lists["future"]  # "will be signed", "will have"
            if word in lists["future"] or (word in lists["past"] and led):
                return False, True
            if word in lists["past"]:
                return True, False
        return False, False

    def _beside(self, candidate: Candidate, text: str) -> Iterator[tuple[str, str]]:
        """Words of the clause, those in front of the date first and backwards, each with the word in front of it."""
        before = _CLAUSE.split(text[max(0, candidate.start - _FRONT) : candidate.start])[-1].casefold()
        after = _CLAUSE.split(text[candidate.end : candidate.end + _BEHIND])[0].casefold()
        spoken, behind = list(reversed(_WORD.findall(before))), _WORD.findall(after)
        if after.startswith(",") and len(_WORD.findall(before.rpartition(",")[2])) > 2:
            behind = []  # "who retires in July, has been asked": the date belongs to what stands in front
        for words, in_front in ((spoken, [*spoken[1:], ""]), (behind, ["", *behind])):
            yield from zip(words, in_front, strict=False)

    def is_habit(self, candidate: Candidate, previous: Candidate | None, text: str) -> bool:
        """Whether the date is one of every year: "twice a year, in March and August", "six hours in summer and seven in winter"."""
        reading = candidate.reading
        if reading.in_year is None or reading.year is not None:
            return False
        if previous is not None and previous.read in _SETS and candidate.start - previous.end <= _OFTEN:
            return True
        words = {word for word, _ in self._beside(candidate, text)}
        if not words.isdisjoint(self.rules.lists["habit"]):
            return True
        in_front = Surroundings.of(text, candidate.start, candidate.end).last
        bare = reading.grain == "season" and reading.part is None and in_front in self.rules.lists["within"]
        return bare and not words.isdisjoint(self.rules.words["season"])

    def told(self, candidate: Candidate, spoken: Candidate | None, text: str) -> Candidate:
        """The candidate, its reading counted from the date last spoken of in the paragraph, where it is one that is."""
        reading = candidate.reading
        weekday = reading.weekday if candidate.read == "weekday" else None
        if spoken is None or (reading.told is None and weekday is None):
            return candidate
        if not 0 <= candidate.start - spoken.end <= _TOLD or "\n" in text[spoken.end : candidate.start]:
            return candidate
        found = None
        if reading.told is not None:
            found = reading.told(spoken.reading)
        elif Surroundings.of(text, candidate.start, candidate.end).last in self.rules.lists["article"]:
            found = following_weekday(weekday or 0, spoken.reading, strictly=False)
        return replace(candidate, read="told", reading=found) if found else candidate

    def ahead(self, candidate: Candidate, text: str, anchor: Anchor) -> Reading:
        """The length with its day where it says when: "will open in 2 weeks"."""
        reading, published = candidate.reading, anchor.published
        if published is None or reading.type != "DURATION" or reading.first or reading.value is None:
            return reading
        around = Surroundings.of(text, candidate.start, candidate.end)
        if around.last not in self.rules.lists["within"]:
            return reading
        timed = around.after.startswith(("'", "’")) or around.next in self.rules.lists["time_noun"]
        if not timed and not self.of(candidate, text)[1]:
            return reading
        day = moved(published, reading.value, 1)
        return replace(reading, first=day, last=day, anchored=True) if day else reading

    def weekday(self, candidate: Candidate, reading: Reading, text: str, anchor: Anchor) -> Reading:
        """The weekday or weekend nearest the publication date, moved a week when the verb puts it on the other side."""
        first, last, published = reading.first, reading.last, anchor.published
        if published is None or first is None or last is None:
            return reading
        passed, coming = self.of(candidate, text)
        shift = timedelta(days=7 * (coming and last < published) - 7 * (passed and first > published))
        if not shift:
            return reading
        first, last = first + shift, last + shift
        value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        return replace(reading, value=value, first=first, last=last)
