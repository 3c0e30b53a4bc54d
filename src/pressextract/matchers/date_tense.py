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
_IN_A_YEAR = frozenset({"day", "days", "week", "month", "months", "quarter", "half", "season", "year"})
_SETS = frozenset({"every", "times"})
_ADVERBS = frozenset({"frequency", "set-calendar"})
_BESIDE = 28  # characters between a fiscal year and the day it ends on
_YEARLY = 40  # characters between "every year" and "October to April", in one clause


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
        if previous is not None and self._is_repeated(candidate, previous, text):
            return True
        words = {word for word, _ in self._beside(candidate, text)}
        if not words.isdisjoint(self.rules.lists["habit"]):
            return True
        in_front = Surroundings.of(text, candidate.start, candidate.end).last
        bare = reading.grain == "season" and reading.part is None and in_front in self.rules.lists["within"]
        return bare and not words.isdisjoint(self.rules.words["season"])

    def _is_repeated(self, candidate: Candidate, previous: Candidate, text: str) -> bool:
        """Whether a set in front of the date makes it one of every year: "weekly from September to March"."""
        gap = text[previous.end : candidate.start]
        in_front = Surroundings.of(text, candidate.start, candidate.end).last
        ranged = candidate.read == "range"
        if (
            previous.reading.type != "SET"
            or _CLAUSE.search(gap)
            or (in_front in self.rules.lists["onward"] and not ranged)
        ):
            return False
        if previous.read in _SETS and len(gap) <= _OFTEN:
            return True
        if self.of(candidate, text)[1]:  # "every Thursday from February to May they will visit"
            return False
        if previous.read == "frequency" and in_front in self.rules.lists["within"] and len(gap) <= _OFTEN:
            return previous.reading.value == "R/P1Y"  # "annually in May"
        yearly = previous.read in _SETS and previous.reading.value == "R/P1Y" and len(gap) <= _YEARLY
        return yearly or (ranged and previous.read in _ADVERBS and len(gap) <= _OFTEN)

    def is_over(self, candidate: Candidate, text: str) -> bool:
        """Whether the clause of "end of the year" is past; what is bounded by it may still be ahead."""
        in_front = Surroundings.of(text, candidate.start, candidate.end)
        if not self.rules.lists["bounding"].isdisjoint(in_front.words[-2:]):
            return False
        lists, ending = self.rules.lists, tuple(self.rules.lists["past_ending"])
        for word, earlier in self._beside(candidate, text):
            if word in lists["future"] or earlier in lists["future"] or earlier in lists["passive"]:
                return False
            if word in lists["past"] or word.endswith(ending):
                return True
        return False

    def told(self, candidate: Candidate, spoken: Candidate | None, text: str, *, listed: bool = False) -> Candidate:
        """The candidate, its reading counted from the date last spoken of in the paragraph, where it is one that is.

        `listed`: `spoken` opens the list in which the candidate stands ("At a glance, 2023:").
        """
        reading = candidate.reading
        weekday = reading.weekday if candidate.read == "weekday" else None
        if spoken is None:
            return candidate
        if reading.value is not None and reading.in_year is not None:
            return self._of_the_year(candidate, spoken, text)
        if reading.told is None and weekday is None:
            return self._end_of_year(candidate, spoken, text)
        gap = text[spoken.end : candidate.start]
        if not 0 <= len(gap) <= _TOLD or (listed and not gap.startswith(":")) or (not listed and "\n" in gap):
            return candidate
        found = None
        if reading.told is not None:
            found = reading.told(spoken.reading)
        elif Surroundings.of(text, candidate.start, candidate.end).last in self.rules.lists["article"]:
            found = following_weekday(weekday or 0, spoken.reading, strictly=False)
        return replace(candidate, read="told", reading=found) if found else candidate

    def _of_the_year(self, candidate: Candidate, spoken: Candidate, text: str) -> Candidate:
        """The candidate, "end of the year" in the year last spoken of in the paragraph when its clause is past."""
        reading, year = candidate.reading, spoken.reading.first
        if year is None or reading.in_year is None or spoken.reading.grain not in _IN_A_YEAR:
            return candidate
        near = candidate.start - spoken.end <= _TOLD and "\n" not in text[spoken.end : candidate.start]
        if not near or not self.is_over(candidate, text):
            return candidate
        stretch = reading.in_year(year.year)
        if stretch is None:
            return candidate
        dated = replace(reading, value=stretch.value, first=stretch.first, last=stretch.last, in_year=None)
        return replace(candidate, read="told", reading=dated)

    def _end_of_year(self, candidate: Candidate, spoken: Candidate, text: str) -> Candidate:
        """The candidate, in the last year of "the 2023/24 financial year, which ended on [31 March]" in front of it."""
        reading = candidate.reading
        if spoken.reading.grain != "years" or reading.in_year is None or candidate.start - spoken.end > _BESIDE:
            return candidate
        gap = text[spoken.end : candidate.start]
        if (
            "\n" in gap
            or spoken.reading.last is None
            or self.rules.lists["ends"].isdisjoint(_WORD.findall(gap.casefold()))
        ):
            return candidate
        stretch = reading.in_year(spoken.reading.last.year)
        if stretch is None:
            return candidate
        dated = replace(reading, value=stretch.value, first=stretch.first, last=stretch.last, in_year=None)
        return replace(candidate, read="told", reading=dated)

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
