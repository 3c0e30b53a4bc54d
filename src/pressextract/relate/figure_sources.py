"""Who says a figure: "(Source: X)", "according to X", "X data show that", "In the X ranking", all read in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.statement import Statements

__all__ = ["FigureSources", "Source"]

_LINE = 400  # characters behind a figure in which "(Source: ...)" is looked for
_SUBJECT = 16  # words of a subject that is a source: "A survey conducted by Kasetsart University in spring 2024"
_MARKS = 4  # quotation marks and bullets in front of a sentence
_NAME = 40  # words of a name that goes on behind "of"; keeps an endless row of capitals linear
_MEMBER = 60  # characters behind a comma that may hold a date: ", 2024"
_DATE = 12  # characters between "in" and its date: " the spring of"
_CLOSING = 8  # words of ", Scopus data show"
_KEPT = 2  # sentences whose sources are remembered: this one and the one before


@dataclass(frozen=True, slots=True)
class Source:
    """View span of a source's name, and of the whole phrase that names it ("Scimago's 2023 listing")."""

    start: int
    end: int
    first: int
    last: int


class FigureSources:
    """Reads the sources of the figures of one release, in text order.

    Args:
        seen: the release.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen, self.grammar = seen, seen.grammar
        self.text, self.lists, self.words, self.lower = seen.text, seen.lists, seen.words, seen.lower
        self._known: dict[int, Source | None] = {}

    def find(self, number: int, sentence: tuple[int, int]) -> Source | None:
        """The source of the figure; None when its sentence, or a note behind it, names none."""
        label = self._label(number, sentence)
        if label is not None:
            return label
        if sentence[0] not in self._known:
            for old in list(self._known)[: -_KEPT + 1]:
                del self._known[old]
            self._known[sentence[0]] = self._said(sentence)
        source = self._known[sentence[0]]
        return source if source is None or not self._inside(number, source) else None

    def _inside(self, number: int, source: Source) -> bool:
        """Whether the amount stands in the source's own name: "the Nature Index 2024 Top 100"."""
        return source.first <= self.seen.mentions[number].start < source.last

    def _label(self, number: int, sentence: tuple[int, int]) -> Source | None:
        """What "(Source: X)" says: in the sentence itself, or standing alone behind it on its line."""
        end = self.seen.mentions[number].end
        for start, stop, label in self.seen.labels_behind(end):
            if start >= end + _LINE:
                return None
            if self.text.find("\n", end, start) < 0 and (start < sentence[1] or self._alone(start, label)):
                return self._bare(start, stop)
        return None

    def _alone(self, start: int, label: int) -> bool:
        """Whether the label opens a sentence or bracket of its own."""
        first = self.seen.parsed.sentence(start)[0]
        return not any(map(str.isalnum, self.text[first:label]))

    # --- in the sentence ------------------------------------------------------------------------------------------

    def _said(self, sentence: tuple[int, int]) -> Source | None:
        """The source that the sentence names; None when its words name a person."""
        text = self.text[sentence[0] : sentence[1]]
        lowered = text.casefold()
        if any(phrase in lowered for phrase in self.lists["source_phrase"]):
            found = self.grammar.according.search(text)
            if found is not None:
                start, end = sentence[0] + found.start(1), sentence[0] + found.end(1)
                return None if self._names_person(start, end) else self._bare(start, end)
        first, stop = self._first(sentence), self.seen.word_at(sentence[1])
        return self._subject(first, stop) or self._opening(first, stop) or self._closing(sentence)

    def _names_person(self, start: int, end: int) -> bool:
        return any(other.label is Label.PERSON for other in self.seen.within(start, end))

    def _first(self, sentence: tuple[int, int]) -> int:
        """Index of the first word of the sentence that is no mark."""
        first = self.seen.word_at(sentence[0])
        index = first
        while index < len(self.lower) and not self.lower[index][0].isalnum() and index - first < _MARKS:
            index += 1
        return index

    def _subject(self, first: int, stop: int) -> Source | None:
        """The subject in front of a verb of telling: "Scopus data show", "the OECD estimates", "the same report put"."""
        data = False
        for index in range(first, min(first + _SUBJECT, stop)):
            word = self.lower[index]
            if index > first and word in self.lists["source_verb"]:
                return self._telling(first, index, data)
            if word in ",;:()" or (word in self.lists["source_stop"] and self.words.texts[index].islower()):
                return None
            holds = word in self.lists["source_data"]
            if index > first and not data and not holds and word in self.grammar.acting:
                return None
            data = data or holds
        return None

    def _telling(self, first: int, verb: int, data: bool) -> Source | None:
        """The subject as a source: one that holds data, or a name before a verb that ranks or estimates."""
        start, end = self.words.starts[first], self.words.ends[verb - 1]
        if self._names_person(start, end) or not (data or self._strong(first, verb)):
            return None
        if not self.lists["source_again"].isdisjoint(self.lower[first : first + 2]):  # "the same report"
            return self._known.get(self.seen.sentence_before(self.words.starts[first]))
        return self._bare(start, end)

    def _strong(self, first: int, verb: int) -> bool:
        """Whether a name stands before a verb that ranks or estimates: "the OECD estimates", not "Leeds ranks 5th"."""
        telling = self.lower[verb]
        if telling not in self.lists["source_strong"]:
            return False
        start, end = self.words.starts[first], self.words.ends[verb - 1]
        named = any(other.label in ORGANISATIONS and other.end >= end for other in self.seen.within(start, end))
        if not named and not any(text[0].isupper() for text in self.words.texts[first + 1 : verb]):
            return False
        if telling not in self.lists["source_rank"]:
            return True
        behind = self.words.starts[verb + 1] if verb + 1 < len(self.lower) else end
        return not self._begins(behind, Label.FIGURE)

    def _begins(self, position: int, label: Label, reach: int = 1) -> bool:
        """Whether a mention of the label starts at a position, or at most `reach` characters behind."""
        return any(other.label is label for other in self.seen.within(position, position + reach))

    def _opening(self, first: int, stop: int) -> Source | None:
        """The ranking or survey that opens the sentence: "In the Shanghai Ranking released last week, Flinders"."""
        if self.seen.word(first) not in self.lists["source_in"]:
            return None
        last = None
        for index in range(first + 1, min(first + _SUBJECT, stop)):
            if self.lower[index] == ",":
                break
            if self.lower[index] in self.lists["source_ranking"]:
                last = self._name_end(index)
        if last is None:
            return None
        start, end = self.words.starts[first + 1], self.words.ends[last]
        named = any(text[0].isupper() for text in self.words.texts[first + 1 : last + 1])
        return self._bare(start, end) if named else None

    def _closing(self, sentence: tuple[int, int]) -> Source | None:
        """Who says so at the end: "ranked second in 2024, Scopus data show.", "…, the OECD estimates"."""
        last = self.words.starting(sentence[1]) - 1
        while last > 0 and not self.words.texts[last][0].isalnum():
            last -= 1
        if last <= 0 or self.words.texts[last].casefold() not in self.lists["source_verb"]:
            return None
        for first in range(last - 1, max(last - _CLOSING, -1), -1):
            if self.words.starts[first] < sentence[0]:
                return None
            if self.words.texts[first] == ",":
                words = {text.casefold() for text in self.words.texts[first + 1 : last]}
                return self._telling(first + 1, last, not words.isdisjoint(self.lists["source_data"]))
        return None

    def _name_end(self, index: int) -> int:
        """Last word of a name that goes on behind its head: "Ranking of World Universities"."""
        last, far = index, min(index + _NAME, len(self.lower))
        while last + 2 < far and self.lower[last + 1] in self.lists["of"]:
            following = last + 2
            if not self.words.texts[following][0].isupper():
                break
            while following + 1 < far and self.words.texts[following + 1][:1].isupper():
                following += 1
            last = following
        return last

    # --- the name in the phrase -----------------------------------------------------------------------------------

    def _bare(self, start: int, end: int) -> Source | None:
        """The name alone: "Scopus" of "Scopus data", "Eurostat" of "a survey by Eurostat in 2024"; what is left of others."""
        begin, stop = self.seen.word_at(start), self.seen.word_at(end)
        first = self._author(begin, stop)
        while first < stop and (self.lower[first] in self.grammar.source_skip or self._is_date(first)):
            first += 1
        last = next((index for index in range(first + 1, stop) if self._cut(index, first)), stop)
        last = self._without_place(first, self._without_data(first, last))
        if first >= last:
            return None
        return Source(self.words.starts[first], self.words.ends[last - 1], start, end)

    def _author(self, begin: int, stop: int) -> int:
        """First word behind "a survey (conducted) by", "data from"; else the first word."""
        data = -1
        for index in range(begin, stop):
            word = self.lower[index]
            near = index == data + 1 or word in self.lists["source_agent"]
            if data >= 0 and near and index > begin and word in self.lists["source_by"]:
                return index + 1
            if word in self.lists["source_data"] and (index == begin or self.words.texts[index].islower()):
                data = index
        return begin

    def _is_date(self, index: int) -> bool:
        return self._begins(self.words.starts[index], Label.DATE)

    def _without_place(self, first: int, last: int) -> int:
        """`last` without "of Buenos Aires" behind an organisation's name."""
        if first >= last:
            return last
        start, end = self.words.starts[first], self.words.ends[last - 1]
        for other in self.seen.within(start, start + 1):
            if other.label in ORGANISATIONS and other.end < end:
                behind = self.seen.word_at(other.end)
                if self.lower[behind] in self.grammar.source_place:
                    return behind
        return last

    def _cut(self, index: int, first: int) -> bool:
        """Whether the name ends before this word: a participle, a bracket, a comma before a date."""
        text = self.words.texts[index]
        if text in "()[]|*":
            return True
        if text == ",":
            end = self.words.ends[index]
            return any(map(str.isdigit, re.split("[\n,]", self.text[end : end + _MEMBER], maxsplit=1)[0]))
        if text.islower() and self.grammar.phrases.is_passive(text):
            return True
        dated = index > first and self.lower[index] in self.lists["source_in"]
        return dated and self._begins(self.words.ends[index], Label.DATE, _DATE)

    def _without_data(self, first: int, last: int) -> int:
        """`last` without the words for data and their dates behind a name: "Scimago's 2023 listing" -> "Scimago"."""
        if last - 1 <= first or self.lower[last - 1] not in self.lists["source_data"]:
            return last
        if not self.words.texts[last - 1].islower():
            return last
        at = last - 1
        while at > first and not self._names(at - 1):
            at -= 1
        return at if at > first else last

    def _names(self, index: int) -> bool:
        """Whether a word is part of a name rather than of a date or description."""
        text = self.words.texts[index]
        if not text[0].isupper() or self.grammar.phrases.is_passive(self.lower[index]):
            return False
        return not self._is_date(index)
